"""A letter's mould: what is the same in every letter of a kind is put together once.

A mould is made by writing a letter with values that listen. It fits the next letter when everything
that the template asked about is as it was; then only names and other words are put in. Where it does
not fit, another is made; where there can be none, the letter is written in full, as the first was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from markupsafe import escape

from intlflow.letters.listening import CLOSE, OPEN, Heard, Path

MOST = 40  # moulds of one letter; whoever needs more has letters that differ in everything
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_SPECIAL = re.compile("[&<>\"']")
# A word that begins or ends so, or is empty, could change the lines and points around it.
_EDGES = ("\n\n", "\n ", " \n", "\n-", "\n\xa0", "\xa0\n")


class _Many:
    """Several values of a context, by their places, fetched with few steps."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._by_home: list[tuple[Path, Any, int]] = []
        homes: dict[Path, list[str | int]] = {}
        for path in paths:
            homes.setdefault(path[:-1], []).append(path[-1])
        for home, names in homes.items():
            self._by_home.append((home, itemgetter(*names), len(names)))
        self.order = [(*home, name) for home, names in homes.items() for name in names]

    def of(self, context: Mapping[str, Any]) -> list[Any]:
        """The values, in `order`.

        Raises:
            LookupError, TypeError: one is not there.
        """
        found: list[Any] = []
        for home, get, many in self._by_home:
            place: Any = context
            for name in home:
                place = place[name]
            if many == 1:
                found.append(get(place))
            else:
                found += get(place)
        return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A text with holes: what stands around them, and which word goes into each."""

    around: list[str]
    words: list[int]

    @classmethod
    def of(cls, text: str, order: Sequence[int]) -> "_Sheet":
        pieces = _MARK.split(text)
        pieces[1::2] = holes = [""] * (len(pieces) // 2)
        return cls(pieces, [order[int(n)] for n in _MARK.findall(text)][: len(holes)])

    def filled(self, words: Sequence[str]) -> str:
        pieces = self.around.copy()
        pieces[1::2] = [words[n] for n in self.words]
        return "".join(pieces)


class Mould:
    """One wording of a letter.

    Args:
        heard: what its template asked.
        subject, body, html: the texts, with a sign for every word to put in.
    """

    def __init__(self, heard: Heard, subject: str, body: str, html: str) -> None:
        slots = [path for path in heard.slots if path not in heard.pins]
        pinned = [path for path in heard.slots if path in heard.pins]
        self._slots = _Many([*slots, *pinned])
        order = [self._slots.order.index(path) for path in heard.slots]
        self._subject, self._body, self._html = (
            _Sheet.of(text, order) for text in (subject, body, html)
        )
        self._pins = _Many(list(heard.pins))
        self._pinned = [heard.pins[path] for path in self._pins.order]
        truths = {
            p: t for p, t in heard.truths.items() if p not in heard.slots and p not in heard.pins
        }
        self._truths = _Many(list(truths))
        self._true = [truths[path] for path in self._truths.order]
        self._lengths = _Many(list(heard.lengths))
        self._long = [heard.lengths[path] for path in self._lengths.order]
        self._absent = sorted(heard.absent, key=str)
        known = {*heard.slots, *heard.pins, *truths, *heard.lengths}
        homes = {path[:end] for path in known | heard.absent for end in range(1, len(path))}
        self._present = _Many(sorted(heard.present - known - homes, key=str))

    def words_for(self, context: Mapping[str, Any]) -> list[str] | None:
        """The words to put in, where this mould fits; else None."""
        try:
            if self._pins.of(context) != self._pinned:
                return None
            if list(map(bool, self._truths.of(context))) != self._true:
                return None
            if list(map(len, self._lengths.of(context))) != self._long:
                return None
            self._present.of(context)
            words = self._slots.of(context)
            told = "\n".join(words)
        except (LookupError, TypeError):
            return None
        for path in self._absent:
            if _is_there(context, path):
                return None
        return words if _calm(words, f"\n{told}\n") else None

    def fill(self, words: list[str]) -> tuple[str, str, str]:
        """Subject, plain text and HTML with the words put in."""
        marked = words
        if _SPECIAL.search("\n".join(words)):
            marked = [str(escape(word)) for word in words]
        return self._subject.filled(words), self._body.filled(words), self._html.filled(marked)


def _calm(words: list[str], told: str) -> bool:
    """Whether no word can change anything around it: visible signs on one line, none at the edges."""
    if any(edge in told for edge in _EDGES):
        return not words
    return "".join(words).replace("\xa0", "").isprintable()


def _is_there(context: Mapping[str, Any], path: Path) -> bool:
    """Whether something is where nothing was."""
    place: Any = context
    for name in path[:-1]:
        place = place[name]
    return path[-1] in place
