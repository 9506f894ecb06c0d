"""Reading what is new since the last search: cases by their journal, registers by their rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from intlflow.domain.facts import Fact
from intlflow.domain.register_fields import Shape
from intlflow.domain.registers import (
    ACTIVITY,
    COOPERATION,
    GROUP,
    ISSUE,
    MEETING,
    NETWORK,
    PARTNER,
    POINT,
    RESOURCE,
    TRIP,
    Register,
)
from intlflow.domain.words import Kind
from intlflow.store import cases, decisions, registers, search
from intlflow.store.engine import Tx
from intlflow.store.search import Text
from intlflow.store.search_calls import CALL

READ = (PARTNER, COOPERATION, NETWORK, ACTIVITY, TRIP, GROUP, MEETING, POINT, RESOURCE, ISSUE)
DECISION = "decision"
KINDS = (*(str(kind) for kind in Kind), DECISION, *(register.key for register in READ))
ALL_KINDS = (*KINDS, CALL, "programme")
_PEOPLE = {Fact.PROJECT_MANAGER, Fact.DELEGATE, Fact.NOT_TAKING_PART, Fact.MOTION, Fact.RECUSED}
_PEOPLE |= {Fact.EXTRACT_TO, Fact.IMPORTED_FROM}
_SAID = (Shape.LINE, Shape.TEXT, Shape.LINES, Shape.COUNTRY, Shape.COUNTRIES, Shape.CASE)


def behind(tx: Tx, municipality: str) -> bool:
    """Whether something has been written since the last search."""
    read = search.seen(tx, municipality)
    if _length(tx, municipality) != read.get("journal", 0):
        return True
    return any(_after(tx, register, municipality, read) for register in READ)


def catch_up(tx: Tx, municipality: str) -> int:
    """Read what is new; gives how many things were read."""
    read, length = search.seen(tx, municipality), _length(tx, municipality)
    if length < read.get("journal", 0):  # a list was taken out again
        search.forget(tx, municipality)
        read = {}
    done = _cases(tx, municipality, read.get("journal", 0), length)
    for register in READ:
        done += _rows(tx, register, municipality, read)
    return done


def _length(tx: Tx, municipality: str) -> int:
    row = tx.one("SELECT length FROM chain WHERE municipality = ?", municipality)
    return int(row[0]) if row else 0


def _cases(tx: Tx, municipality: str, since: int, length: int) -> int:
    if length == since:
        return 0
    sql = "SELECT DISTINCT case_id FROM journal WHERE municipality = ? AND number > ? ORDER BY case_id"
    changed = tx.all(sql, municipality, since)
    for (case_id,) in changed:
        case = cases.load_by_id(tx, case_id)
        if since:
            search.drop(tx, municipality, (case.kind, DECISION), case.ref)
        for text in _of_case(tx, case):
            search.put(tx, text)
    search.see(tx, municipality, "journal", length)
    return len(changed)


def _of_case(tx: Tx, case: cases.CaseRow) -> Iterable[Text]:
    facts = {key: value for key, value in case.facts.items() if key not in _PEOPLE}
    body = _body({"unit": case.unit_name, "ref": case.ref} | facts)
    yield Text(case.municipality, case.kind, case.ref, case.title, body)
    for row in decisions.of_case(tx, case.id):
        said = {"body": row.body_name, "section": row.section, "day": row.day, "text": row.text}
        title = f"{row.body_name} {row.day} {row.section}".strip()
        yield Text(
            case.municipality, DECISION, case.ref, title, _body({**said, "case": case.title})
        )


def _body(fields: Mapping[Any, Any]) -> str:
    said = []
    for key, value in fields.items():
        if isinstance(value, list):
            value = ", ".join(str(each) for each in value)
        if isinstance(value, str) and value:
            said.append(f"{key}: {' '.join(value.split())}")
    return "\n".join(said)


def _after(tx: Tx, register: Register, municipality: str, read: Mapping[str, int]) -> list[Any]:
    """The numbers of the rows that have a version which was not read."""
    sql = f"SELECT DISTINCT number FROM {register.table} WHERE municipality = ? AND id > ?"
    return tx.all(sql, municipality, read.get(register.key, 0))


def _rows(tx: Tx, register: Register, municipality: str, read: Mapping[str, int]) -> int:
    changed = _after(tx, register, municipality, read)
    if not changed:
        return 0
    names = [field.name for field in register.fields if field.shape in _SAID]
    for (number,) in changed:
        search.drop(tx, municipality, (register.key,), str(number))
        row = registers.versions(tx, register.table, municipality, number)[0]
        if not row["withdrawn"]:
            title = str(row[register.name])
            body = _body({name: row[name] for name in names if name != register.name})
            search.put(tx, Text(municipality, register.key, str(number), title, body))
    last = tx.one(f"SELECT max(id) FROM {register.table} WHERE municipality = ?", municipality)
    assert last is not None
    search.see(tx, municipality, register.key, int(last[0]))
    return len(changed)
