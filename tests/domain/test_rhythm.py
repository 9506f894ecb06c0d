"""When duties fall due: windows of the year, the day something hangs on, every so many months."""

from datetime import date, timedelta

import pytest

from intlflow.domain.duty import MonthDay, Occurrence
from intlflow.domain.months import shift_months
from intlflow.domain.rhythm import around, every, in_windows, on

Window = tuple[MonthDay, MonthDay, bool]
TALKS: tuple[Window, ...] = (((1, 15), (5, 31), False), ((8, 20), (11, 30), False))
REPORT: tuple[Window, ...] = (((12, 1), (1, 20), True),)
LEAP: tuple[Window, ...] = (((2, 1), (2, 29), False),)

SPRING = Occurrence("2027-1", date(2027, 1, 15), date(2027, 5, 31), 2027, needed=1)
AUTUMN = Occurrence("2027-2", date(2027, 8, 20), date(2027, 11, 30), 2027, needed=2)


def dues(windows: tuple[Window, ...], first: date, last: date) -> list[date]:
    return [one.due for one in in_windows(windows, first, last)]


@pytest.mark.parametrize(
    ("year", "place", "day"),
    [
        (2028, (2, 29), date(2028, 2, 29)),
        (2027, (2, 29), date(2027, 2, 28)),
        (2100, (2, 29), date(2100, 2, 28)),
        (2027, (11, 30), date(2027, 11, 30)),
    ],
)
def test_the_leap_day_is_the_28th_in_a_year_without_one(
    year: int, place: MonthDay, day: date
) -> None:
    assert on(year, place) == day


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 5, 31), 0, date(2027, 5, 31)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(
    start: date, months: int, day: date
) -> None:
    assert shift_months(start, months) == day


def test_two_windows_a_year_ask_for_one_talk_by_the_first_and_two_by_the_second() -> None:
    found = list(in_windows(TALKS, date(2027, 1, 1), date(2027, 12, 31)))

    assert found == [SPRING, AUTUMN]


def test_a_window_over_the_turn_of_the_year_is_named_by_the_year_in_which_it_opens() -> None:
    found = list(in_windows(REPORT, date(2027, 1, 10), date(2027, 1, 10)))

    assert found == [Occurrence("2026", date(2026, 12, 1), date(2027, 1, 20), 2026)]


def test_a_single_window_needs_no_number_in_its_name() -> None:
    found = list(in_windows(LEAP, date(2028, 1, 1), date(2029, 12, 31)))

    assert [(one.period, one.due) for one in found] == [
        ("2028", date(2028, 2, 29)),
        ("2029", date(2029, 2, 28)),
    ]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2027, 5, 31), date(2027, 5, 31), [date(2027, 5, 31)]),
        (date(2027, 6, 1), date(2027, 8, 19), []),
        (date(2027, 1, 1), date(2027, 1, 14), []),
        (date(2027, 1, 1), date(2027, 1, 15), [date(2027, 5, 31)]),
        (date(2027, 6, 1), date(2027, 8, 20), [date(2027, 11, 30)]),
    ],
)
def test_a_window_is_there_from_the_day_it_opens_to_the_day_it_is_due(
    first: date, last: date, found: list[date]
) -> None:
    assert dues(TALKS, first, last) == found


def test_every_year_has_its_windows_however_long_one_looks() -> None:
    found = dues(TALKS, date(2026, 10, 15), date(2030, 10, 14))

    assert [day.year for day in found] == [2026, *(y for y in range(2027, 2031) for _ in "12")]


def test_what_hangs_on_a_day_is_named_by_that_day_and_counted_from_it() -> None:
    one = around(
        date(2026, 10, 14),
        lambda day: shift_months(day, 3) - timedelta(days=30),
        lambda day: shift_months(day, 3),
    )

    assert one == Occurrence("2026-10-14", date(2026, 12, 15), date(2027, 1, 14), 2027)


def test_it_never_opens_after_it_is_due() -> None:
    one = around(date(2027, 3, 1), lambda day: day + timedelta(days=9), lambda day: day)

    assert (one.opens, one.due) == (date(2027, 3, 1), date(2027, 3, 1))


def test_every_half_year_comes_again_until_the_end() -> None:
    start, end = date(2027, 8, 1), date(2029, 7, 31)

    found = list(every(6, start, end, 30, date(2027, 1, 1), date(2035, 1, 1)))

    assert [one.due for one in found] == [date(2028, 2, 1), date(2028, 8, 1), date(2029, 2, 1)]
    assert found[0] == Occurrence("2028-02-01", date(2028, 1, 2), date(2028, 2, 1), 2028)


def test_what_falls_due_on_the_very_last_day_still_counts() -> None:
    found = list(
        every(6, date(2027, 8, 1), date(2028, 2, 1), 0, date(2027, 1, 1), date(2029, 1, 1))
    )

    assert [one.period for one in found] == ["2028-02-01"]


def test_without_an_end_it_goes_on_and_a_leap_day_comes_back_every_fourth_year() -> None:
    found = list(every(12, date(2028, 2, 29), None, 0, date(2029, 1, 1), date(2032, 12, 31)))

    assert [one.due for one in found] == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


@pytest.mark.parametrize(
    ("last", "periods"),
    [(date(2028, 1, 1), []), (date(2028, 1, 2), ["2028-02-01"])],
)
def test_the_lead_says_how_early_it_opens(last: date, periods: list[str]) -> None:
    found = every(6, date(2027, 8, 1), None, 30, date(2027, 9, 1), last)

    assert [one.period for one in found] == periods


def test_what_was_due_before_the_first_day_is_left_out_and_the_count_goes_on() -> None:
    found = list(every(24, date(2017, 3, 31), None, 0, date(2026, 1, 1), date(2030, 1, 1)))

    assert [one.due for one in found] == [date(2027, 3, 31), date(2029, 3, 31)]


def test_nothing_falls_due_on_the_day_from_which_one_counts() -> None:
    found = list(every(1, date(2027, 1, 31), None, 0, date(2027, 1, 1), date(2027, 3, 31)))

    assert [one.due for one in found] == [date(2027, 2, 28), date(2027, 3, 31)]
