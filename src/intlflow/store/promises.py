"""How often what the rules speak of has happened, counted in a handful of questions."""

from intlflow.store import journal
from intlflow.store.engine import Tx

END = "9999"  # later than every instant


def moves_since(
    tx: Tx, municipality: str, since: str, until: str = END
) -> dict[tuple[str, str], int]:
    """How often each move was made between two instants, by kind and verb; not those taken back."""
    rows = tx.all(
        "SELECT c.kind, j.verb, count(*) FROM journal j JOIN case_ c ON c.id = j.case_id"
        f" WHERE j.municipality = ? AND j.at >= ? AND j.at < ? AND {journal.STANDS}"
        " GROUP BY c.kind, j.verb",
        *(municipality, since, until),
    )
    return {(kind, verb): int(number) for kind, verb, number in rows}


def stages_now(tx: Tx, municipality: str) -> dict[tuple[str, str], int]:
    """How many cases stand at each stage, by kind and stage."""
    sql = "SELECT kind, stage, count(*) FROM case_ WHERE municipality = ? GROUP BY kind, stage"
    return {(kind, stage): int(number) for kind, stage, number in tx.all(sql, municipality)}


def tasks_since(
    tx: Tx, municipality: str, since: str, today: str, until: str = END
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Points of checklists, by kind and key: done between two instants, open and late, open in time.

    A point of a stage that its case has left is nobody's any more.
    """
    rows = tx.all(
        "SELECT c.kind, t.key, sum(CASE WHEN t.done_at >= ? AND t.done_at < ?"
        " THEN 1 ELSE 0 END),"
        " sum(CASE WHEN t.done_at IS NULL AND t.entry = c.stage_entry AND t.due_on < ?"
        " THEN 1 ELSE 0 END),"
        " sum(CASE WHEN t.done_at IS NULL AND t.entry = c.stage_entry AND t.due_on >= ?"
        " THEN 1 ELSE 0 END)"
        " FROM task t JOIN case_ c ON c.id = t.case_id WHERE c.municipality = ?"
        " GROUP BY c.kind, t.key",
        *(since, until, today, today, municipality),
    )
    return {(kind, key): (int(a), int(b), int(c)) for kind, key, a, b, c in rows}


def reached_since(tx: Tx, municipality: str, since: str) -> list[tuple[str, int, str]]:
    """Which projects came to which phase since an instant: phase, case, when; each once."""
    rows = tx.all(
        "SELECT j.target, j.case_id, max(j.at) FROM journal j JOIN case_ c ON c.id = j.case_id"
        " WHERE j.municipality = ? AND j.at >= ? AND j.source <> j.target AND c.kind = 'project'"
        f" AND j.verb NOT IN ('import', 'undo_import', '{journal.UNDO}') AND {journal.STANDS}"
        " GROUP BY j.target, j.case_id"
        " ORDER BY max(j.at) DESC, j.case_id",
        *(municipality, since),
    )
    return [(str(target), int(case), str(at)) for target, case, at in rows]
