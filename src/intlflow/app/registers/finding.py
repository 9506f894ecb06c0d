"""Finding what somebody means: a row by its number or name, a unit, a case, a person."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from intlflow.app.house import NotFound
from intlflow.app.register import HIGHEST
from intlflow.app.situation import local_day, somebody
from intlflow.domain.cast import Holder
from intlflow.domain.facts import one_line
from intlflow.domain.register_fields import Field, Shape
from intlflow.domain.registers import REGISTERS, Register
from intlflow.packs.model import Pack
from intlflow.packs.problems import nearest
from intlflow.store import calls, cases, registers
from intlflow.store.engine import Tx
from intlflow.store.registers import Row

WORKING = "working"  # the working group, which comes of itself from appointments
MOST_NAMED = 8


def holds(row: Row, day: date) -> bool:
    """Whether a row is so that day."""
    begun = str(row["valid_from"]) <= str(day)
    return begun and not row["withdrawn"] and (row["valid_to"] or "9999") >= str(day)


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """What may have been meant, as the end of a sentence."""
    names = list(known)
    by_small = {name.lower(): name for name in names}
    near = nearest(typed, by_small)
    if near is not None:
        return f"; did you mean '{by_small[near]}'?"
    shown = ", ".join(names[:MOST_NAMED])
    return f"; there are {shown}{' …' if len(names) > MOST_NAMED else ''}" if names else ""


def find_row(tx: Tx, register: Register, municipality: str, typed: str) -> Row:
    """The newest version of the row that is meant, by its number, its name or another name it has.

    Raises:
        NotFound: there is none; says which names are near.
    """
    wanted = one_line(typed)
    rows = [
        row
        for row in registers.newest(tx, register.table, municipality)
        if not row["withdrawn"] or wanted == str(row["number"])
    ]
    if wanted.isdecimal() and wanted.isascii():
        found = [row for row in rows if row["number"] == int(wanted[:10]) <= HIGHEST]
    else:
        found = [row for row in rows if wanted.lower() in names_of(register, row)]
    if not found:
        names = [str(row[register.name]) for row in rows]
        none = "" if names else f"; the register is empty, see `intlflow {register.command} --help`"
        raise NotFound(
            f"no {register.key} '{wanted[:80]}' in {municipality}"
            f"{did_you_mean(wanted, names) or none}"
        )
    return found[-1]


def names_of(register: Register, row: Row) -> set[str]:
    """Everything that a row is called, in small letters."""
    names = [str(row[register.name]), str(row.get("abbreviation") or "")]
    names += str(row.get("aliases") or "").split("\n")
    return {name.lower() for name in names if name}


def unit_of(pack: Pack, key: str, day: date) -> str:
    """A unit that exists that day.

    Raises:
        NotFound: there is none; says which is near, or who took over.
    """
    if key not in pack.units:
        here = sorted(unit.key for unit in pack.unit if unit.holds(day))
        raise NotFound(
            f"no unit '{one_line(key)[:80]}' in {pack.municipality.name}{did_you_mean(key, here)}"
        )
    unit = pack.units[key]
    if not unit.holds(day):
        raise NotFound(f"{unit.name} is no more; use '{pack.unit_on(key, day).key}'")
    return key


def central_unit(pack: Pack) -> str:
    """The unit under the executive board, where the coordinator works."""
    boards = [body.key for body in pack.body if body.kind == "executive_board"]
    return next((unit.key for unit in pack.unit if unit.body in boards), pack.unit[0].key)


def case_called(tx: Tx, municipality: str, typed: str) -> cases.CaseRow:
    """The municipality's case with this reference.

    Raises:
        NotFound: there is none here.
    """
    case = cases.load(tx, typed.strip().upper())
    if case is None or case.municipality != municipality:
        raise NotFound(
            f"no case '{one_line(typed)[:80]}' in {municipality}; see `intlflow case list`"
        )
    return case


def looked_up(tx: Tx, pack: Pack, field: Field, value: Any, at: datetime) -> str | int:
    """What a field that names something names: a row's number, a case's reference, a person's number.

    Raises:
        NotFound: there is no such thing.
    """
    typed = str(value)
    if field.shape is Shape.CASE:
        return case_called(tx, pack.key, typed).ref
    if field.shape is Shape.PERSON:
        return actor(tx, pack, typed, at).person_id
    if field.shape is Shape.BODY:
        return _body_called(pack, typed)
    if field.shape is Shape.CALL:
        return _call_called(tx, typed)
    if field.of == "group" and typed.lower() in (WORKING, "0"):
        return 0
    return int(find_row(tx, REGISTERS[field.of], pack.key, typed)["number"])


def _body_called(pack: Pack, typed: str) -> str:
    wanted = one_line(typed).casefold()
    for body in pack.body:
        if wanted in (body.key.casefold(), body.name.casefold()):
            return body.key
    raise NotFound(
        f"no body '{one_line(typed)[:80]}' in {pack.municipality.name}"
        f"{did_you_mean(typed, list(pack.bodies))}"
    )


def _call_called(tx: Tx, typed: str) -> str:
    row = calls.called(tx, one_line(typed))
    if row is None:
        raise NotFound(f"no call '{one_line(typed)[:80]}' is known; see `intlflow call list`")
    return row.call.external_id


def actor(tx: Tx, pack: Pack, email: str, at: datetime) -> Holder:
    """The person with this address today.

    Raises:
        NotFound: nobody active has it.
    """
    return somebody(tx, pack, email, local_day(at))
