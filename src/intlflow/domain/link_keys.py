"""The keys in a letter's links: by them its reader signs in or answers, and nobody else may."""

import re

_KEY = re.compile(r"(/(?:l|logga-in)/)[A-Za-z0-9_-]{20,}")


def may_hold_key(text: str) -> bool:
    """Whether it is worth looking for keys; most letters have none, and this is quick."""
    return "/l/" in text or "/logga-in/" in text


def without_keys(text: str) -> str:
    """A letter's text without the keys by which its reader signs in or answers; the rest stays."""
    return _KEY.sub(r"\1…", text)
