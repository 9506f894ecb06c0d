"""Comments in the database: each wording is a row of its own, and the newest holds."""

from dataclasses import dataclass

from intlflow.store import tables_talk  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

_COLUMNS = "number, municipality, kind, key, unit, visibility, state, text, person_id, at"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a comment."""

    number: int
    municipality: str
    kind: str
    key: str
    unit: str
    visibility: str
    state: str
    text: str
    person_id: int
    at: str


def write(tx: Tx, row: Wording) -> int:
    """Keep a wording; one with the number 0 is a new comment. Gives back the comment's number."""
    made = tx.one(
        f"INSERT INTO comment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(row.number, row.municipality, row.kind, row.key, row.unit, row.visibility),
        *(row.state, row.text, row.person_id, row.at),
    )
    assert made is not None
    if not row.number:
        tx.run("UPDATE comment SET number = id WHERE id = ?", made[0])
    return row.number or int(made[0])


def about(tx: Tx, municipality: str, kind: str, key: str) -> list[Wording]:
    """Every wording of every comment on one thing, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM comment WHERE municipality = ? AND kind = ? AND key = ? ORDER BY id"
    return [Wording(*row) for row in tx.all(sql, municipality, kind, key)]


def wordings(tx: Tx, municipality: str, number: int) -> list[Wording]:
    """Every wording of one comment, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM comment WHERE municipality = ? AND number = ? ORDER BY id"
    return [Wording(*row) for row in tx.all(sql, municipality, number)]
