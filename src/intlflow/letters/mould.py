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
    def of(cls, text: str) -> "_Sheet":
        pieces = _MARK.split(text)
        return cls(pieces, [int(number) for number in pieces[1::2]])

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
        asked = {*heard.slots, *heard.pins, *heard.truths, *heard.lengths}
        homes = {path[:end] for path in asked | heard.absent for end in range(1, len(path))}
        self._values = _Many(sorted(asked | (heard.present - homes), key=str))
        place = {path: number for number, path in enumerate(self._values.order)}
        truths = heard.truths.keys() - set(heard.slots) - heard.pins.keys()
        self._pins = [(place[path], value) for path, value in heard.pins.items()]
        self._truths = [(place[path], heard.truths[path]) for path in truths]
        self._lengths = [(place[path], many) for path, many in heard.lengths.items()]
        self._words = [place[path] for path in heard.slots]
        self._absent = sorted(heard.absent, key=str)
        self._subject, self._body, self._html = map(_Sheet.of, (subject, body, html))

    def words_for(self, context: Mapping[str, Any]) -> list[str] | None:
        """The words to put in, where this mould fits; else None."""
        try:
            values = self._values.of(context)
            for place, value in self._pins:
                if values[place] != value:
                    return None
            for place, there in self._truths:
                if bool(values[place]) != there:
                    return None
            for place, many in self._lengths:
                if len(values[place]) != many:
                    return None
            words = [values[place] for place in self._words]
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
