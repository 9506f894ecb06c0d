"""A move is one thing: the case, its journal, its letters and its stage's flow, in the right role."""

import json
from typing import Any

import pytest

from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.record import Moved
from intlflow.app.showing import show_case, show_letter
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.store import cases
from intlflow.store.engine import writing
from tests import people
from tests.store.whole import everything, number_of

ACCEPT = {"forms": "Samverkan, lärande", "project_manager": people.at("petra")}
PARK = {"reason": "Det saknas tid i år.", "wake_on": "2027-09-01"}


def act(house: House, ref: str, verb: str, by: str, given: dict[str, str], **more: Any) -> Moved:
    return move(house, ref, verb, by=people.at(by), given=given, at=people.MORNING, **more)


def told(moved: Moved) -> dict[str, str]:
    return {letter.name: letter.role for letter in moved.letters}


def test_a_move_writes_case_journal_letters_tasks_and_due_stage_in_one_go(house: House) -> None:
    ref = people.an_idea(house).ref

    moved = act(house, ref, "accept", "sanna", ACCEPT)

    case = show_case(house, ref, people.MORNING)
    row = case["journal"][-1]
    assert (case["phase"], case["stage"], case["version"]) == ("support", "support", 2)
    assert (row["seq"], row["verb"], row["by"], row["role"]) == (
        *(2, "accept", "Sanna Lind"),
        "coordinator",
    )
    assert json.loads(row["given"])["forms"] == ["competence_development", "cooperation"]
    assert (row["hash"], row["at"]) == (moved.hash, moved.at)
    assert moved.tasks == ("undersok", "informera", "stotta")
    assert number_of(house, f"stage_run WHERE id = {moved.stage_run} AND done_at IS NULL") == 1
    written = [letter for letter in case["letters"] if letter["template"] == "project/accept"]
    assert {letter["id"] for letter in written} == {letter.id for letter in moved.letters}
    assert {letter["status"] for letter in written} == {"waiting"}


def test_a_move_inside_a_stage_brings_no_new_stage_flow(house: House) -> None:
    ref = people.an_idea(house).ref

    parked = act(house, ref, "park", "sanna", PARK)
    woken = act(house, ref, "wake", "karin", {})

    assert (parked.stage_run, woken.stage_run) == (None, None)
    assert (woken.target, woken.version) == ("idea", 3)
    assert number_of(house, "stage_run") == 1


def test_whoever_decides_on_an_old_version_is_told_who_was_first_and_when(house: House) -> None:
    ref = people.an_idea(house).ref
    act(house, ref, "park", "sanna", PARK, version=1)
    before = everything(house)

    with pytest.raises(Refused) as no:
        act(house, ref, "wake", "karin", {}, version=1)

    assert no.value.why == "stale"
    assert no.value.details == {
        "who": "Sanna Lind",
        "at": "2027-03-01T07:00:00.000000Z",
        "verb": "park",
        "version": 2,
        "kind": "project",
    }
    assert everything(house) == before


def test_a_case_that_moves_on_between_look_and_write_is_not_moved_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = people.an_idea(house).ref
    before = everything(house)
    monkeypatch.setattr(
        cases, "advance", lambda *_, **__: False
    )  # PostgreSQL lets two look at once

    with pytest.raises(Refused) as no:
        act(house, ref, "park", "sanna", PARK)

    assert (no.value.why, no.value.details["who"]) == ("stale", "Karin Ek")
    assert everything(house) == before


def test_somebody_with_two_roles_acts_in_the_first_that_the_table_names(house: House) -> None:
    ref = people.an_idea(house).ref  # Karin's own, and she is her unit's contact person

    act(house, ref, "park", "sanna", PARK)
    act(house, ref, "wake", "karin", {})
    act(house, ref, "withdraw", "karin", {"reason": "Vi hinner inte."})

    roles = [row["role"] for row in show_case(house, ref, people.MORNING)["journal"]]
    assert roles == ["submitter", "coordinator", "contact_person", "submitter"]


@pytest.mark.parametrize("by", ["disa", "stig", "lea", "manne"])
def test_a_deputy_a_stranger_and_a_bystander_may_not(house: House, by: str) -> None:
    ref = people.an_idea(house).ref

    with pytest.raises(Refused) as no:
        act(house, ref, "withdraw", by, {"reason": "Fel tid."})

    assert (no.value.why, no.value.details["who"]) == (
        "not-your-role",
        ["submitter", "contact_person"],
    )


def test_nobody_gets_a_letter_about_what_they_did_themselves(house: House) -> None:
    ref = people.an_idea(house).ref

    mine = act(house, ref, "park", "sanna", PARK)
    woken = act(house, ref, "wake", "karin", {})
    again = act(house, ref, "park", "sanna", PARK)
    hers = act(house, ref, "withdraw", "karin", {"reason": "Vi hinner inte."})

    assert told(mine) == told(again) == {"Karin Ek": "contact_person"}
    assert told(woken) == told(hers) == {"Sanna Lind": "coordinator"}


def test_whoever_brings_an_idea_gets_a_receipt(house: House) -> None:
    opened = people.an_idea(house)

    assert told(opened) == {
        "Karin Ek": "submitter",
        "Sanna Lind": "coordinator",
        "Manne Holm": "unit_manager",
    }


def test_a_project_manager_named_now_is_told_now(house: House) -> None:
    ref = people.an_idea(house).ref

    moved = act(house, ref, "accept", "sanna", ACCEPT)

    assert told(moved) == {
        "Petra Dahl": "project_manager",
        "Karin Ek": "contact_person",
        "Manne Holm": "unit_manager",
    }


def test_a_project_manager_must_be_somebody_whom_letters_reach(house: House) -> None:
    ref = people.an_idea(house).ref
    before = everything(house)

    with pytest.raises(NotFound, match="nobody in Ljungby kommun's register has the address"):
        act(house, ref, "accept", "sanna", ACCEPT | {"project_manager": people.at("vera")})

    assert everything(house) == before


def test_a_case_of_the_other_municipality_is_out_of_reach(house: House) -> None:
    ref = people.an_idea(house, "vaxjo").ref

    with pytest.raises(NotFound, match="nobody in Växjö kommun's register"):
        act(house, ref, "park", "sanna", PARK)


def test_a_reference_may_be_typed_carelessly_but_must_be_there(house: House) -> None:
    ref = people.an_idea(house).ref

    moved = act(house, f" {ref.lower()} ", "park", "sanna", PARK)

    assert moved.ref == ref
    with pytest.raises(NotFound, match="no case 'LJU-1999-001'"):
        act(house, "LJU-1999-001", "park", "sanna", PARK)


def test_a_person_who_is_gone_from_the_database_doesn_t_hide_who_was_first(house: House) -> None:
    ref = people.an_idea(house).ref
    act(house, ref, "park", "sanna", PARK)
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET active_to = '2027-02-01' WHERE email = ?", people.at("sanna"))

    with pytest.raises(Refused) as no:
        act(house, ref, "wake", "karin", {}, version=1)

    assert no.value.details["who"] == "Sanna Lind"


def test_a_grant_in_another_currency_is_pointed_out_in_every_letter(house: House) -> None:
    ref = people.walk(house, ["accept", "go", "decide_financing", "submit"]).ref

    moved = people.go(
        *(house, ref, Kind.PROJECT, "submitted", "grant_on_condition"),
        amount_granted="90 000 EUR",
    )

    shown = [show_letter(house, letter.id) for letter in moved.letters]
    bodies = [" ".join(letter["body"].split()) for letter in shown if letter]
    assert {lang: len(said) for lang, said in moved.notices.items()} == {"sv": 1, "en": 1}
    assert [moved.notices["sv"][0] in body for body in bodies] == [True, True, True]
