"""The journal's chain: each row's hash covers the row before it, so that no change goes unseen.

What a person typed is not hashed itself but through a salted digest, so that it can be erased one day
(gallring) while the chain still holds.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _spelling() -> Callable[[Any, int], Iterable[str]]:
    """What `JSONEncoder.encode` makes anew for every value, made once; each move asks three times."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # a Python without the quick one
        return lambda value, _: (_CANONICAL.encode(value),)
    plain = json.encoder.encode_basestring
    made: Callable[[Any, int], Iterable[str]] = make(
        *(None, _CANONICAL.default, plain, None, ":", ",", True, False, True)
    )
    return made


_spelt = _spelling()


def canonical(value: Any) -> str:
    """One spelling of a JSON value: sorted keys, no spaces, letters as they are."""
    return "".join(_spelt(value, 0))


def digest(salt: str, given: str) -> str:
    """The fingerprint of what was given, blind without its salt."""
    return hashlib.sha256(f"{salt}\n{given}".encode()).hexdigest()


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of a row, tied to the hash before it."""
    return hashlib.sha256(f"{previous}\n{canonical(row)}".encode()).hexdigest()
