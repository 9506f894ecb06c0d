"""What people call things in their own lists: headings, roles, statuses, programmes. Words are data."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from intlflow.sources.sheet import plain

Own = Iterable[tuple[str, str, str]]  # what kind of word, how it is written, what it is


@cache
def shipped() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The words that ship with intlflow: by kind, then by what they are."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {
        kind: {key: tuple(spelled) for key, spelled in table.items()}
        for kind, table in tomllib.loads(text).items()
    }


class ListWords:
    """The shipped words and a municipality's own, which go before them.

    Args:
        own: kind, as written, what it is.
    """

    def __init__(self, own: Own = ()) -> None:
        self._kinds: dict[str, dict[str, str]] = {
            kind: {
                plain(text) or text: key
                for key, spelled in table.items()
                for text in (*spelled, key)
            }
            for kind, table in shipped().items()
        }
        for kind, text, key in own:
            self._kinds.setdefault(kind, {})[plain(text)] = key

    def means(self, kind: str, text: str) -> str:
        """What a word is, or nothing."""
        return self._kinds.get(kind, {}).get(plain(text) or text.strip(), "")

    def begins(self, kind: str, text: str) -> str:
        """What the first word is, or nothing."""
        words = text.split()
        return self.means(kind, words[0].rstrip(":")) if words else ""

    def all(self, kind: str) -> Mapping[str, str]:
        """Every spelling of a kind."""
        return self._kinds.get(kind, {})


def heading(name: str) -> str:
    """How an export writes a heading."""
    return shipped()["column"][name][0]
