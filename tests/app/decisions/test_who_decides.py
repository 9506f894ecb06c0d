"""Who decides on own financing: the board, those above it, a delegate; never somebody out of turn."""

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.recording import Recorded, record_decision
from intlflow.app.decisions.recusal import recuse
from intlflow.app.decisions.showing import list_decisions, show_matter
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.showing import show_case
from intlflow.domain.appeal import After
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from tests import people
from tests.people import MORNING, at

OWN = {"own_contribution": "300 000 kr"}


@pytest.fixture
def writing(house: House) -> str:
    """A project whose application is being written."""
    return people.walk(house, ["accept", "go"]).ref


def says(house: House, ref: str, decision: str, **given: str) -> Recorded:
    return record_decision(house, ref, decision, by=at("siv"), given=given, at=MORNING)


def chain(house: House, ref: str) -> list[str]:
    return [step["body"] for step in show_matter(house, ref, MORNING)["steps"]]


def correct(house: House, ref: str, **facts: str) -> None:
    """Standing facts, given with the next noted decision of the board."""
    says(house, ref, "bun 2027-03-01 § 30 bordläggning", **facts)


def test_PLAN_37_a_board_decides_on_its_own_money(house: House, writing: str) -> None:
    assert chain(house, writing) == ["bun"]

    done = says(house, writing, "bun 2027-03-01 § 31 bifall", **OWN)

    assert (done.moved.verb, done.moved.target) == ("decide_financing", "financed")


def test_a_project_over_more_than_three_budget_years_goes_on_to_ks(
    house: House, writing: str
) -> None:
    correct(house, writing, budget_years="4")
    assert chain(house, writing) == ["bun", "ks"]

    with pytest.raises(Refused, match="chain-before"):
        says(house, writing, "ks 2027-03-01 § 31 bifall", **OWN)
    noted = says(house, writing, "bun 2027-03-01 § 31 bifall")
    done = says(house, writing, "ks 2027-03-01 § 40 bifall", **OWN)

    assert (noted.moved.verb, done.moved.target) == ("note_decision", "financed")


def test_each_board_that_is_concerned_says_its_word_before_ks(house: House, writing: str) -> None:
    correct(house, writing, boards="mbn")

    assert chain(house, writing) == ["bun", "mbn", "ks"]


def test_a_board_that_is_not_in_the_chain_decides_nothing(house: House, writing: str) -> None:
    with pytest.raises(Refused, match="not-in-the-chain"):
        says(house, writing, "mbn 2027-03-01 § 31 bifall", **OWN)
    assert show_case(house, writing, MORNING)["phase"] == "writing"


def test_a_board_s_no_ends_it_even_when_ks_was_to_follow(house: House, writing: str) -> None:
    correct(house, writing, budget_years="4")

    done = says(house, writing, "bun 2027-03-01 § 31 avslag")

    assert (done.moved.verb, done.moved.target) == ("refuse_financing", "declined")


def test_aterremiss_in_a_project_begins_the_chain_anew(house: House, writing: str) -> None:
    correct(house, writing, budget_years="4")
    says(house, writing, "bun 2027-03-01 § 31 bifall")
    says(house, writing, "ks 2027-03-01 § 40 återremiss")

    steps = show_matter(house, writing, MORNING)["steps"]

    assert [step["turn"] for step in steps] == [True, False]


def test_what_settles_a_matter_is_not_just_noted(house: House, writing: str) -> None:
    given = {"body_decision": "bun 2027-03-01 § 31 bifall"}

    with pytest.raises(Refused, match="settles-the-matter"):
        move(house, writing, "note_decision", by=at("siv"), given=given, at=MORNING)


def test_a_reopened_application_needs_its_decision_again(house: House, writing: str) -> None:
    says(house, writing, "bun 2027-03-01 § 31 bifall", **OWN)
    move(house, writing, "reopen", by=at("sanna"), given={"reason": "Ny budget."}, at=MORNING)

    steps = show_matter(house, writing, MORNING)["steps"]

    assert [(step["decision"], step["turn"]) for step in steps] == [(None, True)]


SMALL = {"own_contribution": "80 000 kr", "budget_years": "1"}
DELEGATED = "delegation 2027-03-01 § 7 bifall"


def test_a_small_share_is_decided_on_delegation_and_reported(house: House, writing: str) -> None:
    done = says(house, writing, DELEGATED, delegate=at("manne"), **SMALL)

    assert done.moved.target == "financed"
    (row,) = list_decisions(house, "ljungby", MORNING, unreported=True)
    assert (row["report_to"], row["method"], row["delegate"]) == ("bun", "delegation", at("manne"))
    note_event(
        house, done.decision, After.REPORTED, by=at("siv"), day=None, note="§ 44", at=MORNING
    )
    assert list_decisions(house, "ljungby", MORNING, unreported=True) == []
    assert len(list_decisions(house, "ljungby", MORNING, delegated=True)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"own_contribution": "100 001 kr", "budget_years": "1"},
        {"own_contribution": "80 000 kr", "budget_years": "2"},
        {"own_contribution": "80 000 kr"},
    ],
)
def test_nobody_decides_on_delegation_above_the_limit_or_without_knowing(
    house: House, writing: str, facts: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        says(house, writing, DELEGATED, delegate=at("manne"), **facts)
    assert show_case(house, writing, MORNING)["phase"] == "writing"


def test_a_delegate_is_somebody_in_the_register(house: House, writing: str) -> None:
    with pytest.raises(NotFound):
        says(house, writing, DELEGATED, delegate="ingen@ljungby.example", **SMALL)


def test_a_body_s_own_decision_is_not_called_delegated(house: House, writing: str) -> None:
    with pytest.raises(Refused, match="not-on-delegation"):
        says(house, writing, "bun 2027-03-01 § 31 bifall", method="delegation", **OWN)


def test_who_decides_is_not_corrected_once_it_is_decided(house: House, writing: str) -> None:
    """A project decided on as a short one can't be sent in as a long one."""
    says(house, writing, "bun 2027-03-01 § 31 bifall", **OWN)
    given = {"receipt": "INT-1 2027-03-01", "amount_applied": "900 000 kr", "budget_years": "5"}
    people.tick_all(house, writing)

    with pytest.raises(Refused, match="unknown-fact"):
        move(house, writing, "submit", by=at("firma"), given=given, at=MORNING)


def test_a_chair_s_urgent_decision_is_reported_to_the_board(house: House, writing: str) -> None:
    says(house, writing, "bun 2027-03-01 § 31 bifall", method="ordförandebeslut", **OWN)

    (row,) = list_decisions(house, "ljungby", MORNING, unreported=True)

    assert (row["body"], row["report_to"], row["method"]) == ("bun", "bun", "ordförandebeslut")


def test_somebody_who_has_stepped_aside_neither_decides_nor_moves_the_case(
    house: House, writing: str
) -> None:
    recuse(house, writing, at("manne"), by=at("manne"), reason="Min bror äger bolaget.", at=MORNING)

    with pytest.raises(Refused, match=r"^recused$"):
        says(house, writing, DELEGATED, delegate=at("manne"), **SMALL)
    with pytest.raises(Refused, match=r"^recused$"):
        move(house, writing, "withdraw", by=at("manne"), given={"reason": "Nej."}, at=MORNING)
    with pytest.raises(Refused, match="recused-already"):
        recuse(house, writing, at("manne"), by=at("sanna"), reason="Igen.", at=MORNING)
    recuse(house, writing, at("manne"), by=at("sanna"), reason="Såld.", at=MORNING, back=True)
    assert says(house, writing, DELEGATED, delegate=at("manne"), **SMALL).decision


def test_nobody_notes_another_s_conflict_of_interest_but_those_who_keep_the_case(
    house: House, writing: str
) -> None:
    with pytest.raises(Refused, match="not-your-role"):
        recuse(house, writing, at("manne"), by=at("karin"), reason="Släkt.", at=MORNING)


def test_PLAN_29_a_twin_town_goes_through_the_three_bodies_with_their_own_words(
    house: House,
) -> None:
    ref = people.walk(house, ["take_up", "hand_over"], Kind.TWIN_TOWN).ref
    before = [
        says(house, ref, said).moved.target
        for said in ("ksau 2027-03-01 § 1 tillstyrkan", "ks 2027-03-01 § 2 avstyrkan")
    ]

    done = says(house, ref, "kf 2027-03-01 § 3 bifall")

    assert before == ["before_board", "before_council"]
    assert done.moved.target == "active"
    forces = {row["body"]: row["force"] for row in list_decisions(house, "ljungby", MORNING)}
    assert forces == {"ksau": None, "ks": None, "kf": "not_announced"}


def test_a_case_that_awaits_no_decision_says_so(house: House) -> None:
    ref = people.an_idea(house).ref

    with pytest.raises(Refused, match="no-decision-here"):
        says(house, ref, "bun 2027-03-01 § 31 bifall")
