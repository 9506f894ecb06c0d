"""What a lifecycle is: a table of moves, checked for holes when it is read, and the one judge of a move.

One row says where a case stands, what is done, where that leads, who may, what is needed and who is
told. Nothing else in intlflow knows what may happen to a case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from intlflow.domain.checks import Check, unmet
from intlflow.domain.facts import (
    STANDING,
    BadFact,
    Fact,
    Facts,
    Vocabulary,
    read_fact,
)
from intlflow.domain.minutes import DECISIONS, MINUTES
from intlflow.domain.words import Kind, Role, Stage


class Refused(Exception):
    """The rules say no. Nothing has changed.

    Args:
        why: the reason key; its sentence stands in templates/words.
        details: what the sentence needs to name (who may, which facts are missing, …).
    """

    def __init__(self, why: str, **details: Any) -> None:
        super().__init__(why)
        self.why, self.details = why, details


@dataclass(frozen=True, slots=True)
class _Asking:
    """What asks for something: its needs, told apart once and not at every move.

    Args:
        facts: the facts among the needs, in the order they are asked for.
        checks: the checks among them.
    """

    facts: tuple[Fact, ...] = field(init=False, repr=False, compare=False)
    checks: tuple[Check, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        needs: tuple[Fact | Check, ...] = self.needs  # type: ignore[attr-defined]
        object.__setattr__(self, "facts", tuple(n for n in needs if isinstance(n, Fact)))
        object.__setattr__(self, "checks", tuple(n for n in needs if isinstance(n, Check)))


@dataclass(frozen=True, slots=True)
class Move(_Asking):
    """One row of a lifecycle.

    Args:
        source: the phase a case stands in.
        verb: what is done.
        target: the phase it comes to; the same phase for what is only noted.
        who: the roles that may.
        needs: facts that must be given (or already stand) and checks that must hold.
        tells: the roles that get a letter.
        takes: facts that may be given, and needn't.
    """

    source: StrEnum
    verb: str
    target: StrEnum
    who: tuple[Role, ...]
    needs: tuple[Fact | Check, ...] = ()
    tells: tuple[Role, ...] = ()
    takes: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening(_Asking):
    """How a case of this kind begins."""

    verb: str
    who: tuple[Role, ...]
    needs: tuple[Fact | Check, ...] = ()
    tells: tuple[Role, ...] = ()
    takes: tuple[Fact, ...] = ()


class Standing(Protocol):
    """What the rules must know of a case."""

    @property
    def phase(self) -> str: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def open_tasks(self) -> tuple[str, ...]: ...
    def deciders(self, facts: Facts) -> tuple[str, ...]: ...
    def refusers(self, facts: Facts) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Table:
    """A whole table with its start and its ends; refuses to exist with a hole in it.

    Raises:
        ValueError: a row twice, a phase that can't be reached, a dead end.
    """

    kind: str
    phases: type[StrEnum]
    start: StrEnum
    moves: tuple[Move, ...]
    ends: frozenset[StrEnum]
    _index: dict[tuple[str, str], Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(str(move.source), move.verb): move for move in self.moves}
        object.__setattr__(self, "_index", index)
        if len(index) != len(self.moves):
            raise ValueError(f"{self.kind}: a row stands twice")
        reached = self.walk()
        if lost := set(self.phases) - reached:
            raise ValueError(f"{self.kind}: nothing leads to {', '.join(sorted(lost))}")
        if stuck := {p for p in reached - self.ends if self.exits(p) <= {p}}:
            raise ValueError(f"{self.kind}: dead end in {', '.join(sorted(stuck))}")

    def walk(self) -> set[StrEnum]:
        """Every phase that can be reached from the start."""
        reached, ahead = set[StrEnum](), [self.start]
        while ahead:
            here = ahead.pop()
            if here not in reached:
                reached.add(here)
                ahead += self.exits(here)
        return reached

    def exits(self, phase: str) -> set[StrEnum]:
        """Where one can come from here, in one move."""
        return {move.target for move in self.moves if move.source == phase}

    def open_from(self, phase: str) -> tuple[Move, ...]:
        """The rows that leave here, in the table's order."""
        return tuple(move for move in self.moves if move.source == phase)

    def find(self, phase: str, verb: str) -> Move:
        """The row for this verb from this phase.

        Raises:
            Refused: `unknown-verb` or `not-from-here`, with the verbs that are open.
        """
        move = self._index.get((phase, verb))
        if move is not None:
            return move
        known = {row.verb for row in self.moves}
        why = "not-from-here" if verb in known else "unknown-verb"
        raise Refused(why, verb=verb, phase=phase, open=[row.verb for row in self.open_from(phase)])


@dataclass(frozen=True)
class Lifecycle(Table):
    """The table of a kind of case: how it begins, and under which headline each phase lies.

    Raises:
        ValueError: as for any table, or a phase without a stage.
    """

    kind: Kind
    opening: Opening
    stages: Mapping[StrEnum, Stage]

    def __post_init__(self) -> None:
        super().__post_init__()
        if bare := set(self.phases) - set(self.stages):
            raise ValueError(f"{self.kind}: no headline stage for {', '.join(sorted(bare))}")

    def stage(self, phase: str) -> Stage:
        """The headline stage of a phase."""
        return self.stages[self.phases(phase)]


def may(move: Move | Opening, roles: Iterable[Role], who: tuple[Role, ...] | None = None) -> None:
    """Let through who may; `who` is the municipality's own choice, if it made one.

    Raises:
        Refused: `not-your-role`, with the roles that may.
    """
    allowed = who or move.who
    for role in roles:
        if role in allowed:
            return
    raise Refused("not-your-role", verb=move.verb, who=[str(role) for role in allowed])


def take_facts(
    move: Move | Opening, given: Mapping[str, str], standing: Facts, words: Vocabulary
) -> Facts:
    """Read the facts given with a move and see that none is missing.

    A standing fact (the call, the budget, …) may also be corrected by any move, asked for or not;
    with a decision goes what its minutes say.

    Raises:
        Refused: `unknown-fact`, `bad-fact` or `missing`, each naming the facts.
    """
    asked, taken = move.facts, Facts()
    if strange := _strange(given, asked, move.takes):
        raise Refused("unknown-fact", facts=strange, asked=[str(f) for f in asked])
    for key, text in given.items():
        try:
            taken[key] = read_fact(Fact(key), text, words)
        except BadFact as bad:
            raise Refused("bad-fact", fact=key, form=bad.why, example=bad.example) from bad
    if missing := [
        str(fact)
        for fact in asked
        if fact not in taken and not (fact in STANDING and fact in standing)
    ]:
        raise Refused("missing", facts=missing)
    return taken


def _strange(
    given: Mapping[str, str], asked: tuple[Fact, ...], takes: tuple[Fact, ...]
) -> list[str]:
    """What was given with a move that takes no such fact."""
    unasked = [key for key in given if key not in asked and key not in takes]
    if not unasked:
        return []
    minutes = MINUTES if DECISIONS & set(asked).union(takes) else ()
    return sorted(set(unasked).difference(STANDING, minutes))


def judge(
    move: Move,
    case: Standing,
    *,
    roles: Iterable[Role],
    given: Mapping[str, str],
    words: Vocabulary,
    at: datetime,
    who: tuple[Role, ...] | None = None,
) -> Facts:
    """Judge one move and give back the facts that it brings.

    Args:
        move: the row, from `Lifecycle.find`.
        case: the case as it stands.
        roles: what the person is to this case, on that day.
        given: facts as typed.
        words: what the municipality's pack allows.
        at: now, with a time zone.
        who: the pack's own choice of who may, or None for the table's.

    Raises:
        Refused: with the first reason that a person can act on.
    """
    may(move, roles, who)
    taken = take_facts(move, given, case.facts, words)
    checks = move.checks
    after = Facts(case.facts | taken) if checks else case.facts
    for check in checks:
        if details := unmet(check, case, after, at):
            raise Refused(str(check), verb=move.verb, **details)
    return taken


def judge_opening(
    opening: Opening,
    *,
    roles: Iterable[Role],
    given: Mapping[str, str],
    words: Vocabulary,
    at: datetime,
    case: Standing,
) -> Facts:
    """Judge whether a case may be opened, and give back its first facts.

    Raises:
        Refused: as `judge`.
    """
    may(opening, roles)
    taken = take_facts(opening, given, Facts(), words)
    for check in opening.checks:
        if details := unmet(check, case, taken, at):
            raise Refused(str(check), verb=opening.verb, **details)
    return taken
