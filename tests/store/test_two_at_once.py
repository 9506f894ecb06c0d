"""One decision per step (P5, T10): two people at once, a double click, a stale form, on both databases."""

from typing import Any

from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.domain.lifecycle import Refused
from intlflow.store.engine import reading, writing
from tests import people
from tests.store.racing import race
from tests.store.whole import number_of

CASES, PEOPLE = 200, 4
WHY = {"reason": "Det saknas tid i år."}
PARK = {**WHY, "wake_on": "2027-09-01"}


def ideas(house: House) -> list[str]:
    return [people.an_idea(house, title=f"Idé {number}").ref for number in range(CASES)]


def decide(house: House, number: int, ref: str) -> Any:
    """Half of the people want to park the idea, half to decline it; all have seen version 1."""
    verb, given = ("park", PARK) if number % 2 else ("decline", WHY)
    by = people.at("sanna")
    try:
        return move(house, ref, verb, by=by, given=given, at=people.MORNING, version=1).target
    except Refused as no:
        return (no.why, no.details["who"], no.details["at"], no.details["version"])


def decide_unseen(house: House, number: int, ref: str) -> Any:
    by = people.at("sanna")
    try:
        return move(house, ref, "park", by=by, given=PARK, at=people.MORNING).target
    except Refused as no:
        return no.why


def decide_carelessly(house: House, number: int, ref: str) -> Any:
    """The bug that the race must find: look first, write later, without comparing."""
    with reading(house.engine) as tx:
        seen = tx.one("SELECT version FROM case_ WHERE ref = ?", ref)
    if seen != (1,):
        return "stale"
    with writing(house.engine) as tx:
        tx.run("UPDATE case_ SET phase = 'parked', version = 2 WHERE ref = ?", ref)
    return "parked"


def test_of_four_who_decide_at_once_one_wins_and_the_others_hear_who_and_when(
    any_house: House,
) -> None:
    refs = ideas(any_house)

    laps = race(any_house, PEOPLE, refs, decide)

    stale = ("stale", "Sanna Lind", "2027-03-01T07:00:00.000000Z", 2)
    wins = [[came for came in lap if came in ("parked", "declined")] for lap in laps]
    assert [len(won) for won in wins] == [1] * CASES
    assert [lap.count(stale) for lap in laps] == [PEOPLE - 1] * CASES
    assert number_of(any_house, "journal WHERE seq = 2") == CASES
    assert number_of(any_house, "journal WHERE seq > 2") == 0
    assert verify(any_house).faults == []


def test_a_double_click_makes_one_move(any_house: House) -> None:
    refs = ideas(any_house)[:50]

    laps = race(any_house, PEOPLE, refs, decide_unseen)

    assert [lap.count("parked") for lap in laps] == [1] * 50
    assert {came for lap in laps for came in lap} <= {"parked", "stale", "not-from-here"}
    assert number_of(any_house, "journal WHERE seq > 1") == 50
    assert verify(any_house).faults == []


def test_the_race_is_close_enough_to_catch_a_careless_move(any_house: House) -> None:
    refs = ideas(any_house)

    laps = race(any_house, PEOPLE, refs, decide_carelessly)

    assert sum(lap.count("parked") > 1 for lap in laps) > 0
