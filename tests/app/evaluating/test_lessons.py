"""What was learnt in a programme is shown when it opens again: on the call, on a case, in the letter."""

from pathlib import Path

from intlflow.app.calls.showing import show_call
from intlflow.app.evaluating.choosing import open_sheet, write
from intlflow.app.evaluating.lessons import of_case
from intlflow.app.house import House
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack
from intlflow.store import cases
from intlflow.store.engine import reading
from tests import people
from tests.app.calls.funder import LIFE, bring, usual
from tests.people import MAIN_ROAD, MORNING, at


def refused(house: House, programme: str) -> str:
    """An application that was refused, with the lessons that were written down."""
    now = people.an_idea(house, title="Blå skolgårdar")
    for verb in MAIN_ROAD[:4]:
        more = {"programme": programme} if verb == "go" else {}
        now = people.go(house, now.ref, Kind.PROJECT, now.target, verb, **more)
    people.go(house, now.ref, Kind.PROJECT, now.target, "reject")
    open_sheet(house, "ljungby", now.ref, by=at("petra"), at=MORNING)
    given = {"score": "62 av 100", "again": "Börja ett år tidigare", "apply_again": "yes"}
    write(house, "ljungby", now.ref, given, by=at("petra"), at=MORNING)
    return now.ref


def lessons_for(house: House, ref: str) -> list[str]:
    pack: Pack = house.pack("ljungby")
    with reading(house.engine) as tx:
        case = cases.load(tx, ref)
        assert case is not None
        return [each["again"] for each in of_case(tx, pack, case)]


def test_the_lessons_of_a_refusal_stand_on_every_call_of_the_programme(
    house: House, tmp_path: Path
) -> None:
    ref = refused(house, "LIFE")
    bring(house, tmp_path, usual())

    (lesson,) = show_call(house, "ljungby", LIFE, MORNING)["lessons"]

    assert (lesson["ref"], lesson["refused"], lesson["score"]) == (ref, True, "62 av 100")
    assert lesson["why"] == "Det saknas tid i år."
    assert lesson["again"] == "Börja ett år tidigare"


def test_lessons_of_other_programmes_are_not_shown(house: House, tmp_path: Path) -> None:
    refused(house, "Interreg South Baltic")
    bring(house, tmp_path, usual())

    assert show_call(house, "ljungby", LIFE, MORNING)["lessons"] == []


def test_a_case_that_means_to_apply_again_shows_them_and_never_its_own(house: House) -> None:
    old = refused(house, "LIFE")
    new = people.an_idea(house, title="Gröna skolgårdar")
    for verb in MAIN_ROAD[:2]:
        more = {"programme": "life"} if verb == "go" else {}
        new = people.go(house, new.ref, Kind.PROJECT, new.target, verb, **more)

    assert lessons_for(house, new.ref) == ["Börja ett år tidigare"]
    assert lessons_for(house, old) == []
