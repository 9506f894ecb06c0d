"""Short ways to write in the registers, as the coordinator unless somebody else is named."""

from datetime import date
from typing import Any

from intlflow.app.house import House
from intlflow.app.registers import keeping, reading, trips
from intlflow.app.registers.keeping import Kept
from intlflow.domain.registers import REGISTERS
from intlflow.domain.tagging import About
from tests.people import MORNING, at


def add(
    house: House,
    key: str,
    called: str,
    *,
    by: str = "sanna",
    unit: str = "",
    start: date | None = None,
    where: str = "ljungby",
    **given: str,
) -> Kept:
    """Add a row."""
    register = REGISTERS[key]
    typed = {register.name: called} | given
    return keeping.add(
        house, register, where, typed, by=at(by, where), at=MORNING, unit=unit, start=start
    )


def change(house: House, key: str, which: str, *, by: str = "sanna", **given: str) -> Kept:
    """Correct a row."""
    return keeping.change(
        house, REGISTERS[key], "ljungby", which, given, by=at(by), at=MORNING, reason="Fel förut"
    )


def end(house: House, key: str, which: str, last: date | None = None, never: bool = False) -> Kept:
    """End a row, or take it back."""
    return keeping.end(
        house, REGISTERS[key], "ljungby", which, by=at("sanna"), at=MORNING, reason="Slut",
        last=last, never=never,
    )  # fmt: skip


def rows(house: House, key: str, where: str = "ljungby", **how: Any) -> list[dict[str, Any]]:
    """What a register shows."""
    return reading.list_rows(house, REGISTERS[key], where, MORNING, **how)


def show(house: House, key: str, which: str = "1") -> dict[str, Any]:
    """One row whole."""
    return reading.show_row(house, REGISTERS[key], "ljungby", which)


def travel(house: House, *legs: str, by: str = "sanna", **given: str) -> Kept:
    """Add a journey."""
    usual = {"purpose": "Årsmöte", "why_not_digital": "Val av styrelse"}
    return trips.add_trip(house, "ljungby", usual | given, legs, by=at(by), at=MORNING)


def chosen(**words: str) -> dict[About, tuple[str, ...]]:
    """Words by list, as a tag is given."""
    return {About(about): tuple(text.split(",")) for about, text in words.items()}
