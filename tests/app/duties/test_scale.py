"""A tick asks the database a fixed number of questions, however many units there are."""

from datetime import date
from typing import Any

import pytest

from intlflow.app.duties import ticking
from intlflow.app.house import House
from intlflow.store import register
from intlflow.store.engine import Tx, writing
from tests.app.duties.hamlet import FIRST, KEY, Template, a_unit, clock, edited

TALKS_OPEN = date(2027, 1, 15)


def with_units(house: House, number: int) -> House:
    """The hamlet with so many more units, each with a contact person."""
    pack = house.packs[KEY]
    units = [a_unit(pack, f"enhet{each}") for each in range(number)]
    with writing(house.engine) as tx:
        for unit in units:
            email = f"{unit.key}@{KEY}.example"
            person = register.add_person(tx, KEY, unit.name, email, "", "sv", "2013-01-01")
            start = "2013-01-01"
            register.appoint(tx, KEY, person, "contact_person", unit.key, False, start, None, "")
    house.packs[KEY] = edited(pack, unit=(*pack.unit, *units))  # type: ignore[index]
    return house


def cost(template: Template, units: int, patch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """Statements of the tick on which the talks open, its letters, and statements of the next."""
    statements: list[str] = []

    def counted(usual: Any) -> Any:
        def step(tx: Tx, sql: str, *given: Any) -> Any:
            statements.append(sql)
            return usual(tx, sql, *given)

        return step

    usual_packs = dict(template.house.packs)
    with template.copy() as copied, patch.context() as patched:
        house = with_units(copied, units)
        ticking.tick(house, clock(FIRST))
        for name in ("run", "many", "all", "one"):
            patched.setattr(Tx, name, counted(getattr(Tx, name)))
        letters = ticking.tick(house, clock(TALKS_OPEN)).letters
        due = len(statements)
        ticking.tick(house, clock(TALKS_OPEN, 9))
    template.house.packs.update(usual_packs)  # type: ignore[attr-defined]
    return due, letters, len(statements) - due


def test_one_more_unit_costs_one_more_letter_and_no_more_statements(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = Template(tmp_path_factory.mktemp("hamlet"))

    few, many = (cost(template, units, monkeypatch) for units in (1, 40))

    assert many == (few[0], few[1] + 39, few[2])
    assert (few[0] < 40, few[2] < 30) == (True, True)
