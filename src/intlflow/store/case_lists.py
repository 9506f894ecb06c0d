"""Lists of cases as somebody may see them: which they are is settled in the database, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx

ENDED = "archive"  # the stage at the end of every road


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list holds.

    Args:
        municipality: no list crosses its border.
        everything: all of its cases; else those of `units`, one's own, and perhaps the decided.
        units: keys of units, those that they have replaced among them.
        decided: besides, every case past the stages before a decision.
        person_id, email: whose own cases are in any case among them.
        kind, stage, form: only these.
        closed: whether those at the end of their road are among them.
        unit: only this unit's, with those that it has replaced.
        text: part of the title or the reference.
    """

    municipality: str
    everything: bool
    units: tuple[str, ...] = ()
    decided: bool = False
    person_id: int = 0
    email: str = ""
    kind: str | None = None
    stage: str | None = None
    form: str | None = None
    closed: bool = False
    unit: tuple[str, ...] = ()
    text: str = ""


def find(tx: Tx, wanted: Wanted, *, limit: int, offset: int = 0) -> list[CaseRow]:
    """A page of the list, what changed last first."""
    where, values = _where(wanted)
    sql = f"SELECT {cases.COLUMNS} FROM case_ WHERE {where} ORDER BY changed_at DESC, id DESC"
    return [cases.as_row(row) for row in tx.all(f"{sql} LIMIT ? OFFSET ?", *values, limit, offset)]


def count(tx: Tx, wanted: Wanted) -> int:
    """How many there are."""
    asked = [replace(wanted, closed=True)]
    if not wanted.closed and not wanted.stage:  # two counts are faster than one that looks
        asked.append(replace(wanted, stage=ENDED))
    found = []
    for each in asked:
        where, values = _where(each)
        row = tx.one(f"SELECT COUNT(*) FROM case_ WHERE {where}", *values)
        found.append(int(row[0]) if row else 0)
    return found[0] - sum(found[1:])


def by_stage(tx: Tx, wanted: Wanted) -> dict[str, int]:
    """How many there are, by stage."""
    where, values = _where(wanted)
    sql = f"SELECT stage, COUNT(*) FROM case_ WHERE {where} GROUP BY stage"
    return {str(stage): int(number) for stage, number in tx.all(sql, *values)}


def refs(tx: Tx, wanted: Wanted) -> set[str]:
    """The references of all of them."""
    where, values = _where(wanted)
    return {str(ref) for (ref,) in tx.all(f"SELECT ref FROM case_ WHERE {where}", *values)}


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    parts, values = ["municipality = ?"], list[object]([wanted.municipality])
    if not wanted.everything:
        sight, seen = _sight(wanted)
        parts.append(sight)
        values += seen
    for column, value in (("kind", wanted.kind), ("stage", wanted.stage)):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    if not wanted.closed and wanted.stage != ENDED:
        parts.append(f"stage <> '{ENDED}'")
    if wanted.form:
        parts.append("facts LIKE ? ESCAPE '!'")
        values.append(f'%"forms":[%"{_plain(wanted.form)}"%')
    if wanted.unit:
        parts.append(f"unit IN ({_marks(wanted.unit)})")
        values += wanted.unit
    if wanted.text:
        parts.append("(lower(title) LIKE ? ESCAPE '!' OR ref LIKE ? ESCAPE '!')")
        text = _plain(wanted.text)
        values += [f"%{text.lower()}%", f"%{text.upper()}%"]
    return " AND ".join(parts), values


def _sight(wanted: Wanted) -> tuple[str, list[object]]:
    """What somebody sees who does not see everything."""
    parts, values = ["opened_by = ?"], list[object]([wanted.person_id])
    if wanted.email:
        parts.append("facts LIKE ? ESCAPE '!'")
        values.append(f'%"project_manager":"{_plain(wanted.email)}"%')
    if wanted.units:
        parts.append(f"unit IN ({_marks(wanted.units)})")
        values += wanted.units
    if wanted.decided:
        parts.append("stage NOT IN ('idea', 'support')")
    return f"({' OR '.join(parts)})", values


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _plain(text: str) -> str:
    """Text in which no sign means anything else."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def progress(tx: Tx, found: list[CaseRow]) -> dict[int, tuple[int, int]]:
    """How many of the present stage's tasks are done, and how many there are, by case."""
    if not found:
        return {}
    rows = tx.all(
        "SELECT t.case_id, COUNT(t.done_at), COUNT(*) FROM task t"
        " JOIN case_ c ON c.id = t.case_id AND c.stage_entry = t.entry"
        f" WHERE t.case_id IN ({_marks(found)}) GROUP BY t.case_id",
        *(case.id for case in found),
    )
    return {int(case): (int(done), int(all_)) for case, done, all_ in rows}


def next_dates(tx: Tx, found: list[CaseRow], day: str) -> dict[int, tuple[str, str, str]]:
    """The nearest planned date of each case: Swedish title, English title, day."""
    if not found:
        return {}
    rows = tx.all(
        "SELECT m.case_id, m.title_sv, m.title_en, m.on_day FROM milestone m"
        " JOIN case_ c ON c.id = m.case_id AND c.stage_entry = m.entry"
        f" WHERE m.case_id IN ({_marks(found)}) AND m.on_day >= ? ORDER BY m.on_day DESC, m.id DESC",
        *(case.id for case in found),
        day,
    )
    return {int(case): (str(sv), str(en), str(on)) for case, sv, en, on in rows}


def heads(tx: Tx, ids: set[int]) -> dict[int, tuple[str, str, str]]:
    """Reference, kind and title of some cases, by their numbers."""
    if not ids:
        return {}
    sql = f"SELECT id, ref, kind, title FROM case_ WHERE id IN ({_marks(ids)})"
    return {int(number): (ref, kind, title) for number, ref, kind, title in tx.all(sql, *ids)}


def dates_after(tx: Tx, municipality: str, day: str) -> list[dict[str, str]]:
    """Every planned date after a day of the stage in which its case stands, soonest first."""
    rows = tx.all(
        "SELECT c.ref, c.title, c.unit, m.title_sv, m.title_en, m.on_day FROM milestone m"
        " JOIN case_ c ON c.id = m.case_id AND c.stage_entry = m.entry"
        " WHERE c.municipality = ? AND m.on_day > ? ORDER BY m.on_day, c.ref, m.id",
        *(municipality, day),
    )
    names = ("ref", "title", "unit", "title_sv", "title_en", "on_day")
    return [dict(zip(names, map(str, row), strict=True)) for row in rows]
