"""Lists in the database: brought in as one batch, and taken out again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

import intlflow.store.tables
import intlflow.store.tables_import
import intlflow.store.tables_time  # noqa: F401 - the tables register themselves
from intlflow.domain.facts import Facts
from intlflow.domain.journal import canonical
from intlflow.store import search, year_lines
from intlflow.store.engine import Tx

_BATCH = (
    "id, municipality, kind, name, sha256, at, person_id, state, chain_length, chain_head,"
    " chain_end, journal_rows, sequence"
)
_OWN = ("journal", "import_row", "year_line")  # what hangs on a case by itself


@dataclass(frozen=True, slots=True)
class Batch:
    """A list that was brought in."""

    id: int
    municipality: str
    kind: str
    name: str
    sha256: str
    at: str
    person_id: int
    state: str
    chain_length: int
    chain_head: str
    chain_end: str
    journal_rows: int
    sequence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a batch that touched a case."""

    position: int
    place: str
    outcome: str
    case_id: int
    before: Mapping[str, Any]
    version: int


def chain(tx: Tx, municipality: str) -> tuple[int, str] | None:
    """Where the journal ends; None: nothing was ever written."""
    row = tx.one("SELECT length, head FROM chain WHERE municipality = ?", municipality)
    return (int(row[0]), str(row[1])) if row else None


def last_number(tx: Tx, municipality: str, year: int) -> int | None:
    """The last case number of a year; None: none was given."""
    row = tx.one(
        "SELECT last FROM sequence WHERE municipality = ? AND year = ?", municipality, year
    )
    return int(row[0]) if row else None


def open_batch(tx: Tx, values: dict[str, Any]) -> int:
    """Keep a new batch and give back its number."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO import_batch ({columns}) VALUES ({marks}) RETURNING id"
    made = tx.one(sql, *values.values())
    assert made is not None
    return int(made[0])


def close_batch(tx: Tx, batch: int, journal_rows: int, end: str, sequence: str) -> None:
    """Note what the batch wrote."""
    sql = "UPDATE import_batch SET journal_rows = ?, chain_end = ?, sequence = ? WHERE id = ?"
    tx.run(sql, journal_rows, end, sequence, batch)


def add_rows(tx: Tx, rows: list[tuple[Any, ...]]) -> None:
    """Keep every line of a batch."""
    marks = ", ".join("?" * 11)
    tx.many(
        "INSERT INTO import_row (batch_id, position, municipality, place, outcome, case_id, cells,"
        f" read, marks, before, version) VALUES ({marks})",
        rows,
    )


def batches(tx: Tx, municipality: str | None) -> list[Batch]:
    """Batches, newest first."""
    where, values = ("WHERE municipality = ?", (municipality,)) if municipality else ("", ())
    rows = tx.all(f"SELECT {_BATCH} FROM import_batch {where} ORDER BY id DESC", *values)
    return [Batch(*row) for row in rows]


def batch(tx: Tx, number: int) -> Batch | None:
    """The batch with this number."""
    row = tx.one(f"SELECT {_BATCH} FROM import_batch WHERE id = ?", number)
    return Batch(*row) if row else None


def counts_in(tx: Tx, municipality: str | None) -> dict[int, dict[str, int]]:
    """How many lines of each batch ended how."""
    where, values = ("WHERE municipality = ? ", (municipality,)) if municipality else ("", ())
    sql = f"SELECT batch_id, outcome, count(*) FROM import_row {where}GROUP BY batch_id, outcome"
    found: dict[int, dict[str, int]] = {}
    for number, outcome, many in tx.all(sql, *values):
        found.setdefault(int(number), {})[str(outcome)] = int(many)
    return found


def lines(tx: Tx, number: int) -> list[tuple[str, str, str | None, str]]:
    """A batch's lines in their order: place, what became of it, the case's reference, its title."""
    sql = (
        "SELECT r.place, r.outcome, c.ref, r.read FROM import_row r"
        " LEFT JOIN case_ c ON c.id = r.case_id WHERE r.batch_id = ? ORDER BY r.position"
    )
    return [
        (place, outcome, ref, str(json.loads(read).get("title", "")))
        for place, outcome, ref, read in tx.all(sql, number)
    ]


def touched(tx: Tx, number: int) -> list[Row]:
    """The lines that made or changed a case, the newest first."""
    rows = tx.all(
        "SELECT position, place, outcome, case_id, before, version FROM import_row"
        " WHERE batch_id = ? AND outcome IN ('create', 'change') ORDER BY position DESC",
        number,
    )
    return [
        Row(position, place, outcome, case_id, json.loads(before or "{}"), version)
        for position, place, outcome, case_id, before, version in rows
    ]


def written_before(tx: Tx, municipality: str) -> dict[int, dict[str, Any]]:
    """What imports wrote to each case: of a new case all that was read, of others what they changed."""
    rows = tx.all(
        "SELECT r.case_id, r.outcome, r.read, r.before FROM import_row r"
        " JOIN import_batch b ON b.id = r.batch_id WHERE r.municipality = ?"
        " AND b.state = 'applied' AND r.outcome IN ('create', 'change')"
        " ORDER BY r.batch_id, r.position",
        municipality,
    )
    found: dict[int, dict[str, Any]] = {}
    for case, outcome, read, before in rows:
        known = found.setdefault(int(case), {})
        wrote = json.loads(before)["changed"] if outcome == "change" else None
        known |= {k: v for k, v in json.loads(read).items() if wrote is None or k in wrote}
    return found


def hanging_on(tx: Tx, case_id: int) -> list[str]:
    """The tables that hold something of a case besides its journal."""
    return [
        table.name
        for table in SQLModel.metadata.sorted_tables
        if "case_id" in table.columns
        and table.name not in _OWN
        and tx.one(f"SELECT 1 FROM {table.name} WHERE case_id = ? LIMIT 1", case_id)
    ]


def read_later(tx: Tx, number: int, case_id: int) -> bool:
    """Whether a later batch speaks of a case."""
    sql = "SELECT 1 FROM import_row WHERE case_id = ? AND batch_id > ? LIMIT 1"
    return tx.one(sql, case_id, number) is not None


def take_out(tx: Tx, it: Batch, before: Mapping[int, tuple[str, Facts, str]]) -> None:
    """Remove a batch and all that it wrote, as if it had never been.

    Args:
        tx: the transaction.
        it: the batch, which must be the last that the journal tells of.
        before: of each case that was changed: how it was told to look, by number.
    """
    made = [row.case_id for row in touched(tx, it.id) if row.outcome == "create"]
    tx.run("UPDATE import_batch SET state = 'undoing' WHERE id = ?", it.id)
    for number in range(it.chain_length + it.journal_rows, it.chain_length, -1):
        sql = "DELETE FROM journal WHERE municipality = ? AND number = ?"
        tx.run(sql, it.municipality, number)
    tx.run("DELETE FROM import_row WHERE batch_id = ?", it.id)
    for case_id in made:
        tx.run("DELETE FROM case_ WHERE id = ?", case_id)
    for case_id, (phase, facts, changed) in before.items():
        tx.run(
            "UPDATE case_ SET phase = ?, facts = ?, changed_at = ?, version = version - 1 WHERE id = ?",
            *(phase, canonical(facts), changed, case_id),
        )
    _chain_back(tx, it)
    _sequence_back(tx, it)
    tx.run("DELETE FROM import_batch WHERE id = ?", it.id)
    search.forget(tx, it.municipality)  # what was read up to a number that others now get
    year_lines.forget(tx, it.municipality)


def _chain_back(tx: Tx, it: Batch) -> None:
    if it.chain_head:
        sql = "UPDATE chain SET length = ?, head = ? WHERE municipality = ?"
        tx.run(sql, it.chain_length, it.chain_head, it.municipality)
    else:
        tx.run("DELETE FROM chain WHERE municipality = ?", it.municipality)


def _sequence_back(tx: Tx, it: Batch) -> None:
    told = json.loads(it.sequence)
    if told["before"] == told["after"]:
        return
    where = "WHERE municipality = ? AND year = ?"
    if told["before"] is None:
        tx.run(f"DELETE FROM sequence {where}", it.municipality, told["year"])
    else:
        sql = f"UPDATE sequence SET last = ? {where}"
        tx.run(sql, told["before"], it.municipality, told["year"])


def mark_undone(tx: Tx, number: int) -> None:
    """Note that a batch was taken back by counter-moves."""
    tx.run("UPDATE import_batch SET state = 'undone' WHERE id = ?", number)
