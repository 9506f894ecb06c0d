"""The units' annual reports in the database: changed only where nobody else was first, every change a row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from intlflow.domain.journal import canonical
from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A unit's report as it stands."""

    id: int
    municipality: str
    unit: str
    unit_name: str
    year: int
    state: str
    version: int
    facts: dict[str, Any]  # empty until the report is answered for the first time
    opened_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class ReportEvent:
    """One thing that happened to a report; without a person it was the clock."""

    report_id: int
    seq: int
    at: str
    person_id: int | None
    role: str
    verb: str
    source: str
    target: str
    note: str


_ROW = ", ".join(field.name for field in fields(ReportRow))
_EVENT = ", ".join(field.name for field in fields(ReportEvent))
_EVENT_MARKS = ", ".join("?" * len(fields(ReportEvent)))
_ADD_EVENT = f"INSERT INTO unit_report_event ({_EVENT}) VALUES ({_EVENT_MARKS})"


def _row(values: tuple[Any, ...]) -> ReportRow:
    columns = dict(zip((field.name for field in fields(ReportRow)), values, strict=True))
    return ReportRow(**columns | {"facts": json.loads(columns["facts"])})


def find(tx: Tx, municipality: str, unit: str, year: int) -> ReportRow | None:
    """A unit's report of a year."""
    sql = f"SELECT {_ROW} FROM unit_report WHERE municipality = ? AND unit = ? AND year = ?"
    found = tx.one(sql, municipality, unit, year)
    return _row(found) if found else None


def of_year(tx: Tx, municipality: str, year: int) -> list[ReportRow]:
    """The reports of a year, in the order in which they were opened."""
    sql = f"SELECT {_ROW} FROM unit_report WHERE municipality = ? AND year = ? ORDER BY id"
    return [_row(values) for values in tx.all(sql, municipality, year)]


def of_unit(tx: Tx, municipality: str, unit: str) -> list[ReportRow]:
    """A unit's reports, newest year first."""
    sql = f"SELECT {_ROW} FROM unit_report WHERE municipality = ? AND unit = ? ORDER BY year DESC"
    return [_row(values) for values in tx.all(sql, municipality, unit)]


def answered_reports(tx: Tx) -> dict[tuple[str, str, int], str]:
    """Where every report stands, by municipality, unit and year; one question to the database."""
    rows = tx.all("SELECT municipality, unit, year, state FROM unit_report")
    return {(key, unit, int(year)): state for key, unit, year, state in rows}


def open_one(
    tx: Tx, municipality: str, unit: str, name: str, year: int, state: str, at: str
) -> int | None:
    """Open a unit's report of a year; None when it is open already."""
    row = tx.one(
        "INSERT INTO unit_report (municipality, unit, unit_name, year, state, version, facts,"
        " opened_at, changed_at) VALUES (?, ?, ?, ?, ?, 1, '{}', ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        *(municipality, unit, name, year, state, at, at),
    )
    return int(row[0]) if row else None


def advance(
    tx: Tx, report: ReportRow, *, state: str, facts: Mapping[str, Any] | None, at: str
) -> bool:
    """Bring a report on by one version, if it still has the version that was read.

    Args:
        tx: an open transaction.
        report: the report as it was read.
        state: where it comes to.
        facts: the register's rows to fix in it; None leaves what stands.
        at: when.
    """
    kept = canonical(report.facts if facts is None else facts)
    touched = tx.run(
        "UPDATE unit_report SET state = ?, facts = ?, changed_at = ?, version = version + 1"
        " WHERE id = ? AND version = ?",
        *(state, kept, at, report.id, report.version),
    )
    return touched == 1


def add_events(tx: Tx, events: Sequence[ReportEvent]) -> None:
    """Append what happened."""
    if events:
        rows = [tuple(getattr(e, field.name) for field in fields(ReportEvent)) for e in events]
        tx.many(_ADD_EVENT, rows)


def events(tx: Tx, report_ids: Sequence[int]) -> dict[int, list[ReportEvent]]:
    """What happened to each of some reports, oldest first."""
    found: dict[int, list[ReportEvent]] = {number: [] for number in report_ids}
    if report_ids:
        marks = ", ".join("?" * len(report_ids))
        sql = f"SELECT {_EVENT} FROM unit_report_event WHERE report_id IN ({marks}) ORDER BY seq"
        for values in tx.all(sql, *report_ids):
            event = ReportEvent(*values)
            found[event.report_id].append(event)
    return found


def unclosed(tx: Tx, municipality: str, year: int, states: Sequence[str]) -> list[ReportRow]:
    """Reports of a year that stand in one of these states and that the clock has not closed before."""
    marks = ", ".join("?" * len(states))
    sql = (
        f"SELECT {_ROW} FROM unit_report r WHERE municipality = ? AND year = ?"
        f" AND state IN ({marks}) AND NOT EXISTS (SELECT 1 FROM unit_report_event e"
        " WHERE e.report_id = r.id AND e.verb = 'close') ORDER BY r.id"
    )
    return [_row(values) for values in tx.all(sql, municipality, year, *states)]
