"""The steps of a stage's flow, on a real database and without Prefect."""

import asyncio

import pytest

from flows import move_case, stage_work
from flows.stage_work import finish, plan_milestones, take, tell_people
from intlflow.app.house import House
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.register import address_of, list_people
from intlflow.domain.words import Kind
from tests import people


@pytest.fixture
def idea(house: House, monkeypatch: pytest.MonkeyPatch) -> Moved:
    """An idea of Karin's, in the house that the flows work for."""
    for module in (stage_work, move_case):
        monkeypatch.setattr(module, "house", lambda: house)
    monkeypatch.setattr("intlflow.clock.now", lambda: people.MORNING)
    return open_case(
        house,
        Kind.PROJECT,
        municipality="ljungby",
        unit=people.home(),
        title="Skogens dag",
        by=people.at("karin"),
        given={},
        at=people.MORNING,
    )


def test_work_is_taken_by_one_alone(idea: Moved) -> None:
    assert idea.stage_run is not None

    first, second = take(idea.stage_run), take(idea.stage_run)

    assert first is not None
    assert first.case_ref == idea.ref
    assert second is None


def test_steps_made_twice_do_their_work_once(idea: Moved, house: House) -> None:
    work = take(idea.stage_run or 0)
    assert work is not None

    before = [asyncio.run(step.fn(work)) for step in (plan_milestones, tell_people)]
    letters = count(house, "letter")
    again = [asyncio.run(step.fn(work)) for step in (plan_milestones, tell_people)]

    assert again == before
    assert count(house, "letter") == letters


def test_what_is_finished_is_not_taken_again(idea: Moved) -> None:
    work = take(idea.stage_run or 0)
    assert work is not None

    said = asyncio.run(finish.fn(work, 2, 1))

    assert said == "2 dates planned, 1 letters in the outbox"
    assert take(idea.stage_run or 0) is None
    assert asyncio.run(finish.fn(work, 2, 1)) == stage_work.nothing_left(idea.ref)


def test_a_person_s_number_leads_to_their_address(idea: Moved, house: House) -> None:
    everyone = list_people(house, "ljungby", people.MORNING)

    found = {
        person["email"]: address_of(house, person["id"], people.MORNING) for person in everyone
    }

    assert found == {email: email for email in found}
    assert people.at("karin") in found


def count(house: House, table: str) -> int:
    with house.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())
