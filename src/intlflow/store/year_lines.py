"""The lines that a year's figures are summed from: written from cases' history, read by one index.

As with searching, nothing is added to a move: what was written since the lines were last asked for is
read before they are asked again.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from intlflow.store import tables_years  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

WHAT = ("idea", "application", "running", "closed", "evaluation")
AMOUNTS = ("applied", "granted", "own", "total")
UNKNOWN = "-"
_KEYS = ("municipality", "what", "unit", "programme", "outcome", "currencies")
_NUMBERS = 0x79656172  # any number that nobody else locks


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


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines that are alike, added up: their number, and of each amount the sum and how many know it."""

    municipality: str
    what: str
    unit: str
    programme: str
    outcome: str
    currencies: str
    number: int
    amounts: tuple[tuple[int, int], ...]  # in the order of AMOUNTS: öre, how many


def one_at_a_time(tx: Tx) -> None:
    """Let two who read what is new come one after the other; SQLite does that by itself."""
    if tx.postgres:
        tx.run("SELECT pg_advisory_xact_lock(?)", _NUMBERS)


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
    tx.run("DELETE FROM year_line WHERE municipality = ?", municipality)
    tx.run("DELETE FROM year_seen WHERE municipality = ?", municipality)


def replace(tx: Tx, case_ids: Sequence[int], lines: Sequence[Line]) -> None:
    """Let these cases have these lines, and no others."""
    tx.many("DELETE FROM year_line WHERE case_id = ?", [(case_id,) for case_id in case_ids])
    tx.many(_PUT, [astuple(line) for line in lines])


def last_on(tx: Tx, municipality: str, since: int, through: int) -> None:
    """Let what still runs have a line in each of the years after `since`, too."""
    names = ", ".join(name for name in _NAMES if name != "year")
    for year in range(since, through):
        tx.run(
            f"INSERT INTO year_line (year, {names}) SELECT year + 1, {names} FROM year_line"
            " WHERE year = ? AND municipality = ? AND what = 'running' AND lasts",
            *(year, municipality),
        )


def sums(tx: Tx, year: int, municipality: str | None) -> list[Sum]:
    """A year's lines, added up where they are alike; of one municipality, or of all.

    All is for whoever runs the installation; what a municipality is shown asks for its own.
    """
    added = ", ".join(f"sum({each}), count({each})" for each in AMOUNTS)
    where, values = ("AND municipality = ?", (municipality,)) if municipality else ("", ())
    keys = ", ".join(_KEYS)
    rows = tx.all(
        f"SELECT {keys}, count(*), {added} FROM year_line WHERE year = ? {where} GROUP BY {keys}",
        *(year, *values),
    )
    place = len(_KEYS)
    return [Sum(*(*row[: place + 1], _pairs(row[place + 1 :]))) for row in rows]


def _pairs(flat: Sequence[int | None]) -> tuple[tuple[int, int], ...]:
    return tuple((int(flat[n] or 0), int(flat[n + 1] or 0)) for n in range(0, len(flat), 2))


def cases_behind(tx: Tx, municipality: str, year: int, what: str) -> list[int]:
    """The cases that a figure counts, in order; one that counts twice is there twice."""
    sql = (
        "SELECT case_id FROM year_line WHERE year = ? AND municipality = ? AND what = ? ORDER BY id"
    )
    return [int(row[0]) for row in tx.all(sql, year, municipality, what)]
