"""Which day a tick works for: Swedish days, from seven o'clock, on the nights of the clock changes too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intlflow.app.duties.ticking import working_day_of
from intlflow.domain.facts import LOCAL

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # Sundays on which the clock is changed
NEW_YEAR = date(2027, 1, 1)


def local(day: date, hour: int, minute: int, fold: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL, fold=fold)


@pytest.mark.parametrize("day", [SPRING, AUTUMN, NEW_YEAR, date(2028, 2, 29), date(2028, 3, 1)])
def test_until_seven_it_is_still_the_day_before(day: date) -> None:
    assert working_day_of(local(day, 6, 59)) == day - timedelta(days=1)
    assert working_day_of(local(day, 7, 0)) == day
    assert working_day_of(local(day, 23, 59)) == day


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2027, 3, 27, 6, 0, tzinfo=UTC), date(2027, 3, 27)),  # seven in winter
        (datetime(2027, 3, 28, 4, 59, tzinfo=UTC), date(2027, 3, 27)),
        (datetime(2027, 3, 28, 5, 0, tzinfo=UTC), SPRING),  # seven in summer
        (datetime(2027, 10, 30, 5, 0, tzinfo=UTC), date(2027, 10, 30)),
        (datetime(2027, 10, 31, 5, 0, tzinfo=UTC), date(2027, 10, 30)),  # six again
        (datetime(2027, 10, 31, 6, 0, tzinfo=UTC), AUTUMN),
    ],
)
def test_the_office_opens_by_the_clock_on_the_wall(at: datetime, day: date) -> None:
    assert working_day_of(at) == day


@pytest.mark.parametrize(("hour", "fold"), [(2, 0), (2, 1)])
@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_half_past_two_on_the_night_of_the_change_belongs_to_the_day_before(
    night: date, hour: int, fold: int
) -> None:
    assert working_day_of(local(night, hour, 30, fold)) == night - timedelta(days=1)


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_an_hourly_tick_works_for_each_day_in_turn_and_misses_none(night: date) -> None:
    start = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(days=1)

    days = [working_day_of(start + timedelta(hours=hour)) for hour in range(72)]

    assert days == sorted(days)
    assert list(dict.fromkeys(days)) == [night + timedelta(days=n) for n in range(-2, 2)]
    assert [days.count(night)] == [24]
