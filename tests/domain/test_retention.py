"""Of all rules that speak of something the longest wins, and what nobody speaks of stays."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from intlflow.domain.months import shift_months
from intlflow.domain.retention import After, Fate, Kept, Rule, fate

CLOSED = date(2027, 3, 1)
SEVEN = Rule("seven", Kept.WORKING_PAPER, months=84, after=After.CLOSED, year_end=True)
TEN = Rule("ten", Kept.WORKING_PAPER, months=120, after=After.CLOSED, programme="Interreg")
FOR_EVER = Rule("ever", Kept.WORKING_PAPER, preserve=True)
PAID = Rule("paid", Kept.WORKING_PAPER, months=60, after=After.PAID)
DAYS = {After.CLOSED: CLOSED}

DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
RULES = st.lists(
    st.builds(
        Rule,
        key=st.text("abc", min_size=1, max_size=3),
        kind=st.sampled_from(Kept),
        preserve=st.booleans(),
        months=st.integers(1, 1200),
        after=st.sampled_from(After),
        year_end=st.booleans(),
        programme=st.sampled_from(["", "ESF", "Interreg"]),
    ),
    max_size=6,
)
KNOWN = st.dictionaries(st.sampled_from(After), DAY)
PROGRAMME = st.sampled_from(["", "ESF+", "Interreg South Baltic"])


def papers(*rules: Rule, programme: str = "", promised: date | None = None) -> Fate:
    return fate(rules, Kept.WORKING_PAPER, DAYS, programme=programme, promised=promised)


def test_seven_years_are_counted_from_the_end_of_the_year() -> None:
    assert papers(SEVEN) == Fate(date(2034, 12, 31), "seven")


def test_the_longer_of_two_rules_wins_where_it_speaks() -> None:
    assert papers(SEVEN, TEN, programme="Interreg ÖKS") == Fate(date(2037, 3, 1), "ten")
    assert papers(SEVEN, TEN, programme="Erasmus+") == Fate(date(2034, 12, 31), "seven")


def test_for_ever_is_longer_than_anything() -> None:
    assert papers(SEVEN, FOR_EVER).until is None


def test_a_day_that_nobody_knows_keeps_it() -> None:
    assert papers(SEVEN, PAID) == Fate(None, "paid")


def test_a_promise_lengthens_and_never_shortens() -> None:
    assert papers(SEVEN, promised=date(2040, 12, 31)) == Fate(date(2040, 12, 31), "retain_until")
    assert papers(SEVEN, promised=date(2030, 1, 1)) == papers(SEVEN)


def test_what_no_rule_speaks_of_stays() -> None:
    assert fate([SEVEN], Kept.LETTER, DAYS) == Fate(None, "")


@given(RULES, RULES, st.sampled_from(Kept), KNOWN, PROGRAMME, st.none() | DAY)
def test_one_more_rule_never_makes_it_shorter(
    rules: list[Rule], more: list[Rule], kind: Kept, days: dict[After, date], programme: str,
    promised: date | None,
) -> None:  # fmt: skip
    few = fate(rules, kind, days, programme=programme, promised=promised)
    many = fate([*rules, *more], kind, days, programme=programme, promised=promised)

    if few.rule:  # else nobody spoke of it, and it stayed
        assert (many.until or date.max) >= (few.until or date.max)


@given(RULES, st.sampled_from(Kept), KNOWN, PROGRAMME, DAY)
def test_nothing_is_over_while_one_rule_that_speaks_still_runs(
    rules: list[Rule], kind: Kept, days: dict[After, date], programme: str, day: date
) -> None:
    kept = fate(rules, kind, days, programme=programme)

    for rule in rules:
        if rule.kind is kind and rule.programme.casefold() in programme.casefold():
            start = days.get(rule.after) if rule.after else None
            runs = rule.preserve or start is None or shift_months(start, rule.months) >= day
            assert not (runs and kept.is_over(day))
