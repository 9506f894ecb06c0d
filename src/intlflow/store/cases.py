"""Cases in the database: opened, read, and changed only where nobody else was first."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from intlflow.domain.facts import Facts
from intlflow.domain.journal import canonical
from intlflow.store.engine import Tx

COLUMNS = (
    "id, ref, municipality, kind, unit, unit_name, title, phase, stage, stage_entry, version,"
    " facts, opened_by, opened_at, changed_at"
)
_ADVANCE = "UPDATE case_ SET phase = ?, facts = ?, changed_at = ?, version = version + 1"
_FACTS = COLUMNS.split(", ").index("facts")


class CaseRow(NamedTuple):
    """A case as it stands."""

    id: int
    ref: str
    municipality: str
    kind: str
    unit: str
    unit_name: str
    title: str
    phase: str
    stage: str
    stage_entry: int
    version: int
    facts: Facts
    opened_by: int
    opened_at: str
    changed_at: str


def as_row(values: tuple[Any, ...]) -> CaseRow:
    """A case from its columns as they are kept."""
    facts = Facts(orjson.loads(values[_FACTS]))
    return CaseRow._make((*values[:_FACTS], facts, *values[_FACTS + 1 :]))


def load(tx: Tx, ref: str) -> CaseRow | None:
    """The case with this reference."""
    found = tx.one(f"SELECT {COLUMNS} FROM case_ WHERE ref = ?", ref)
    return as_row(found) if found else None


def load_by_id(tx: Tx, case_id: int) -> CaseRow:
    """The case with this number.

    Raises:
        LookupError: there is none.
    """
    found = tx.one(f"SELECT {COLUMNS} FROM case_ WHERE id = ?", case_id)
    if found is None:
        raise LookupError(case_id)
    return as_row(found)


def kinds(tx: Tx) -> list[tuple[int, str]]:
    """Every case's number and kind."""
    return [(int(number), str(kind)) for number, kind in tx.all("SELECT id, kind FROM case_")]


def as_kept(tx: Tx, municipality: str | None) -> Iterator[CaseRow]:
    """Cases whatever has become of their facts: those that can't be read are none that anybody gave."""
    where, values = ("municipality = ?", (municipality,)) if municipality else ("1 = 1", ())
    for row in tx.all(f"SELECT {COLUMNS} FROM case_ WHERE {where} ORDER BY id DESC", *values):
        try:
            yield as_row(row)
        except (ValueError, TypeError):
            yield CaseRow._make((*row[:_FACTS], Facts({"unreadable": True}), *row[_FACTS + 1 :]))


def by_refs(tx: Tx, refs: Collection[str]) -> list[CaseRow]:
    """The cases that have these references."""
    marks = ", ".join("?" * len(refs)) or "NULL"
    sql = f"SELECT {COLUMNS} FROM case_ WHERE ref IN ({marks}) ORDER BY id"
    return [as_row(values) for values in tx.all(sql, *refs)]


def refs(tx: Tx, numbers: set[int]) -> dict[int, str]:
    """The references of some cases, by their numbers."""
    marks = ", ".join("?" * len(numbers)) or "NULL"
    rows = tx.all(f"SELECT id, ref FROM case_ WHERE id IN ({marks})", *numbers)
    return {int(number): str(ref) for number, ref in rows}


def find(tx: Tx, municipality: str | None, stage: str | None, kind: str | None) -> list[CaseRow]:
    """Cases, newest first, perhaps of one municipality, stage or kind."""
    wanted = {"municipality": municipality, "stage": stage, "kind": kind}
    given = {column: value for column, value in wanted.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in given) or "1 = 1"
    sql = f"SELECT {COLUMNS} FROM case_ WHERE {where} ORDER BY id DESC"
    return [as_row(values) for values in tx.all(sql, *given.values())]


def that_taught(tx: Tx, municipality: str, names: Sequence[str]) -> list[CaseRow]:
    """Projects that have come to an end or were refused and whose facts name one of these, newest first.

    Only those are decoded: a municipality has thousands, and a page asks on its way.
    """
    rows = tx.all(
        f"SELECT {COLUMNS} FROM case_ WHERE municipality = ? AND kind = 'project'"
        " AND (stage IN ('evaluation', 'archive') OR phase = 'rejected') ORDER BY id DESC",
        municipality,
    )
    small = [name.casefold() for name in names]
    return [
        as_row(values)
        for values in rows
        if any(name in values[_FACTS].casefold() for name in small)
    ]


def of_units(tx: Tx, municipality: str, units: Sequence[str]) -> list[CaseRow]:
    """The cases of some units, oldest first."""
    marks = ", ".join("?" * len(units)) or "NULL"
    sql = f"SELECT {COLUMNS} FROM case_ WHERE municipality = ? AND unit IN ({marks}) ORDER BY id"
    return [as_row(values) for values in tx.all(sql, municipality, *units)]


def standing_in(tx: Tx, kind: str, phase: str) -> list[CaseRow]:
    """Cases of a kind that stand in a phase, oldest first."""
    sql = f"SELECT {COLUMNS} FROM case_ WHERE phase = ? AND kind = ? ORDER BY id"
    return [as_row(values) for values in tx.all(sql, phase, kind)]


def next_ref(tx: Tx, municipality: str, prefix: str, year: int) -> str:
    """Take the next number of the year, e.g. `LJU-2027-014`. A refused opening gives it back."""
    taken = tx.one(
        "INSERT INTO sequence (municipality, year, last) VALUES (?, ?, 1)"
        " ON CONFLICT (municipality, year) DO UPDATE SET last = sequence.last + 1 RETURNING last",
        municipality,
        year,
    )
    assert taken is not None
    return f"{prefix}-{year}-{taken[0]:03d}"


def insert(tx: Tx, case: dict[str, Any]) -> int:
    """Keep a new case and give back its number."""
    columns = ", ".join(case)
    marks = ", ".join("?" * len(case))
    made = tx.one(
        f"INSERT INTO case_ ({columns}) VALUES ({marks}) RETURNING id",
        *(canonical(value) if isinstance(value, Facts) else value for value in case.values()),
    )
    assert made is not None
    return int(made[0])


def advance(
    tx: Tx, case: CaseRow, *, phase: str, stage: str, stage_entry: int, facts: Facts, at: str
) -> bool:
    """Bring a case on by one version, if it still has the version that was read."""
    values = (phase, canonical(facts), at, case.id, case.version)
    if (stage, stage_entry) == (case.stage, case.stage_entry):  # an index less to rewrite
        return tx.run(f"{_ADVANCE} WHERE id = ? AND version = ?", *values) == 1
    sql = f"{_ADVANCE}, stage = ?, stage_entry = ? WHERE id = ? AND version = ?"
    return tx.run(sql, *values[:3], stage, stage_entry, *values[3:]) == 1
