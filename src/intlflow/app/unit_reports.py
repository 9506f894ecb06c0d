"""The annual collection: every unit is asked for its year, answers, and is approved, one row per step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app import report_letters, typed
from intlflow.app.house import House, NotFound
from intlflow.app.hush import hush
from intlflow.app.moves import capacity
from intlflow.app.notices import Told, name_of
from intlflow.app.situation import local_day, somebody
from intlflow.app.unit_year import facts_of, rows_in
from intlflow.domain import unit_report
from intlflow.domain.cast import Cast
from intlflow.domain.facts import LONGEST_TEXT
from intlflow.domain.lifecycle import Move, Refused
from intlflow.domain.report_answers import Answers, check
from intlflow.domain.unit_report import KIND, State
from intlflow.domain.words import Role
from intlflow.packs.model import Pack, Unit
from intlflow.store import people, unit_reports
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.unit_reports import ReportEvent, ReportRow

FIXES = frozenset({State.SUBMITTED, State.NOTHING})  # coming there fixes the register's rows


@dataclass(frozen=True, slots=True)
class Reported:
    """What one move did to a unit's report."""

    municipality: str
    unit: str
    unit_name: str
    year: int
    verb: str
    source: str
    target: str
    version: int
    at: str
    late: bool  # answered after the collection was closed
    letters: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class YearOpened:
    """Which units were asked, and which have nobody left to ask."""

    municipality: str
    year: int
    opened: tuple[str, ...]
    already: int
    unanswerable: tuple[str, ...]


def act(
    house: House,
    verb: str,
    *,
    municipality: str,
    unit: str,
    year: int,
    by: str,
    at: datetime,
    note: str = "",
    version: int | None = None,
    answers: Answers | None = None,
) -> Reported:
    """Make one move of a unit's report, whole or not at all.

    Args:
        house: the installation.
        verb: start, submit, nothing, approve, return or reopen.
        municipality: the pack's key.
        unit: the key of the unit whose report it is, also of one that has been merged.
        year: the year that the report is about.
        by: the e-mail address of the person who does it.
        at: now, with a time zone.
        note: what the person says with it.
        version: the version that the person saw; None when it doesn't matter.
        answers: with `submit`, what the unit says of its year besides; they are fixed with the rows.

    Raises:
        NotFound: no such municipality, unit or person.
        Refused: the rules say no; nothing has changed.
    """
    pack, said = house.pack(municipality), typed.line("note", note, most=LONGEST_TEXT)
    known_unit(pack, unit)
    with writing(house.engine) as tx:
        actor = somebody(tx, pack, by, local_day(at))
        report = unit_reports.find(tx, municipality, unit, year)
        if report is None:
            raise Refused("report-not-opened", unit=pack.units[unit].name, year=year)
        _not_stale(tx, report, version)
        facts = facts_of(tx, pack, unit, year) if verb in ("submit", "nothing") else None
        cast = cast_around(tx, pack, unit, local_day(at))
        roles = cast.roles_of(actor.person_id)
        rows = rows_in(facts) if facts else 0
        if facts is not None and verb == "submit" and answers is not None:
            facts["answers"] = check(answers, [form.key for form in pack.form]).plain()
        row = unit_report.judge(report.state, verb, roles=roles, note=said, year=year, rows=rows)
        role = capacity(row.who, None, roles)
        event = _event(report, row, at, actor.person_id, str(role), said)
        _change(tx, report, event, facts if row.target in FIXES else None)
        closed = any(e.verb == "close" for e in unit_reports.events(tx, [report.id])[report.id])
        if unit_report.answered(event.target):
            hush(house, tx, pack, report_letters.asking(pack), unit, local_day(at))
        told = report_letters.tell(house, tx, pack, cast, report, row, event, actor, at)
        return _reported(report, event, closed, told)


def known_unit(pack: Pack, unit: str) -> Unit:
    """The unit with this key, whether it exists today or not.

    Raises:
        NotFound: there has never been one.
    """
    if unit not in pack.units:
        there = ", ".join(sorted(pack.units))
        raise NotFound(f"no unit '{unit}' in {pack.municipality.name}; there are {there}")
    return pack.units[unit]


def cast_around(tx: Tx, pack: Pack, unit: str, day: date) -> Cast:
    """Everyone who that day has a role for whoever answers for a unit: itself, or its successor."""
    now = pack.unit_on(unit, day)
    return Cast(people.appointed(tx, pack.key, (now.key, now.body), str(day)), None, None)


def year_of(day: date) -> int:
    """The year that is being collected on a day: until midsummer last year, then this one."""
    return day.year if day.month > 6 else day.year - 1


def open_year(
    house: House, municipality: str, year: int, at: datetime, by: str | None = None
) -> YearOpened:
    """Ask every unit of a year for its report; whoever is asked already is not asked again.

    Args:
        house: the installation.
        municipality: the pack's key.
        year: the year to be told of, this one or an earlier.
        at: now, with a time zone.
        by: the coordinator who opens it; None: the clock.

    Raises:
        NotFound: no such municipality or person.
        Refused: a year that has not come, or somebody who is not the coordinator.
    """
    pack, day = house.pack(municipality), local_day(at)
    if year > day.year:
        raise Refused("report-year-ahead", year=year)
    with writing(house.engine) as tx:
        if by is None:
            return open_in(tx, pack, year, at)
        actor = somebody(tx, pack, by, day)
        roles = Cast(people.appointed(tx, pack.key, (), str(day)), None, None)
        if not set(unit_report.OPENERS) & roles.roles_of(actor.person_id):
            who = [str(role) for role in unit_report.OPENERS]
            raise Refused("not-for-this-unit", verb="open", who=who, kind=KIND, year=year)
        return open_in(tx, pack, year, at, actor.person_id, str(Role.COORDINATOR))


def open_in(
    tx: Tx, pack: Pack, year: int, at: datetime, person_id: int | None = None, role: str = ""
) -> YearOpened:
    """The same inside a transaction that is open already; by the clock unless a person is named."""
    known = {report.unit for report in unit_reports.of_year(tx, pack.key, year)}
    opened, nobody, events, start = [], [], [], str(State.NOT_OPENED)
    for unit in units_of(pack, year):
        if unit.key in known:
            continue
        if not pack.unit_on(unit.key, local_day(at)).holds(local_day(at)):
            nobody.append(unit.key)
            continue
        number = unit_reports.open_one(tx, pack.key, unit.key, unit.name, year, start, stamp(at))
        if number is not None:
            opened.append(unit.key)
            events.append(ReportEvent(number, 1, stamp(at), person_id, role, "open", "", start, ""))
    unit_reports.add_events(tx, events)
    return YearOpened(pack.key, year, tuple(opened), len(known), tuple(nobody))


def units_of(pack: Pack, year: int) -> Iterator[Unit]:
    """The units that existed on any day of a year, in the pack's order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    for unit in pack.unit:
        begun = unit.valid_from is None or unit.valid_from <= last
        if begun and (unit.valid_to is None or unit.valid_to >= first):
            yield unit


def close_year(house: House, municipality: str, year: int, at: datetime) -> tuple[str, ...]:
    """Close a year's collection: whoever has not said a word has not answered. Gives back the units.

    Asked again it closes nothing more: what was reopened, or answered late, stays open.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        return close_in(tx, pack, year, at)


def close_in(tx: Tx, pack: Pack, year: int, at: datetime) -> tuple[str, ...]:
    """The same inside a transaction that is open already."""
    rows = {row.source: row for row in unit_report.MOVES if row.verb == "close"}
    silent = unit_reports.unclosed(tx, pack.key, year, [str(state) for state in rows])
    for report in silent:
        row = rows[State(report.state)]
        _change(tx, report, _event(report, row, at, None, "", ""), None)
    return tuple(report.unit for report in silent)


def _event(
    report: ReportRow, row: Move, at: datetime, person_id: int | None, role: str, note: str
) -> ReportEvent:
    return ReportEvent(
        report_id=report.id,
        seq=report.version + 1,
        at=stamp(at),
        person_id=person_id,
        role=role,
        verb=row.verb,
        source=str(row.source),
        target=str(row.target),
        note=note,
    )


def _change(tx: Tx, report: ReportRow, event: ReportEvent, facts: dict[str, Any] | None) -> None:
    """The one change of a report: its row where nobody else was first, and what happened."""
    if not unit_reports.advance(tx, report, state=event.target, facts=facts, at=event.at):
        raise _stale(tx, report)
    unit_reports.add_events(tx, [event])


def _reported(
    report: ReportRow, event: ReportEvent, late: bool, letters: tuple[Told, ...]
) -> Reported:
    return Reported(
        municipality=report.municipality,
        unit=report.unit,
        unit_name=report.unit_name,
        year=report.year,
        verb=event.verb,
        source=event.source,
        target=event.target,
        version=event.seq,
        at=event.at,
        late=late and unit_report.answered(event.target),
        letters=letters,
    )


def _not_stale(tx: Tx, report: ReportRow, version: int | None) -> None:
    """Refuse when the report has moved on since the person looked."""
    if version is None or version == report.version:
        return
    if version > report.version:
        raise Refused("report-no-such-version", version=version, newest=report.version)
    raise _stale(tx, report)


def _stale(tx: Tx, report: ReportRow) -> Refused:
    last = unit_reports.events(tx, [report.id])[report.id][-1]
    who = name_of(tx, last.person_id) if last.person_id is not None else ""
    return Refused("report-stale", who=who, at=last.at, verb=last.verb, version=last.seq, kind=KIND)
