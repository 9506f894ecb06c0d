"""Reading a register: what holds today or held on a day, one row whole, and all it has ever said."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from intlflow.app.house import House
from intlflow.app.registers import finding
from intlflow.app.situation import local_day
from intlflow.domain.register_fields import Shape
from intlflow.domain.registers import REGISTERS, Register
from intlflow.domain.travel import total
from intlflow.packs.model import Pack
from intlflow.store import registers
from intlflow.store.engine import Tx, reading
from intlflow.store.registers import Row

Plain = dict[str, Any]
_OF_A_LEG = ("number", "stretch", "mode", "km", "kg", "factor")


class Reader:
    """Puts rows into plain words: units and people by name, what is named by its name.

    Args:
        tx: an open transaction.
        pack: whose register it is.
    """

    def __init__(self, tx: Tx, pack: Pack) -> None:
        self.tx, self.pack = tx, pack
        self._people = registers.names_of(tx, pack.key)
        self._names: dict[str, dict[int, str]] = {}

    def plain(self, register: Register, row: Row) -> Plain:
        """A row as it is shown and printed as JSON."""
        unit = self.pack.units.get(row["unit"])
        told: Plain = {
            "register": register.key,
            "number": row["number"],
            "version": row["version"],
            "unit": row["unit"],
            "unit_name": unit.name if unit else "",
            "from": row["valid_from"],
            "to": row["valid_to"],
            "withdrawn": row["withdrawn"],
            "reason": row["reason"],
            "by": self._person(row["person_id"])[0],
            "at": row["at"],
        }
        for field in register.fields:
            told |= {column: row[column] for column in field.columns}
            told[field.name] = field.value(row)
            if field.shape is Shape.ROW:
                told[f"{field.name}_name"] = self.name(field.of, row[field.name])
            elif field.shape is Shape.BODY:
                body = self.pack.bodies.get(row[field.name] or "")
                told[f"{field.name}_name"] = body.name if body else ""
            elif field.shape is Shape.PERSON:
                name, email = self._person(row[field.name])
                told |= {field.name: email or None, f"{field.name}_name": name}
        return told

    def whole(self, register: Register, row: Row) -> Plain:
        """The same with what is counted from other rows: a network's last use, a journey's legs."""
        told = self.plain(register, row)
        if register.key == "network":
            return told | {"last_use": self._used.get(row["number"])}
        if register.key == "issue":
            return told | {
                "links": self._links[row["number"]], "measures": self._measures[row["number"]]
            }  # fmt: skip
        if register.key == "trip":
            legs = self._legs[row["number"]]
            kg = total([Decimal(leg["kg"]) for leg in legs])
            return told | {"legs": [{k: leg[k] for k in _OF_A_LEG} for leg in legs], "kg": str(kg)}
        return told

    @cached_property
    def _used(self) -> dict[int, str]:
        return registers.last_days(self.tx, self.pack.key, "network")

    @cached_property
    def _legs(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for leg in registers.newest(self.tx, "trip_leg", self.pack.key):
            if not leg["withdrawn"]:
                found[leg["trip"]].append(leg)
        return found

    @cached_property
    def _links(self) -> dict[int, list[Plain]]:
        """The projects and calls that link to an issue or measure."""
        found: dict[int, list[Plain]] = defaultdict(list)
        for row in registers.newest(self.tx, "issue_link", self.pack.key):
            if not row["withdrawn"] and row["valid_to"] is None:
                link = {"number": row["number"], "why": row["why"]}
                found[row["issue"]].append(link | {"case": row["case_ref"], "call": row["call"]})
        return found

    @cached_property
    def _measures(self) -> dict[int, list[Plain]]:
        """The measures under an issue."""
        found: dict[int, list[Plain]] = defaultdict(list)
        for row in registers.newest(self.tx, "board_issue", self.pack.key):
            if row["part_of"] is not None and not row["withdrawn"]:
                found[row["part_of"]].append({k: row[k] for k in ("number", "name", "year")})
        return found

    def name(self, key: str, number: int | None) -> str:
        """What a row that another one names is called."""
        if number is None:
            return ""
        if key not in self._names:
            register = REGISTERS[key]
            rows = registers.newest(self.tx, register.table, self.pack.key)
            self._names[key] = {row["number"]: str(row[register.name]) for row in rows}
        if key == "group" and number == 0:
            word = self.pack.words.get("working_group")
            return word.sv if word else finding.WORKING
        return self._names[key].get(number, "")

    def _person(self, number: int | None) -> tuple[str, str]:
        return self._people.get(number, ("", "")) if number is not None else ("", "")


def rows_of(
    tx: Tx, pack: Pack, register: Register, day: date, *, everything: bool = False, **where: Any
) -> list[Plain]:
    """The rows of a register that hold on a day, or all that were not taken back."""
    reader = Reader(tx, pack)
    found: Iterable[Row] = registers.newest(tx, register.table, pack.key, **where)
    kept = [
        row for row in found if (everything and not row["withdrawn"]) or _seen(register, row, day)
    ]
    return [reader.whole(register, row) for row in kept]


def _seen(register: Register, row: Row, day: date) -> bool:
    """Whether a list shows a row: what happened stays to be seen, what held is seen while it holds."""
    return not row["withdrawn"] if register.happens else finding.holds(row, day)


def list_rows(
    house: House,
    register: Register,
    municipality: str,
    at: datetime,
    *,
    on: date | None = None,
    everything: bool = False,
    unit: str = "",
) -> list[Plain]:
    """A register's rows as they hold today or held on a day, what happened last first.

    Raises:
        NotFound: no such municipality or unit.
    """
    pack, day = house.pack(municipality), on or local_day(at)
    with reading(house.engine) as tx:
        rows = rows_of(tx, pack, register, day, everything=everything)
    if unit:
        family = pack.lineage(unit) if unit in pack.units else (finding.unit_of(pack, unit, day),)
        rows = [row for row in rows if row["unit"] in family]
    if register.happens:
        rows = [row for row in rows if on is None or row["day"] <= str(on)]
        rows.sort(key=lambda row: (row["day"], row["number"]), reverse=True)
    return rows


def show_row(house: House, register: Register, municipality: str, which: str) -> Plain:
    """One row whole: what it says now, all its versions, and the files that belong to it.

    Raises:
        NotFound: no such municipality or row.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        row = finding.find_row(tx, register, municipality, which)
        reader = Reader(tx, pack)
        past = registers.versions(tx, register.table, municipality, row["number"])
        told = reader.whole(register, row)
        about = f"{register.key} {row['number']}"
        files = registers.newest(tx, "attachment", municipality, about=about)
    return told | {
        "history": [reader.plain(register, each) for each in past],
        "files": [
            {"number": file["number"], "file": file["file"], "secrecy": file["secrecy"]}
            for file in files
            if not file["withdrawn"]
        ],
    }


def overview(house: House, municipality: str, at: datetime) -> list[Plain]:
    """Every register with how many rows it shows today.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        return [
            {
                "register": register.key,
                "about": register.about,
                "rows": sum(
                    _seen(register, row, day)
                    for row in registers.newest(tx, register.table, pack.key)
                ),
            }
            for register in REGISTERS.values()
        ]
