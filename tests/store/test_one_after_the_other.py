"""Those who write come one after the other, on both databases: what was looked up still holds."""

from datetime import timedelta
from typing import Any

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.duties import answering
from intlflow.app.house import House
from intlflow.domain.appeal import After
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store import letters, meta
from intlflow.store.engine import reading, writing
from tests import people
from tests.people import MORNING
from tests.store.racing import race
from tests.store.whole import number_of


def count_up(house: House, _: int, lap: int) -> Any:
    """Look first, write later: two at once would lose a step."""
    with writing(house.engine) as tx:
        seen = int(meta.get(tx, "steps") or 0)
        meta.put(tx, "steps", str(seen + 1))
    return seen


def test_nobody_writes_upon_what_another_has_changed_since(any_house: House) -> None:
    laps = race(any_house, 4, range(50), count_up)

    assert sorted(seen for lap in laps for seen in lap) == list(range(200))


def hold_talk(house: House, number: int, _: int) -> Any:
    at = MORNING + timedelta(seconds=number)
    try:
        answering.log(
            house, "ljungby", "ledningsgrupp_talk", subject=people.home(), by=people.at("karin"),
            on=MORNING.date(), forum="ledningsgrupp", at=at,
        )  # fmt: skip
    except Refused as no:
        return no.why
    return "logged"


def test_a_double_click_logs_one_talk(any_house: House) -> None:
    (came,) = race(any_house, 4, [1], hold_talk)

    assert came.count("logged") == 1
    assert number_of(any_house, "duty_log") == 1


def appeal(house: House, number: int, decision: int) -> Any:
    at = MORNING + timedelta(seconds=number)
    secretary = people.who_can(Role.SECRETARY)
    try:
        note_event(house, decision, After.APPEALED, by=secretary, day=None, note="", at=at)
    except Refused as no:
        return no.why
    return "noted"


def test_an_appeal_that_two_note_at_once_is_noted_and_told_once(any_house: House) -> None:
    people.an_announced_decision(any_house)

    (came,) = race(any_house, 4, [1], appeal)

    assert sorted(came) == ["decision-event-twice"] * 3 + ["noted"]
    assert number_of(any_house, "decision_event WHERE kind = 'appealed'") == 1
    told = "letter WHERE template = 'decision/appealed'"
    assert number_of(any_house, told) == number_of(any_house, f"{told} AND status = 'waiting'") == 3


@pytest.mark.parametrize("key", ["sweep:file:abcdef", "sweep:file:0123"])
def test_what_begins_so_is_found_whatever_language_the_database_sorts_by(
    any_house: House, key: str
) -> None:
    with writing(any_house.engine) as tx:
        meta.put(tx, key, "here")
        meta.put(tx, "sweep:other", "elsewhere")
        found = meta.starting(tx, "sweep:file:")

    assert found == {key: "here"}


def test_a_letter_is_found_by_the_beginning_of_its_id(any_house: House) -> None:
    people.an_idea(any_house)
    with reading(any_house.engine) as tx:
        one, *_ = letters.find(tx, address=None, status=None, case_id=None)

        assert letters.get(tx, one.id[:8]) == one
        assert letters.get(tx, one.id) == one
