"""Lists of people and meetings in the database: brought in as one batch, and taken out again."""

import json
from dataclasses import dataclass
from typing import Any

from intlflow.domain.journal import canonical
from intlflow.domain.personal import HELD, Shape
from intlflow.store.engine import Tx

_COLUMNS = "id, municipality, kind, name, sha256, at, person_id, state, wrote"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list of people or meetings that was brought in."""

    id: int
    municipality: str
    kind: str
    name: str
    sha256: str
    at: str
    person_id: int | None
    state: str
    wrote: dict[str, Any]

    def counts(self) -> dict[str, int]:
        """How many rows of each sort it wrote."""
        return {part: len(rows) for part, rows in self.wrote.items() if part != "hits" and rows}


def keep(
    tx: Tx, municipality: str, kind: str, name: str, sha256: str, at: str, person: int | None,
    wrote: dict[str, Any],
) -> int:  # fmt: skip
    """Keep a new batch and give back its number."""
    made = tx.one(
        "INSERT INTO list_batch (municipality, kind, name, sha256, at, person_id, state, wrote)"
        " VALUES (?, ?, ?, ?, ?, ?, 'applied', ?) RETURNING id",
        *(municipality, kind, name, sha256, at, person, canonical(wrote)),
    )
    assert made is not None
    return int(made[0])


def batches(tx: Tx, municipality: str | None) -> list[ListRow]:
    """Batches, newest first."""
    where, values = ("WHERE municipality = ?", (municipality,)) if municipality else ("", ())
    rows = tx.all(f"SELECT {_COLUMNS} FROM list_batch {where} ORDER BY id DESC", *values)
    return [_row(row) for row in rows]


def find(tx: Tx, municipality: str, kind: str, number: int) -> ListRow | None:
    """The batch with this number."""
    where = "municipality = ? AND kind = ? AND id = ?"
    row = tx.one(f"SELECT {_COLUMNS} FROM list_batch WHERE {where}", municipality, kind, number)
    return _row(row) if row else None


def _row(row: tuple[Any, ...]) -> ListRow:
    return ListRow(*(*row[:8], json.loads(row[8])))


def remove(tx: Tx, number: int) -> None:
    """Forget a batch that left nothing behind."""
    tx.run("DELETE FROM list_batch WHERE id = ?", number)


def mark_undone(tx: Tx, number: int) -> None:
    """Note that a batch was taken back."""
    tx.run("UPDATE list_batch SET state = 'undone' WHERE id = ?", number)


def tables_with(tx: Tx, person: int) -> set[str]:
    """The tables that speak of a person by number."""
    return {
        held.table
        for held in HELD
        if held.shape is Shape.WHO
        and held.table != "person"
        and tx.one(f"SELECT 1 FROM {held.table} WHERE {held.column} = ? LIMIT 1", person)
    }
