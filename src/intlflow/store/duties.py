"""The ledger of duties in the database: what was told, what is to be told, what was done, what was decided.

Everything that a tick needs is read by a fixed number of questions, however many units there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intlflow.store.engine import Tx

QUIET = "quiet"  # stands where a letter's day would: met before anybody had to be told

_NOTE = "id, municipality, duty, subject, period, step, person_id, role, stands_in, vacancy, day"
_LOG = (
    "id, municipality, duty, subject, period, day, forum, topics, note, person_id, role, at,"
    " corrects, withdrawn"
)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Somebody is to be told of a step; `id` is None until it is kept."""

    id: int | None
    municipality: str
    duty: str
    subject: str
    period: str
    step: str
    person_id: int
    role: str
    stands_in: bool
    vacancy: bool
    day: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something done that a duty counts."""

    id: int
    municipality: str
    duty: str
    subject: str
    period: str
    day: str
    forum: str
    topics: str
    note: str
    person_id: int
    role: str
    at: str
    corrects: int | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class SteerRow:
    """A duty waived, postponed, paused or taken up again."""

    municipality: str
    duty: str
    subject: str
    period: str
    kind: str
    until: str | None
    reason: str
    person_id: int
    at: str


def recorded(tx: Tx, today: str) -> list[tuple[str, str, str, str, str, str, str]]:
    """The ledger of what is open that day: municipality, duty, subject, period, step, outcome, at."""
    return tx.all(
        "SELECT municipality, duty, subject, period, step, outcome, at FROM duty_step"
        " WHERE closes >= ?",
        today,
    )


def record(tx: Tx, rows: Sequence[tuple[str, ...]]) -> None:
    """Write steps into the ledger; a step that is in it stays as it is."""
    if rows:
        tx.many(
            "INSERT INTO duty_step (municipality, duty, subject, period, step, outcome, day,"
            " closes, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            list(rows),
        )


def fresh(tx: Tx, at: str) -> set[tuple[str, str, str, str, str]]:
    """The steps that were written at just this instant: those that were not in the ledger before."""
    rows = tx.all(
        "SELECT municipality, duty, subject, period, step FROM duty_step WHERE at = ?", at
    )
    return {(m, duty, subject, period, step) for m, duty, subject, period, step in rows}


def steps(
    tx: Tx, municipality: str, duty: str, subject: str, period: str
) -> list[tuple[str, str, str, str]]:
    """What the ledger says of one occurrence: step, outcome, the day it fell, when it was written."""
    return tx.all(
        "SELECT step, outcome, day, at FROM duty_step WHERE municipality = ? AND duty = ?"
        " AND subject = ? AND period = ? ORDER BY day, step",
        *(municipality, duty, subject, period),
    )


def steps_about(
    tx: Tx, municipality: str, duty: str, subject: str, most: int
) -> list[tuple[str, str, str, str]]:
    """What the ledger says of a subject, latest first: period, step, outcome, when it was written."""
    return tx.all(
        "SELECT period, step, outcome, at FROM duty_step WHERE municipality = ? AND duty = ?"
        " AND subject = ? ORDER BY at DESC, day DESC, step LIMIT ?",
        *(municipality, duty, subject, most),
    )


def told_about(
    tx: Tx, municipality: str, duty: str, subject: str
) -> list[tuple[str, str, int, str | None]]:
    """Who was told of a subject: period, step, person, the day of the letter."""
    return tx.all(
        "SELECT period, step, person_id, letter_day FROM duty_note WHERE municipality = ?"
        " AND duty = ? AND subject = ? ORDER BY id",
        *(municipality, duty, subject),
    )


def steps_since(tx: Tx, at: str) -> list[tuple[str, ...]]:
    """Everything written into the ledger since an instant, in the order of its days."""
    return tx.all(
        "SELECT municipality, duty, subject, period, step, outcome, day, at FROM duty_step"
        " WHERE at >= ? ORDER BY municipality, duty, day, subject, step",
        at,
    )


def note(tx: Tx, notes: Sequence[NoteRow]) -> None:
    """Note whom to tell; whoever is noted for a step already stays as noted."""
    if notes:
        tx.many(
            "INSERT INTO duty_note (municipality, duty, subject, period, step, person_id, role,"
            " stands_in, vacancy, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (
                    *(n.municipality, n.duty, n.subject, n.period, n.step, n.person_id, n.role),
                    *(n.stands_in, n.vacancy, n.day),
                )
                for n in notes
            ],
        )


def note_told(tx: Tx, notes: Sequence[NoteRow], letter_day: str) -> None:
    """Note that somebody has been told of steps by the letter of a day, noted before or not."""
    note(tx, notes)
    tx.many(
        "UPDATE duty_note SET letter_day = ? WHERE municipality = ? AND duty = ? AND subject = ?"
        " AND period = ? AND step = ? AND person_id = ? AND letter_day IS NULL",
        [
            (letter_day, n.municipality, n.duty, n.subject, n.period, n.step, n.person_id)
            for n in notes
        ],
    )


def untold(tx: Tx) -> list[NoteRow]:
    """Who is still to be told of what, oldest first."""
    rows = tx.all(f"SELECT {_NOTE} FROM duty_note WHERE letter_day IS NULL ORDER BY id")
    return [NoteRow(*(*row[:8], bool(row[8]), bool(row[9]), row[10])) for row in rows]


def told(tx: Tx, days: Sequence[tuple[str, int]]) -> None:
    """Mark notes told by a letter of a day, or quiet: (day, note's number)."""
    if days:
        tx.many("UPDATE duty_note SET letter_day = ? WHERE id = ?", list(days))


def notes_of(
    tx: Tx, municipality: str, duty: str, subject: str, period: str
) -> list[tuple[str, int, str, str | None]]:
    """Who was told of one occurrence: step, person, role, the day of the letter."""
    return tx.all(
        "SELECT step, person_id, role, letter_day FROM duty_note WHERE municipality = ?"
        " AND duty = ? AND subject = ? AND period = ? ORDER BY id",
        *(municipality, duty, subject, period),
    )


def posts(tx: Tx, since: str) -> list[tuple[int, str, str]]:
    """Whose letters of which days there are: person, day, the items as JSON."""
    return tx.all("SELECT person_id, day, items FROM duty_post WHERE day >= ?", since)


def post(tx: Tx, rows: Sequence[tuple[int, str, str, str, str]]) -> None:
    """Keep that a person has had the letter of a day: person, day, municipality, items, at."""
    if rows:
        tx.many(
            "INSERT INTO duty_post (person_id, day, municipality, items, at)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            list(rows),
        )


def logs(tx: Tx, since: str) -> list[LogRow]:
    """What was done, or done for a period, since a day, and still stands: not corrected or withdrawn."""
    rows = tx.all(
        f"SELECT {_LOG} FROM duty_log l WHERE (day >= ? OR period >= ?) AND NOT withdrawn"
        " AND NOT EXISTS (SELECT 1 FROM duty_log later WHERE later.corrects = l.id) ORDER BY id",
        *(since, since),
    )
    return [_log(row) for row in rows]


def logs_of(tx: Tx, municipality: str, duty: str | None, subject: str | None) -> list[LogRow]:
    """Everything logged of a duty or a subject, corrected rows too, oldest first."""
    wanted = {"duty": duty, "subject": subject}
    given = {column: value for column, value in wanted.items() if value is not None}
    where = "".join(f" AND {column} = ?" for column in given)
    sql = f"SELECT {_LOG} FROM duty_log WHERE municipality = ?{where} ORDER BY id"
    return [_log(row) for row in tx.all(sql, municipality, *given.values())]


def log_row(tx: Tx, number: int) -> LogRow | None:
    """One logged row."""
    row = tx.one(f"SELECT {_LOG} FROM duty_log WHERE id = ?", number)
    return _log(row) if row else None


def _log(row: tuple[Any, ...]) -> LogRow:
    return LogRow(*(*row[:13], bool(row[13])))


def log(tx: Tx, row: LogRow) -> int:
    """Keep something done; gives back its number."""
    made = tx.one(
        "INSERT INTO duty_log (municipality, duty, subject, period, day, forum, topics, note,"
        " person_id, role, at, corrects, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        *(row.municipality, row.duty, row.subject, row.period, row.day, row.forum, row.topics),
        *(row.note, row.person_id, row.role, row.at, row.corrects, row.withdrawn),
    )
    assert made is not None
    return int(made[0])


def steering(tx: Tx) -> list[SteerRow]:
    """Every waiver, postponement and pause, oldest first."""
    rows = tx.all(
        "SELECT municipality, duty, subject, period, kind, until, reason, person_id, at"
        " FROM duty_steer ORDER BY id"
    )
    return [SteerRow(*row) for row in rows]


def steer(tx: Tx, row: SteerRow) -> None:
    """Keep a waiver, a postponement or a pause."""
    tx.run(
        "INSERT INTO duty_steer (municipality, duty, subject, period, kind, until, reason,"
        " person_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(row.municipality, row.duty, row.subject, row.period, row.kind, row.until),
        *(row.reason, row.person_id, row.at),
    )


def networks(tx: Tx, day: str) -> list[tuple[int, str, str]]:
    """Every network that the municipality is in that day: number, municipality, name."""
    return tx.all(
        "SELECT m.number, m.municipality, m.name FROM membership m WHERE NOT m.withdrawn"
        " AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to >= ?)"
        " AND NOT EXISTS (SELECT 1 FROM membership n WHERE n.municipality = m.municipality"
        " AND n.number = m.number AND n.version > m.version) ORDER BY m.municipality, m.number",
        *(day, day),
    )


def uses(tx: Tx) -> list[tuple[str, int, str, str]]:
    """Every activity that made use of a network: municipality, the network, first and last day."""
    return tx.all(
        "SELECT a.municipality, a.network, a.day, COALESCE(a.last_day, a.day) FROM activity a"
        " WHERE a.network IS NOT NULL AND NOT a.withdrawn"
        " AND NOT EXISTS (SELECT 1 FROM activity n WHERE n.municipality = a.municipality"
        " AND n.number = a.number AND n.version > a.version)"
    )


def days_seen(tx: Tx) -> list[tuple[int, str, str, str]]:
    """The days that cases' plans hang on, as they were seen, oldest first: case, anchor, day, when."""
    return tx.all("SELECT case_id, anchor, day, at FROM day_seen ORDER BY id")


def see_day(tx: Tx, rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Note a day that a case's plans hang on: case, anchor, day, at."""
    if rows:
        tx.many("INSERT INTO day_seen (case_id, anchor, day, at) VALUES (?, ?, ?, ?)", list(rows))


def quieten(
    tx: Tx, municipality: str, duty: str, subject: str, period: str
) -> list[tuple[int, str]]:
    """Leave untold what is noted of an occurrence; gives back whose letters of which days tell it."""
    where = "municipality = ? AND duty = ? AND subject = ? AND period = ?"
    key = (municipality, duty, subject, period)
    tx.run(f"UPDATE duty_note SET letter_day = ? WHERE {where} AND letter_day IS NULL", QUIET, *key)
    return tx.all(
        f"SELECT DISTINCT person_id, letter_day FROM duty_note WHERE {where} AND letter_day <> ?",
        *(*key, QUIET),
    )


def only_about(
    tx: Tx, person: int, day: str, municipality: str, duty: str, subject: str, period: str
) -> bool:
    """Whether a person's letter of a day tells of nothing but one occurrence."""
    row = tx.one(
        "SELECT 1 FROM duty_note WHERE person_id = ? AND letter_day = ? AND NOT (municipality = ?"
        " AND duty = ? AND subject = ? AND period = ?) LIMIT 1",
        *(person, day, municipality, duty, subject, period),
    )
    return row is None
