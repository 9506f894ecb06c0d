"""A clock that jumps stops the letters: back by more than five minutes, forward by more than 48 hours."""

from datetime import UTC, datetime, timedelta

import pytest

from intlflow.domain.clockguard import Reading, doubt

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def later(wall: timedelta, ran: timedelta, boot: str = "first") -> str | None:
    """What is thought of a reading so long after noon, on a machine that ran so long meanwhile."""
    last = Reading(NOON, "first", 1000.0)
    return doubt(last, Reading(NOON + wall, boot, 1000.0 + ran.total_seconds()))


def test_the_first_reading_is_believed() -> None:
    assert doubt(None, Reading(NOON, "first", 5.0)) is None


@pytest.mark.parametrize("hours", [0, 1, 24, 24 * 365])
def test_a_clock_that_goes_as_long_as_the_machine_ran_is_believed(hours: int) -> None:
    assert later(hours * HOUR, hours * HOUR) is None


@pytest.mark.parametrize(
    ("back", "found"),
    [(SECOND, None), (300 * SECOND, None), (301 * SECOND, "clock-back"), (24 * HOUR, "clock-back")],
)
def test_five_minutes_back_are_forgiven_and_not_a_second_more(
    back: timedelta, found: str | None
) -> None:
    assert later(-back, timedelta(0)) == found


def test_back_is_back_even_on_another_start_of_the_machine() -> None:
    assert later(-HOUR, timedelta(0), boot="second") == "clock-back"


@pytest.mark.parametrize(
    ("ahead", "found"),
    [(48 * HOUR, None), (48 * HOUR + SECOND, "clock-forward"), (365 * 24 * HOUR, "clock-forward")],
)
def test_two_days_ahead_of_the_machine_are_forgiven_and_not_a_second_more(
    ahead: timedelta, found: str | None
) -> None:
    assert later(HOUR + ahead, HOUR) == found


def test_a_machine_that_slept_for_a_month_has_not_jumped() -> None:
    assert later(30 * 24 * HOUR, 30 * 24 * HOUR) is None


@pytest.mark.parametrize("boot", ["second", ""])
def test_a_machine_that_was_off_for_a_month_has_only_the_wall_clock_to_go_by(boot: str) -> None:
    assert later(30 * 24 * HOUR, -1000 * SECOND, boot=boot) is None


def test_where_no_start_of_the_machine_can_be_known_forward_is_believed() -> None:
    last, now = Reading(NOON, "", 0.0), Reading(NOON + 1000 * HOUR, "", 0.0)

    assert doubt(last, now) is None
