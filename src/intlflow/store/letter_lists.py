"""Lists of letters as a page shows them: a municipality's, newest first, without their texts."""

from dataclasses import dataclass

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class LetterHead:
    """One letter in a list."""

    id: str
    to: str
    address: str
    role: str
    channel: str
    template: str
    subject: str
    status: str
    attempts: int
    created_at: str
    ended_at: str | None
    due_at: str | None
    reply: str


_HEAD = (
    "letter.id, person.name, letter.address, letter.role, letter.channel, letter.template,"
    " letter_text.subject, letter.status, letter.attempts, letter.created_at, letter.ended_at,"
    " letter.due_at, letter.reply"
)
_FROM = (
    "letter JOIN letter_text ON letter_text.letter_id = letter.id"
    " LEFT JOIN person ON person.id = letter.person_id"
)


def page(
    tx: Tx, municipality: str, status: str, text: str, *, limit: int, offset: int
) -> list[LetterHead]:
    """A page of a municipality's letters.

    Args:
        tx: an open transaction.
        municipality: whose.
        status: only these; empty: all.
        text: part of the reader's name, the address or the subject.
        limit, offset: which part of the list.
    """
    where, values = _where(municipality, status, text)
    rows = tx.all(
        f"SELECT {_HEAD} FROM {_FROM} WHERE {where} ORDER BY letter.created_at DESC, letter.id"
        " LIMIT ? OFFSET ?",
        *(*values, limit, offset),
    )
    return [LetterHead(row[0], row[1] or "?", *row[2:]) for row in rows]


def counts(tx: Tx, municipality: str, text: str) -> dict[str, int]:
    """How many of a municipality's letters there are in each state."""
    where, values = _where(municipality, "", text)
    sql = f"SELECT letter.status, COUNT(*) FROM {_FROM} WHERE {where} GROUP BY letter.status"
    return {str(status): int(number) for status, number in tx.all(sql, *values)}


def _where(municipality: str, status: str, text: str) -> tuple[str, list[str]]:
    parts, values = ["letter.municipality = ?"], [municipality]
    if status:
        parts.append("letter.status = ?")
        values.append(status)
    if text:
        like = text.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
        columns = ("person.name", "letter.address", "letter_text.subject")
        parts.append("(" + " OR ".join(f"lower({c}) LIKE ? ESCAPE '!'" for c in columns) + ")")
        values += [f"%{like}%"] * len(columns)
    return " AND ".join(parts), values


def duties_told(tx: Tx, municipality: str, person_id: int, day: str) -> list[tuple[str, str]]:
    """Which duties a person's letter of a day told of: duty and subject."""
    rows = tx.all(
        "SELECT DISTINCT duty, subject FROM duty_note WHERE municipality = ? AND person_id = ?"
        " AND letter_day = ? ORDER BY duty, subject",
        *(municipality, person_id, day),
    )
    return [(str(duty), str(subject)) for duty, subject in rows]
