"""An idea that rests until a day is called back on that day, once, whoever has forgotten it."""

from datetime import UTC, datetime, timedelta

import pytest

from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.showing import list_letters
from intlflow.app.waking import call_back
from intlflow.domain.words import Kind
from tests import people

WAKES = datetime(2027, 9, 1, 6, 0, tzinfo=UTC)  # 08:00 in Sweden, the day that the cast parks until


def called_back(house: House) -> list[tuple[str, str]]:
    rows = list_letters(house, address=None, status=None)
    return sorted((r["address"], r["subject"]) for r in rows if r["template"] == "reminder/wake")


def test_on_its_day_the_coordinator_and_the_proposer_hear_of_a_resting_idea(house: House) -> None:
    ref = people.walk(house, ["park"]).ref

    written = call_back(house, WAKES)

    subject = f"Dags att väcka {ref}: Ett ärende"
    told = [(people.at("karin"), subject), (people.at("sanna"), subject)]
    assert (written, called_back(house)) == (2, told)


@pytest.mark.parametrize(
    "too_early",
    [WAKES - timedelta(days=1), datetime(2027, 8, 31, 23, 5, tzinfo=UTC), WAKES.replace(hour=4)],
    ids=["the day before", "just past midnight", "before the office opens"],
)
def test_nothing_is_written_before_the_morning_of_the_day(
    house: House, too_early: datetime
) -> None:
    people.walk(house, ["park"])

    assert (call_back(house, too_early), called_back(house)) == (0, [])


def test_it_is_said_once_however_often_the_clock_ticks(house: House) -> None:
    people.walk(house, ["park"])
    call_back(house, WAKES)

    again = [call_back(house, WAKES + timedelta(hours=n)) for n in range(1, 50)]

    assert sum(again) == 0
    assert len(called_back(house)) == 2


def test_a_month_of_silence_only_makes_it_late(house: House) -> None:
    people.walk(house, ["park"])

    assert call_back(house, WAKES + timedelta(days=31)) == 2


def test_an_idea_that_has_been_woken_is_left_alone(house: House) -> None:
    people.walk(house, ["park", "wake"])

    assert call_back(house, WAKES) == 0


def test_an_idea_that_rests_again_is_called_back_again(house: House) -> None:
    ref = people.walk(house, ["park"]).ref
    call_back(house, WAKES)
    people.go(house, ref, Kind.PROJECT, "parked", "wake")
    move(
        house,
        ref,
        "park",
        by=people.at("sanna"),
        given={"reason": "Utlysningen flyttades.", "wake_on": "2027-12-01"},
        at=WAKES,
    )

    assert call_back(house, WAKES + timedelta(days=90)) == 0
    assert call_back(house, WAKES + timedelta(days=92)) == 2
