"""What the sheet says already needn't be typed again when the project is closed or archived."""

import pytest

from intlflow.app.access.tokens import owner
from intlflow.app.evaluating.choosing import add_part, choose, open_sheet, write
from intlflow.app.evaluating.prefill import Said, said_in_sheet
from intlflow.app.house import House
from intlflow.domain.facts import LONGEST_TEXT, Fact
from intlflow.domain.words import Kind
from intlflow.store import register
from intlflow.store.engine import writing
from tests import people
from tests.people import MAIN_ROAD, MORNING, at

ENDED = MAIN_ROAD[:-2]
FACTS = {Fact.RESULTS: "Tolv gårdar", Fact.EFFECTS: "Fler rör sig", Fact.LESSONS: "Börja tidigt"}


def said(house: House, ref: str, name: str = "petra") -> Said:
    who = owner(house, "ljungby", at(name), MORNING)
    return said_in_sheet(house, who, ref, MORNING, house.words["sv"])


def told(house: House, ref: str, *effects: tuple[str, str], **sheet: str) -> None:
    """What somebody has written on the sheet."""
    write(house, "ljungby", ref, sheet, by=at("petra"), at=MORNING)
    for months, effect in effects:
        given = {"effect": effect, "months": months, "day": "2027-02-01"}
        add_part(
            house, "ljungby", "evaluation_effect", ref, given, by=at("karin"), at=MORNING
        )  # fmt: skip


@pytest.fixture
def ref(house: House) -> str:
    """A project that has come to its evaluation, and is chosen for one."""
    found = people.walk(house, ENDED).ref
    choose(house, "ljungby", "case", found, "Störst budget", by=at("sanna"), at=MORNING)
    return found


def test_the_sheet_says_results_effects_and_lessons(house: House, ref: str) -> None:
    told(house, ref, ("6", "Fler rör sig"), results="Tolv gårdar", again="Börja tidigt")

    assert said(house, ref) == Said(1, FACTS)


def test_several_effects_say_when_and_both_lessons_which(house: House, ref: str) -> None:
    told(
        house,
        ref,
        ("6", "Fler rör sig"),
        ("12", "Tystare"),
        again="Börja tidigt",
        not_again="Sex parter",
    )

    texts = said(house, ref).texts

    assert texts[Fact.EFFECTS] == "Efter 6 månader: Fler rör sig\nEfter 12 månader: Tystare"
    assert texts[Fact.LESSONS] == "Gör om: Börja tidigt\nGör inte om: Sex parter"


def test_nothing_is_said_where_nothing_stands_or_nothing_is_chosen(house: House, ref: str) -> None:
    other = people.an_idea(house, title="Annat").ref

    assert said(house, ref) == Said()
    assert said(house, other) == Said()


def test_whoever_may_not_read_the_sheet_gets_nothing_from_it(house: House, ref: str) -> None:
    told(house, ref, results="Tolv gårdar")
    with writing(house.engine) as tx:
        register.add_person(tx, "ljungby", "Ove Ny", at("ove"), "", "sv", "2013-01-01")

    numbers = [said(house, ref, name).number for name in ("petra", "firma", "ove")]

    assert numbers == [1, 1, None]


def test_what_is_longer_than_the_form_takes_is_cut_to_what_it_takes(house: House, ref: str) -> None:
    long = "å" * 3000
    told(house, ref, again=long, not_again=long)

    assert len(said(house, ref).texts[Fact.LESSONS]) == LONGEST_TEXT


def test_what_was_handed_back_is_found_again_once(house: House, ref: str) -> None:
    told(house, ref, ("6", "Fler rör sig"), results="Tolv gårdar", again="Börja tidigt")
    texts = {str(fact): text for fact, text in FACTS.items()}
    now = people.go(house, ref, Kind.PROJECT, "evaluation", "evaluate", **texts)
    people.go(house, ref, Kind.PROJECT, now.target, "return_evaluation")

    assert said(house, ref) == Said(1, FACTS)


def test_the_lessons_of_a_refusal_are_what_archiving_it_asks_for(house: House) -> None:
    old = people.walk(house, MAIN_ROAD[:4])
    people.go(house, old.ref, Kind.PROJECT, old.target, "reject")
    open_sheet(house, "ljungby", old.ref, by=at("petra"), at=MORNING)
    told(house, old.ref, again="Börja tidigt")

    assert said(house, old.ref) == Said(1, {Fact.LESSONS: "Börja tidigt"})
