"""What each line of a list would do to the register: make, change, leave, or ask. Nobody is overruled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intlflow.domain.alike import SAME_NUMBER_ALIKE, Key, Names, keys, similar
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.listed import Listed, Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """A case that the register has.

    Args:
        imported: what the newest import read for it: facts, and title, unit and phase by those names.
    """

    ref: str
    title: str
    unit: str
    phase: str
    facts: Facts
    imported: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The list and the register say different things, and somebody meant what the register says."""

    field: str
    here: Any
    listed: Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become of one line, and why."""

    listed: Listed
    outcome: Outcome
    ref: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    kept: tuple[str, ...] = ()  # fields where a person's later word stands
    like: tuple[str, ...] = ()  # perhaps the same under another name
    same_as: str = ""  # the earlier line


def propose(lines: Sequence[Listed], known: Sequence[Known]) -> list[Proposal]:
    """One proposal per line, in the list's order."""
    return _Proposer(known).all(lines)


class _Proposer:
    def __init__(self, known: Sequence[Known]) -> None:
        self._refs = {each.ref: each for each in known}
        self._known: dict[Key, Known] = {}
        self._met: dict[Key, Listed] = {}
        self._taken: dict[str, Listed] = {}  # case → the line that speaks of it
        self._names = Names()
        for each in known:
            self._names.add(each.title, each.ref)
            for key in _keys_of(each):
                self._known.setdefault(key, each)

    def all(self, lines: Sequence[Listed]) -> list[Proposal]:
        return [self._one(line) for line in lines]

    def _one(self, line: Listed) -> Proposal:
        if line.outcome in (Outcome.SKIP, Outcome.ASK):
            return Proposal(line, line.outcome)
        found = self._find(line)
        if found and found.ref in self._taken:
            return self._twice(line, self._taken[found.ref], found.ref)
        earlier = next(
            (self._met[k] for k in keys(line.title, line.facts) if self._fits(k, line)), None
        )
        if earlier is not None:
            return self._twice(line, earlier, "")
        like = () if found else self._names.like(line.title)
        for key in keys(line.title, line.facts):
            self._met.setdefault(key, line)
        if found is None:
            self._names.add(line.title, line.place)
            return Proposal(line, Outcome.CREATE, like=like)
        self._taken[found.ref] = line
        return _compared(line, found)

    def _find(self, line: Listed) -> Known | None:
        if line.ref in self._refs:
            return self._refs[line.ref]
        for key in keys(line.title, line.facts):
            known = self._known.get(key)
            if known and (
                key[0] == "name" or similar(known.title, line.title) >= SAME_NUMBER_ALIKE
            ):
                return known
        return None

    def _fits(self, key: Key, line: Listed) -> bool:
        """Whether an earlier line is this project; a line that names its own case is its own."""
        met = self._met.get(key)
        if met is None or (line.ref and met.ref and line.ref != met.ref):
            return False
        return key[0] == "name" or similar(met.title, line.title) >= SAME_NUMBER_ALIKE

    def _twice(self, line: Listed, first: Listed, ref: str) -> Proposal:
        """The same project again; what it says otherwise is told, the first line holds."""
        other = tuple(
            Conflict(name, first.facts.get(name), value)
            for name, value in line.facts.items()
            if name != Fact.IMPORTED_FROM and first.facts.get(name) != value
        )
        return Proposal(line, Outcome.DUPLICATE, ref=ref, conflicts=other, same_as=first.place)


def _keys_of(known: Known) -> tuple[Key, ...]:
    """What a case is known by now, and by which it came in."""
    now = keys(known.title, known.facts)
    if known.imported is None:
        return now
    facts = Facts({k: v for k, v in known.imported.items() if k in set(Fact)})
    return (*now, *keys(str(known.imported.get("title", "")), facts))


def _compared(line: Listed, known: Known) -> Proposal:
    """Field by field: new, changed in the list alone, changed by a person, or both."""
    base = known.imported or {}
    changes: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    kept: list[str] = []
    for name, value in line.facts.items():
        here, before = known.facts.get(name), base.get(name)
        if name == Fact.IMPORTED_FROM or here == value:
            continue
        if here is None or (before is not None and here == before):
            changes[name] = value
        elif before == value:
            kept.append(name)
        else:
            conflicts.append(Conflict(name, here, value))
    for name, here, value in _fixed(line, known):
        if here == value:
            continue
        if base.get(name) == value:
            kept.append(name)
        else:
            conflicts.append(Conflict(name, here, value))
    outcome = Outcome.CHANGE if changes else Outcome.CONFLICT if conflicts else Outcome.SAME
    return Proposal(line, outcome, known.ref, changes, tuple(conflicts), tuple(kept))


def _fixed(line: Listed, known: Known) -> list[tuple[str, str, str]]:
    """What a list never changes: a case is renamed or moved only by people."""
    told = [("title", known.title, line.title), ("unit", known.unit, line.unit)]
    return [*told, ("phase", known.phase, line.phase)] if line.phase_said else told
