"""The journal's chain: each row's hash covers the row before it, so that no change goes unseen.

What a person typed is not hashed itself but through a salted digest, so that it can be erased one day
(gallring) while the chain still holds.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import orjson

GENESIS = "0" * 64
_SPELLING = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_NON_STR_KEYS  # a fact's name is a kind of text
    | orjson.OPT_PASSTHROUGH_DATETIME  # an instant is spelt by `stamp`, or not at all
    | orjson.OPT_PASSTHROUGH_DATACLASS
)
_SLOWLY = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> str:
    """One spelling of a JSON value: sorted keys, no spaces, letters as they are."""
    return _spelt(value).decode()


def _spelt(value: Any) -> bytes:
    """The same in bytes. Each move asks three times, and the standard library takes six times as long.

    Raises:
        UnicodeEncodeError: a text with half a character.
    """
    try:
        return orjson.dumps(value, option=_SPELLING)
    except TypeError:  # a number with more than 64 bits, or what only the other can tell is wrong
        return _SLOWLY.encode(value).encode()


def digest(salt: str, given: str) -> str:
    """The fingerprint of what was given, blind without its salt."""
    return hashlib.sha256(f"{salt}\n{given}".encode()).hexdigest()


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of a row, tied to the hash before it."""
    return hashlib.sha256(previous.encode() + b"\n" + _spelt(row)).hexdigest()
