"""Sessions and tickets in the database. Keys never stand here, only their digests."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from intlflow.store import tables_access  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_SESSION = "digest, person_id, way, agent, made_at, ends_at"
_TICKET = "digest, kind, person_id, municipality, about, partner, made_at, ends_at, used_at"


class SessionRow(NamedTuple):
    """One sign-in."""

    digest: str
    person_id: int
    way: str
    agent: str
    made_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One key that was handed out."""

    digest: str
    kind: str
    person_id: int | None
    municipality: str
    about: str
    partner: str
    made_at: str
    ends_at: str | None
    used_at: str | None


def begin(tx: Tx, row: SessionRow) -> None:
    """Keep a new session."""
    sql = f"INSERT INTO session ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?)"
    tx.run(sql, row.digest, row.person_id, row.way, row.agent, row.made_at, row.ends_at)


def session(tx: Tx, digest: str, now: str) -> SessionRow | None:
    """The session with this digest, if it still holds."""
    found = tx.one(f"SELECT {_SESSION} FROM session WHERE digest = ? AND ends_at > ?", digest, now)
    return SessionRow(*found) if found else None


def sessions_of(tx: Tx, person_id: int, now: str) -> list[SessionRow]:
    """A person's sessions, newest first."""
    rows = tx.all(
        f"SELECT {_SESSION} FROM session WHERE person_id = ? AND ends_at > ?"
        " ORDER BY made_at DESC, digest",
        *(person_id, now),
    )
    return [SessionRow(*row) for row in rows]


def end(tx: Tx, digest: str, person_id: int) -> int:
    """End one session of a person."""
    return tx.run("DELETE FROM session WHERE digest = ? AND person_id = ?", digest, person_id)


def end_all(tx: Tx, person_id: int, but: str = "") -> int:
    """End a person's sessions, perhaps all but one."""
    return tx.run("DELETE FROM session WHERE person_id = ? AND digest <> ?", person_id, but)


def sweep(tx: Tx, now: str) -> int:
    """Forget sessions and tickets that have run out."""
    ended = tx.run("DELETE FROM session WHERE ends_at <= ?", now)
    return ended + tx.run("DELETE FROM ticket WHERE ends_at IS NOT NULL AND ends_at <= ?", now)


def hand_out(tx: Tx, row: TicketRow) -> None:
    """Keep a new ticket."""
    marks = ", ".join("?" * len(_TICKET.split(",")))
    values: tuple[Any, ...] = (
        *(row.digest, row.kind, row.person_id, row.municipality, row.about),
        *(row.partner, row.made_at, row.ends_at, row.used_at),
    )
    tx.run(f"INSERT INTO ticket ({_TICKET}) VALUES ({marks})", *values)


def ticket(tx: Tx, digest: str, kind: str) -> TicketRow | None:
    """The ticket with this digest, used or run out or not."""
    found = tx.one(f"SELECT {_TICKET} FROM ticket WHERE digest = ? AND kind = ?", digest, kind)
    return TicketRow(*found) if found else None


def use(tx: Tx, digest: str, kind: str, now: str) -> TicketRow | None:
    """Spend a ticket; None when it was spent before, has run out, or never was."""
    found = tx.one(
        "UPDATE ticket SET used_at = ? WHERE digest = ? AND kind = ? AND used_at IS NULL"
        f" AND (ends_at IS NULL OR ends_at > ?) RETURNING {_TICKET}",
        *(now, digest, kind, now),
    )
    return TicketRow(*found) if found else None


def handed_out_since(tx: Tx, kind: str, person_id: int, since: str) -> int:
    """How many tickets of a kind a person has had since an instant."""
    found = tx.one(
        "SELECT COUNT(*) FROM ticket WHERE kind = ? AND person_id = ? AND made_at >= ?",
        *(kind, person_id, since),
    )
    return int(found[0]) if found else 0


def tickets_of(tx: Tx, kind: str, person_id: int) -> list[TicketRow]:
    """A person's tickets of a kind, newest first."""
    rows = tx.all(
        f"SELECT {_TICKET} FROM ticket WHERE kind = ? AND person_id = ? ORDER BY made_at DESC",
        *(kind, person_id),
    )
    return [TicketRow(*row) for row in rows]


def revoke(tx: Tx, digest: str, person_id: int) -> int:
    """Take a ticket back from a person."""
    return tx.run("DELETE FROM ticket WHERE digest = ? AND person_id = ?", digest, person_id)
