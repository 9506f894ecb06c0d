"""Made-up meetings of every body, this year's and next year's, so that 'Hinner vi?' has something to say."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.calendar import is_quiet, is_working_day
from intlflow.domain.meeting import Status
from intlflow.domain.words import BodyKind
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Body, Pack
from intlflow.store import meetings
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.store.meetings import MeetingRow

MADE_UP = "påhittad dag i demoregistret"
BEFORE_KF = {BodyKind.EXECUTIVE_BOARD: 27, BodyKind.WORKING_COMMITTEE: 48}  # days
BOARDS = (49, 52, 53, 54)  # on a Monday, Friday, Thursday or Wednesday
HOURS = {BodyKind.COUNCIL: "17:30", BodyKind.EXECUTIVE_BOARD: "09:00", BodyKind.BOARD: "13:15"}


def enter(house: House, at: datetime) -> None:
    """Put a calendar in the register of every municipality."""
    today = local_day(at)
    with writing(house.engine) as tx:
        for pack in house.packs.values():
            days = sorted(set(_days(pack, today.year)))
            meetings.add(tx, [_row(pack, no, *each, at) for no, each in enumerate(days, start=1)])


def _days(pack: Pack, year: int) -> Iterator[tuple[date, str]]:
    """A body's days are counted back from kommunfullmäktige's, which meets late in each month but July."""
    free = free_days((year, year + 1))
    councils = [_council_day(y, month) for y in (year, year + 1) for month in range(1, 13)]
    for council in (day for day in councils if day.month != 7):
        for place, body in enumerate(body for body in pack.body if body.holds(council)):
            day = council - timedelta(days=_before(body, place))
            while not is_working_day(day, free):
                day += timedelta(days=1)
            if day.year >= year and not is_quiet(day):
                yield day, body.key


def _council_day(year: int, month: int) -> date:
    """The last Monday of the month; a week or two earlier before midsummer and Christmas."""
    first = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    last = first - timedelta(days=first.weekday())
    return last - timedelta(days=14 if month == 12 else 7 if month == 6 else 0)


def _before(body: Body, place: int) -> int:
    if body.kind is BodyKind.COUNCIL:
        return 0
    return BEFORE_KF.get(body.kind) or BOARDS[place % len(BOARDS)]


def _row(pack: Pack, number: int, day: date, body: str, at: datetime) -> MeetingRow:
    return MeetingRow(
        municipality=pack.key,
        number=number,
        seq=1,
        body=body,
        status=str(Status.PLANNED),
        day=day.isoformat(),
        start=HOURS.get(pack.bodies[body].kind),
        stop=None,
        notice=None,
        reason=MADE_UP,
        uid="",
        person_id=None,
        at=stamp(at),
    )
