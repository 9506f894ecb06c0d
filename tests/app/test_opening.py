"""Anybody in the register may bring an idea; it gets a number, a receipt, and the unit's name that day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intlflow.app import register
from intlflow.app.audit import verify
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.showing import show_case, show_letter
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind, Role
from intlflow.store.engine import writing
from tests import people

MERGED = date(2027, 6, 30)  # in some tests the last day of Karin's unit
LATER = datetime(2027, 9, 1, 7, 0, tzinfo=UTC)
PARK = {"reason": "Det saknas tid i år.", "wake_on": "2027-12-01"}


def bring(house: House, **more: Any) -> Moved:
    given: dict[str, Any] = {
        "municipality": "ljungby",
        "unit": people.home(),
        "title": "En idé",
        "by": people.at("karin"),
        "given": {},
        "at": people.MORNING,
    }
    return open_case(house, more.pop("kind", Kind.PROJECT), **(given | more))


@pytest.fixture
def merged(house: House) -> House:
    """A house in which Karin's unit goes into Stig's after 30 June 2027."""
    pack = house.pack("ljungby")
    units = tuple(
        unit.model_copy(update={"valid_to": MERGED, "successor": "tf"})
        if unit.key == people.home()
        else unit
        for unit in pack.unit
    )
    changed = pack.model_copy(update={"unit": units})
    vars(changed).pop("units", None)  # what the pack had worked out before
    return replace(house, packs={**house.packs, "ljungby": changed})


def test_PLAN_42_an_idea_of_anybody_s_gets_a_number_and_a_receipt(house: House) -> None:
    opened = bring(house, by=people.at("petra"), title=" Skogens\tdag ")

    case = show_case(house, opened.ref, people.MORNING)
    assert opened.ref == "LJU-2027-001"
    assert (case["title"], case["opened_by"]) == ("Skogens dag", "Petra Dahl")
    assert (case["stage"], case["phase"], case["version"]) == ("idea", "idea", 1)
    receipt = opened.letters[0]
    assert (receipt.name, receipt.role) == ("Petra Dahl", "submitter")
    assert opened.stage_run is not None


def test_PLAN_53_an_idea_reaches_its_own_unit_s_contact_person(house: House) -> None:
    opened = bring(house, by=people.at("petra"))

    assert {to.name: to.role for to in opened.letters} == {
        "Petra Dahl": "submitter",
        "Sanna Lind": "coordinator",
        "Karin Ek": "contact_person",
        "Manne Holm": "unit_manager",
    }


def test_numbers_count_on_in_each_municipality_and_each_year(house: House) -> None:
    new_year = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)  # in Sweden it is 2028 already

    refs = [
        bring(house).ref,
        people.a_case(house, Kind.TWIN_TOWN).ref,
        people.an_idea(house, "vaxjo").ref,
        bring(house, at=new_year).ref,
    ]

    assert refs == ["LJU-2027-001", "LJU-2027-002", "VXO-2027-001", "LJU-2028-001"]


@pytest.mark.parametrize(
    ("title", "form"), [("", "empty"), (" \r\n\u200b", "empty"), ("x" * 201, "too-long")]
)
def test_a_title_is_one_line_of_at_most_two_hundred_characters(
    house: House, title: str, form: str
) -> None:
    with pytest.raises(Refused) as no:
        bring(house, title=title)

    assert (no.value.details["fact"], no.value.details["form"]) == ("title", form)
    assert bring(house, title="x" * 200).ref.endswith("-001")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"municipality": "lund"}, "no municipality 'lund'; there are ljungby, vaxjo"),
        ({"unit": "utf"}, "no unit 'utf' in Ljungby kommun; there are buf, kff, klf, "),
        ({"by": people.at("nobody")}, "nobody in Ljungby kommun's register has the address"),
        (
            {"municipality": "vaxjo", "unit": "videum"},
            "Videum AB is no more since 2022-12-31; use 'vofab'",
        ),
    ],
)
def test_what_is_not_there_is_named_together_with_what_is(
    house: House, change: dict[str, str], said: str
) -> None:
    with pytest.raises(NotFound) as no:
        bring(house, **change)

    assert str(no.value).startswith(said)


def test_PLAN_30_only_the_executive_board_can_be_named_as_a_plan_s_adopter(house: House) -> None:
    facts = {"document_type": "plan", "decided_by": "kf"}
    more: dict[str, Any] = {"kind": Kind.GOVERNING_DOCUMENT, "by": people.at("sanna")}

    with pytest.raises(Refused) as no:
        bring(house, given=facts, **more)

    assert (no.value.why, no.value.details["body"]) == ("wrong-adopter", "executive_board")
    assert bring(house, given=facts | {"decided_by": "ks"}, **more).target == "draft"


def test_a_merged_unit_s_case_keeps_its_old_name_and_shows_who_answers_now(merged: House) -> None:
    ref = bring(merged).ref

    before = show_case(merged, ref, people.MORNING)
    after = show_case(merged, ref, LATER)

    old, new = "Barn- och utbildningsförvaltningen", "Tekniska förvaltningen"
    assert (before["unit_name"], before["unit_now"]) == (old, None)
    assert (after["unit_name"], after["unit_now"]) == (old, new)
    assert [row["unit_name"] for row in after["journal"]] == [old]


def test_a_merged_unit_s_open_case_writes_to_the_successor_s_contact_person(merged: House) -> None:
    ref = bring(merged, by=people.at("petra")).ref

    moved = move(merged, ref, "park", by=people.at("sanna"), given=PARK, at=LATER)

    rows = show_case(merged, ref, LATER)["journal"]
    stig = next(letter for letter in moved.letters if letter.name == "Stig Strand")
    letter = show_letter(merged, stig.id)
    assert {to.name for to in moved.letters} == {"Petra Dahl", "Stig Strand"}
    assert letter is not None
    assert "Tekniska förvaltningen" in letter["body"]
    assert [row["unit_name"] for row in rows] == [
        "Barn- och utbildningsförvaltningen",
        "Tekniska förvaltningen",
    ]
    assert verify(merged).whole


def test_nothing_new_begins_in_a_unit_that_was_merged(merged: House) -> None:
    with pytest.raises(NotFound, match="is no more since 2027-06-30; use 'tf'"):
        bring(merged, at=LATER)

    assert bring(merged, at=LATER, unit="tf").ref == "LJU-2027-001"


def test_letters_give_the_municipality_s_address_where_no_coordinator_has_one(house: House) -> None:
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET email = NULL WHERE email = ?", people.at("sanna"))

    opened = bring(house)

    receipt = show_letter(house, opened.letters[0].id)
    assert receipt is not None
    assert "internationellt@ljungby.example" in receipt["body"]
    assert {to.name: to.status for to in opened.letters}["Sanna Lind"] == "failed"


def test_letters_are_written_in_each_reader_s_language(house: House) -> None:
    email = "bo@ljungby.example"
    register.add_person(house, "ljungby", name="Bo Ash", email=email, lang="en", at=people.MORNING)
    register.appoint(
        *(house, "ljungby"),
        email=email,
        role=Role.COORDINATOR,
        scope="",
        start=people.MORNING.date(),
        end=None,
    )

    opened = bring(house)

    shown = [show_letter(house, letter.id) for letter in opened.letters]
    assert {letter["to"]: letter["lang"] for letter in shown if letter} == {
        "Karin Ek": "sv",
        "Sanna Lind": "sv",
        "Manne Holm": "sv",
        "Bo Ash": "en",
    }
