"""When a decision gains legal force: three weeks, and never on a day when nobody is at work."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from intlflow.domain.appeal import After, Force, Standing, last_day_to_appeal, stand
from intlflow.packs.holidays import free_days

FREE = free_days((2018, 2027, 2028))


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    kind: str
    day: str


ANNOUNCED = Event(After.ANNOUNCED, "2027-03-01")


@pytest.mark.parametrize(
    ("announced", "last"),
    [
        ("2027-03-01", "2027-03-22"),  # Monday to Monday
        ("2027-03-07", "2027-03-30"),  # the 28th is Easter Sunday, the 29th Easter Monday
        ("2018-10-07", "2018-10-29"),  # Sunday the 28th moves to Monday
        ("2027-12-10", "2028-01-03"),  # New Year's Eve, New Year's Day, a Sunday
        ("2027-06-04", "2027-06-28"),  # Midsummer Eve
    ],
)
def test_the_last_day_to_appeal_moves_to_a_working_day(announced: str, last: str) -> None:
    day = last_day_to_appeal(date.fromisoformat(announced), 21, FREE)

    assert str(day) == last


def test_a_decision_gains_legal_force_the_day_after_the_last_day() -> None:
    def on(day: str) -> Standing:
        return stand([ANNOUNCED], 21, FREE, date.fromisoformat(day))

    assert stand([], 21, FREE, date(2027, 3, 1)) == Standing(Force.NOT_ANNOUNCED)
    assert on("2027-03-22") == Standing(Force.OPEN, date(2027, 3, 22), date(2027, 3, 23))
    assert on("2027-03-23").force is Force.IN_FORCE


def test_an_appealed_decision_waits_for_the_court() -> None:
    appealed = [ANNOUNCED, Event(After.APPEALED, "2027-03-22")]
    much_later = date(2027, 9, 1)

    assert stand(appealed, 21, FREE, much_later).force is Force.APPEALED

    stands = stand([*appealed, Event(After.STANDS, "2027-06-01")], 21, FREE, much_later)
    assert stands == Standing(Force.IN_FORCE, date(2027, 3, 22), date(2027, 6, 1))
    annulled = stand([*appealed, Event(After.ANNULLED, "2027-06-01")], 21, FREE, much_later)
    assert annulled == Standing(Force.ANNULLED, since=date(2027, 6, 1))


def test_the_last_day_is_never_free_and_never_before_three_weeks() -> None:
    for number in range(400):
        announced = date(2027, 1, 1) + timedelta(days=number)
        last = last_day_to_appeal(announced, 21, FREE | free_days((2029,)))
        assert last.weekday() < 5
        assert timedelta(days=21) <= last - announced <= timedelta(days=26)
