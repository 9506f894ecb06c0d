"""When a letter is tried again: soon, then with longer pauses, and after five days no more."""

from datetime import UTC, datetime, timedelta

import pytest

from intlflow.domain.retry import FEWEST_TRIES, after_ambiguous, next_try

WRITTEN = datetime(2027, 3, 1, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 40), (6, 160), (7, 240), (5_000, 240)]
)
def test_the_pauses_double_from_five_minutes_to_four_hours(attempts: int, minutes: int) -> None:
    assert next_try(WRITTEN, WRITTEN, attempts, jitter=0.0) == WRITTEN + minutes * MINUTE


def test_jitter_spreads_a_pause_by_a_fifth_at_most() -> None:
    assert next_try(WRITTEN, WRITTEN, 1, jitter=1.0) == WRITTEN + 6 * MINUTE
    assert next_try(WRITTEN, WRITTEN, 1, jitter=0.5) == WRITTEN + 5.5 * MINUTE


def test_after_five_days_a_letter_is_given_up() -> None:
    almost, over = timedelta(days=5) - MINUTE, timedelta(days=5)

    assert next_try(WRITTEN, WRITTEN + almost, 40, 0.0) == WRITTEN + almost + 240 * MINUTE
    assert next_try(WRITTEN, WRITTEN + over, 40, 0.0) is None


def test_a_letter_that_was_old_when_it_was_first_tried_gets_its_tries_all_the_same() -> None:
    week = WRITTEN + timedelta(days=7)

    assert next_try(WRITTEN, week, 1, 0.0) == week + 5 * MINUTE
    assert next_try(WRITTEN, week, FEWEST_TRIES, 0.0) is None


def test_an_ending_nobody_knows_is_tried_until_there_may_be_three_copies() -> None:
    again = [after_ambiguous(WRITTEN, copies) for copies in (1, 2, 3)]

    assert again == [WRITTEN + 15 * MINUTE, WRITTEN + 15 * MINUTE, None]
