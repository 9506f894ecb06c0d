"""What is shown of a case, of a letter and of the moves one may make, is what there is: no more, no less."""

from dataclasses import replace

import pytest

from intlflow.app.checklists import tick
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.showing import list_cases, list_letters, moves_open, show_case, show_letter
from intlflow.domain.words import Kind
from intlflow.store import letters
from intlflow.store.engine import reading
from tests import people
from tests.app.test_moves import ACCEPT, act
from tests.store.whole import everything


def open_to(house: House, ref: str, by: str) -> dict[str, str | None]:
    """The moves from where a case stands, each with why it is closed to somebody, or None."""
    return {
        row["verb"]: row["refused"] and row["refused"]["why"]
        for row in moves_open(house, ref, by=people.at(by), at=people.MORNING)
    }


def test_each_sees_which_moves_are_theirs_and_why_the_others_are_not(house: House) -> None:
    ref = people.an_idea(house).ref

    not_mine = "not-your-role"
    assert open_to(house, ref, "sanna") == {
        "park": None,
        "decline": None,
        "withdraw": not_mine,
        "accept": None,
    }
    assert open_to(house, ref, "karin") == {
        "park": not_mine,
        "decline": not_mine,
        "withdraw": None,
        "accept": not_mine,
    }
    assert set(open_to(house, ref, "lea").values()) == {not_mine}


def test_a_move_that_waits_for_tasks_says_so_before_anything_is_typed(house: House) -> None:
    ref = people.an_idea(house).ref
    act(house, ref, "accept", "sanna", ACCEPT)

    rows = moves_open(house, ref, by=people.at("manne"), at=people.MORNING)
    (waiting,) = (row for row in rows if row["verb"] == "go")
    for key in ("undersok", "informera", "stotta"):
        tick(house, ref, key, by=people.at("petra"), note="", at=people.MORNING)

    assert (waiting["open"], waiting["target"], waiting["who"]) == (
        *(False, "writing"),
        ["unit_manager"],
    )
    assert waiting["refused"] == {
        "why": "tasks-open",
        "details": {"verb": "go", "tasks": ["undersok", "informera", "stotta"]},
    }
    assert waiting["needs"] == ["call", "call_deadline", "total_budget", "own_source"]
    assert open_to(house, ref, "manne")["go"] is None


def test_a_deadline_that_has_passed_closes_the_move(house: House) -> None:
    ref = people.walk(house, people.MAIN_ROAD[:3]).ref
    people.tick_all(house, ref)
    late = people.MORNING + 110 * people.DAY  # the call closed on 15 June

    rows = moves_open(house, ref, by=people.at("firma"), at=late)
    (submit,) = (row for row in rows if row["verb"] == "submit")

    assert (submit["open"], submit["refused"]["why"]) == (False, "deadline-passed")
    assert open_to(house, ref, "firma")["submit"] is None


def test_looking_changes_nothing(house: House) -> None:
    ref = people.an_idea(house).ref
    before = everything(house)

    show_case(house, ref, people.MORNING)
    moves_open(house, ref, by=people.at("sanna"), at=people.MORNING)
    list_cases(house, municipality=None, stage=None, kind=None)
    list_letters(house, address=None, status=None)

    assert everything(house) == before


def test_cases_are_listed_newest_first_by_municipality_stage_and_kind(house: House) -> None:
    first = people.an_idea(house).ref
    town = people.a_case(house, Kind.TWIN_TOWN).ref
    other = people.an_idea(house, "vaxjo").ref
    act(house, first, "accept", "sanna", ACCEPT)

    def refs(
        municipality: str | None = None, stage: str | None = None, kind: str | None = None
    ) -> list[str]:
        rows = list_cases(house, municipality=municipality, stage=stage, kind=kind)
        return [row["ref"] for row in rows]

    assert refs() == [other, town, first]
    assert refs(municipality="ljungby") == [town, first]
    assert refs(stage="idea") == [other, town]
    assert refs(kind="project") == [other, first]
    assert refs("ljungby", "support", "project") == [first]
    with pytest.raises(NotFound, match="no municipality 'lund'"):
        refs("lund")


def test_a_case_is_shown_with_its_letters_in_the_order_they_were_written(house: House) -> None:
    opened = people.an_idea(house)
    moved = move(
        *(house, opened.ref, "accept"),
        by=people.at("sanna"),
        given=ACCEPT,
        at=people.MORNING + people.DAY,
    )

    case = show_case(house, opened.ref, people.MORNING)

    assert {letter["id"] for letter in case["letters"][:3]} == {to.id for to in opened.letters}
    assert {letter["id"] for letter in case["letters"][3:]} == {to.id for to in moved.letters}
    assert [(row["verb"], row["by"]) for row in case["journal"]] == [
        ("register", "Karin Ek"),
        ("accept", "Sanna Lind"),
    ]
    assert (case["support"], case["milestones"], case["unit_now"]) == ([], [], None)


def test_a_letter_is_shown_whole_by_the_beginning_of_its_id(house: House) -> None:
    receipt = people.an_idea(house).letters[0]

    letter = show_letter(house, receipt.id[:10])

    assert letter is not None
    assert (letter["id"], letter["to"], letter["address"]) == (
        *(receipt.id, "Karin Ek"),
        people.at("karin"),
    )
    assert letter["from"].endswith("<internationellt@ljungby.example>")
    assert letter["reply_to"] == "internationellt@ljungby.example"
    assert "Grönare skolgårdar" in letter["body"]
    assert "Grönare skolgårdar" in letter["html"]


@pytest.mark.parametrize("beginning", ["", "zz"])
def test_a_letter_that_no_single_id_names_is_not_shown(house: House, beginning: str) -> None:
    people.an_idea(house)

    assert show_letter(house, beginning) is None


def test_letters_are_listed_by_address_and_by_state(house: House) -> None:
    people.an_idea(house)

    hers = list_letters(house, address=people.at("sanna"), status=None)

    assert [(letter["to"], letter["status"]) for letter in hers] == [("Sanna Lind", "waiting")]
    assert len(list_letters(house, address=None, status="waiting")) == 3
    assert list_letters(house, address=people.at("sanna"), status="sent") == []


def test_a_letter_calls_its_reader_what_the_municipality_does(house: House) -> None:
    pack = house.packs["ljungby"]
    own = pack.model_copy(
        update={
            "word": tuple(
                word.model_copy(update={"sv": "utlandsombud"})
                if word.key == "contact_person"
                else word
                for word in pack.word
            )
        }
    )
    vars(own).pop("names", None)  # worked out once, and copied along
    house = replace(house, packs={**house.packs, "ljungby": own})
    open_case(
        house, Kind.PROJECT, municipality="ljungby", unit=people.home(), title="Grönare skolgårdar",
        by=people.at("manne"), given={}, at=people.MORNING,
    )  # fmt: skip
    with reading(house.engine) as tx:
        (hers,) = letters.find(tx, address=people.at("karin"), status=None, case_id=None)

    assert "Du får brevet som utlandsombud (" in hers.body
