"""Disposal lists in the database, and the taking away of what is on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intlflow.store import tables_person  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

ENDED = ("sent", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing on a list."""

    kind: str
    object: str
    until: str
    rule: str
    state: str = "proposed"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list."""

    id: int
    municipality: str
    state: str
    at: str
    person_id: int
    decision: str
    approved_by: int | None
    done_at: str | None


_LIST = "id, municipality, state, at, person_id, decision, approved_by, done_at"


def add(tx: Tx, municipality: str, items: Sequence[Listed], *, at: str, by: int) -> int:
    """Keep a proposal; gives its number."""
    row = tx.one(
        "INSERT INTO disposal (municipality, state, at, person_id, decision)"
        " VALUES (?, 'proposed', ?, ?, '') RETURNING id",
        *(municipality, at, by),
    )
    assert row is not None
    tx.many(
        "INSERT INTO disposal_item (disposal_id, position, kind, object, until, rule, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (row[0], place, each.kind, each.object, each.until, each.rule, each.state)
            for place, each in enumerate(items, 1)
        ],
    )
    return int(row[0])


def get(tx: Tx, municipality: str, number: int) -> ListRow | None:
    """A municipality's list by number."""
    sql = f"SELECT {_LIST} FROM disposal WHERE municipality = ? AND id = ?"
    row = tx.one(sql, municipality, number)
    return ListRow(*row) if row else None


def every(tx: Tx, municipality: str) -> list[ListRow]:
    """All lists, newest first."""
    sql = f"SELECT {_LIST} FROM disposal WHERE municipality = ? ORDER BY id DESC"
    return [ListRow(*row) for row in tx.all(sql, municipality)]


def items(tx: Tx, number: int) -> list[Listed]:
    """What is on a list, in its order."""
    sql = "SELECT kind, object, until, rule, state FROM disposal_item WHERE disposal_id = ?"
    return [Listed(*row) for row in tx.all(f"{sql} ORDER BY position", number)]


def close(tx: Tx, number: int, state: str, *, decision: str, by: int, at: str) -> bool:
    """End a list that is still proposed; False when somebody was first."""
    return (
        tx.run(
            "UPDATE disposal SET state = ?, decision = ?, approved_by = ?, done_at = ?"
            " WHERE id = ? AND state = 'proposed'",
            *(state, decision, by, at, number),
        )
        == 1
    )


def mark(tx: Tx, number: int, item: Listed, state: str) -> None:
    """Note what became of one thing."""
    sql = "UPDATE disposal_item SET state = ? WHERE disposal_id = ? AND kind = ? AND object = ?"
    tx.run(sql, state, number, item.kind, item.object)


def done_before(tx: Tx, municipality: str) -> set[tuple[str, str]]:
    """What has been disposed of, by kind and object."""
    rows = tx.all(
        "SELECT i.kind, i.object FROM disposal_item i JOIN disposal d ON d.id = i.disposal_id"
        " WHERE d.municipality = ? AND i.state = 'done'",
        municipality,
    )
    return {(str(kind), str(name)) for kind, name in rows}


def months_of_letters(tx: Tx, municipality: str) -> dict[str, str]:
    """Letters about no case that have ended, by month: the month → the last day one was ended."""
    marks = ", ".join("?" * len(ENDED))
    rows = tx.all(
        "SELECT substr(created_at, 1, 7) AS month, max(substr(COALESCE(ended_at, created_at), 1, 10))"
        " FROM letter WHERE municipality = ? AND case_id IS NULL AND due_at IS NULL"
        f" AND status IN ({marks}) GROUP BY substr(created_at, 1, 7) ORDER BY month",
        *(municipality, *ENDED),
    )
    return {str(month): str(last) for month, last in rows}


def drop_letters(tx: Tx, where: str, *values: Any) -> int:
    """Take away letters that have ended, with their texts."""
    marks = ", ".join("?" * len(ENDED))
    which = f"SELECT id FROM letter WHERE {where} AND due_at IS NULL AND status IN ({marks})"
    tx.run(f"DELETE FROM letter_text WHERE letter_id IN ({which})", *values, *ENDED)
    return tx.run(
        f"DELETE FROM letter WHERE {where} AND due_at IS NULL AND status IN ({marks})",
        *(*values, *ENDED),
    )


_ITS_COMMENTS = "kind = 'case' AND key = (SELECT ref FROM case_ WHERE id = ?)"


def drop_notes(tx: Tx, case_id: int) -> int:
    """Empty the notes and comments of a case and the lines of the lists that it came by; hours stay."""
    said = f"UPDATE comment SET text = '' WHERE {_ITS_COMMENTS} AND text <> ''"
    return tx.run(said, case_id) + sum(
        tx.run(f"UPDATE {table} SET {sets} WHERE case_id = ? AND ({had})", case_id)
        for table, sets, had in (
            ("support", "note = ''", "note <> ''"),
            ("task", "note = ''", "note <> ''"),
            ("import_row", "cells = '{}', read = '{}', marks = '[]'", "cells <> '{}'"),
        )
    )


def notes_of(tx: Tx, case_id: int) -> bool:
    """Whether a closed case has working papers left."""
    marks = ", ".join("?" * len(ENDED))
    asked = (
        ("support", "note <> ''", ()),
        ("task", "note <> ''", ()),
        ("import_row", "cells <> '{}'", ()),
        ("letter", f"due_at IS NULL AND status IN ({marks})", ENDED),
    )
    said = f"SELECT 1 FROM comment WHERE {_ITS_COMMENTS} AND text <> '' LIMIT 1"
    return tx.one(said, case_id) is not None or any(
        tx.one(f"SELECT 1 FROM {table} WHERE case_id = ? AND {had} LIMIT 1", case_id, *values)
        for table, had, values in asked
    )


def empty_case(tx: Tx, case_id: int, ref: str, title: str) -> tuple[dict[int, str], list[str]]:
    """Leave of a case its reference, its days and its chain.

    Args:
        tx: an open transaction.
        case_id: which.
        ref: the same, as files and registers name it.
        title: what it is called from now on.

    Returns:
        The journal rows whose words went (with no new digest), and the hashes of its files.
    """
    rows = tx.all("SELECT number FROM journal WHERE case_id = ? AND salt <> ''", case_id)
    tx.run("UPDATE journal SET given = '', salt = '' WHERE case_id = ?", case_id)
    tx.run("UPDATE case_ SET title = ?, facts = '{}' WHERE id = ?", title, case_id)
    tx.run("UPDATE comment SET text = '' WHERE kind = 'case' AND key = ?", ref)
    tx.run("UPDATE case_tag SET note = NULL, reason = '' WHERE case_ref = ?", ref)
    tx.run("UPDATE case_resource SET purpose = '', reason = '' WHERE case_ref = ?", ref)
    files = tx.all("SELECT DISTINCT sha256 FROM attachment WHERE about = ?", ref)
    tx.run("DELETE FROM attachment WHERE about = ?", ref)
    return {int(number): "" for (number,) in rows}, [str(sha256) for (sha256,) in files]
