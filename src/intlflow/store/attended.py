"""Who was at a group's meeting, in the database: each saving is appended, and can be marked as undone."""

from collections.abc import Mapping
from dataclasses import dataclass

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Saving:
    """What was ticked once.

    Args:
        version: 1, 2 … of the meeting; 0: nothing was, or all of it is undone.
        present: by person's number, whether they were there.
        by_id: who ticked.
        at: when.
    """

    version: int = 0
    present: Mapping[int, bool] | None = None
    by_id: int | None = None
    at: str = ""


def holding(tx: Tx, municipality: str, meeting: int) -> Saving:
    """The newest saving of a meeting that was not undone."""
    rows = tx.all(
        "SELECT version, person_id, present, by_id, at FROM attended WHERE municipality = ?"
        " AND meeting = ? AND version = (SELECT MAX(version) FROM attended WHERE municipality = ?"
        " AND meeting = ? AND undone_at IS NULL) ORDER BY person_id",
        *(municipality, meeting) * 2,
    )
    if not rows:
        return Saving()
    version, _, _, by, at = rows[0]
    return Saving(version, {int(row[1]): bool(row[2]) for row in rows}, by, at)


def last_version(tx: Tx, municipality: str, meeting: int) -> int:
    """The highest number of a meeting's savings, undone or not; 0: there is none."""
    sql = "SELECT COALESCE(MAX(version), 0) FROM attended WHERE municipality = ? AND meeting = ?"
    row = tx.one(sql, municipality, meeting)
    return int(row[0]) if row else 0


def add(tx: Tx, municipality: str, meeting: int, saving: Saving) -> bool:
    """Append a saving; False: somebody else has just appended one of this number."""
    done = 0
    for person, there in (saving.present or {}).items():
        done += tx.run(
            "INSERT INTO attended (municipality, meeting, version, person_id, present, by_id, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            *(municipality, meeting, saving.version, person, int(there), saving.by_id, saving.at),
        )
    return done == len(saving.present or {})


def undo(tx: Tx, municipality: str, meeting: int, version: int, by_id: int, at: str) -> None:
    """Mark a saving as undone: what was ticked before it holds again."""
    tx.run(
        "UPDATE attended SET undone_by = ?, undone_at = ? WHERE municipality = ? AND meeting = ?"
        " AND version = ? AND undone_at IS NULL",
        *(by_id, at, municipality, meeting, version),
    )
