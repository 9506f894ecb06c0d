"""Days on which a municipality stands still: information waits for them to pass, deadlines do not."""

from datetime import date, timedelta

import pytest

from intlflow.domain.calendar import is_quiet, working_day_before
from intlflow.domain.ladder import calm_day
from intlflow.packs.holidays import free_days

NATIONAL_DAY_2028 = date(2028, 6, 6)  # a Tuesday
MIDSUMMER_EVE_2027 = date(2027, 6, 25)  # a Friday, free without being a holiday in law


def quiet_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(366))
    return [day for day in days if day.year == year and is_quiet(day)]


def edges(days: list[date]) -> list[tuple[date, date]]:
    """Days in a row, as first and last."""
    starts = [day for day in days if day - timedelta(days=1) not in days]
    ends = [day for day in days if day + timedelta(days=1) not in days]
    return list(zip(starts, ends, strict=True))


@pytest.mark.parametrize(
    ("year", "monday", "sunday"),
    [
        (2026, date(2026, 7, 6), date(2026, 8, 2)),  # a year of 53 weeks
        (2027, date(2027, 7, 12), date(2027, 8, 8)),
        (2028, date(2028, 7, 10), date(2028, 8, 6)),
    ],
)
def test_quiet_are_weeks_28_to_31_and_christmas_eve_to_twelfth_night(
    year: int, monday: date, sunday: date
) -> None:
    assert edges(quiet_days(year)) == [
        (date(year, 1, 1), date(year, 1, 6)),
        (monday, sunday),
        (date(year, 12, 24), date(year, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (NATIONAL_DAY_2028, date(2028, 6, 5)),
        (MIDSUMMER_EVE_2027, date(2027, 6, 24)),
        (date(2027, 5, 1), date(2027, 4, 30)),  # a Saturday and a holiday
        (date(2027, 3, 29), date(2027, 3, 25)),  # Easter Monday → Thursday
        (date(2027, 1, 1), date(2026, 12, 30)),  # New Year's Eve is taken off
        (date(2027, 5, 31), date(2027, 5, 31)),
    ],
)
def test_what_is_due_on_a_free_day_is_better_done_the_working_day_before(
    due: date, last: date
) -> None:
    assert working_day_before(due, free_days(range(due.year - 1, due.year + 1))) == last


def test_a_calm_day_is_a_working_day_that_is_not_quiet() -> None:
    free = free_days(range(2026, 2033))
    calm = {calm_day(date(2027, 1, 1) + timedelta(days=n), free) for n in range(365 * 5)}

    wrong = [day for day in calm if is_quiet(day) or day.weekday() > 4 or day in free]
    assert wrong == []
    assert len(calm) > 1000


def test_calm_days_come_back_within_five_weeks_whatever_the_year() -> None:
    free = free_days(range(2026, 2050))
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365 * 20)]

    longest = max((calm_day(day, free) - day).days for day in days)

    assert longest == 30  # from the Saturday before week 28 to the Monday after week 31
