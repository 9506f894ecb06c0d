"""The demo register: made-up people, real units and documents, cases in every stage, on any day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from intlflow.app import demo
from intlflow.app.audit import verify
from intlflow.app.demo.cases import Story, walk
from intlflow.app.demo.names import FIRST, LAST
from intlflow.app.house import House, is_demo, open_house
from intlflow.app.register import list_people
from intlflow.app.setup import prepare
from intlflow.app.showing import list_cases, list_letters, show_case
from intlflow.app.stages import due
from intlflow.domain.words import Kind, Stage
from intlflow.settings import Settings
from intlflow.store.engine import reading
from tests import people
from tests.store.whole import everything


@pytest.fixture(scope="module")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demo register loaded on the fixed morning; the tests only look at it."""
    settings = Settings.from_env({}, tmp_path_factory.mktemp("demo"))
    prepare(settings, with_demo=True, at=people.MORNING)
    house = open_house(settings)
    yield house
    house.close()


def cases(house: House, municipality: str | None = None, kind: str | None = None) -> list[Any]:
    return list_cases(house, municipality=municipality, stage=None, kind=kind)


def test_everybody_is_made_up_and_has_an_address_that_leads_nowhere(demo_house: House) -> None:
    everybody = list_people(demo_house, None, people.MORNING)
    addresses = [person["email"] for person in everybody if person["email"]]

    assert {p["name"].partition(" ")[0] for p in everybody} <= set(FIRST)
    assert {p["name"].partition(" ")[2] for p in everybody} <= set(LAST)
    assert {to.rpartition("@")[2] for to in addresses} == {"ljungby.example", "vaxjo.example"}
    assert len(set(addresses)) == len(addresses)
    assert max(Counter((p["municipality"], p["name"]) for p in everybody).values()) == 1
    assert {ascii(to) for to in addresses} == {f"'{to}'" for to in addresses}


@pytest.mark.parametrize("key", ["ljungby", "vaxjo"])
def test_PLAN_38_every_unit_has_a_contact_person_but_for_one_vacancy_to_be_shown(
    demo_house: House, key: str
) -> None:
    units = [u.key for u in demo_house.pack(key).unit if u.holds(people.MORNING.date())]
    held = {
        (role["scope"], role["role"], role["deputy"])
        for person in list_people(demo_house, key, people.MORNING)
        for role in person["roles"]
    }

    assert [unit for unit in units if (unit, "contact_person", False) not in held] == units[-1:]
    assert [unit for unit in units if (unit, "contact_person", True) not in held] == units[-1:]
    assert [unit for unit in units if (unit, "unit_manager", False) not in held] == []


@pytest.mark.parametrize("key", ["ljungby", "vaxjo"])
def test_one_manager_has_no_address_so_that_the_coordinator_is_seen_to_be_told(
    demo_house: House, key: str
) -> None:
    silent = [p for p in list_people(demo_house, key, people.MORNING) if not p["email"]]

    assert [[role["role"] for role in person["roles"]] for person in silent] == [["unit_manager"]]


def test_about_fifteen_projects_stand_in_every_stage_there_is(demo_house: House) -> None:
    projects = cases(demo_house, kind=Kind.PROJECT)

    assert len(projects) == 16
    assert {case["stage"] for case in projects} == set(Stage)
    assert {case["municipality"] for case in projects} == {"ljungby", "vaxjo"}


def test_PLAN_05_and_LJ13_05_ljungby_s_two_documents_are_overdue_as_in_reality(
    demo_house: House,
) -> None:
    shown = [
        show_case(demo_house, case["ref"], people.MORNING)
        for case in cases(demo_house, "ljungby", Kind.GOVERNING_DOCUMENT)
    ]

    assert {
        (c["title"], c["phase"], c["facts"]["valid_from"], c["facts"]["revise_by"]) for c in shown
    } == {
        (
            *("Policy för internationellt arbete", "in_force"),
            *("2013-11-01", "2018-06-01"),
        ),
        (
            *("Verksamhetsplan för internationellt arbete", "in_force"),
            *("2018-08-14", "2023-08-14"),
        ),
    }


def test_twin_towns_and_networks_are_those_that_the_packs_know_of(demo_house: House) -> None:
    with reading(demo_house.engine) as tx:
        networks = tx.all("SELECT municipality, name, member_since FROM membership")
    towns = cases(demo_house, kind=Kind.TWIN_TOWN)

    assert {(town["municipality"], town["title"]) for town in towns} == {
        (pack.key, f"Vänort: {town.name}")
        for pack in demo_house.packs.values()
        for town in pack.twin_town
    }
    assert {town["phase"] for town in towns} == {"active"}
    assert len(towns) == 9
    assert len(networks) == 7  # six that a pack tells of, and one made up
    assert ("vaxjo", "Energy Cities", "2002") in networks


def test_the_past_is_never_sent_and_only_fresh_stages_wait_for_their_flow(
    demo_house: House,
) -> None:
    letters = list_letters(demo_house, address=None, status=None)
    waiting = {stage.case_ref for stage in due(demo_house, people.MORNING)}

    fresh = {
        case["ref"]
        for case in cases(demo_house)
        if show_case(demo_house, case["ref"], people.MORNING)["opened_at"] > "2027-01-16"
    }
    assert {letter["status"] for letter in letters} == {"cancelled"}
    assert {letter["reply"] for letter in letters} == {demo.QUIET}
    assert fresh <= waiting
    assert 0 < len(waiting) < len(cases(demo_house))


def test_what_was_done_in_the_past_was_done_by_whoever_may(demo_house: House) -> None:
    rows = [
        (row["verb"], row["role"], row["by"])
        for case in cases(demo_house)
        for row in show_case(demo_house, case["ref"], people.MORNING)["journal"]
    ]

    assert {role for verb, role, _ in rows if verb == "accept"} == {"coordinator"}
    assert {role for verb, role, _ in rows if verb == "submit"} == {"signatory"}
    assert [by for *_, by in rows if by == "?"] == []


def test_loading_twice_changes_nothing(demo_house: House) -> None:
    before = everything(demo_house)

    again = demo.load(demo_house, people.MORNING + people.DAY)
    told = prepare(demo_house.settings, with_demo=True, at=people.MORNING + people.DAY)

    assert (again, told) == (False, [])
    assert everything(demo_house) == before
    assert is_demo(demo_house)


def test_an_installation_with_people_gets_no_demo_register(house: House) -> None:
    before = everything(house)

    assert demo.load(house, people.MORNING) is False
    assert prepare(house.settings, with_demo=True, at=people.MORNING) == []
    assert everything(house) == before
    assert not is_demo(house)


def test_an_installation_of_one_municipality_gets_its_own_cases_alone(tmp_path: Path) -> None:
    settings = Settings.from_env({}, tmp_path / "data")
    prepare(settings, with_demo=False, at=people.MORNING)
    house = open_house(settings)
    alone = replace(house, packs={"vaxjo": house.pack("vaxjo")})

    demo.load(alone, people.MORNING)

    assert {case["municipality"] for case in cases(alone)} == {"vaxjo"}
    assert {p["municipality"] for p in list_people(alone, None, people.MORNING)} == {"vaxjo"}
    house.close()


def test_a_made_up_case_in_a_unit_without_people_says_whom_it_lacks(house: House) -> None:
    story = Story("ljungby", "klf", "Ett spår", "support")

    with pytest.raises(LookupError, match=r"nobody with an address holds .*contact_person"):
        walk(house, story, people.MORNING)


@pytest.mark.parametrize(
    "day", [date(2026, 11, 24), date(2027, 2, 28), date(2028, 2, 29), date(2045, 7, 1)], ids=str
)
def test_on_any_day_the_register_is_loaded_whole(tmp_path: Path, day: date) -> None:
    settings = Settings.from_env({}, tmp_path / "data")
    at = datetime(day.year, day.month, day.day, 22, 45, tzinfo=UTC)

    prepare(settings, with_demo=True, at=at)

    house = open_house(settings)
    verdict = verify(house)
    listed = cases(house)
    house.close()
    assert (verdict.faults, verdict.cases) == ([], 28)
    assert max(case["changed_at"] for case in listed) < at.isoformat()
    assert [file.name for file in settings.data.iterdir() if ".new" in file.name] == []


def test_a_start_that_was_cut_off_leaves_no_half_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.from_env({}, tmp_path / "data")

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("intlflow.app.demo.cases.walk", power_cut)
        with pytest.raises(KeyboardInterrupt):
            prepare(settings, with_demo=True, at=people.MORNING)
    half = settings.sqlite_file is not None and settings.sqlite_file.exists()
    prepare(settings, with_demo=True, at=people.MORNING)

    house = open_house(settings)
    assert (half, len(cases(house))) == (False, 28)
    house.close()
    assert [file.name for file in settings.data.iterdir() if ".new" in file.name] == []
