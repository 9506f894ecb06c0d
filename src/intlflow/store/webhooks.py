"""What is told to other systems, in the database: to whom, and each event on its way."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from intlflow.store import tables_webhooks  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_HOOK = "id, municipality, name, url, sealed, events, made_by, made_at"
_CALL = "c.id, c.webhook_id, c.body, c.attempts, c.made_at, w.url, w.sealed"


@dataclass(frozen=True, slots=True)
class Hook:
    """A system that wants to hear of cases."""

    id: int
    municipality: str
    name: str
    url: str
    sealed: str
    events: str
    made_by: int
    made_at: str

    def wants(self, verb: str) -> bool:
        """Whether it wants to hear of this verb."""
        chosen = json.loads(self.events)
        return not chosen or verb in chosen


@dataclass(frozen=True, slots=True)
class Call:
    """An event on its way to one system."""

    id: str
    webhook_id: int
    body: str
    attempts: int
    made_at: str
    url: str
    sealed: str


def add(tx: Tx, hook: Hook) -> int:
    """Keep a new one and give back its number."""
    made = tx.one(
        "INSERT INTO webhook (municipality, name, url, sealed, events, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(hook.municipality, hook.name, hook.url, hook.sealed, hook.events),
        *(hook.made_by, hook.made_at),
    )
    assert made is not None
    return int(made[0])


def standing(tx: Tx, municipality: str) -> list[Hook]:
    """Those of a municipality that have not been ended."""
    sql = f"SELECT {_HOOK} FROM webhook WHERE municipality = ? AND ended_at IS NULL ORDER BY id"
    return [Hook(*row) for row in tx.all(sql, municipality)]


def end(tx: Tx, municipality: str, number: int, at: str) -> bool:
    """Tell one nothing more; what was on its way stays."""
    tx.run(
        "UPDATE webhook_call SET status = 'failed', due_at = NULL, ended_at = ?, reply = 'ended'"
        " WHERE status = 'waiting' AND webhook_id IN"
        " (SELECT id FROM webhook WHERE id = ? AND municipality = ?)",
        *(at, number, municipality),
    )
    sql = "UPDATE webhook SET ended_at = ? WHERE id = ? AND municipality = ? AND ended_at IS NULL"
    return tx.run(sql, at, number, municipality) == 1


def leave(tx: Tx, rows: Sequence[tuple[str, int, str, str]]) -> None:
    """Leave events to be told: id, for whom, what, from when on."""
    tx.many(
        "INSERT INTO webhook_call (id, webhook_id, body, status, attempts, due_at, made_at, reply)"
        " VALUES (?, ?, ?, 'waiting', 0, ?, ?, '') ON CONFLICT DO NOTHING",
        [(*row, row[3]) for row in rows],
    )


def claim(tx: Tx, lease: str, *, now: str, until: str, limit: int) -> list[Call]:
    """Take some that are due, for as long as the lease lasts."""
    tx.run(
        "UPDATE webhook_call SET lease = ?, due_at = ?, attempts = attempts + 1 WHERE id IN"
        " (SELECT id FROM webhook_call WHERE due_at IS NOT NULL AND due_at <= ?"
        " ORDER BY due_at LIMIT ?)",
        *(lease, until, now, limit),
    )
    rows = tx.all(
        f"SELECT {_CALL} FROM webhook_call c JOIN webhook w ON w.id = c.webhook_id"
        " WHERE c.lease = ? AND c.due_at = ? ORDER BY c.made_at, c.id",
        *(lease, until),
    )
    return [Call(*row) for row in rows]


def finish(
    tx: Tx,
    lease: str,
    call: str,
    *,
    status: str,
    due_at: str | None,
    ended_at: str | None,
    reply: str,
) -> None:
    """Keep how an attempt ended, if it is still ours."""
    tx.run(
        "UPDATE webhook_call SET status = ?, due_at = ?, ended_at = ?, reply = ?, lease = NULL"
        " WHERE id = ? AND lease = ?",
        *(status, due_at, ended_at, reply, call, lease),
    )


def counts(tx: Tx, number: int) -> dict[str, int]:
    """How many of one's events stand in each state."""
    rows = tx.all(
        "SELECT status, COUNT(*) FROM webhook_call WHERE webhook_id = ? GROUP BY status", number
    )
    return {str(status): int(found) for status, found in rows}


def last_reply(tx: Tx, number: int) -> str:
    """What the other side said last."""
    row = tx.one(
        "SELECT reply FROM webhook_call WHERE webhook_id = ? AND reply <> ''"
        " ORDER BY made_at DESC, id DESC LIMIT 1",
        number,
    )
    return str(row[0]) if row else ""
