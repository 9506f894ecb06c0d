"""The outbox in the database: letters are written once, claimed with a lease, ended with a name."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, NamedTuple

from intlflow.store.engine import Tx, beginning


class LetterRow(NamedTuple):
    """A letter, whole."""

    id: str
    municipality: str
    case_id: int | None
    template: str
    lang: str
    person_id: int
    role: str
    channel: str
    address: str
    sender: str
    reply_to: str
    subject: str
    body: str
    html: str
    message_id: str
    thread: str
    status: str
    due_at: str | None
    lease: str | None
    attempts: int
    ambiguous: int
    created_at: str
    ended_at: str | None
    reply: str


@dataclass(frozen=True, slots=True)
class LetterHead:
    """A letter without its text and address."""

    id: str
    person_id: int
    role: str
    channel: str
    template: str
    status: str
    attempts: int
    created_at: str
    ended_at: str | None
    due_at: str | None


_BY_AGE = attrgetter("created_at", "id")
_HEAD = ", ".join(field.name for field in fields(LetterHead))
_FIELDS = list(LetterRow._fields)
_COLUMNS = ", ".join(_FIELDS)
_BEFORE = ", ".join("ambiguous - 1" if field == "ambiguous" else field for field in _FIELDS)
_WHOLE = "letter JOIN letter_text ON letter_id = id"
_TEXTS = slice(_FIELDS.index("subject"), _FIELDS.index("html") + 1)
_REST = ", ".join(_FIELDS[: _TEXTS.start] + _FIELDS[_TEXTS.stop :])
_INSERT = (
    f"INSERT INTO letter ({_REST}) VALUES ({', '.join('?' * (len(_FIELDS) - 3))})"
    " ON CONFLICT DO NOTHING"
)
_INSERT_TEXT = (
    "INSERT INTO letter_text (letter_id, subject, body, html) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)


def insert(tx: Tx, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write letters, in the fields' order; one already written under the same id stays as it is."""
    if rows:
        tx.many(_INSERT, [row[: _TEXTS.start] + row[_TEXTS.stop :] for row in rows])
        tx.many(_INSERT_TEXT, [(row[0], *row[_TEXTS]) for row in rows])


def as_held(row: tuple[Any, ...], reply: str) -> tuple[Any, ...]:
    """A letter in the fields' order that waits for a person instead of its turn."""
    one = LetterRow(*row)
    if one.status != "waiting":
        return row
    return one._replace(status="held", due_at=None, reply=reply)


def claim(
    tx: Tx, lease: str, *, now: str, until: str, limit: int, doubtful: bool = False
) -> list[LetterRow]:
    """Take letters that are due, for as long as the lease lasts, to be sent at once.

    Until their ending is kept it is noted that nobody knows it: if nothing is heard of us any more,
    they may have been accepted or not. The rows say how they stood before.

    Args:
        tx: an open transaction.
        lease: by which they are ours.
        now: letters due by then are taken, the longest due first.
        until: when they are anybody's again.
        limit: how many at most.
        doubtful: take those that may have been accepted before, instead of all others.
    """
    taken = tx.run(
        "UPDATE letter SET lease = ?, due_at = ?, attempts = attempts + 1, status = 'sending',"
        " ambiguous = ambiguous + 1 WHERE id IN (SELECT id FROM letter WHERE due_at IS NOT NULL"
        f" AND due_at <= ? AND ambiguous {'>' if doubtful else '='} 0 ORDER BY due_at LIMIT ?)",
        *(lease, until, now, limit),
    )
    if not taken:
        return []
    rows = tx.all(
        f"SELECT {_BEFORE} FROM {_WHOLE} WHERE due_at = ? AND lease = ? AND status = 'sending'",
        *(until, lease),
    )
    return sorted(map(LetterRow._make, rows), key=_BY_AGE)


class Ended(NamedTuple):
    """How an attempt ended, ready to be kept."""

    id: str
    status: str
    due_at: str | None
    ended_at: str | None
    ambiguous: int
    reply: str


def finish(tx: Tx, lease: str, endings: Sequence[Ended]) -> None:
    """Keep how attempts ended; a letter whose lease has gone to somebody else is left alone."""
    tx.many(
        "UPDATE letter SET status = ?, due_at = ?, ended_at = ?, ambiguous = ?, reply = ?,"
        " lease = NULL WHERE id = ? AND lease = ?",
        [(e.status, e.due_at, e.ended_at, e.ambiguous, e.reply, e.id, lease) for e in endings],
    )


def get(tx: Tx, letter_id: str) -> LetterRow | None:
    """One letter, by its id or an unmistakable beginning of it."""
    begins, values = beginning(tx, "id", letter_id)
    rows = tx.all(f"SELECT {_COLUMNS} FROM {_WHOLE} WHERE {begins} LIMIT 2", *values)
    return LetterRow(*rows[0]) if len(rows) == 1 else None


def find(
    tx: Tx, *, address: str | None, status: str | None, case_id: int | None
) -> list[LetterRow]:
    """Letters, newest first."""
    wanted = {"address": address, "status": status, "case_id": case_id}
    given = {column: value for column, value in wanted.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in given) or "1 = 1"
    sql = f"SELECT {_COLUMNS} FROM {_WHOLE} WHERE {where} ORDER BY created_at DESC, id"
    return [LetterRow(*row) for row in tx.all(sql, *given.values())]


def page(
    tx: Tx, municipality: str, *, status: str | None, limit: int, offset: int
) -> tuple[list[LetterHead], int]:
    """A page of a municipality's letters without their text, newest first, and how many there are."""
    where, values = "municipality = ?", [municipality]
    if status is not None:
        where, values = f"{where} AND status = ?", [*values, status]
    counted = tx.one(f"SELECT COUNT(*) FROM letter WHERE {where}", *values)
    rows = tx.all(
        f"SELECT {_HEAD} FROM letter WHERE {where} ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
        *(*values, limit, offset),
    )
    return [LetterHead(*row) for row in rows], int(counted[0]) if counted else 0


def steer(
    tx: Tx, letter_id: str, *, status: str, due_at: str | None, frm: tuple[str, ...], reply: str
) -> bool:
    """Hold, release or cancel a letter that stands in one of the states `frm`."""
    marks = ", ".join("?" * len(frm))
    return (
        tx.run(
            f"UPDATE letter SET status = ?, due_at = ?, reply = ?, lease = NULL, ambiguous = 0"
            f" WHERE id = ? AND status IN ({marks})",
            *(status, due_at, reply, letter_id, *frm),
        )
        == 1
    )


def counts(tx: Tx) -> dict[str, int]:
    """How many letters there are in each state."""
    rows = tx.all("SELECT status, count(*) FROM letter GROUP BY status ORDER BY status")
    return {str(status): int(number) for status, number in rows}


def oldest_fresh(tx: Tx) -> str | None:
    """The oldest letter that nobody has tried yet: one nudge per such letter is enough."""
    row = tx.one(
        "SELECT id FROM letter WHERE status = 'waiting' AND attempts = 0"
        " ORDER BY created_at, id LIMIT 1"
    )
    return str(row[0]) if row else None


def failed_untold(tx: Tx) -> list[LetterRow]:
    """Letters that failed and of which nobody has been told, oldest first; see `told_key`."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM {_WHOLE} WHERE status = 'failed' AND NOT EXISTS"
        " (SELECT 1 FROM meta WHERE key = 'told:' || letter.id || ':' || letter.ended_at)"
        " ORDER BY ended_at, id"
    )
    return [LetterRow(*row) for row in rows]


def told_key(row: LetterRow) -> str:
    """Under which `meta` remembers that somebody was told of this failure; the next is a new one."""
    return f"told:{row.id}:{row.ended_at}"


def take_back(tx: Tx, ids: Sequence[str], templates: Sequence[str], reply: str) -> int:
    """Cancel letters of some kinds that nobody has tried to send; gives back how many."""
    these, kinds = ", ".join("?" * len(ids)), ", ".join("?" * len(templates))
    return tx.run(
        "UPDATE letter SET status = 'cancelled', due_at = NULL, reply = ? WHERE status = 'waiting'"
        f" AND attempts = 0 AND id IN ({these}) AND template IN ({kinds})",
        *(reply, *ids, *templates),
    )


def stop(tx: Tx, ids: Sequence[str], reply: str) -> int:
    """Cancel those of some letters that are not on their way just now; gives back how many."""
    marks = ", ".join("?" * len(ids)) or "NULL"
    return tx.run(
        "UPDATE letter SET status = 'cancelled', due_at = NULL, lease = NULL, reply = ?"
        f" WHERE status IN ('waiting', 'retrying', 'held') AND id IN ({marks})",
        *(reply, *ids),
    )


def cancel_all(tx: Tx, reply: str) -> None:
    """Cancel every letter that has not left; for a past that was made up."""
    tx.run(
        "UPDATE letter SET status = 'cancelled', due_at = NULL, reply = ?"
        " WHERE status IN ('waiting', 'retrying', 'failed')",
        reply,
    )


def by_ids(tx: Tx, ids: Sequence[str]) -> list[LetterRow]:
    """Some letters with their texts."""
    marks = ", ".join("?" * len(ids)) or "NULL"
    return [
        LetterRow(*row)
        for row in tx.all(f"SELECT {_COLUMNS} FROM {_WHOLE} WHERE id IN ({marks})", *ids)
    ]


def troubled(tx: Tx, municipality: str) -> dict[str, int]:
    """How many of a municipality's letters need somebody: failed or held."""
    rows = tx.all(
        "SELECT status, COUNT(*) FROM letter WHERE municipality = ? AND status IN ('failed', 'held')"
        " GROUP BY status",
        municipality,
    )
    return {str(status): int(number) for status, number in rows}


def overdue(tx: Tx, municipality: str, before: str) -> dict[str, int]:
    """How many of a municipality's letters should have left and have not, by state.

    Args:
        tx: an open transaction.
        municipality: whose.
        before: letters that could have left before this instant are overdue.
    """
    rows = tx.all(
        "SELECT status, COUNT(*) FROM letter WHERE municipality = ? AND created_at < ? AND"
        " (status = 'retrying' OR status = 'waiting' AND (due_at IS NULL OR due_at < ?))"
        " GROUP BY status ORDER BY status",
        *(municipality, before, before),
    )
    return {str(status): int(number) for status, number in rows}
