"""A call's dates are right before the funder's word is; a county decides who may; words decide what fits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlflow.domain.calls import Call, Standing, family, last_day, next_deadline, standing
from intlflow.domain.eligibility import COUNTIES, May, judge
from intlflow.domain.matching import KEYWORD, TEXT, TITLE, match, read

FEB, SEP, DEC = (f"2027-{month:02}-15T16:00:00.000000Z" for month in (2, 9, 12))
SUMMER = datetime(2027, 7, 1, tzinfo=UTC)
EIGHT_COUNTIES = ("09", "21", "01", "04", "03", "05", "19", "18")


def test_of_three_cut_offs_the_next_one_ahead_counts_when_the_middle_has_passed() -> None:
    call = Call("X", "X", deadlines=(FEB, SEP, DEC))

    assert last_day(call, SUMMER) == SEP
    assert last_day(call, datetime(2027, 10, 1, tzinfo=UTC)) == DEC
    assert last_day(call, datetime(2028, 1, 1, tzinfo=UTC)) == DEC
    assert next_deadline(call, datetime(2028, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("word", "opens_at", "deadlines", "said"),
    [
        ("open", FEB, (FEB,), Standing.CLOSED),  # the portal's word lags behind
        ("closed", FEB, (SEP,), Standing.OPEN),
        ("open", SEP, (DEC,), Standing.FORTHCOMING),
        ("open", "", (), Standing.OPEN),  # without dates there is only the word
        ("", "", (), Standing.UNKNOWN),
        ("nonsense", "", (), Standing.UNKNOWN),
    ],
)
def test_dates_win_over_the_funders_own_word(
    word: str, opens_at: str, deadlines: tuple[str, ...], said: Standing
) -> None:
    call = Call("X", "X", word=word, opens_at=opens_at, deadlines=deadlines)

    assert standing(call, SUMMER) is said


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1, max_size=4), st.integers(0, 500))
def test_a_call_that_has_closed_never_opens_again_by_waiting(
    moments: list[datetime], days: int
) -> None:
    call = Call("X", "X", deadlines=tuple(sorted(m.isoformat() for m in moments)))
    after = max(moments)
    later = min(after, datetime(9000, 1, 1, tzinfo=UTC)) + timedelta(days=days)

    assert standing(call, after) is Standing.CLOSED
    assert later < after or standing(call, later) is Standing.CLOSED


def test_a_call_that_returns_each_year_is_known_by_its_name_without_the_year() -> None:
    names = ("CERV-2026-CITIZENS-TOWN-TT", "cerv-2027-citizens-town-tt", "CERV-2027-EQUAL")

    assert len({family(name) for name in names}) == 2
    assert family("HORIZON-120275-X") == "HORIZON-120275-X"


@pytest.mark.parametrize(
    ("counties", "may"),
    [
        (("12", "10", "07", "08"), May.INSIDE),  # South Baltic
        (("17", "14", "13", "12", "07"), May.INSIDE),  # North Sea
        (("12", "13", "14"), May.OUTSIDE),  # Öresund-Kattegat-Skagerrak
        (EIGHT_COUNTIES, May.OUTSIDE),  # Central Baltic
        (("all",), May.EVERYWHERE),
        ((), May.UNKNOWN),
    ],
)
def test_kronoberg_may_or_may_not_and_an_unknown_area_is_said_to_be_unknown(
    counties: tuple[str, ...], may: May
) -> None:
    assert judge("07", counties).may is may


def test_there_are_twenty_one_counties() -> None:
    assert len(COUNTIES) == 21


def stems(word: str) -> frozenset[str]:
    return frozenset({word[:6]})


def test_a_match_shows_the_words_that_it_rests_on_and_weighs_them_by_where_they_stand() -> None:
    told = read([(TITLE, "Urban schools"), (KEYWORD, "climate"), (TEXT, "climate, cities")], stems)

    found = match("Skolor och klimat: climate in schools", told, stems)

    assert found is not None
    assert [(h.issue_word, h.call_word, h.weight) for h in found.hits] == [
        ("schools", "schools", TITLE),
        ("climate", "climate", KEYWORD),
    ]
    assert found.score == TITLE + KEYWORD


def test_words_that_every_text_has_match_nothing() -> None:
    told = read([(TITLE, "European municipality project for the future")], stems)

    assert match("Projekt för kommunen and the EU", told, stems) is None
