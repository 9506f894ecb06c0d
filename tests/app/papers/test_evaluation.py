"""The paper of an evaluation, and the chosen evaluations in the year's compilation."""

from datetime import UTC, datetime

import pytest

from intlflow.app.evaluating.choosing import add_part, choose, open_sheet, write
from intlflow.app.house import House
from intlflow.app.papers.annual import annual
from intlflow.app.papers.evaluation import sheet_paper
from intlflow.app.papers.making import FORMS, file_made
from intlflow.app.papers.registry import made_for
from intlflow.app.registers import keeping
from intlflow.domain.registers import COOPERATION
from intlflow.papers.model import Facts, Grid, Linked, Missing, Paper
from tests import people
from tests.people import MAIN_ROAD, MORNING, at

NEXT = datetime(2029, 1, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def number(house: House) -> str:
    """A cooperation that is chosen for evaluation."""
    keeping.add(
        house, COOPERATION, "ljungby", {"name": "Rügen"}, by=at("sanna"), at=MORNING, unit="buf"
    )
    kept = choose(
        house, "ljungby", "cooperation", "Rügen", "Tio år i år", by=at("sanna"), at=MORNING
    )
    return str(kept.number)


def told(house: House, which: str, at_: datetime = MORNING) -> Paper:
    return sheet_paper(house, "ljungby", which, at_)


def facts(paper: Paper, key: str) -> dict[str, object]:
    section = paper.section(key)
    assert section is not None
    return {k: v for b in section.blocks if isinstance(b, Facts) for k, v in b.facts}


def grid(paper: Paper, key: str) -> Grid:
    return next(each for _, each in paper.grids() if each.key == key)


def test_PLAN_58_the_paper_tells_results_apart_from_effects(house: House, number: str) -> None:
    write(house, "ljungby", number, {"results": "Fyra utbyten"}, by=at("karin"), at=MORNING)
    effect = {
        "effect": "Fler väljer tyska", "months": "6", "indicator": "Elever", "before": "20",
        "after": "31",
    }  # fmt: skip
    add_part(house, "ljungby", "evaluation_effect", number, effect, by=at("karin"), at=MORNING)

    paper = told(house, number)

    assert facts(paper, "results")["Resultat"] == "Fyra utbyten"
    assert [row[2] for row in grid(paper, "effekter").rows] == [
        "Fler väljer tyska", "efterfrågas den dagen", "efterfrågas den dagen",
    ]  # fmt: skip
    assert grid(paper, "effekter").rows[0][4] == "Elever: 20 → 31"


def test_a_gap_on_the_paper_leads_to_the_sheet(house: House, number: str) -> None:
    paper = told(house, number)

    gaps = {gap for _, gap in paper.missing()}
    assert gaps == {Missing("Barn- och utbildningsförvaltningen", f"/utvarderingar/{number}")}
    assert paper.draft


def test_an_effect_that_is_late_is_a_gap_and_one_to_come_is_not(house: House, number: str) -> None:
    rows = grid(told(house, number, NEXT), "effekter").rows

    assert [isinstance(row[2], Missing) for row in rows] == [True, True, False]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_PLAN_58_an_evaluation_is_a_paper_in_every_form(
    house: House, number: str, form: str
) -> None:
    paper = made_for(house, "evaluation", "ljungby", number, MORNING, "", "")

    name, made = file_made(house, "ljungby", paper, form)

    assert name.endswith(form)
    assert len(made) > 1000


def test_a_refused_application_has_a_paper_of_five_questions(house: House) -> None:
    ref = people.walk(house, (*MAIN_ROAD[:4], "reject")).ref
    open_sheet(house, "ljungby", ref, by=at("petra"), at=MORNING)

    paper = made_for(house, "evaluation", "ljungby", ref, MORNING, "en", "")

    assert paper.title == "Lessons of a refused application"
    assert list(facts(paper, "learnt")) == [
        "Why the application was refused", "The funder's score", "Own hours", "Do again",
        "Apply again?",
    ]  # fmt: skip


def test_PLAN_58_PLAN_60_the_compilation_names_what_was_chosen_with_results_and_effects(
    house: House, number: str
) -> None:
    write(house, "ljungby", number, {"results": "Fyra utbyten"}, by=at("karin"), at=MORNING)

    said = facts(annual(house, "ljungby", 2028, NEXT), "results")

    assert said["Resultat"] == "Fyra utbyten"
    missing = Missing("Barn- och utbildningsförvaltningen", f"/utvarderingar/{number}")
    assert said["Effekter efter 6 månader"] == said["Effekter efter 12 månader"] == missing
    assert said["Effekter efter 24 månader"] == "efterfrågas 31 oktober 2029"


def test_PLAN_58_results_that_are_not_due_yet_are_no_gap(house: House, number: str) -> None:
    paper = annual(house, "ljungby", 2027, MORNING)

    assert isinstance(facts(paper, "results")["Resultat"], Missing)
    (row,) = grid(paper, "utvarderingar").rows
    assert row[0] == Linked("Rügen", f"/utvarderingar/{number}")
    assert row[2] == "Tio år i år"


def test_a_year_without_choices_says_so(house: House) -> None:
    assert grid(annual(house, "ljungby", 2027, MORNING), "utvarderingar").empty == (
        "Inget är valt för utvärdering. Välj på sidan Utvärderingar."
    )
