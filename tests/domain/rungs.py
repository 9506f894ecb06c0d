"""Rungs of a ladder, shortly written."""

from dataclasses import dataclass
from datetime import date

from intlflow.domain.duty import Occurrence, Step
from intlflow.domain.ladder import steps_of


@dataclass(frozen=True)
class Tell:
    """Who is told, so long before or after the day it is due."""

    to: str = "contact_person"
    opening: bool = False
    days: int = 0
    working_days: int = 0
    months: int = 0
    every_days: int = 0


FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)


def climbed(
    *rungs: Tell,
    opens: date = date(2027, 1, 15),
    due: date = date(2027, 5, 31),
    free: frozenset[date] = frozenset(),
    first: date = FIRST,
    last: date = LAST,
    moved_on: date | None = None,
) -> list[Step]:
    """The steps of one occurrence, perhaps postponed once."""
    moved = 0 if moved_on is None else 1
    one = Occurrence("2027-1", opens, due, 2027, moved=moved, moved_on=moved_on)
    return steps_of(rungs, one, first=first, last=last, free=free)
