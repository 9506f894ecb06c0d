"""The days on which somebody is told: before, on and after the day, moved only where nothing is at stake."""

from datetime import date

import pytest

from intlflow.domain.duty import Step, ladder_order, rung_key
from tests.domain.rungs import Tell, climbed

# Ascension Day 2027 and the Friday after, Whit Sunday is a Sunday anyhow, the National Day too.
FREE = frozenset({date(2027, 5, 6), date(2027, 5, 7)})
OPENING = Tell(opening=True)


@pytest.mark.parametrize(
    ("rung", "key"),
    [
        (OPENING, "open>contact_person"),
        (Tell(opening=True, days=14), "open+14>contact_person"),
        (Tell(days=-30), "-30>contact_person"),
        (Tell("coordinator", days=14), "+14>coordinator"),
        (Tell(working_days=5), "+5w>contact_person"),
        (Tell(months=-6), "-6m>contact_person"),
        (Tell(months=-6, days=3), "-6m+3>contact_person"),
        (Tell(), "due>contact_person"),
    ],
)
def test_a_rung_is_called_by_its_distance_and_whom_it_tells(rung: Tell, key: str) -> None:
    assert rung_key(rung) == key


def test_a_ladder_is_read_from_its_opening_to_its_last_rung() -> None:
    rungs = [Tell(days=14), Tell(working_days=-2), OPENING, Tell(months=-1), Tell(days=-3)]

    assert ladder_order(rungs) == [rungs[2], rungs[3], rungs[1], rungs[4], rungs[0]]


def test_calendar_days_are_counted_whatever_day_they_come_to() -> None:
    steps = climbed(
        Tell(days=-30), Tell(days=-3), Tell("deputy", days=-3), Tell("director", days=28)
    )

    assert steps == [
        Step("-30>contact_person", "contact_person", date(2027, 5, 1)),  # a Saturday and a holiday
        Step("-3>contact_person", "contact_person", date(2027, 5, 28)),
        Step("-3>deputy", "deputy", date(2027, 5, 28)),
        Step("+28>director", "director", date(2027, 6, 28)),
    ]


def test_working_days_step_over_weekends_and_holidays_both_ways() -> None:
    due = date(2027, 5, 10)

    steps = climbed(Tell(working_days=-2), Tell(working_days=2), due=due, free=FREE)

    assert [step.day for step in steps] == [date(2027, 5, 4), date(2027, 5, 12)]


def test_months_are_counted_to_the_last_day_where_the_month_is_short() -> None:
    steps = climbed(Tell(months=-6), Tell(months=1, days=1), due=date(2027, 8, 31))

    assert [step.day for step in steps] == [date(2027, 2, 28), date(2027, 10, 1)]


@pytest.mark.parametrize(
    ("opens", "told"),
    [
        (date(2027, 1, 15), date(2027, 1, 15)),  # a Friday
        (date(2027, 1, 16), date(2027, 1, 18)),  # a Saturday
        (date(2027, 1, 2), date(2027, 1, 7)),  # until Twelfth Night
        (date(2026, 12, 24), date(2027, 1, 7)),  # Christmas Eve
        (date(2027, 7, 12), date(2027, 8, 9)),  # Monday of week 28 → after week 31
        (date(2027, 8, 8), date(2027, 8, 9)),  # the last Sunday of the quiet weeks
        (date(2027, 5, 6), date(2027, 5, 10)),  # Ascension Day and the Friday that is taken off
    ],
)
def test_the_first_letter_waits_for_a_day_on_which_people_can_read_it(
    opens: date, told: date
) -> None:
    steps = climbed(OPENING, opens=opens, due=date(2027, 12, 1), free=FREE)

    assert steps == [Step("open>contact_person", "contact_person", told, opening=True)]


@pytest.mark.parametrize(
    "due", [date(2027, 7, 19), date(2027, 12, 26), date(2027, 5, 6), date(2027, 5, 8)]
)
def test_what_concerns_a_deadline_is_said_on_its_day_even_when_the_town_stands_still(
    due: date,
) -> None:
    steps = climbed(Tell(), due=due, free=FREE)

    assert [step.day for step in steps] == [due]


def test_on_one_day_steps_come_in_the_order_of_their_names() -> None:
    steps = climbed(Tell("unit_manager"), Tell("contact_person"), Tell("deputy"))

    assert [step.to for step in steps] == ["contact_person", "deputy", "unit_manager"]


def test_only_the_days_asked_for_are_given_both_ends_included() -> None:
    rungs = (Tell(days=-31), Tell(days=-30), Tell(), Tell(days=1))

    steps = climbed(*rungs, first=date(2027, 5, 1), last=date(2027, 5, 31))

    assert [step.key for step in steps] == ["-30>contact_person", "due>contact_person"]


def test_a_postponed_duty_is_asked_for_anew_under_new_names_and_without_a_first_letter() -> None:
    rungs = (OPENING, Tell(days=-30), Tell(days=-3))

    steps = climbed(*rungs, due=date(2027, 8, 31), moved_on=date(2027, 5, 20))

    assert steps == [
        Step("1:-30>contact_person", "contact_person", date(2027, 8, 1)),
        Step("1:-3>contact_person", "contact_person", date(2027, 8, 28)),
    ]


def test_what_is_postponed_before_it_opens_has_no_first_letter_either() -> None:
    steps = climbed(
        OPENING, Tell(), opens=date(2027, 8, 20), due=date(2027, 12, 15), moved_on=date(2027, 6, 1)
    )

    assert [step.key for step in steps] == ["1:due>contact_person"]


def test_a_step_that_lies_before_the_postponement_is_not_caught_up() -> None:
    rungs = (Tell(days=-30), Tell(days=-29), Tell(days=-28))

    steps = climbed(*rungs, due=date(2027, 6, 30), moved_on=date(2027, 6, 1))

    assert [step.key for step in steps] == ["1:-28>contact_person"]


def test_a_repeated_rung_is_climbed_again_and_again_each_time_under_a_name_of_its_own() -> None:
    steps = climbed(Tell(days=30, every_days=30), last=date(2027, 9, 1))

    assert steps == [
        Step("+30>contact_person", "contact_person", date(2027, 6, 30), again=True),
        Step("+30>contact_personx1", "contact_person", date(2027, 7, 30), again=True),
        Step("+30>contact_personx2", "contact_person", date(2027, 8, 29), again=True),
    ]


def test_years_later_a_repeated_rung_is_counted_from_where_it_began() -> None:
    steps = climbed(
        Tell(every_days=30), due=date(2023, 8, 14), first=date(2026, 11, 1), last=date(2026, 12, 1)
    )

    assert [(step.key, step.day) for step in steps] == [
        ("due>contact_personx40", date(2026, 11, 26))
    ]
