"""Drafts in the database: what somebody has begun to write; nobody but they read it."""

from dataclasses import dataclass

from intlflow.store import tables_talk  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_COLUMNS = "key, municipality, person_id, kind, given, created_at, changed_at"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft."""

    key: str
    municipality: str
    person_id: int
    kind: str
    given: str
    created_at: str
    changed_at: str


def keep(tx: Tx, row: DraftRow) -> bool:
    """Keep a draft, or what it says now; False when the key is another person's."""
    done = tx.run(
        f"INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE"
        " SET given = excluded.given, changed_at = excluded.changed_at"
        " WHERE draft.person_id = excluded.person_id AND draft.kind = excluded.kind",
        *(row.key, row.municipality, row.person_id, row.kind, row.given),
        *(row.created_at, row.changed_at),
    )
    return done == 1


def of_person(tx: Tx, person_id: int, kind: str) -> list[DraftRow]:
    """A person's drafts, what was changed last first."""
    sql = (
        f"SELECT {_COLUMNS} FROM draft WHERE person_id = ? AND kind = ?"
        " ORDER BY changed_at DESC, key"
    )
    return [DraftRow(*row) for row in tx.all(sql, person_id, kind)]


def drop(tx: Tx, person_id: int, key: str) -> bool:
    """Throw away a person's draft."""
    return tx.run("DELETE FROM draft WHERE key = ? AND person_id = ?", key, person_id) == 1


def drop_older(tx: Tx, before: str) -> int:
    """Throw away what nobody has touched since a moment."""
    return tx.run("DELETE FROM draft WHERE changed_at < ?", before)
