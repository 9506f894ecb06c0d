"""The meetings that are known: with their agenda stops and notices, and the one of a body on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache

from intlflow.domain.meeting import Meeting, Status, with_lead_times
from intlflow.domain.reach import Town
from intlflow.packs.decisions import LeadTimes
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from intlflow.store import meetings
from intlflow.store.engine import Tx
from intlflow.store.meetings import MeetingRow

YEARS = 3  # before and after, in which working days are counted
USUAL = LeadTimes()


def lead_of(pack: Pack, body: str) -> LeadTimes:
    """A body's lead times: its own, else those of all that have none."""
    own = {each.body: each for each in pack.lead_times}
    return own.get(body) or own.get(None) or USUAL


def meeting_on(tx: Tx, municipality: str, body: str, day: date) -> MeetingRow | None:
    """The meeting of a body on a day, as the register has it now; None: there is none, or it is cancelled.

    Args:
        tx: an open transaction.
        municipality: its key.
        body: the body's key.
        day: in Sweden.
    """
    return meetings.on_day(tx, municipality, body, day.isoformat())


def meeting_of(pack: Pack, row: MeetingRow) -> Meeting:
    """A row as the plan reads it, with the stop and the notice that follow from the lead times."""
    lead = lead_of(pack, row.body)
    stop, notice = lead.stop_before_meeting, lead.notice_before_meeting
    return _planned(row.body, row.day, row.start, row.stop, row.notice, row.number, stop, notice)


@lru_cache(maxsize=4096)  # the same meetings are read every hour
def _planned(
    body: str,
    on: str,
    start: str | None,
    stop: str | None,
    notice: str | None,
    number: int,
    stop_before: int,
    notice_before: int,
) -> Meeting:
    day = date.fromisoformat(on)
    return with_lead_times(
        body,
        day,
        LeadTimes(stop_before_meeting=stop_before, notice_before_meeting=notice_before),
        free_days((day.year - 1, day.year)),
        start=time.fromisoformat(start) if start else None,
        stop=date.fromisoformat(stop) if stop else None,
        notice=date.fromisoformat(notice) if notice else None,
        number=number,
    )


def held(pack: Pack, rows: Iterable[MeetingRow]) -> dict[str, list[Meeting]]:
    """The meetings that stand, by body."""
    found: dict[str, list[Meeting]] = {}
    for row in rows:
        if row.status != Status.CANCELLED and row.municipality == pack.key:
            found.setdefault(row.body, []).append(meeting_of(pack, row))
    return found


def town_of(pack: Pack, known: Mapping[str, list[Meeting]], today: date) -> Town:
    """What the plan needs to know of a municipality on a day."""
    leads = {body.key: lead_of(pack, body.key) for body in pack.body}
    free = free_days(range(today.year - YEARS, today.year + YEARS + 1))
    return Town(today, known, leads, free)
