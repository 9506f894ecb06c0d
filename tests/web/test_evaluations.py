"""Evaluations on the pages: chosen with a reason, filled in by those it belongs to, and taken out again."""

from collections.abc import Callable

import pytest

from intlflow.app.evaluating.sheets import show_sheet
from intlflow.app.house import House
from intlflow.domain.words import Kind
from tests import people
from tests.people import MAIN_ROAD
from tests.web.asking import Asker

Ask = Callable[..., Asker]
PAGE = "/utvarderingar"
ENDED = MAIN_ROAD[:-2]
WHY = {"why_chosen": "Störst budget", "answer": "yes"}


@pytest.fixture
def ref(house: House) -> str:
    """A project that has come to its evaluation."""
    return people.walk(house, ENDED).ref


@pytest.fixture
def chosen(asker: Ask, ref: str) -> Asker:
    """The coordinator, who has chosen the project."""
    sanna = asker("sanna")
    answer = sanna.act(PAGE, {"about": f"case:{ref}"} | WHY)
    assert answer.headers["location"] == f"{PAGE}/1?gjort=vald"
    return sanna


def test_before_anything_is_chosen_the_page_says_what_it_is_for(asker: Ask) -> None:
    assert "Inget är valt än." in asker("sanna").text(PAGE)


def test_PLAN_58_the_coordinator_chooses_with_a_reason(chosen: Asker, ref: str) -> None:
    page = chosen.text(PAGE)

    assert "Störst budget" in page
    assert f'value="case:{ref}"' not in page
    assert "Valt. Den som ansvarar påminns" in chosen.text(f"{PAGE}/1?gjort=vald")


def test_a_choice_without_a_reason_says_so_and_keeps_what_was_typed(asker: Ask, ref: str) -> None:
    answer = asker("sanna").act(PAGE, {"about": f"case:{ref}", "chosen_by": "arbetsgruppen"})

    assert answer.status_code == 422
    assert 'id="w-why_chosen"' in answer.text
    assert 'value="arbetsgruppen"' in answer.text


def test_LJP_12_a_project_can_be_said_not_to_be_evaluated(asker: Ask, ref: str) -> None:
    sanna = asker("sanna")
    given = {"about": f"case:{ref}", "why_chosen": "Inget nytt att lära", "answer": "no"}

    assert sanna.act(PAGE, given).headers["location"] == f"{PAGE}?gjort=inte"
    assert "Ska inte utvärderas: Inget nytt att lära" in sanna.text(f"{PAGE}/1")


def test_whoever_is_not_the_coordinator_has_no_form_to_choose_by(asker: Ask, chosen: Asker) -> None:
    karin = asker("karin")

    assert "Välj för utvärdering" not in karin.text(PAGE)
    assert karin.act(PAGE, {"about": "case:x"} | WHY).status_code == 404


@pytest.mark.parametrize("name", ["karin", "petra"])
def test_PLAN_58_the_contact_person_and_the_project_manager_fill_in_the_sheet(
    house: House, asker: Ask, chosen: Asker, name: str
) -> None:
    answer = asker(name).act(f"{PAGE}/1", {"results": "Tolv skolgårdar", "partnership": "4"})

    assert answer.headers["location"] == f"{PAGE}/1?gjort=sparat"
    told = show_sheet(house, "ljungby", "1")
    assert (told["sheet"]["results"], told["sheet"]["partnership"]) == ("Tolv skolgårdar", "4")


def test_another_units_contact_person_reads_the_sheet_and_writes_nothing(
    asker: Ask, chosen: Asker
) -> None:
    stig = asker("stig")

    page = stig.text(f"{PAGE}/1")
    assert "uppgift saknas" in page
    assert 'name="results"' not in page
    assert stig.act(f"{PAGE}/1", {"results": "Inte mitt"}, seen=PAGE).status_code == 404


def test_what_is_wrong_in_the_sheet_is_told_at_its_field(asker: Ask, chosen: Asker) -> None:
    answer = asker("karin").act(f"{PAGE}/1", {"results": "Klart", "own_hours": "många"})

    assert answer.status_code == 422
    assert 'id="w-own_hours"' in answer.text
    assert "Klart" in answer.text


def test_PLAN_63_an_effect_and_a_goal_are_noted_on_the_sheet(asker: Ask, chosen: Asker) -> None:
    karin = asker("karin")
    effect = {"effect": "Fler rör sig", "months": "6", "day": "2027-03-01"}
    goal = {"goal": "Tolv gårdar", "grade": "5", "evidence": "Besiktning"}

    karin.act(f"{PAGE}/1/effekt", effect, seen=f"{PAGE}/1")
    karin.act(f"{PAGE}/1/mal", goal, seen=f"{PAGE}/1")

    page = karin.text(f"{PAGE}/1")
    assert "Fler rör sig" in page
    assert "5 av 5" in page


def test_what_was_chosen_by_mistake_is_taken_out(asker: Ask, chosen: Asker, ref: str) -> None:
    answer = chosen.act(f"{PAGE}/1/ta-ut", {"reason": "Fel projekt"}, seen=f"{PAGE}/1")

    assert answer.headers["location"] == f"{PAGE}?gjort=uttagen"
    assert f'value="case:{ref}"' in chosen.text(PAGE)


def test_the_case_leads_to_its_sheet_and_its_paper(chosen: Asker, ref: str) -> None:
    page = chosen.text(f"/arende/{ref}")

    assert f'href="{PAGE}/1"' in page
    assert f'href="{PAGE}/1/papper"' in page
    assert "Störst budget" in chosen.text(f"{PAGE}/1/papper")
    assert chosen.get(f"{PAGE}/1/papper/docx").status_code == 200


def test_lessons_of_a_refused_application_are_asked_for_and_shown_in_the_same_programme(
    house: House, asker: Ask
) -> None:
    old = people.walk(house, MAIN_ROAD[:4])
    people.go(house, old.ref, Kind.PROJECT, old.target, "reject")
    sanna = asker("sanna")
    assert "Skriv ner lärdomarna" in sanna.text(f"/arende/{old.ref}")

    opened = sanna.act(f"{PAGE}/oppna/{old.ref}", {}, seen=PAGE)
    sanna.act(opened.headers["location"], {"again": "Börja ett år tidigare"})

    assert "klar" in sanna.text(PAGE)


def test_the_move_that_evaluates_is_filled_in_from_the_sheet_and_says_so(
    house: House, asker: Ask, chosen: Asker, ref: str
) -> None:
    petra, form = asker("petra"), f"/arende/{ref}/gor/evaluate"
    assert "Ifyllt ur" not in petra.text(form)
    petra.act(f"{PAGE}/1", {"results": "Tolv <b>gårdar</b>", "again": "Börja tidigt"})

    page = petra.text(form)

    assert "Ifyllt ur utvärderingen: resultat, lärdomar." in page
    assert f'href="{PAGE}/1"' in page
    assert "Tolv &lt;b&gt;gårdar&lt;/b&gt;</textarea>" in page
    assert "Ifyllt ur" not in petra.text(f"/arende/{ref}")
    wrong = petra.act(form, {"results": "Mitt eget", "effects": "", "lessons": "Inga"})
    assert wrong.status_code == 422
    assert "Mitt eget</textarea>" in wrong.text
