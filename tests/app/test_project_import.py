"""A list comes in as one batch, changes nothing the second time, overrules nobody, and can be taken out."""

import pytest

from intlflow.app.audit import verify
from intlflow.app.house import House, NotFound
from intlflow.app.import_undo import list_imports, undo_import
from intlflow.app.moves import move
from intlflow.app.project_export import export_projects
from intlflow.app.project_import import import_projects
from intlflow.app.showing import show_case
from intlflow.domain.lifecycle import Refused
from tests import people
from tests.app.lists import FILES, MESSY, bring, look
from tests.people import MORNING, at
from tests.store.whole import everything, number_of

HEAD = "Projekt;Enhet;Program;Period;Total;Status;Dnr\n"
SOLAR = HEAD + "Solparken;TF;LIFE;2024-2026;1 mkr;pågår;\n"


def undo(house: House, batch: int | None) -> bool:
    assert batch is not None
    return undo_import(house, "ljungby", batch, by=at("sanna"), at=MORNING).whole


def test_a_look_changes_nothing(house: House) -> None:
    before = everything(house)

    look(house, MESSY.read_bytes())

    assert everything(house) == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("empty", [True, False])
def test_a_list_taken_out_again_leaves_the_database_as_it_was(house: House, file, empty) -> None:  # type: ignore[no-untyped-def]
    if not empty:
        people.walk(house, people.MAIN_ROAD[:4])
    before = everything(house)
    told = bring(house, file.read_bytes(), file.name)
    assert verify(house).whole
    assert everything(house) != before

    assert undo(house, told.batch)

    assert everything(house) == before
    assert verify(house).whole


def test_what_comes_in_stands_where_the_list_says_and_shows_where_it_came_from(
    house: House,
) -> None:
    bring(house, MESSY.read_bytes(), MESSY.name)

    case = show_case(house, "LJU-2027-003", MORNING)
    assert (case["phase"], case["stage"], case["unit"]) == ("running", "running", "tf")
    assert [row["verb"] for row in case["journal"]] == ["import"]
    assert case["facts"]["imported_from"] == f"{MESSY.name}, 5"
    assert number_of(house, "letter") == 0
    assert number_of(house, "import_row") == 5


def test_the_same_list_again_writes_nothing(house: House) -> None:
    bring(house, MESSY.read_bytes())
    before = everything(house)

    again = bring(house, MESSY.read_bytes())

    assert (again.batch, again.counts()["same"]) == (None, 4)
    assert everything(house) == before


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_out_and_in_again_changes_nothing(house: House, form: str) -> None:
    people.walk(house, people.MAIN_ROAD[:6])
    people.an_idea(house, title="=HYPERLINK(1)")
    for file in FILES:
        bring(house, file.read_bytes(), file.name)
    before = everything(house)

    again = bring(house, export_projects(house, "ljungby", form, MORNING), f"ut.{form}")

    assert {key for key, number in again.counts().items() if number} == {"same"}
    assert len(again.proposals) == number_of(house, "case_")
    assert everything(house) == before


def test_a_newer_list_changes_what_only_the_list_has_changed(house: House) -> None:
    bring(house, SOLAR.encode())

    newer = bring(house, SOLAR.replace("1 mkr", "2 mkr").encode())

    assert dict(newer.proposals[0].changes) == {
        "total_budget": {"amount": "2000000.00", "currency": "SEK"}
    }
    assert verify(house).whole
    assert undo(house, newer.batch)
    assert look(house, SOLAR.encode()).counts()["same"] == 1


def edited(house: House) -> str:
    """A case from a list, whose budget a person has corrected since."""
    bring(house, SOLAR.replace("pågår", "idé").encode())
    move(
        house, "LJU-2027-001", "accept", by=at("sanna"), at=MORNING,
        given={"project_manager": at("petra"), "forms": "samarbete", "total_budget": "3 mkr"},
    )  # fmt: skip
    return SOLAR.replace("pågår", "idé")


def test_what_a_person_wrote_since_stays_and_is_told(house: House) -> None:
    text = edited(house)

    same = look(house, text.encode()).proposals[0]
    other = bring(house, text.replace("1 mkr", "2 mkr").encode())

    assert (same.outcome, set(same.kept)) == ("same", {"total_budget", "phase"})
    assert other.batch is None
    assert [(c.field, c.here["amount"]) for c in other.proposals[0].conflicts] == [
        ("total_budget", "3000000.00")
    ]


def test_a_list_that_people_have_worked_on_is_not_taken_out(house: House) -> None:
    edited(house)
    before = everything(house)

    with pytest.raises(Refused) as no:
        undo(house, 1)

    assert no.value.why == "import-worked-on"
    assert no.value.details["since"] == ["2 (LJU-2027-001): accept, Sanna Lind, 2027-03-01"]
    assert everything(house) == before


def test_when_the_journal_has_gone_on_a_list_is_taken_back_by_counter_moves(house: House) -> None:
    bring(house, SOLAR.encode())
    newer = bring(house, SOLAR.replace(";\n", ";KS 2024/11\n").encode())
    people.an_idea(house)

    assert not undo(house, newer.batch)
    assert "registry_number" not in show_case(house, "LJU-2027-001", MORNING)["facts"]
    assert not undo(house, 1) if _free(house) else True
    assert verify(house).whole


def _free(house: House) -> bool:
    """The first batch's case was touched by the counter-move, so that it can't go any more."""
    with pytest.raises(Refused, match="import-worked-on"):
        undo(house, 1)
    return False


def test_a_case_that_is_taken_back_by_a_counter_move_is_withdrawn(house: House) -> None:
    bring(house, SOLAR.encode())
    people.an_idea(house)

    assert not undo(house, 1)

    assert show_case(house, "LJU-2027-001", MORNING)["phase"] == "withdrawn"
    assert [each["state"] for each in list_imports(house, "ljungby")] == ["undone"]
    with pytest.raises(Refused, match="import-undone"):
        undo(house, 1)


def test_the_journal_lets_nothing_go_but_its_end_in_an_undo(house: House) -> None:
    from intlflow.store.engine import writing

    bring(house, SOLAR.encode())

    with pytest.raises(Exception, match="never rewritten"), writing(house.engine) as tx:
        tx.run("DELETE FROM journal")


def test_two_names_that_resemble_each_other_are_told(house: House) -> None:
    text = (
        HEAD + "Cykelstaden Ljungby;TF;LIFE;2024;;pågår;\nCykelstad Ljungby;TF;ESF;2025;;pågår;\n"
    )

    told = look(house, text.encode())

    assert [p.like for p in told.proposals] == [(), ("2",)]


def test_only_a_coordinator_brings_a_list_in(house: House) -> None:
    with pytest.raises(Refused, match="not-your-role"):
        import_projects(house, "ljungby", "l.csv", SOLAR.encode(), by=at("karin"), at=MORNING)
    assert number_of(house, "case_") == 0


def test_a_unit_that_cannot_be_told_is_asked_for_and_can_be_said(house: House) -> None:
    text = SOLAR.replace("TF", "Turistbyrån")

    asked, said = look(house, text.encode()), look(house, text.encode(), Turistbyrån="klf")

    assert (asked.proposals[0].outcome, asked.proposals[0].listed.why) == ("ask", "unit-needed")
    assert (said.proposals[0].outcome, said.proposals[0].listed.unit) == ("create", "klf")
    with pytest.raises(NotFound, match="no unit 'månen'"):
        look(house, text.encode(), Turistbyrån="månen")


def test_no_other_municipality_is_touched(house: House) -> None:
    bring(house, MESSY.read_bytes())

    with pytest.raises(NotFound):
        undo_import(house, "vaxjo", 1, by=at("sanna", "vaxjo"), at=MORNING)
    assert number_of(house, "case_ WHERE municipality = 'vaxjo'") == 0
