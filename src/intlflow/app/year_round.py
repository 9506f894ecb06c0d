"""Årshjulet: what comes back every year, and when the bodies meet, as one round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.duty import Per
from intlflow.domain.rhythm import in_windows
from intlflow.domain.words import BodyKind
from intlflow.store import meetings
from intlflow.store.engine import reading

POLITICAL = (BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD, BodyKind.WORKING_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One duty's time of the year.

    Args:
        of_units: whether every unit owes it, or the municipality once.
    """

    duty: str
    title: str
    opens: date
    due: date
    of_units: bool


@dataclass(frozen=True, slots=True)
class YearRound:
    """A calendar year.

    Args:
        duties: what comes back, by its first day.
        meetings: the days on which each of the political bodies meets, by its name.
    """

    year: int
    today: date
    duties: tuple[Stretch, ...]
    meetings: Mapping[str, tuple[date, ...]]


def year_round(house: House, who: Visitor, at: datetime, lang: str) -> YearRound:
    """The year that it is.

    Args:
        house: the installation.
        who: for whom; only their own municipality's year.
        at: now, with a time zone.
        lang: of titles.
    """
    pack, today = house.pack(who.municipality), local_day(at)
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    found = [
        Stretch(duty.key, duty.title.said(lang), one.opens, one.due, duty.per is Per.UNIT)
        for duty in pack.duty
        for one in (in_windows(duty.windows, first, last) if duty.window else ())
    ]
    with reading(house.engine) as tx:
        rows = meetings.standing(tx, pack.key)
    days: dict[str, list[date]] = {}
    for row in rows:
        body = pack.bodies.get(row.body)
        day = date.fromisoformat(row.day)
        if body and body.kind in POLITICAL and day.year == today.year and row.status != "cancelled":
            days.setdefault(body.name, []).append(day)
    found.sort(key=lambda one: (one.opens, one.due, one.title))
    order = [body.name for kind in POLITICAL for body in pack.body if body.kind is kind]
    return YearRound(
        today.year,
        today,
        tuple(found),
        {name: tuple(sorted(days[name])) for name in dict.fromkeys(order) if name in days},
    )
