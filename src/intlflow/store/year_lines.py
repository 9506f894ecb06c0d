"""The lines that a year's figures are summed from: written from cases' history, read by one index.

As with searching, nothing is added to a move: what was written since the lines were last asked for is
read before they are asked again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import NamedTuple

from intlflow.store import tables_years  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

WHAT = ("idea", "application", "running", "closed", "evaluation")
AMOUNTS = ("applied", "granted", "own", "total")
UNKNOWN = "-"
_KEYS = ("municipality", "what", "currencies", "outcome", "unit", "programme")  # as in the index
_COARSE = ", ".join(_KEYS[:4])
_ADDED = ", ".join(f"sum({each}), count({each})" for each in AMOUNTS)
_SUMS = ", ".join(f"{each}, {each}_known" for each in AMOUNTS)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that counts in a year; see `tables_years.YearLine`."""

    municipality: str
    year: int
    what: str
    unit: str
    programme: str
    outcome: str
    currencies: str
    applied: int | None
    granted: int | None
    own: int | None
    total: int | None
    lasts: bool
    case_id: int


_NAMES = [field.name for field in fields(Line)]
_PUT = f"INSERT INTO year_line ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"


class Sum(NamedTuple):
    """Lines that are alike, added up.

    Args:
        municipality, what, currencies, outcome, unit, programme: what they have in common; the last two
            are empty where they are not told apart.
        number: how many there are.
        amounts: for each of AMOUNTS its sum in öre, and how many lines tell it, one after the other.
    """

    municipality: str
    what: str
    currencies: str
    outcome: str
    unit: str
    programme: str
    number: int
    amounts: tuple[int | None, ...]


def behind(tx: Tx, municipality: str, year: int) -> bool:
    """Whether the journal has grown since the lines were made, or they don't reach to a year."""
    length = _length(tx, municipality)
    upto, through = seen(tx, municipality)
    return length != upto or (length > 0 and through < year)


def seen(tx: Tx, municipality: str) -> tuple[int, int]:
    """How far the journal has been read, and to which year running projects have lines."""
    row = tx.one("SELECT upto, through FROM year_seen WHERE municipality = ?", municipality)
    return (int(row[0]), int(row[1])) if row else (0, 0)


def see(tx: Tx, municipality: str, through: int) -> None:
    """Note that everything so far has been read."""
    tx.run(
        "INSERT INTO year_seen (municipality, upto, through) VALUES (?, ?, ?)"
        " ON CONFLICT (municipality)"
        " DO UPDATE SET upto = excluded.upto, through = excluded.through",
        *(municipality, _length(tx, municipality), through),
    )


def changed(tx: Tx, municipality: str) -> list[int]:
    """The cases that the journal tells of since it was last read; all, when it has become shorter."""
    upto, _ = seen(tx, municipality)
    if _length(tx, municipality) < upto:
        forget(tx, municipality)
        upto = 0
    sql = "SELECT DISTINCT case_id FROM journal WHERE municipality = ? AND number > ? ORDER BY case_id"
    return [int(row[0]) for row in tx.all(sql, municipality, upto)]


def _length(tx: Tx, municipality: str) -> int:
    row = tx.one("SELECT length FROM chain WHERE municipality = ?", municipality)
    return int(row[0]) if row else 0


def forget(tx: Tx, municipality: str) -> None:
    """Take all lines of a municipality away until everything has been read anew."""
    for table in ("year_line", "year_sum", "year_seen"):
        tx.run(f"DELETE FROM {table} WHERE municipality = ?", municipality)


def replace(tx: Tx, case_ids: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """Let these cases have these lines, and no others; gives the years that this touches."""
    marks = ", ".join("?" * len(case_ids)) or "NULL"
    before = tx.all(f"SELECT DISTINCT year FROM year_line WHERE case_id IN ({marks})", *case_ids)
    tx.run(f"DELETE FROM year_line WHERE case_id IN ({marks})", *case_ids)
    tx.many(_PUT, [astuple(line) for line in lines])
    return {int(row[0]) for row in before} | {line.year for line in lines}


def add_up(tx: Tx, municipality: str, years: Iterable[int]) -> None:
    """Make a municipality's sums of some years anew from its lines."""
    where = "WHERE year = ? AND municipality = ?"
    for year in sorted(years):
        tx.run(f"DELETE FROM year_sum {where}", year, municipality)
        tx.run(
            f"INSERT INTO year_sum (year, {_COARSE}, number, {_SUMS})"
            f" SELECT year, {_COARSE}, count(*), {_ADDED} FROM year_line {where}"
            f" GROUP BY year, {_COARSE}",
            *(year, municipality),
        )


def last_on(tx: Tx, municipality: str, since: int, through: int) -> None:
    """Let what still runs have a line in each of the years after `since`, too."""
    names = ", ".join(name for name in _NAMES if name != "year")
    for year in range(since, through):
        tx.run(
            f"INSERT INTO year_line (year, {names}) SELECT year + 1, {names} FROM year_line"
            " WHERE year = ? AND municipality = ? AND what = 'running' AND lasts",
            *(year, municipality),
        )


def sums(tx: Tx, year: int, municipality: str) -> list[Sum]:
    """A municipality's year by unit and programme, from the index of its lines."""
    keys, place = ", ".join(_KEYS), len(_KEYS) + 1
    sql = (
        f"SELECT {keys}, count(*), {_ADDED} FROM year_line WHERE year = ? AND municipality = ?"
        f" GROUP BY {keys}"
    )
    rows = tx.all(sql, year, municipality)
    return [Sum(*(*row[:place], row[place:])) for row in rows]


def totals(tx: Tx, year: int, municipality: str = "") -> list[Sum]:
    """A year as it was added up, not by unit and programme: of one municipality, or of all.

    All is for whoever runs the installation; what a municipality is shown asks for its own.
    """
    here = " AND municipality = ?" if municipality else ""
    sql = f"SELECT {_COARSE}, '', '', number, {_SUMS} FROM year_sum WHERE year = ?{here}"
    rows = tx.all(sql, year, *([municipality] if municipality else []))
    place = len(_KEYS) + 1
    return [Sum(*(*row[:place], row[place:])) for row in rows]


def cases_behind(tx: Tx, municipality: str, year: int, what: str) -> list[int]:
    """The cases that a figure counts, in order; one that counts twice is there twice."""
    sql = (
        "SELECT case_id FROM year_line WHERE year = ? AND municipality = ? AND what = ? ORDER BY id"
    )
    return [int(row[0]) for row in tx.all(sql, year, municipality, what)]
