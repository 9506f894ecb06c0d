"""After a move Prefect is nudged, if it is there; whatever it answers, the move stands."""

from dataclasses import replace

import pytest

from intlflow.app.after import after_move, unhealthy
from intlflow.app.house import House
from tests import people
from tests.flows.running import free_port
from tests.flows.test_announce import a_prefect

PARK = {"reason": "Det saknas tid i år.", "wake_on": "2027-09-01"}
STAGE = ["/api/deployments/name/idea/intlflow", "/api/deployments/d1/create_flow_run"]
LETTERS = ["/api/deployments/name/deliver-letters/intlflow", "/api/deployments/d1/create_flow_run"]


def with_api(house: House, api: str | None, *, mail: bool = True) -> House:
    url = "mailto://127.0.0.1:8025?from=intlflow@ljungby.example" if mail else None
    return replace(house, settings=replace(house.settings, prefect_api=api, mail_url=url))


def test_without_prefect_nothing_is_asked_and_nothing_is_wrong(house: House) -> None:
    assert after_move(with_api(house, None), people.an_idea(house)) == []


def test_the_stage_s_flow_and_the_letters_are_asked_for(house: House) -> None:
    moved = people.an_idea(house)

    with a_prefect([]) as (api, asked):
        troubles = after_move(with_api(house, api), moved)

    wish = {"stage_run": moved.stage_run, "case": moved.ref}
    assert troubles == []
    assert [path for path, _ in asked] == STAGE + LETTERS
    assert asked[1][1]["parameters"] == wish


def test_a_move_inside_a_stage_asks_for_its_letters_alone(house: House) -> None:
    ref = people.an_idea(house).ref
    moved = people.go(house, ref, people.Kind.PROJECT, "idea", "park")

    with a_prefect([]) as (api, asked):
        troubles = after_move(with_api(house, api), moved)

    assert troubles == []
    assert [path for path, _ in asked] == LETTERS


def test_letters_that_nothing_can_send_cost_no_run(house: House) -> None:
    with a_prefect([]) as (api, asked):
        after_move(with_api(house, api, mail=False), people.an_idea(house))

    assert [path for path, _ in asked] == STAGE


def test_letters_that_are_sent_already_need_nobody(house: House) -> None:
    moved = people.an_idea(house)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE letter SET status = 'sent', due_at = NULL")

    with a_prefect([]) as (api, asked):
        after_move(with_api(house, api), moved)

    assert [path for path, _ in asked] == STAGE


def test_a_silent_prefect_is_asked_once_and_the_reason_is_told(house: House) -> None:
    api = f"http://127.0.0.1:{free_port()}/api"

    (trouble,) = after_move(with_api(house, api), people.an_idea(house))

    assert "refused" in trouble


@pytest.mark.parametrize(("answer", "said"), [(200, None), (500, "answered 500")])
def test_prefect_is_well_when_it_says_so(answer: int, said: str | None) -> None:
    with a_prefect([answer]) as (api, asked):
        trouble = unhealthy(api)

    assert trouble == said
    assert [path for path, _ in asked] == ["/api/health"]


def test_where_nobody_answers_the_reason_is_told() -> None:
    assert "refused" in (unhealthy(f"http://127.0.0.1:{free_port()}/api") or "")


def test_an_https_address_is_asked_over_https_and_nonsense_is_no_crash() -> None:
    with a_prefect([]) as (api, asked):  # speaks plain HTTP only
        trouble = unhealthy(api.replace("http://", "https://"))

    assert trouble is not None
    assert asked == []
    assert "not-a-port" in (unhealthy("http://127.0.0.1:not-a-port/api") or "")
