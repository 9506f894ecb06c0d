"""A person sees everything that is kept about them, from every table, and nothing about anybody else."""

import json
from pathlib import Path

import pytest

from intlflow.app.house import House, NotFound
from intlflow.app.persons import paper
from intlflow.app.persons.exporting import export
from intlflow.domain.personal import HELD, Shape
from intlflow.store.engine import writing
from tests.app.persons.traces import ADDRESS, NAME, everywhere
from tests.people import CAST, MORNING, at

OTHERS = [full for full, _ in CAST.values() if full != NAME]


def test_every_table_that_holds_a_person_is_in_the_answer(house: House) -> None:
    everywhere(house, decision=True)

    found = export(house, "ljungby", ADDRESS, at=MORNING)

    tables = {held.table for held in HELD if held.shape is not Shape.INDEX}
    here = {each["table"] for each in found["tables"]} - {"search_text"}
    assert tables - here == {"appointment", "register_act", "disposal", "legal_hold"}  # has none
    assert (found["name"], found["email"]) == (NAME, ADDRESS)


def test_nobody_else_is_named_or_addressed(house: House) -> None:
    everywhere(house, decision=True)
    with writing(house.engine) as tx:
        tx.run(
            "UPDATE support SET note = ?",
            "Petra Dahl och Karin Eks chef (karin@ljungby.example); även EK, KARIN och Rolf\nRask",
        )

    text = json.dumps(export(house, "ljungby", ADDRESS, at=MORNING), ensure_ascii=False)

    assert [name for name in OTHERS if name.casefold() in text.casefold()] == []
    assert [name for name in CAST if name != "petra" and at(name) in text] == []
    assert "Petra Dahl och […]s chef ([…]); även […] och […]" in text


def test_somebody_without_a_trace_gets_their_own_row_alone(house: House) -> None:
    found = export(house, "ljungby", at("egon"), at=MORNING)

    assert [each["table"] for each in found["tables"]] == ["person", "appointment"]


def test_the_paper_is_written_in_both_forms_for_its_owner_alone(
    house: House, tmp_path: Path
) -> None:
    everywhere(house)
    found = export(house, "ljungby", ADDRESS, at=MORNING)

    files = paper.write(tmp_path, found, house.words["sv"])

    assert [file.suffix for file in files] == [".json", ".txt"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert json.loads(files[0].read_text("utf-8")) == found
    assert files[1].read_text("utf-8").startswith("Uppgifter om Petra Dahl (nummer 4")
    with pytest.raises(NotFound, match="nothing was overwritten"):
        paper.write(tmp_path, found, house.words["sv"])


def test_a_stranger_is_not_found_in_another_municipality(house: House) -> None:
    with pytest.raises(NotFound):
        export(house, "vaxjo", ADDRESS, at=MORNING)
