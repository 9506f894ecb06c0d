"""The meetings that are known: with their agenda stops and notices, and the one of a body on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, time

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
    day = date.fromisoformat(row.day)
    return with_lead_times(
        row.body,
        day,
        lead_of(pack, row.body),
        free_days((day.year - 1, day.year)),
        start=time.fromisoformat(row.start) if row.start else None,
        stop=date.fromisoformat(row.stop) if row.stop else None,
        notice=date.fromisoformat(row.notice) if row.notice else None,
        number=row.number,
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
