"""A made-up year of meetings around Ljungby's nine real KF days of 2023, and ways to ask about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from intlflow.domain.calendar import shift_working_days
from intlflow.domain.facts import LOCAL
from intlflow.domain.meeting import Meeting, memo_day, with_lead_times
from intlflow.domain.reach import Colour, Town, before_deadline
from intlflow.domain.route import Act, Step
from intlflow.domain.words import BodyKind
from intlflow.packs.decisions import LeadTimes
from intlflow.packs.holidays import free_days

TABLE = Path(__file__).with_name("reach_cases.txt")
FREE = free_days(range(2022, 2029))
LEAD = LeadTimes()

# Kommunfullmäktige's own days of 2023; the other bodies' days are made up around them.
KF_2023 = ("02-27", "03-27", "04-24", "05-22", "06-19", "09-25", "10-23", "11-20", "12-18")
DAYS = {
    "kf": KF_2023,
    "ks": ("01-31", "02-28", "03-28", "04-25", "05-23", "08-29", "09-26", "10-24", "11-21"),
    "ksau": ("01-10", "02-07", "03-07", "04-04", "05-02", "08-08", "09-05", "10-03", "10-31"),
    "bun": ("01-17", "02-21", "03-21", "04-18", "05-16", "06-13", "08-22", "09-19", "10-17", "11-14"),
    "tn": ("01-25", "02-22", "03-29", "04-26", "05-31", "08-30", "09-27", "10-25", "11-29"),
}  # fmt: skip
KINDS = {
    "kf": BodyKind.COUNCIL,
    "ks": BodyKind.EXECUTIVE_BOARD,
    "ksau": BodyKind.WORKING_COMMITTEE,
    "bun": BodyKind.BOARD,
    "tn": BodyKind.BOARD,
    "mbn": BodyKind.BOARD,  # nobody has said when it meets
}
HOURS = {"kf": "17:30", "ks": "09:00", "bun": "13:00"}


def hold(body: str, day: date, start: str | None = None, lead: LeadTimes = LEAD) -> Meeting:
    """A meeting with the stop and notice that follow from its day."""
    at = datetime.strptime(start, "%H:%M").time() if start else None  # noqa: DTZ007 - a wall clock
    return with_lead_times(body, day, lead, FREE, start=at)


def year(but: Mapping[str, Iterable[str]] | None = None) -> dict[str, list[Meeting]]:
    """The bodies' meetings of 2023, some of them taken away."""
    gone = {body: set(days) for body, days in (but or {}).items()}
    return {
        body: [
            hold(body, date.fromisoformat(f"2023-{day}"), HOURS.get(body))
            for day in days
            if day not in gone.get(body, ())
        ]
        for body, days in DAYS.items()
    }


def town(today: date, meetings: Mapping[str, list[Meeting]] | None = None) -> Town:
    """What is known on a day, with the usual lead times for every body."""
    return Town(
        today, meetings if meetings is not None else year(), dict.fromkeys(KINDS, LEAD), FREE
    )


def way(text: str) -> list[Step]:
    """`bun → ks` as steps."""
    bodies = [body.strip() for body in text.split("→")]
    flat = [each.strip() for body in bodies for each in body.split("+")]
    return [
        Step(body, KINDS[body], Act.DECIDES if body == flat[-1] else Act.PREPARES, ())
        for body in flat
    ]


@dataclass(frozen=True)
class Row:
    """One worked case of the table."""

    name: str
    today: date
    deadline: datetime
    way: str
    without: dict[str, list[str]]
    colour: str
    meets: str
    memo: str
    why: str
    earliest: str


def rows() -> list[Row]:
    """The table, read."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if "|" in line][1:]
    return [_row([cell.strip() for cell in line.split("|")]) for line in lines]


def _row(cells: list[str]) -> Row:
    name, today, deadline, path, without, colour, meets, memo, why, earliest = cells
    moment, _, zone = deadline.partition(" in ")
    gone: dict[str, list[str]] = {}
    for each in without.split(","):
        if each.strip():
            body, day = each.split()
            gone.setdefault(body, []).append(day)
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone) if zone else LOCAL)
    return Row(name, date.fromisoformat(today), at, path, gone, colour, meets, memo, why, earliest)


def oracle(levels: list[list[Step]], deadline: datetime, here: Town) -> Colour:
    """Every choice of meetings is tried: slow, and nothing but the rules themselves."""
    steps = [step for level in levels for step in level]
    best = 2
    for chosen in product(*(here.meetings.get(step.body, ()) for step in steps)):
        held = {step.body: meeting for step, meeting in zip(steps, chosen, strict=True)}
        best = min(best, _tried(levels, held, deadline, here))
    return (Colour.GREEN, Colour.TIGHT, Colour.RED)[best]


def _tried(
    levels: list[list[Step]], held: Mapping[str, Meeting], deadline: datetime, here: Town
) -> int:
    comfortable = True
    for place, level in enumerate(levels):
        for step in level:
            meeting, lead = held[step.body], here.leads[step.body]
            if place == 0:
                if meeting.stop < here.today:
                    return 2
                comfortable &= memo_day(meeting, lead, here.free) >= here.today
            for after in levels[place + 1] if place + 1 < len(levels) else ():
                gap = (held[after.body].stop - meeting.day).days
                if gap < 0:
                    return 2
                comfortable &= gap >= lead.adjusted_after_meeting
            if place + 1 == len(levels):
                if not before_deadline(meeting, deadline):
                    return 2
                last = deadline.astimezone(LOCAL).date()
                margin = shift_working_days(last, -lead.decided_before_deadline, here.free)
                comfortable &= meeting.day <= margin
    return 0 if comfortable else 1
