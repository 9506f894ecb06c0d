"""Which calls answer to what a board has said is important: by words, and the words are shown."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Stems = Callable[[str], frozenset[str]]  # a word's stems in every language that we read

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset({
    "and", "the", "for", "with", "from", "that", "this", "into", "your", "their", "are", "our",
    "its", "new", "use", "through", "more", "other", "than", "och", "att", "det", "som", "för",
    "med", "den", "ett", "har", "inte", "till", "kan", "ska", "vid", "från", "eller", "våra",
    "vårt", "vår", "samt", "inom", "mellan", "under", "över", "genom", "fler", "mer", "nya",
    "bättre", "project", "projekt", "call", "utlysning", "topic", "action", "eu", "european",
    "europe", "kommun", "kommunen", "kommuner", "municipality",
})  # fmt: skip
TITLE, KEYWORD, TEXT = 3, 2, 1  # what a word weighs by where it stands in a call


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that stands in both: as the issue has it, as the call has it, and what it weighs."""

    issue_word: str
    call_word: str
    weight: int


@dataclass(frozen=True, slots=True)
class Match:
    """How well a call answers to an issue. The score is the sum of what its words weigh."""

    hits: tuple[Hit, ...]

    @property
    def score(self) -> int:
        """The sum."""
        return sum(hit.weight for hit in self.hits)


def words_of(text: str) -> list[str]:
    """The words of a text that say something, in order, each once."""
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [word for word in found if word not in _EMPTY]


def read(parts: Iterable[tuple[int, str]], stems: Stems) -> dict[str, tuple[str, int]]:
    """A call's stems with the word behind each and what it weighs; the heaviest place counts.

    Args:
        parts: weight and text, e.g. the title with `TITLE`.
        stems: gives a word's stems.
    """
    found: dict[str, tuple[str, int]] = {}
    for weight, text in sorted(parts, reverse=True):
        for word in words_of(text):
            for stem in stems(word):
                found.setdefault(stem, (word, weight))
    return found


def match(issue: str, call: dict[str, tuple[str, int]], stems: Stems) -> Match | None:
    """Compare an issue's words with a call that has been read; None when they share no word."""
    hits, counted = [], set[str]()
    for word in words_of(issue):
        shared = [call[stem] for stem in stems(word) if stem in call]
        if not shared:
            continue
        said, weight = max(shared, key=lambda each: each[1])
        if said not in counted:
            counted.add(said)
            hits.append(Hit(word, said, weight))
    return Match(tuple(sorted(hits, key=lambda hit: -hit.weight))) if hits else None
