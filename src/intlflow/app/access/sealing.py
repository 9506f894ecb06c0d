"""Secrets that must be read again are kept encrypted, with this installation's own key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from intlflow.app.access.keys import house_key
from intlflow.app.house import House


class Unsealable(RuntimeError):
    """A secret was kept under another key: `web.key` or INTLFLOW_KEY has changed."""


def sealed(house: House, secret: str) -> str:
    """A secret as it is kept."""
    return _box(house).encrypt(secret.encode()).decode()


def unsealed(house: House, kept: str) -> str:
    """A secret that was kept.

    Raises:
        Unsealable: this installation's key is another than then.
    """
    try:
        return _box(house).decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise Unsealable("a secret was kept under another INTLFLOW_KEY") from error


def _box(house: House) -> Fernet:
    key = hashlib.sha256(b"kept secrets\x00" + house_key(house.settings)).digest()
    return Fernet(base64.urlsafe_b64encode(key))
