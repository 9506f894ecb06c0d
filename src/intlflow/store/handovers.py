"""What was handed over to the finance department, in the database: appended, never changed."""

from dataclasses import dataclass, fields
from typing import Any

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One version of a year's compilation as it was handed over; without a person it was the clock."""

    municipality: str
    year: int
    number: int
    mark: str
    at: str
    person_id: int | None
    taken_by: int
    role: str
    gaps: int


_ROW = ", ".join(field.name for field in fields(HandoverRow))
_MARKS = ", ".join("?" * (len(fields(HandoverRow)) + 1))


def of_year(tx: Tx, municipality: str, year: int) -> list[HandoverRow]:
    """Everything that was handed over of a year, oldest first."""
    sql = f"SELECT {_ROW} FROM handed_over WHERE municipality = ? AND year = ? ORDER BY number"
    return [HandoverRow(*row) for row in tx.all(sql, municipality, year)]


def contents(tx: Tx, municipality: str, year: int, number: int) -> str | None:
    """What one of them said; None: there is no such."""
    sql = "SELECT contents FROM handed_over WHERE municipality = ? AND year = ? AND number = ?"
    row = tx.one(sql, municipality, year, number)
    return str(row[0]) if row else None


def years(tx: Tx) -> set[tuple[str, int]]:
    """The municipalities and years of which anything was handed over."""
    return {(key, int(year)) for key, year in tx.all("SELECT municipality, year FROM handed_over")}


def add(tx: Tx, row: HandoverRow, said: str) -> bool:
    """Append one; False: somebody else has just handed over one of this number."""
    values: tuple[Any, ...] = tuple(getattr(row, field.name) for field in fields(HandoverRow))
    sql = f"INSERT INTO handed_over ({_ROW}, contents) VALUES ({_MARKS}) ON CONFLICT DO NOTHING"
    return tx.run(sql, *values, said) == 1
