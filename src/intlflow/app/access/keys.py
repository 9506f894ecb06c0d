"""Keys as people carry them, and the digests that are kept instead."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from intlflow.settings import Settings

NewKey = Callable[[], str]


def new_key() -> str:
    """A key of 256 bits that fits in an address."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of a key: from this nobody finds it again."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def house_key(settings: Settings) -> bytes:
    """This installation's own secret, made the first time it is asked for.

    It stands in `web.key` in the data folder, readable by its owner alone, or in INTLFLOW_KEY where
    several machines serve the same pages.
    """
    if settings.key:
        return settings.key.encode()
    file = settings.data / "web.key"
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _kept(file)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_hex(32))
    return _kept(file)


def _kept(file: Path) -> bytes:
    return file.read_text("ascii").strip().encode()


def seal(secret: bytes, *parts: str) -> str:
    """A mark that only this installation can put on some words."""
    said = "\x1f".join(parts).encode("utf-8", "replace")
    return hmac.digest(secret, said, "sha256").hex()[:32]


def same(one: str, other: str) -> bool:
    """Whether two marks are the same, taking as long whatever the answer is."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
