"""Meetings in the database, each with its whole history, and how cases were seen to stand."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One thing said of a meeting; the row with the highest `seq` is how it stands.

    Args:
        number: which meeting of the municipality.
        status: planned, extra, moved, cancelled.
        start: the hour, such as `17:30`; None while nobody has said.
        stop, notice: as somebody gave them; None: they follow from the lead times.
        uid: the entry of the calendar file that it came from.
        person_id: who said so; None: the demo register.
    """

    municipality: str
    number: int
    seq: int
    body: str
    status: str
    day: str
    start: str | None
    stop: str | None
    notice: str | None
    reason: str
    uid: str
    person_id: int | None
    at: str


_NAMES = [field.name for field in fields(MeetingRow)]
_COLUMNS = ", ".join(_NAMES)
_LATEST = (
    "NOT EXISTS (SELECT 1 FROM meeting later WHERE later.municipality = m.municipality"
    " AND later.number = m.number AND later.seq > m.seq)"
)


def standing(tx: Tx, municipality: str | None = None) -> list[MeetingRow]:
    """Every meeting as it stands now, cancelled ones too, in the order of their days."""
    where, values = (
        ("", ()) if municipality is None else (" AND m.municipality = ?", (municipality,))
    )
    sql = f"SELECT {_COLUMNS} FROM meeting m WHERE {_LATEST}{where} ORDER BY day, body, number"
    return [MeetingRow(*row) for row in tx.all(sql, *values)]


def history(tx: Tx, municipality: str, number: int | None = None) -> list[MeetingRow]:
    """Everything ever said of the meetings, or of one, oldest first."""
    where, values = ("", ()) if number is None else (" AND number = ?", (number,))
    sql = f"SELECT {_COLUMNS} FROM meeting WHERE municipality = ?{where} ORDER BY number, seq"
    return [MeetingRow(*row) for row in tx.all(sql, municipality, *values)]


def on_day(tx: Tx, municipality: str, body: str, day: str) -> MeetingRow | None:
    """The meeting that a body holds on a day, unless it is cancelled."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM meeting m WHERE municipality = ? AND body = ? AND day = ?"
        f" AND status <> 'cancelled' AND {_LATEST} ORDER BY number LIMIT 1",
        *(municipality, body, day),
    )
    return MeetingRow(*row) if row else None


def next_number(tx: Tx, municipality: str) -> int:
    """The number of the next new meeting."""
    row = tx.one("SELECT max(number) FROM meeting WHERE municipality = ?", municipality)
    return int(row[0] or 0) + 1 if row else 1


def add(tx: Tx, rows: Sequence[MeetingRow]) -> None:
    """Add rows; none that was there is touched."""
    if rows:
        marks = ", ".join("?" * len(_NAMES))
        tx.many(
            f"INSERT INTO meeting ({_COLUMNS}) VALUES ({marks})",
            [tuple(getattr(row, name) for name in _NAMES) for row in rows],
        )


def drop(tx: Tx, municipality: str, number: int, seq: int) -> None:
    """Take out a row that a list brought in by mistake, and on which nothing hangs."""
    where = "municipality = ? AND number = ? AND seq = ?"
    tx.run(f"DELETE FROM meeting WHERE {where}", municipality, number, seq)


def seen_since(tx: Tx, municipality: str, at: str) -> bool:
    """Whether a case was seen to stand otherwise since a moment, that moment too."""
    sql = "SELECT 1 FROM reach_seen WHERE municipality = ? AND at >= ? LIMIT 1"
    return tx.one(sql, municipality, at) is not None


def seen(tx: Tx) -> dict[int, tuple[str, str]]:
    """How each case was last seen to stand: case → deadline and colour."""
    rows = tx.all(
        "SELECT case_id, deadline, colour FROM reach_seen s WHERE NOT EXISTS (SELECT 1 FROM"
        " reach_seen later WHERE later.case_id = s.case_id AND later.id > s.id)"
    )
    return {case: (deadline, colour) for case, deadline, colour in rows}


def see(tx: Tx, rows: Sequence[tuple[str, int, str, str, str]]) -> None:
    """Note how cases stand: municipality, case, deadline, colour, at."""
    if rows:
        tx.many(
            "INSERT INTO reach_seen (municipality, case_id, deadline, colour, at)"
            " VALUES (?, ?, ?, ?, ?)",
            list(rows),
        )
