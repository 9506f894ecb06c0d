"""Checklists, milestones and support in the database."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from intlflow.store.engine import Tx

_TASK = "id, entry, stage, key, title_sv, title_en, owner, due_on, required, done_at, done_by, note"
_REQUIRED = _TASK.split(", ").index("required")


class TaskRow(NamedTuple):
    """One point of a checklist."""

    id: int
    entry: int
    stage: str
    key: str
    title_sv: str
    title_en: str
    owner: str
    due_on: str
    required: bool
    done_at: str | None
    done_by: int | None
    note: str


class MilestoneRow(NamedTuple):
    """A planned date."""

    entry: int
    key: str
    title_sv: str
    title_en: str
    on_day: str
    work_by: str


def open_tasks(tx: Tx, case_id: int, tasks: list[tuple[Any, ...]]) -> None:
    """Open checklist points; those already open for this stage entry stay as they are."""
    if tasks:
        tx.many(
            "INSERT INTO task (case_id, entry, stage, key, title_sv, title_en, owner, due_on,"
            " required, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '') ON CONFLICT DO NOTHING",
            [(case_id, *task) for task in tasks],
        )


def keys_of(tx: Tx, case_id: int, entry: int) -> set[str]:
    """The points that a stage entry has opened, done or not."""
    rows = tx.all("SELECT key FROM task WHERE case_id = ? AND entry = ?", case_id, entry)
    return {str(key) for (key,) in rows}


def of_case(tx: Tx, case_id: int) -> list[TaskRow]:
    """Every task of a case, oldest first."""
    rows = tx.all(f"SELECT {_TASK} FROM task WHERE case_id = ? ORDER BY id", case_id)
    return [_task(row) for row in rows]


def _task(row: tuple[Any, ...]) -> TaskRow:
    """One row; SQLite keeps yes and no as 1 and 0."""
    return TaskRow._make((*row[:_REQUIRED], bool(row[_REQUIRED]), *row[_REQUIRED + 1 :]))


def unfinished(tx: Tx, case_id: int, entry: int) -> tuple[str, ...]:
    """Keys of the required points that this stage entry still lacks."""
    rows = tx.all(
        "SELECT key FROM task WHERE case_id = ? AND entry = ? AND required AND done_at IS NULL"
        " ORDER BY id",
        *(case_id, entry),
    )
    return tuple(row[0] for row in rows)


def tick(tx: Tx, case_id: int, entry: int, key: str, at: str, by: int, note: str) -> bool:
    """Mark a task done; False when there is no such open task."""
    sql = (
        "UPDATE task SET done_at = ?, done_by = ?, note = ?"
        " WHERE case_id = ? AND entry = ? AND key = ? AND done_at IS NULL"
    )
    return tx.run(sql, at, by, note, case_id, entry, key) == 1


def untick(tx: Tx, case_id: int, entry: int, key: str) -> bool:
    """Open a task again; False when there is no such task that is done."""
    sql = (
        "UPDATE task SET done_at = NULL, done_by = NULL"
        " WHERE case_id = ? AND entry = ? AND key = ? AND done_at IS NOT NULL"
    )
    return tx.run(sql, case_id, entry, key) == 1


def plan(tx: Tx, case_id: int, entry: int, dates: list[tuple[str, str, str, str, str]]) -> None:
    """Write the planned dates of a stage entry; a date planned again is corrected, not doubled."""
    if dates:
        tx.many(
            "INSERT INTO milestone (case_id, entry, key, title_sv, title_en, on_day, work_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id, entry, key) DO UPDATE SET"
            " on_day = excluded.on_day, work_by = excluded.work_by",
            [(case_id, entry, *planned) for planned in dates],
        )


def milestones(tx: Tx, case_id: int) -> list[MilestoneRow]:
    """The planned dates of a case, in order."""
    rows = tx.all(
        "SELECT entry, key, title_sv, title_en, on_day, work_by FROM milestone"
        " WHERE case_id = ? ORDER BY on_day, id",
        case_id,
    )
    return [MilestoneRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A checklist point that waits, with its case."""

    case_id: int
    key: str
    title_sv: str
    title_en: str
    owner: str
    due_on: str


def waiting(tx: Tx) -> list[OpenTask]:
    """Every open point of the stage that its case stands in."""
    rows = tx.all(
        "SELECT t.case_id, t.key, t.title_sv, t.title_en, t.owner, t.due_on FROM task t"
        " JOIN case_ c ON c.id = t.case_id AND c.stage_entry = t.entry"
        " WHERE t.done_at IS NULL ORDER BY t.due_on, t.id"
    )
    return [OpenTask(*row) for row in rows]


def waiting_in(tx: Tx, case_ids: list[int]) -> list[OpenTask]:
    """The same of some cases alone."""
    if not case_ids:
        return []
    rows = tx.all(
        "SELECT t.case_id, t.key, t.title_sv, t.title_en, t.owner, t.due_on FROM task t"
        " JOIN case_ c ON c.id = t.case_id AND c.stage_entry = t.entry"
        f" WHERE t.done_at IS NULL AND c.id IN ({', '.join('?' * len(case_ids))})"
        " ORDER BY t.due_on, t.id",
        *case_ids,
    )
    return [OpenTask(*row) for row in rows]


def coming(tx: Tx) -> dict[int, list[MilestoneRow]]:
    """The planned dates of the stage that each case stands in, by case."""
    rows = tx.all(
        "SELECT m.case_id, m.entry, m.key, m.title_sv, m.title_en, m.on_day, m.work_by"
        " FROM milestone m JOIN case_ c ON c.id = m.case_id AND c.stage_entry = m.entry"
        " ORDER BY m.on_day, m.id"
    )
    found: dict[int, list[MilestoneRow]] = {}
    for case, *row in rows:
        found.setdefault(int(case), []).append(MilestoneRow(*row))
    return found


def log_support(
    tx: Tx, case_id: int, person: int, at: str, kind: str, minutes: int, note: str
) -> None:
    """Note support given to a case."""
    tx.run(
        "INSERT INTO support (case_id, person_id, at, kind, minutes, note) VALUES (?, ?, ?, ?, ?, ?)",
        *(case_id, person, at, kind, minutes, note),
    )


def support(tx: Tx, case_id: int) -> list[tuple[str, int, str, int, str]]:
    """The support log of a case: at, person, kind, minutes, note."""
    return tx.all(
        "SELECT at, person_id, kind, minutes, note FROM support WHERE case_id = ? ORDER BY id",
        case_id,
    )


def close_unbegun(tx: Tx, case_id: int, entry: int, keys: list[str]) -> int:
    """Take open points of a checklist away again; what somebody has done stays."""
    marks = ", ".join("?" * len(keys)) or "NULL"
    return tx.run(
        "DELETE FROM task WHERE case_id = ? AND entry = ? AND done_at IS NULL"
        f" AND key IN ({marks})",
        *(case_id, entry, *keys),
    )
