"""How the annual collection stands: every unit of a year, who answers, since when; and one report whole."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import known_unit, units_of
from intlflow.app.unit_year import facts_of
from intlflow.domain.cast import Cast, Holder
from intlflow.domain.lifecycle import Refused
from intlflow.domain.unit_report import State, answered
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import people, unit_reports
from intlflow.store.engine import Tx, reading
from intlflow.store.unit_reports import ReportEvent, ReportRow

Plain = dict[str, Any]


def status(house: House, municipality: str, year: int, at: datetime) -> list[Plain]:
    """Each unit of a year and where its report stands; also those that were not asked yet.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        rows = unit_reports.of_year(tx, municipality, year)
        events = unit_reports.events(tx, [row.id for row in rows])
        names = people.names(tx, _actors(events))
        around = _casts(tx, pack, day)
        lines = [_line(pack, row, events[row.id], names, around, day) for row in rows]
        asked = {row.unit for row in rows}
        unasked = [
            _place(pack, unit.key, unit.name, year, around, day) | _NOT_ASKED
            for unit in units_of(pack, year)
            if unit.key not in asked and pack.unit_on(unit.key, day).holds(day)
        ]
        return lines + unasked


def show(house: House, municipality: str, unit: str, year: int, at: datetime) -> Plain:
    """One report with what the register tells of the year and everything that happened.

    What the register tells is as of now while the unit can still change its answer, and as it was
    when the unit answered once it has.

    Raises:
        NotFound: no such municipality or unit.
        Refused: the unit has not been asked for this year.
    """
    pack, day = house.pack(municipality), local_day(at)
    name = known_unit(pack, unit).name
    with reading(house.engine) as tx:
        row = unit_reports.find(tx, municipality, unit, year)
        if row is None:
            raise Refused("report-not-opened", unit=name, year=year)
        events = unit_reports.events(tx, [row.id])
        names = people.names(tx, _actors(events))
        fixed = answered(row.state)
        return _line(pack, row, events[row.id], names, _casts(tx, pack, day), day) | {
            "fixed": fixed,
            "facts": row.facts if fixed else facts_of(tx, pack, unit, year),
            "events": [_told(event, names) for event in events[row.id]],
        }


_NOT_ASKED: Plain = {
    "state": str(State.NOT_OPENED),
    "answered": False,
    "late": False,
    "version": 0,
    "opened_at": None,
    "since": None,
    "last": None,
}


def _casts(tx: Tx, pack: Pack, day: date) -> list[Holder]:
    """Everyone who holds a role in the municipality that day."""
    scopes = (*pack.units, *pack.bodies)
    return people.appointed(tx, pack.key, scopes, str(day))


def _actors(events: dict[int, list[ReportEvent]]) -> set[int]:
    return {e.person_id for each in events.values() for e in each if e.person_id is not None}


def _line(
    pack: Pack,
    row: ReportRow,
    events: Sequence[ReportEvent],
    names: dict[int, str],
    around: Sequence[Holder],
    day: date,
) -> Plain:
    done = answered(row.state)
    return _place(pack, row.unit, row.unit_name, row.year, around, day) | {
        "state": row.state,
        "answered": done,
        "late": done and any(event.verb == "close" for event in events),
        "version": row.version,
        "opened_at": row.opened_at,
        "since": row.changed_at,
        "last": _told(events[-1], names),
    }


def _place(
    pack: Pack, unit: str, name: str, year: int, around: Sequence[Holder], day: date
) -> Plain:
    """Whose report it is, and who answers for it that day."""
    now = pack.unit_on(unit, day)
    cast = Cast([h for h in around if h.scope in ("", now.key, now.body)], None, None)
    answers = [
        {
            "name": told.holder.name,
            "email": told.holder.email,
            "stands_in": told.stands_in,
            "vacancy": told.vacancy,
        }
        for told in cast.told(Role.CONTACT)
    ]
    successor = now.key if now.key != unit else None
    place: Plain = {"municipality": pack.key, "unit": unit, "unit_name": name, "year": year}
    return place | {"successor": successor, "answers": answers}


def _told(event: ReportEvent, names: dict[int, str]) -> Plain:
    """One thing that happened; without a name it was the clock."""
    plain = asdict(event)
    del plain["report_id"]
    person = plain.pop("person_id")
    return plain | {"by": names.get(person) if person is not None else None}
