"""Instants as text: the hour that a clock shows twice in autumn is two instants."""

from datetime import UTC, datetime

import pytest

from intlflow.domain.facts import LOCAL
from intlflow.store.instants import instant, stamp


def test_the_hour_that_comes_twice_is_kept_as_two_instants() -> None:
    once = datetime(2027, 10, 31, 2, 30, tzinfo=LOCAL)
    again = once.replace(fold=1)

    assert stamp(once) == "2027-10-31T00:30:00.000000Z"
    assert stamp(again) == "2027-10-31T01:30:00.000000Z"
    assert stamp(once) == "2027-10-31T00:30:00.000000Z"


def test_one_instant_is_spelt_alike_from_every_zone() -> None:
    here = datetime(2027, 3, 1, 8, 0, tzinfo=LOCAL)

    assert stamp(here) == stamp(here.astimezone(UTC)) == "2027-03-01T07:00:00.000000Z"
    assert instant(stamp(here)) == here


def test_a_moment_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stamp(datetime(2027, 3, 1, 8, 0))  # noqa: DTZ001
