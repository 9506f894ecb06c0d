"""Who brings an idea reads what was learnt before in its programme, before there is a case."""

import pytest

from intlflow.app.access.tokens import owner
from intlflow.app.evaluating.beforehand import Learnt, learnt_before, named_in
from intlflow.app.house import House
from intlflow.domain.words import Kind
from intlflow.store import register
from intlflow.store.engine import reading, writing
from tests import people
from tests.app.evaluating.test_lessons import refused
from tests.people import MAIN_ROAD, MORNING, at

BALTIC = "Interreg South Baltic 2021–2027"


def learnt(house: House, name: str, title: str = "Ny idé", **given: str) -> Learnt:
    """What somebody is shown of an idea."""
    return learnt_before(house, owner(house, "ljungby", at(name), MORNING), title, given, MORNING)


def named(house: House, title: str, **given: str) -> list[str]:
    """The keys of the programmes that an idea names."""
    with reading(house.engine) as tx:
        return [each.key for each in named_in(tx, house.pack("ljungby"), title, given)]


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"programme": "life"}, ["life"]),
        ({"programme": "Interreg South Baltic"}, ["interreg_south_baltic"]),
        ({"programme": BALTIC.lower()}, ["interreg_south_baltic"]),
        ({"call": "LIFE 2027, andra utlysningen"}, ["life"]),
        ({"call": "CERV-2027-CITIZENS-TOWN-TT-01"}, ["cerv_town_twinning"]),
        ({"purpose": "Vi vill söka Erasmus+ i höst."}, ["erasmus_plus"]),
        ({"call": "CERV Town Twinning 2027"}, ["cerv_town_twinning"]),
        ({"purpose": "A better life for all"}, []),
        ({"programme": "Månprogrammet"}, []),
        ({}, []),
    ],
)
def test_an_idea_names_its_programme_by_field_by_call_or_in_its_words(
    house: House, given: dict[str, str], keys: list[str]
) -> None:
    assert named(house, "Ljus i parken", **given) == keys


def test_the_lessons_of_a_refusal_are_known_before_the_next_idea_is_a_case(house: House) -> None:
    ref = refused(house, "LIFE")

    shown = learnt(house, "karin", programme="LIFE")

    assert shown.programmes == ("LIFE",)
    assert [one["ref"] for one in shown.lessons] == [ref]
    assert shown.lessons[0]["again"] == "Börja ett år tidigare"
    assert shown.hidden == 0


def test_whoever_may_not_read_evaluations_learns_that_there_are_some_and_no_more(
    house: House,
) -> None:
    refused(house, "LIFE")
    with writing(house.engine) as tx:
        register.add_person(tx, "ljungby", "Ove Ny", at("ove"), "", "sv", "2013-01-01")

    shown = learnt(house, "ove", programme="LIFE")

    assert (shown.programmes, shown.lessons, shown.hidden) == (("LIFE",), (), 1)


def test_another_units_contact_person_reads_the_lesson_without_a_way_to_the_case(
    house: House,
) -> None:
    refused(house, "LIFE")

    opens = [[one["open"] for one in learnt(house, name, programme="LIFE").lessons]
             for name in ("karin", "stig")]  # fmt: skip

    assert opens == [[True], [False]]


def test_the_project_manager_reads_the_lessons_of_their_own(house: House) -> None:
    refused(house, "LIFE")

    assert [one["score"] for one in learnt(house, "petra", programme="LIFE").lessons] == [
        "62 av 100"
    ]


def test_an_idea_in_another_programme_or_with_nothing_learnt_is_shown_nothing(house: House) -> None:
    refused(house, "LIFE")

    assert not learnt(house, "karin", programme=BALTIC)
    assert not learnt(house, "karin")


def test_an_application_that_is_still_waiting_has_taught_nothing(house: House) -> None:
    now = people.an_idea(house, title="Blå skolgårdar")
    for verb in MAIN_ROAD[:4]:
        more = {"programme": "LIFE"} if verb == "go" else {}
        now = people.go(house, now.ref, Kind.PROJECT, now.target, verb, **more)

    assert not learnt(house, "karin", programme="LIFE")
