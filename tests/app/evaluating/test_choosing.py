"""Projects and cooperations chosen for evaluation with a reason, their sheets, and the way back."""

from typing import Any

import pytest

from intlflow.app.evaluating.choosing import add_part, choose, open_sheet, remove, write
from intlflow.app.evaluating.sheets import candidates, list_sheets, show_sheet
from intlflow.app.house import House, NotFound
from intlflow.app.registers import keeping
from intlflow.app.registers.keeping import Kept
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import COOPERATION, NETWORK, Register
from tests import people
from tests.people import MAIN_ROAD, MORNING, at
from tests.store.whole import everything

ENDED = MAIN_ROAD[:-2]  # the project stands in its evaluation
SENT = MAIN_ROAD[:4]


def chosen(house: House, what: str, named: str, by: str = "sanna", **more: Any) -> Kept:
    why = more.pop("why", "Störst budget")
    return choose(house, "ljungby", what, named, why, by=at(by), at=MORNING, **more)


def fill(house: House, which: object, by: str = "karin", **given: str) -> Kept:
    return write(house, "ljungby", str(which), given, by=at(by), at=MORNING)


def told(house: House, which: object) -> dict[str, Any]:
    return show_sheet(house, "ljungby", str(which))


def row(house: House, register: Register, name: str) -> int:
    return keeping.add(
        house, register, "ljungby", {"name": name}, by=at("sanna"), at=MORNING
    ).number  # fmt: skip


def test_PLAN_58_a_choice_says_what_why_when_and_by_whom(house: House) -> None:
    ref = people.walk(house, ENDED).ref

    chosen(house, "case", ref, more={"chosen_by": "arbetsgruppen 2027-02-10"})

    one = told(house, ref)
    assert (one["verdict"], one["why"], one["chosen_on"]) == (
        "chosen", "Störst budget", "2027-03-01",
    )  # fmt: skip
    assert (one["chosen_by"], one["history"][0]["by"]) == ("arbetsgruppen 2027-02-10", "Sanna Lind")
    assert (one["ref"], one["about"], one["standing"]) == (ref, "case", "chosen")


@pytest.mark.parametrize(("what", "register"), [("cooperation", COOPERATION), ("network", NETWORK)])
def test_PLAN_58_a_cooperation_is_chosen_like_a_project(
    house: House, what: str, register: Register
) -> None:
    number = row(house, register, "Norra Småland möter Rügen")

    kept = chosen(house, what, "Norra Småland möter Rügen")

    one = told(house, kept.number)
    assert (one["about"], one["row"], one["ref"]) == (what, number, None)
    assert one["results_due"] == "2027-10-31"
    assert [due["on"] for due in one["effects_due"]] == ["2028-04-30", "2028-10-31", "2029-10-31"]


def test_PLAN_58_only_the_coordinator_chooses_and_never_without_a_reason(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    before = everything(house)

    with pytest.raises(Refused, match="register-of-another"):
        chosen(house, "case", ref, by="karin")
    with pytest.raises(Refused, match="missing"):
        chosen(house, "case", ref, why=" ")

    assert everything(house) == before


def test_PLAN_58_the_same_thing_is_not_chosen_twice(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    first = chosen(house, "case", ref)

    with pytest.raises(Refused, match="evaluation-there-already") as no:
        chosen(house, "case", ref)

    assert no.value.details["number"] == first.number


def test_LJP_12_a_project_that_ended_is_evaluated_or_said_not_to_be(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    assert [one["ref"] for one in candidates(house, "ljungby", MORNING)["ended"]] == [ref]

    chosen(house, "case", ref, chosen=False, why="Litet projekt, inget nytt att lära")

    assert candidates(house, "ljungby", MORNING)["ended"] == []
    one = told(house, ref)
    assert (one["standing"], one["effects_due"]) == ("not_chosen", [])
    with pytest.raises(Refused, match="evaluation-not-chosen"):
        fill(house, ref, results="Något")


def test_LJP_12_what_was_not_chosen_can_be_chosen_later_as_the_same_evaluation(
    house: House,
) -> None:
    ref = people.walk(house, ENDED).ref
    first = chosen(house, "case", ref, chosen=False, why="Inget nytt att lära")

    again = chosen(house, "case", ref, why="Nämnden bad om det")

    assert (again.number, again.version) == (first.number, 2)
    assert told(house, ref)["why"] == "Nämnden bad om det"


def test_PLAN_58_a_sheet_is_opened_with_what_the_register_knows(house: House) -> None:
    ref = people.walk(house, MAIN_ROAD[:-1]).ref  # the project has said how it went
    chosen(house, "case", ref)

    kept, now = open_sheet(house, "ljungby", ref, by=at("karin"), at=MORNING)

    one = told(house, kept.number)
    assert now
    assert one["known"]["facts"]["amount_granted"] == {"amount": "900000.00", "currency": "SEK"}
    assert one["known"]["facts"]["call"] == "Third call 2027"
    assert one["sheet"]["results"] == "Tolv skolgårdar är byggda om."
    assert one["sheet"]["again"] == "Börja med vaktmästarna."
    assert [each["effect"] for each in one["effects"]] == ["Fler barn rör sig på rasterna."]
    assert open_sheet(house, "ljungby", ref, by=at("karin"), at=MORNING) == (kept, False)


def test_PLAN_58_PLAN_63_results_and_effects_are_two_things_with_a_day_each(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    chosen(house, "case", ref)

    one = told(house, ref)
    assert one["results_due"] == "2029-10-31"  # the project ends 2029-07-31
    assert [(due["months"], due["on"], due["told"]) for due in one["effects_due"]] == [
        (6, "2030-01-31", False), (12, "2030-07-31", False), (24, "2031-07-31", False),
    ]  # fmt: skip
    fill(house, ref, results="Tolv skolgårdar")
    assert told(house, ref)["standing"] == "results"


def test_PLAN_63_effects_are_told_after_6_12_and_24_months_and_then_it_is_done(
    house: House,
) -> None:
    ref = people.walk(house, ENDED).ref
    number = str(chosen(house, "case", ref).number)
    fill(house, ref, results="Tolv skolgårdar")

    for months in ("6", "12", "24"):
        given = {"effect": f"Syns efter {months} månader", "months": months}
        add_part(house, "ljungby", "evaluation_effect", number, given, by=at("karin"), at=MORNING)

    one = told(house, ref)
    assert [due["told"] for due in one["effects_due"]] == [True] * 3
    assert one["standing"] == "done"


def test_PLAN_62_an_effect_on_quality_is_measured_before_and_after(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    number = str(chosen(house, "case", ref).number)
    given = {
        "effect": "Lugnare raster", "months": "12", "for_whom": "residents",
        "indicator": "Incidenter i veckan", "before": "14", "after": "5",
    }  # fmt: skip

    add_part(house, "ljungby", "evaluation_effect", number, given, by=at("karin"), at=MORNING)

    (effect,) = told(house, number)["effects"]
    assert (effect["indicator"], effect["before"], effect["after"]) == (
        "Incidenter i veckan", "14", "5",
    )  # fmt: skip


def test_PLAN_58_goals_have_a_grade_of_1_to_5_and_what_shows_it(house: House) -> None:
    number = str(chosen(house, "case", people.walk(house, ENDED).ref).number)
    goal = {"goal": "Tolv skolgårdar", "grade": "5", "evidence": "Slutbesiktning"}

    add_part(house, "ljungby", "evaluation_goal", number, goal, by=at("karin"), at=MORNING)

    assert [(g["goal"], g["grade"]) for g in told(house, number)["goals"]] == [
        ("Tolv skolgårdar", "5")
    ]
    with pytest.raises(Refused, match="bad-fact"):
        add_part(
            house, "ljungby", "evaluation_goal", number, goal | {"grade": "6"},
            by=at("karin"), at=MORNING,
        )  # fmt: skip


def test_PLAN_58_a_sheet_belongs_to_its_unit_and_its_project_manager(house: House) -> None:
    number = chosen(house, "case", people.walk(house, ENDED).ref).number

    with pytest.raises(Refused, match="register-of-another"):
        fill(house, number, by="stig", results="Inte mitt")

    assert fill(house, number, by="petra", results="Tolv skolgårdar").version == 2


def test_a_refused_application_has_a_sheet_of_five_questions_with_the_funders_reason(
    house: House,
) -> None:
    ref = people.walk(house, (*SENT, "reject")).ref
    assert [one["ref"] for one in candidates(house, "ljungby", MORNING)["refused"]] == [ref]

    kept, _ = open_sheet(house, "ljungby", ref, by=at("petra"), at=MORNING)
    fill(house, kept.number, by="petra", score="62 av 100", own_hours="80", apply_again="yes")

    one = told(house, ref)
    assert list(one["sheet"]) == ["why_refused", "score", "own_hours", "again", "apply_again"]
    assert one["sheet"]["why_refused"] == "Det saknas tid i år."
    assert (one["standing"], one["effects_due"]) == ("done", [])
    assert candidates(house, "ljungby", MORNING)["refused"] == []


def test_a_refused_application_is_sent_to_its_own_sheet(house: House) -> None:
    ref = people.walk(house, (*SENT, "reject")).ref

    with pytest.raises(Refused, match="evaluation-was-refused"):
        chosen(house, "case", ref)


def test_what_is_not_chosen_has_no_sheet_and_says_how_to_get_one(house: House) -> None:
    ref = people.walk(house, ENDED).ref

    with pytest.raises(NotFound, match=f"evaluate choose {ref}"):
        open_sheet(house, "ljungby", ref, by=at("sanna"), at=MORNING)


def test_what_was_chosen_by_mistake_is_taken_out_and_can_be_chosen_again(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    first = chosen(house, "case", ref).number

    remove(house, "ljungby", ref, by=at("sanna"), at=MORNING, reason="Fel projekt")

    assert list_sheets(house, "ljungby") == []
    assert [one["ref"] for one in candidates(house, "ljungby", MORNING)["ended"]] == [ref]
    assert chosen(house, "case", ref).number == first + 1


def test_an_evaluation_in_the_other_municipality_is_not_found(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    number = chosen(house, "case", ref).number

    for which in (ref, str(number)):
        with pytest.raises(NotFound):
            show_sheet(house, "vaxjo", which)


def test_what_waits_comes_first_and_the_soonest_before_the_others(house: House) -> None:
    ref = people.walk(house, ENDED).ref
    row(house, NETWORK, "Klimatkommunerna")
    row(house, COOPERATION, "Rügen")
    chosen(house, "network", "Klimatkommunerna", chosen=False)
    chosen(house, "case", ref)
    chosen(house, "cooperation", "Rügen")

    names = [one["name"] for one in list_sheets(house, "ljungby")]

    assert names == ["Rügen", "Ett ärende", "Klimatkommunerna"]
