"""Working days, told which days are free."""

from datetime import date

import pytest

from intlflow.domain.calendar import is_working_day, shift_working_days, working_day_before

# Easter 2027: Good Friday, Easter Monday; Whit and midsummer are left to the packs.
FREE = frozenset({date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 7)})
THURSDAY, TUESDAY = date(2027, 3, 25), date(2027, 3, 30)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (THURSDAY, True),
        (date(2027, 3, 26), False),
        (date(2027, 3, 27), False),
        (date(2027, 3, 28), False),
        (date(2027, 3, 29), False),
        (TUESDAY, True),
    ],
)
def test_people_work_on_weekdays_that_are_not_free(day: date, works: bool) -> None:
    assert is_working_day(day, FREE) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (THURSDAY, 1, TUESDAY),
        (TUESDAY, -1, THURSDAY),
        (THURSDAY, 4, date(2027, 4, 2)),
        (date(2027, 3, 28), 1, TUESDAY),
        (date(2027, 3, 28), -1, THURSDAY),
        (date(2027, 3, 28), 0, date(2027, 3, 28)),
    ],
)
def test_working_days_are_counted_over_easter_both_ways(start: date, days: int, end: date) -> None:
    assert shift_working_days(start, days, FREE) == end


def test_a_day_is_brought_back_to_the_last_working_day_before_it() -> None:
    assert working_day_before(date(2027, 5, 9), FREE) == date(2027, 5, 5)
    assert working_day_before(date(2027, 5, 5), FREE) == date(2027, 5, 5)
