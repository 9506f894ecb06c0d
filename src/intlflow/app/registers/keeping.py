"""How every register is kept: a row is added, corrected or ended; what was written before stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app import typed
from intlflow.app.house import House
from intlflow.app.registers import finding
from intlflow.app.situation import local_day
from intlflow.domain import evaluation
from intlflow.domain.cast import Holder
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.register_fields import LOOKED_UP, read_field
from intlflow.domain.registers import EVALUATION, ISSUE_LINK, MEMBER, Register
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import cases, people, registers
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.registers import Row

ANYWHERE = (Role.COORDINATOR, Role.REGISTRAR)
OF_A_UNIT = (Role.CONTACT, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written."""

    register: str
    number: int
    version: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody who writes in a register, in an open transaction, at a moment."""

    tx: Tx
    pack: Pack
    by: str
    at: datetime

    @property
    def day(self) -> date:
        """Today, in Sweden."""
        return local_day(self.at)

    def add(
        self,
        register: Register,
        given: Mapping[str, str],
        unit: str = "",
        start: date | None = None,
    ) -> Kept:
        """Add a row.

        Args:
            register: which one.
            given: what was typed, by field.
            unit: who owns it; nobody said: the writer's own unit, for the coordinator the central one.
            start: from when it holds; nobody said: today, or the day it happened.

        Raises:
            NotFound: no such unit, person, case or row.
            Refused: a field is wrong or missing, it is there already, or the unit is another's.
        """
        registers.take_turn(self.tx, register.table)
        values = self._read(register, _with_defaults(register, given, self.day))
        owner, person = self._owner(unit, values)
        _linked(register, values)
        self._once(register, values, None)
        row = values | {
            "municipality": self.pack.key,
            "number": registers.next_number(self.tx, register.table, self.pack.key),
            "version": 1,
            "unit": owner,
            "valid_from": values["day"] if register.happens else str(start or self.day),
        }
        return self._write(register, row, person, "")

    def change(
        self, register: Register, which: str, given: Mapping[str, str], reason: str, unit: str = ""
    ) -> Kept:
        """Correct a row: a newer version of it, with who and why; what it said before stays.

        Raises:
            NotFound: no such row, unit, person or case.
            Refused: a field is wrong, nothing is changed, or the unit is another's.
        """
        registers.take_turn(self.tx, register.table)
        before = finding.find_row(self.tx, register, self.pack.key, which)
        values = self._read(register, given)
        new = unit or before["unit"]
        if all(before[name] == value for name, value in values.items()) and new == before["unit"]:
            raise Refused("register-nothing-new", name=before[register.name])
        _, person = self._owner(before["unit"], before)
        owner, _ = self._owner(unit, values) if unit else (before["unit"], 0)
        _linked(register, before | values)
        self._once(register, before | values, before["number"])
        row = before | values | {"unit": owner}
        if register.happens:
            row["valid_from"] = row["day"]
        return self._write(register, row, person, reason)

    def end(
        self, register: Register, which: str, reason: str, last: date | None, never: bool = False
    ) -> Kept:
        """End a row on its last day; `never` takes back a row that was never so.

        Raises:
            NotFound: no such row.
            Refused: it has ended already, it ends before it begins, or the unit is another's.
        """
        registers.take_turn(self.tx, register.table)
        before = finding.find_row(self.tx, register, self.pack.key, which)
        _, person = self._owner(before["unit"], before)
        day = str(last or self.day)
        if before["withdrawn"] or (before["valid_to"] and not never):
            raise Refused("register-ended", name=before[register.name])
        if not never and day < before["valid_from"]:
            raise Refused("period-backwards", start=before["valid_from"], end=day)
        ended = {"withdrawn": True} if never else {"valid_to": day}
        return self._write(register, before | ended, person, reason)

    def _write(self, register: Register, row: Row, person: int, reason: str) -> Kept:
        said = typed.line("reason", reason, needed="at" in row)  # what was there has its moment
        version = row["version"] + ("at" in row)
        new = {"withdrawn": False, **row, "version": version, "reason": said}
        new |= {"person_id": person, "at": stamp(self.at)}
        registers.write(self.tx, register.table, new)
        return Kept(register.key, row["number"], version, str(row[register.name]), row["unit"])

    def _read(self, register: Register, given: Mapping[str, str]) -> dict[str, Any]:
        known = {field.name: field for field in register.fields}
        if strange := [name for name in given if name not in known]:
            raise Refused("unknown-fact", facts=strange, asked=list(known))
        words, values = self.pack.vocabulary(self.day), dict[str, Any]()
        for name, text in given.items():
            columns = read_field(known[name], text, words)
            if known[name].shape in LOOKED_UP and columns[name] is not None:
                found = finding.looked_up(self.tx, self.pack, known[name], columns[name], self.at)
                columns[name] = found
            values |= columns
        if register is MEMBER and values.get("circle") == 0:
            raise Refused("register-not-by-hand")
        return values

    def _owner(self, unit: str, values: Mapping[str, Any]) -> tuple[str, int]:
        """The unit that owns the row, if the writer may write for it, and the writer's number.

        Raises:
            NotFound: no such unit or person.
            Refused: it is another's.
        """
        somebody = finding.actor(self.tx, self.pack, self.by, self.at)
        held = self._appointments(somebody.person_id)
        anywhere = any(each.role in ANYWHERE and not each.scope for each in held)
        mine = [
            self.pack.unit_on(each.scope, self.day).key
            for each in held
            if each.role in OF_A_UNIT and each.scope in self.pack.units
        ]
        key = unit or (mine[0] if mine and not anywhere else finding.central_unit(self.pack))
        owner = self.pack.unit_on(key, self.day).key if key in self.pack.units else key
        owner = finding.unit_of(self.pack, owner, self.day)
        if not (anywhere or owner in mine or self._manages(values.get("case_ref"))):
            raise Refused(
                "register-of-another", unit=self.pack.units[owner].name, who=list(ANYWHERE)
            )
        return owner, somebody.person_id

    def _appointments(self, person: int) -> list[Holder]:
        scopes = (*self.pack.units, *self.pack.bodies)
        held = people.appointed(self.tx, self.pack.key, scopes, str(self.day))
        return [each for each in held if each.person_id == person]

    def _manages(self, ref: str | None) -> bool:
        """Whether the writer is the project manager of the case that the row belongs to."""
        case = cases.load(self.tx, ref) if ref else None
        return case is not None and case.facts.get(Fact.PROJECT_MANAGER) == self.by.strip().lower()

    def _once(self, register: Register, values: Mapping[str, Any], number: int | None) -> None:
        """Raise if a row that holds has this name already, or one of its other names."""
        if not register.once:
            return
        wanted = finding.names_of(register, dict(values))
        for row in registers.newest(self.tx, register.table, self.pack.key):
            held = finding.holds(row, self.day) and row["number"] != number
            if held and wanted & finding.names_of(register, row):
                name, there = row[register.name], row["number"]
                raise Refused("register-there-already", name=name, number=there)


def _linked(register: Register, values: Mapping[str, Any]) -> None:
    """Raise if a link names neither project nor call, or an evaluation not the one thing it is about."""
    if register is EVALUATION:
        evaluation.check(values)
    if register is ISSUE_LINK and not (values.get("case_ref") or values.get("call")):
        raise Refused("missing", facts=["case_ref", "call"])


def _with_defaults(register: Register, given: Mapping[str, str], day: date) -> dict[str, str]:
    """What was typed, and what a field is when nobody says."""
    usual = {
        field.name: str(day) if field.default == "today" else field.default
        for field in register.fields
        if field.default
    }
    filled = usual | dict(given)
    missing = [f.name for f in register.fields if f.needed and f.name not in filled]
    if missing:
        raise Refused("missing", facts=missing)
    return filled


def add(
    house: House,
    register: Register,
    municipality: str,
    given: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    unit: str = "",
    start: date | None = None,
) -> Kept:
    """Add a row to a register; see `Desk.add`."""
    with writing(house.engine) as tx:
        return Desk(tx, house.pack(municipality), by, at).add(register, given, unit, start)


def change(
    house: House,
    register: Register,
    municipality: str,
    which: str,
    given: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    reason: str,
    unit: str = "",
) -> Kept:
    """Correct a row of a register; see `Desk.change`."""
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        return desk.change(register, which, given, reason, unit)


def end(
    house: House,
    register: Register,
    municipality: str,
    which: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    last: date | None = None,
    never: bool = False,
) -> Kept:
    """End a row of a register, or take it back; see `Desk.end`."""
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        return desk.end(register, which, reason, last, never)
