"""What a unit's year is told from besides its cases: what happened to them, and the support they got."""

from collections.abc import Sequence
from dataclasses import dataclass

from intlflow.store import journal
from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Step:
    """One journal row, as far as the year needs it."""

    case_id: int
    at: str
    verb: str
    target: str
    given: str  # canonical JSON, or nothing once it is erased


def units_with_cases(tx: Tx, municipality: str) -> list[str]:
    """The units that cases were opened for, whether they still exist or not."""
    sql = "SELECT DISTINCT unit FROM case_ WHERE municipality = ? ORDER BY unit"
    return [str(row[0]) for row in tx.all(sql, municipality)]


def steps(tx: Tx, municipality: str, units: Sequence[str]) -> list[Step]:
    """The journal of those units' cases, in order, without what was taken back."""
    if not units:
        return []
    marks = ", ".join("?" * len(units))
    rows = tx.all(
        "SELECT j.case_id, j.at, j.verb, j.target, j.given FROM journal j"
        " JOIN case_ c ON c.id = j.case_id"
        f" WHERE c.municipality = ? AND c.unit IN ({marks}) AND {journal.STANDS}"
        f" AND j.verb <> '{journal.UNDO}' ORDER BY j.case_id, j.seq",
        *(municipality, *units),
    )
    return [Step(*row) for row in rows]


def steps_of(tx: Tx, case_ids: Sequence[int]) -> list[Step]:
    """The journal of these cases, in order, without what was taken back."""
    marks = ", ".join("?" * len(case_ids)) or "NULL"
    sql = (
        "SELECT j.case_id, j.at, j.verb, j.target, j.given FROM journal j"
        f" WHERE j.case_id IN ({marks}) AND {journal.STANDS} AND j.verb <> '{journal.UNDO}'"
        " ORDER BY j.case_id, j.seq"
    )
    return [Step(*row) for row in tx.all(sql, *case_ids)]


def projects(tx: Tx, case_ids: Sequence[int]) -> dict[int, str]:
    """The units of those of the cases that are projects."""
    marks = ", ".join("?" * len(case_ids)) or "NULL"
    sql = f"SELECT id, unit FROM case_ WHERE id IN ({marks}) AND kind = 'project' ORDER BY id"
    return {int(number): str(unit) for number, unit in tx.all(sql, *case_ids)}


def support(
    tx: Tx, municipality: str, units: Sequence[str], first: str, last: str
) -> list[tuple[str, int]]:
    """Support to those units' cases between two instants: kind, minutes."""
    if not units:
        return []
    marks = ", ".join("?" * len(units))
    rows = tx.all(
        "SELECT s.kind, s.minutes FROM support s JOIN case_ c ON c.id = s.case_id"
        f" WHERE c.municipality = ? AND c.unit IN ({marks}) AND s.at >= ? AND s.at < ?"
        " ORDER BY s.id",
        *(municipality, *units, first, last),
    )
    return [(str(kind), int(minutes)) for kind, minutes in rows]
