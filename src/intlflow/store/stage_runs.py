"""'This stage's flow is due', in the database: claimed with a lease, done exactly once."""

from dataclasses import dataclass

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class StageRunRow:
    """One stage entry whose flow is due."""

    id: int
    case_id: int
    entry: int
    stage: str
    attempts: int


def note(tx: Tx, case_id: int, entry: int, stage: str, at: str) -> int:
    """Note that the flow of this stage is due for this case."""
    made = tx.one(
        "INSERT INTO stage_run (case_id, entry, stage, due_at, attempts, summary)"
        " VALUES (?, ?, ?, ?, 0, '') RETURNING id",
        *(case_id, entry, stage, at),
    )
    assert made is not None
    return int(made[0])


def due(tx: Tx, at: str) -> list[tuple[StageRunRow, str, str]]:
    """Runs that nobody has done and nobody holds, oldest first, with the case's ref and kind."""
    rows = tx.all(
        "SELECT s.id, s.case_id, s.entry, s.stage, s.attempts, c.ref, c.kind FROM stage_run s"
        " JOIN case_ c ON c.id = s.case_id WHERE s.done_at IS NULL AND s.due_at <= ?"
        " AND (s.lease_until IS NULL OR s.lease_until < ?) ORDER BY s.id",
        *(at, at),
    )
    return [(StageRunRow(*row[:5]), row[5], row[6]) for row in rows]


def claim(tx: Tx, run_id: int, *, by: str, at: str, until: str) -> StageRunRow | None:
    """Take a run, unless it is done or somebody else holds it."""
    row = tx.one(
        "UPDATE stage_run SET lease_by = ?, lease_until = ?, attempts = attempts + 1"
        " WHERE id = ? AND done_at IS NULL AND (lease_until IS NULL OR lease_until < ?)"
        " RETURNING id, case_id, entry, stage, attempts",
        *(by, until, run_id, at),
    )
    return StageRunRow(*row) if row else None


def finish(tx: Tx, run_id: int, *, by: str, at: str, summary: str) -> bool:
    """Mark a run done, if the lease is still ours."""
    return (
        tx.run(
            "UPDATE stage_run SET done_at = ?, summary = ?, lease_by = NULL, lease_until = NULL"
            " WHERE id = ? AND done_at IS NULL AND lease_by = ?",
            *(at, summary, run_id, by),
        )
        == 1
    )


def holders(tx: Tx) -> list[str]:
    """Who holds runs right now."""
    rows = tx.all("SELECT DISTINCT lease_by FROM stage_run WHERE lease_by IS NOT NULL")
    return [str(row[0]) for row in rows]


def release(tx: Tx, by: str) -> int:
    """Give back what a dead process holds."""
    sql = "UPDATE stage_run SET lease_by = NULL, lease_until = NULL WHERE lease_by = ?"
    return tx.run(sql, by)


def done_before(tx: Tx, at: str, long_ago: str) -> None:
    """Mark as done, for a past that was made up, what cases have left or came to long ago."""
    tx.run(
        "UPDATE stage_run SET done_at = ?, summary = 'before this register began'"
        " WHERE done_at IS NULL AND (due_at < ?"
        " OR entry <> (SELECT stage_entry FROM case_ c WHERE c.id = case_id))",
        *(at, long_ago),
    )


def drop(tx: Tx, case_id: int, entry: int, at: str) -> int:
    """A stage that was left again as if it had never been entered needs no flow."""
    return tx.run(
        "UPDATE stage_run SET done_at = ?, summary = 'taken back', lease_by = NULL,"
        " lease_until = NULL WHERE case_id = ? AND entry = ? AND done_at IS NULL",
        *(at, case_id, entry),
    )
