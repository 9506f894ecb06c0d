"""A body's meeting: its day, when the papers must be in, when the notice goes out, what became of it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Protocol

from intlflow.domain.calendar import working_day_before


class Status(StrEnum):
    """What became of a meeting. Rows are added, never changed; the latest one holds."""

    PLANNED = "planned"
    EXTRA = "extra"  # called besides the ordinary ones
    MOVED = "moved"
    CANCELLED = "cancelled"


class Lead(Protocol):
    """How many days papers and decisions of a body take."""

    @property
    def draft_before_stop(self) -> int: ...
    @property
    def stop_before_meeting(self) -> int: ...
    @property
    def notice_before_meeting(self) -> int: ...
    @property
    def adjusted_after_meeting(self) -> int: ...
    @property
    def decided_before_deadline(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as it is planned now.

    Args:
        day: when it is held, in Sweden.
        body: the body's key.
        stop: agenda stop (handlingsstopp), the last day for papers.
        notice: the day that the notice (kallelse) goes out.
        start: the time of day; None while nobody has said.
        number: which meeting in the register; 0 when it is made up.
    """

    day: date
    body: str
    stop: date
    notice: date
    start: time | None = None
    number: int = 0


def with_lead_times(
    body: str,
    day: date,
    lead: Lead,
    free: Container[date],
    *,
    start: time | None = None,
    stop: date | None = None,
    notice: date | None = None,
    number: int = 0,
) -> Meeting:
    """A meeting whose agenda stop and notice follow from the body's lead times unless they are given.

    A counted day on which nobody works becomes the working day before; a given one stays.
    """

    def before(days: int) -> date:
        return working_day_before(day - timedelta(days=days), free)

    return Meeting(
        day,
        body,
        stop or before(lead.stop_before_meeting),
        notice or before(lead.notice_before_meeting),
        start,
        number,
    )


def memo_day(meeting: Meeting, lead: Lead, free: Container[date]) -> date:
    """The last day on which the draft of the memo (tjänsteskrivelse) should be ready."""
    return working_day_before(meeting.stop - timedelta(days=lead.draft_before_stop), free)
