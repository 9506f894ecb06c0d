"""What somebody has just done can be taken back, and nothing pretends that it never happened."""

from datetime import timedelta

import pytest

from intlflow.app.audit import verify
from intlflow.app.checklists import tick
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.showing import show_case, show_letter
from intlflow.app.undoing import can_undo, undo
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.store.decisions import unreported
from intlflow.store.engine import writing
from tests import people
from tests.people import DAY, MORNING

LATER = MORNING + timedelta(minutes=5)
ACCEPTED = {"project_manager": people.at("petra"), "forms": "external_funding"}


def an_accepted_idea(house: House) -> str:
    moved = open_case(
        house, Kind.PROJECT, municipality="ljungby", unit=people.home(),
        title="Grönare skolgårdar", by=people.at("karin"), given={}, at=MORNING,
    )  # fmt: skip
    move(house, moved.ref, "accept", by=people.at("sanna"), given=ACCEPTED, at=LATER)
    return moved.ref


def test_a_move_taken_back_leaves_the_case_as_it_was(house: House) -> None:
    ref = an_accepted_idea(house)

    undone = undo(house, ref, by=people.at("sanna"), at=LATER)

    case = show_case(house, ref, MORNING)
    assert (undone.verb, case["phase"], case["stage"], case["facts"]) == (
        "accept",
        "idea",
        "idea",
        {},
    )
    assert (case["stage_entry"], case["version"]) == (1, 3)
    assert [row["verb"] for row in case["journal"]] == ["register", "accept", "undo"]
    assert [task for task in case["tasks"] if task["entry"] == 2] == []
    assert verify(house).whole


def test_letters_that_wait_are_stopped_and_those_that_left_are_mended(house: House) -> None:
    ref = an_accepted_idea(house)
    with writing(house.engine) as tx:
        tx.run("UPDATE letter SET status = 'sent', due_at = NULL WHERE template = 'project/accept'"
               " AND address = ?", people.at("petra"))  # fmt: skip

    undone = undo(house, ref, by=people.at("sanna"), at=LATER)

    letters = show_case(house, ref, MORNING)["letters"]
    accepted = [each for each in letters if each["template"] == "project/accept"]
    assert undone.stopped == len(accepted) - 1
    assert {each["status"] for each in accepted} == {"sent", "cancelled"}
    mended = [each for each in letters if each["template"] == "case/undone"]
    assert [each["address"] for each in mended] == [people.at("petra")]
    told = show_letter(house, mended[0]["id"])
    assert told is not None
    assert "gäller inte" in told["body"]


def test_the_same_move_can_be_made_again_after(house: House) -> None:
    ref = an_accepted_idea(house)
    undo(house, ref, by=people.at("sanna"), at=LATER)

    move(house, ref, "accept", by=people.at("sanna"), given=ACCEPTED, at=MORNING)

    case = show_case(house, ref, MORNING)
    assert (case["phase"], case["version"], case["stage_entry"]) == ("support", 4, 4)
    assert len([task for task in case["tasks"] if task["entry"] == 4]) == 3


def test_a_second_step_back_is_refused(house: House) -> None:
    ref = an_accepted_idea(house)
    undo(house, ref, by=people.at("sanna"), at=LATER)

    with pytest.raises(Refused, match="undo-nothing"):
        undo(house, ref, by=people.at("sanna"), at=LATER)


def test_it_is_for_whoever_did_it_or_the_coordinator_and_for_a_day(house: House) -> None:
    ref = an_accepted_idea(house)

    assert can_undo(house, ref, by=people.at("sanna"), at=LATER) == "accept"
    assert can_undo(house, ref, by=people.at("manne"), at=MORNING) is None
    with pytest.raises(Refused, match="undo-not-yours"):
        undo(house, ref, by=people.at("manne"), at=MORNING)
    with pytest.raises(Refused, match="undo-too-late"):
        undo(house, ref, by=people.at("sanna"), at=MORNING + 2 * DAY)
    assert show_case(house, ref, MORNING)["version"] == 2


def test_a_decision_that_is_taken_back_counts_no_more_but_can_still_be_read(house: House) -> None:
    ref = an_accepted_idea(house)
    for task in show_case(house, ref, MORNING)["tasks"]:
        tick(house, ref, task["key"], by=people.at("sanna"), note="", at=MORNING)
    budget = {"call": "Erasmus+", "call_deadline": "2027-09-01", "total_budget": "100000 SEK",
              "own_source": "buf", "budget_years": "1"}  # fmt: skip
    move(house, ref, "go", by=people.at("manne"), given=budget, at=MORNING)
    decided = {"financing_decision": "bun 2027-02-16 § 12", "own_contribution": "20000 SEK"}
    move(house, ref, "decide_financing", by=people.at("siv"), given=decided, at=MORNING)

    undo(house, ref, by=people.at("siv"), at=MORNING)
    move(house, ref, "decide_financing", by=people.at("siv"),
         given={**decided, "financing_decision": "bun 2027-02-16 § 21"}, at=MORNING)  # fmt: skip

    with writing(house.engine) as tx:
        rows = tx.all("SELECT section FROM decision ORDER BY id")
        tx.run("UPDATE decision SET report_to = 'bun'")
        waiting = [each.section for each in unreported(tx)]
    assert rows == [("12",), ("21",)]
    assert waiting == ["21"]  # nobody is reminded to report what was taken back
    assert show_case(house, ref, MORNING)["facts"]["financing_decision"]["section"] == "21"
    assert verify(house).whole
