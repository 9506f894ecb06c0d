"""An erasure and a disposal do the same on both databases."""

from sqlmodel import SQLModel

from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.app.persons.erasing import erase
from intlflow.app.persons.exporting import export
from intlflow.store.engine import reading
from tests.app.disposal.old import approved, archive, proposed
from tests.app.persons.traces import ADDRESS, everywhere
from tests.people import MORNING, at


def said(house: House) -> str:
    """Everything that stands in the tables."""
    with reading(house.engine) as tx:
        rows = [tx.all(f"SELECT * FROM {name}") for name in SQLModel.metadata.tables]
    return str(rows).lower()


def test_P12_a_person_is_gone_from_every_table(any_house: House) -> None:
    everywhere(any_house)
    found = export(any_house, "ljungby", ADDRESS, at=MORNING)
    assert "petra" in said(any_house)

    done = erase(any_house, "ljungby", ADDRESS, by=at("rolf"), at=MORNING)

    assert len(found["tables"]) > 25
    assert done.swept
    assert "petra" not in said(any_house)
    assert verify(any_house).faults == []


def test_a_list_is_carried_out(any_house: House) -> None:
    idea, _ = archive(any_house)

    done = approved(any_house, proposed(any_house)["list"])

    assert done.done == [("idea", idea)]
    assert done.swept
    assert verify(any_house).faults == []
