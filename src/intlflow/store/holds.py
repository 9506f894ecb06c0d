"""What must stay whatever the rules say, in the database."""

from typing import Any

from intlflow.store import tables_person  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_COLUMNS = "id, about, reason, at, person_id, lifted_at, lifted_by"


def holding(tx: Tx, municipality: str, about: str) -> bool:
    """Whether something is held."""
    sql = "SELECT 1 FROM legal_hold WHERE municipality = ? AND about = ? AND lifted_at IS NULL"
    return tx.one(f"{sql} LIMIT 1", municipality, about) is not None


def hold(tx: Tx, municipality: str, about: str, reason: str, at: str, by: int) -> int:
    """Hold something; gives the hold's number."""
    row = tx.one(
        "INSERT INTO legal_hold (municipality, about, reason, at, person_id)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        *(municipality, about, reason, at, by),
    )
    assert row is not None
    return int(row[0])


def lift(tx: Tx, municipality: str, number: int, at: str, by: int) -> bool:
    """Let go of what was held; False when there is no such hold, or it was lifted before."""
    sql = "UPDATE legal_hold SET lifted_at = ?, lifted_by = ? WHERE id = ? AND municipality = ?"
    return tx.run(f"{sql} AND lifted_at IS NULL", at, by, number, municipality) == 1


def every(tx: Tx, municipality: str) -> list[dict[str, Any]]:
    """All holds, lifted ones too, newest first."""
    sql = f"SELECT {_COLUMNS} FROM legal_hold WHERE municipality = ? ORDER BY id DESC"
    names = _COLUMNS.split(", ")
    return [dict(zip(names, row, strict=True)) for row in tx.all(sql, municipality)]
