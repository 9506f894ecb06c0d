"""Filters by name in the database; each is its maker's own."""

from dataclasses import dataclass

from intlflow.store import tables_talk  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_COLUMNS = "id, name, query, first"


@dataclass(frozen=True, slots=True)
class FilterRow:
    """One filter: `first` is what the page opens with."""

    id: int
    name: str
    query: str
    first: int


def of_person(tx: Tx, person_id: int) -> list[FilterRow]:
    """A person's filters, by name."""
    sql = f"SELECT {_COLUMNS} FROM saved_filter WHERE person_id = ? ORDER BY lower(name), id"
    return [FilterRow(*row) for row in tx.all(sql, person_id)]


def add(
    tx: Tx, municipality: str, person_id: int, name: str, query: str, first: bool, at: str
) -> None:
    """Keep a new one."""
    tx.run(
        "INSERT INTO saved_filter (municipality, person_id, name, query, first, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        *(municipality, person_id, name, query, int(first), at),
    )


def redefine(tx: Tx, number: int, query: str) -> None:
    """Let one mean something else."""
    tx.run("UPDATE saved_filter SET query = ? WHERE id = ?", query, number)


def put_first(tx: Tx, person_id: int, number: int | None) -> None:
    """Let the page open with one of a person's filters, or with none."""
    sql = "UPDATE saved_filter SET first = CASE WHEN id = ? THEN 1 ELSE 0 END WHERE person_id = ?"
    tx.run(sql, number if number is not None else -1, person_id)


def drop(tx: Tx, person_id: int, number: int) -> bool:
    """Take one away."""
    return tx.run("DELETE FROM saved_filter WHERE id = ? AND person_id = ?", number, person_id) == 1
