"""When a decision gains legal force: three weeks from the notice board, and a day that people work.

Sources: kommunallagen 13 kap. (laglighetsprövning, three weeks from the announcement) and lagen
(1930:173) om beräkning av lagstadgad tid: a last day that is free moves to the next working day.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from intlflow.domain.calendar import is_working_day


class After(StrEnum):
    """What can happen to a decision afterwards."""

    ADJUSTED = "adjusted"  # the minutes are signed
    ANNOUNCED = "announced"  # on the notice board; the appeal clock starts
    EXTRACT = "extract"  # an extract was sent
    REPORTED = "reported"  # a delegated decision was reported to its body
    APPEALED = "appealed"
    STANDS = "stands"  # the court dismissed or rejected the appeal
    ANNULLED = "annulled"  # the court annulled the decision


class Force(StrEnum):
    """How a decision stands in law."""

    NOT_ANNOUNCED = "not_announced"
    OPEN = "open"  # it may still be appealed
    APPEALED = "appealed"
    IN_FORCE = "in_force"
    ANNULLED = "annulled"


class Happened(Protocol):
    """One thing that happened to a decision."""

    @property
    def kind(self) -> str: ...
    @property
    def day(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How a decision stands on a day.

    Args:
        force: in law.
        last_day: the last day to appeal, once it is announced.
        since: from when it has legal force, or is annulled.
    """

    force: Force
    last_day: date | None = None
    since: date | None = None


def last_day_to_appeal(announced: date, days: int, free: Container[date]) -> date:
    """The last day on which an appeal can come in.

    Args:
        announced: when the minutes were announced on the notice board.
        days: the appeal time in days.
        free: the free days, Saturdays and Sundays aside.
    """
    day = announced + timedelta(days=days)
    while not is_working_day(day, free):
        day += timedelta(days=1)
    return day


def stand(events: Iterable[Happened], days: int, free: Container[date], today: date) -> Standing:
    """How a decision stands today, from what has happened to it.

    Args:
        events: in the order they were noted.
        days: the appeal time in days.
        free: the free days, Saturdays and Sundays aside.
        today: in Sweden.
    """
    when = {event.kind: date.fromisoformat(event.day) for event in events}
    if After.ANNULLED in when:
        return Standing(Force.ANNULLED, since=when[After.ANNULLED])
    announced = when.get(After.ANNOUNCED)
    if announced is None:
        return Standing(Force.NOT_ANNOUNCED)
    last = last_day_to_appeal(announced, days, free)
    if After.APPEALED in when and After.STANDS not in when:
        return Standing(Force.APPEALED, last)
    since = max(last + timedelta(days=1), when.get(After.STANDS, last))
    return Standing(Force.IN_FORCE if today >= since else Force.OPEN, last, since)
