"""Are two projects the same, or perhaps the same under another name?"""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from intlflow.domain.facts import Fact, Facts

ALIKE = 0.82
SAME_NUMBER_ALIKE = 0.5  # two projects may share a registry number, but hardly with such names
MOST_ALIKE = 3
COMMON = 40  # names that share a word; more, and the word tells nothing
_LONG = 5  # letters of a word that is worth looking for

Key = tuple[str, ...]


def bare(text: str) -> str:
    """Small letters and figures alone."""
    return re.sub(r"[\W_]", "", text.casefold())


def keys(title: str, facts: Facts) -> tuple[Key, ...]:
    """What a project is known by, the surest first: numbers, then name, programme and first year."""
    found: list[Key] = [
        (str(fact), bare(facts[fact]))
        for fact in (Fact.REGISTRY_NUMBER, Fact.FUNDER_NUMBER)
        if facts.get(fact)
    ]
    programme = bare(str(facts.get(Fact.PROGRAMME) or ""))
    year = str(facts.get(Fact.PERIOD_START) or "")[:4]
    names = dict.fromkeys((bare(str(facts.get(Fact.ACRONYM) or "")), bare(title)))
    return (*found, *(("name", name, programme, year) for name in names if name))


def similar(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1."""
    a, b = bare(one), bare(other)
    if not a or not b:
        return 0.0
    if min(len(a), len(b)) >= _LONG and (a in b or b in a):
        return 1.0
    match = SequenceMatcher(None, a, b, autojunk=False)
    return match.ratio() if match.quick_ratio() >= SAME_NUMBER_ALIKE else 0.0


class Names:
    """Names that were met, to be asked for those that resemble another."""

    def __init__(self) -> None:
        self._by_part: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(self, name: str, where: str) -> None:
        """Remember a name and where it stands."""
        for part in self._parts(name):
            self._by_part[part].append((name, where))

    def like(self, name: str) -> tuple[str, ...]:
        """Where names stand that resemble this one, the most alike first."""
        near = dict.fromkeys(
            pair
            for part in self._parts(name)
            if len(self._by_part[part]) <= COMMON
            for pair in self._by_part[part]
        )
        scored = [(similar(name, other), where) for other, where in near]
        scored = sorted((each for each in scored if each[0] >= ALIKE), reverse=True)
        return tuple(dict.fromkeys(where for _, where in scored))[:MOST_ALIKE]

    def _parts(self, name: str) -> Iterable[str]:
        words = {bare(word) for word in name.split()}
        return {word for word in words if len(word) >= _LONG} | {bare(name)[:4]}
