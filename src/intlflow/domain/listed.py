"""What a line of somebody's own list says of a project, once it has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from intlflow.domain.facts import Fact, Facts
from intlflow.domain.reading import Mark


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    CONFLICT = "conflict"  # a person wrote something else; theirs stays
    DUPLICATE = "duplicate"  # the same project as an earlier line
    ASK = "ask"  # something must be said before it can come in
    SKIP = "skip"  # no project: a total, a heading, a note


@dataclass(frozen=True, slots=True)
class Listed:
    """One line as it was read.

    Args:
        place: where it stands, e.g. `Blad1!5`.
        ref: the case it names itself, if it does.
        phase: where the project stands; `phase_said` when the line said so.
        cells: everything that stood in the line, by heading; nothing is lost.
        why: why it can't come in, when it can't; `outcome` is then ASK or SKIP.
    """

    place: str
    title: str = ""
    ref: str = ""
    unit: str = ""
    unit_name: str = ""
    phase: str = ""
    phase_said: bool = False
    facts: Facts = field(default_factory=Facts)
    marks: tuple[Mark, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome = Outcome.CREATE
    why: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


_BEFORE_A_GRANT = frozenset(
    {"idea", "parked", "support", "writing", "financed", "submitted", "supplement"}
    | {"reserve", "rejected", "declined"}
)


def eu_fact(phase: str) -> Fact:
    """What a list's column of EU money means for a project that stands there."""
    return Fact.AMOUNT_APPLIED if phase in _BEFORE_A_GRANT else Fact.AMOUNT_GRANTED
