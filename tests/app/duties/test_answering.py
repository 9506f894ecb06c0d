"""Counting, not nagging: what was done is noted, counts for the right year, and stops the letters."""

from datetime import date

import pytest

from intlflow.app.duties import answering, ticking
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from tests.app.duties.asking import TALK, at, holder, post, rows, talk, told


def count(house: House, day: str, unit: str = "buf") -> dict[str, str]:
    """How the talks of a unit stand, by period."""
    listed = list_duties(house, at(day), municipality="ljungby", subject=unit, key=TALK)
    mine = [row for row in listed if row["period"].startswith("2027")]
    return {row["period"]: f"{row['state']} {row['count']}" for row in mine}


def test_PLAN_50_two_talks_in_spring_meet_the_duty_of_the_year(demo: House) -> None:
    ticking.tick(demo, at("2027-01-15"))
    talk(demo, "2027-02-01")
    talk(demo, "2027-04-01")

    standing = count(demo, "2027-04-02")
    ticking.tick(demo, at("2027-08-20"))

    assert standing == {"2027-1": "met 2/2", "2027-2": "met 2/2"}
    assert (told(demo, "buf", "2027-1"), told(demo, "buf", "2027-2")) == (["2027-01-15"], [])


def test_PLAN_50_a_talk_before_the_letter_counts(demo: House) -> None:
    ticking.tick(demo, at("2026-12-01"))
    talk(demo, "2027-01-04")

    ticking.tick(demo, at("2027-01-15"))

    assert told(demo, "buf", "2027-1") == []


@pytest.mark.parametrize("forum", ["Ledningsgruppen", "APT", "Förvaltningens torsdagsmöte"])
def test_PLAN_50_any_forum_counts(demo: House, forum: str) -> None:
    assert talk(demo, "2027-02-01", forum=forum).count == "1/2"


@pytest.mark.parametrize("role", ["contact_person", "unit_manager"])
def test_whoever_works_for_the_unit_may_note_a_talk(demo: House, role: str) -> None:
    assert talk(demo, "2027-02-01", by=holder(demo, role, "buf")).count == "1/2"


def test_the_coordinator_may_note_a_talk_for_anyone(demo: House) -> None:
    assert talk(demo, "2027-02-01", by=holder(demo, "coordinator", "")).met


def test_another_units_talk_is_not_mine_to_note(demo: House) -> None:
    with pytest.raises(Refused, match="not-your-duty"):
        talk(demo, "2027-02-01", by=holder(demo, "contact_person", "tf"))

    assert rows(demo, "SELECT count(*) FROM duty_log") == [(0,)]


def test_a_talk_that_has_not_been_held_is_not_noted(demo: House) -> None:
    with pytest.raises(Refused, match="day-ahead"):
        talk(demo, "2027-02-02", now="2027-02-01")


def test_the_same_talk_twice_is_said_to_be_there_already(demo: House) -> None:
    first = talk(demo, "2027-02-01", now="2027-02-03")

    with pytest.raises(Refused) as no:
        talk(demo, "2027-02-01", now="2027-02-04", forum="Ledningsgruppen ")

    assert (no.value.why, no.value.details["number"]) == ("logged-already", first.number)


def test_a_correction_counts_once_and_keeps_what_was_said_before(demo: House) -> None:
    first = talk(demo, "2027-02-01", now="2027-02-05")
    talk(demo, "2027-02-02", now="2027-02-05", corrects=first.number)

    assert count(demo, "2027-02-06") == {"2027-1": "met 1/2", "2027-2": "upcoming 1/2"}
    assert rows(demo, "SELECT day, corrects FROM duty_log ORDER BY id") == [
        ("2027-02-01", None),
        ("2027-02-02", first.number),
    ]
    with pytest.raises(Refused, match="log-corrected"):
        talk(demo, "2027-02-03", now="2027-02-05", corrects=first.number)


def test_a_talk_that_is_taken_back_is_asked_for_again(demo: House) -> None:
    ticking.tick(demo, at("2027-01-15"))
    first = talk(demo, "2027-02-01")
    answering.withdraw(
        demo,
        first.number,
        by=holder(demo, "contact_person", "buf"),
        reason="Mötet ställdes in.",
        at=at("2027-02-03"),
    )

    assert count(demo, "2027-02-04") == {"2027-1": "open 0/2", "2027-2": "upcoming 0/2"}
    ticking.tick(demo, at("2027-05-01"))
    assert told(demo, "buf", "2027-1") == ["2027-01-15", "2027-05-01"]


def test_a_letter_that_has_not_left_is_taken_back_when_the_talk_is_noted(demo: House) -> None:
    ticking.tick(demo, at("2027-05-28"))  # catches up with all that is open
    ticking.tick(demo, at("2027-05-29"))
    manager = holder(demo, "unit_manager", "mbf")
    ticking.tick(demo, at("2027-06-07"))
    before = [status for _, s, status in post(demo, manager) if "ledningsgruppen" in s]

    talk(demo, "2027-06-07", unit="mbf")

    after = [status for _, s, status in post(demo, manager) if "ledningsgruppen" in s]
    assert (before, after) == (["waiting"], ["cancelled"])


def test_a_duty_or_unit_that_is_not_there_is_named_with_those_that_are(demo: House) -> None:
    with pytest.raises(NotFound, match="there are ledningsgrupp_talk, "):
        answering.find_duty(demo, "ljungby", "talk")
    with pytest.raises(NotFound, match="it is owed by klf, buf"):
        talk(demo, "2027-02-01", unit="xyz", by=holder(demo, "coordinator", ""))


def test_what_is_not_due_yet_has_nothing_to_be_noted_on(demo: House) -> None:
    logged = answering.log(
        demo,
        "vaxjo",
        "strategy_follow_up",
        subject="",
        by=holder(demo, "coordinator", "", "vaxjo"),
        on=date(2026, 12, 1),
        forum="",
        at=at("2026-12-01"),
    )

    assert (logged.period, logged.met) == ("2026-10-14", True)
