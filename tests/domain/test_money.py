"""Money as people type it, exact to the öre, never guessed at and never a float."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlflow.domain import money
from intlflow.domain.money import CURRENCIES, Money, NotMoney, OtherCurrency

FIXED = settings(max_examples=200, derandomize=True, deadline=None, database=None)
AMOUNTS = st.decimals(min_value=0, max_value=Decimal(9999999999999), places=2)
READ = {
    "250000 SEK": "250000.00 SEK",
    "75 354 267 kr": "75354267.00 SEK",
    "75\N{NO-BREAK SPACE}354\N{NO-BREAK SPACE}267 kr": "75354267.00 SEK",
    "75\N{NARROW NO-BREAK SPACE}354\N{NARROW NO-BREAK SPACE}267 kr": "75354267.00 SEK",
    "2073781,25 kronor": "2073781.25 SEK",
    "1 250 000,50 kr": "1250000.50 SEK",
    "1.234.567,5 EUR": "1234567.50 EUR",
    "EUR 1.234.567,5": "1234567.50 EUR",
    "1,234,567.5 eur": "1234567.50 EUR",
    "1,234.56 USD": "1234.56 USD",
    "1.250 kr": "1250.00 SEK",
    "56868.983 EUR": "56868.98 EUR",
    "0,4 kr": "0.40 SEK",
    "0,500 kr": "0.50 SEK",
    "0 kr": "0.00 SEK",
    "2,5 mkr": "2500000.00 SEK",
    "2,5 Mnkr": "2500000.00 SEK",
    "500 tkr": "500000.00 SEK",
    "€ 100": "100.00 EUR",
    "100€": "100.00 EUR",
    "100 euro": "100.00 EUR",
    "  1   000  kr ": "1000.00 SEK",
    "0,005 kr": "0.01 SEK",
    "9999999999999,99 kr": "9999999999999.99 SEK",
}
REFUSED = (
    *("N.a.", "40%", "0,4", "250000", "kr", "", "   ", "SEK 100 SEK", "100 kr SEK", "100 ROUBLES"),
    *("-5 kr", "1e5 SEK", "NaN SEK", "inf kr", "0x10 kr", "1_000 kr", "\N{FULLWIDTH DIGIT ONE} kr"),
    *("10000000000000 kr", "10000000 mkr", f"{'9' * 70_000} kr"),
    *("12 34 kr", "1 25 000 kr", "1.250.50 kr", "1,2,3 kr", "1..5 kr", ",5 kr", "5, kr", "1 .5 kr"),
    # Could be read in two ways, a thousand times apart.
    *("900,000 SEK", "2.500 mkr", "2,500 mkr"),
)


@pytest.mark.parametrize(("typed", "kept"), READ.items())
def test_an_amount_is_read_as_people_write_it(typed: str, kept: str) -> None:
    assert str(Money.parse(typed)) == kept


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: typed[:20])
def test_what_is_no_amount_with_a_currency_is_refused(typed: str) -> None:
    with pytest.raises(NotMoney):
        Money.parse(typed)


@FIXED
@given(AMOUNTS, st.sampled_from(sorted(CURRENCIES)))
def test_what_is_shown_can_be_typed_in_again(amount: Decimal, currency: str) -> None:
    shown = Money.of(amount, currency)

    assert Money.parse(str(shown)) == shown
    assert Money.parse(f"{currency} {amount}") == shown


@FIXED
@given(AMOUNTS)
def test_the_swedish_the_english_and_the_continental_way_say_the_same(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    swedish = english.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    continental = english.translate(str.maketrans(",.", ".,"))

    read = {str(Money.parse(f"{typed} kr")) for typed in (english, swedish, continental)}

    assert read == {f"{amount:.2f} SEK"}


@FIXED
@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_are_exact(one: Decimal, other: Decimal) -> None:
    both = Money.of(one, "SEK") + Money.of(other, "SEK")

    assert both.amount == one + other
    assert both.less(Money.of(other, "SEK")) == Money.of(one, "SEK")


def test_ten_ore_thirty_times_are_three_kronor() -> None:
    total = Money.parse("0 kr")
    for _ in range(30):
        total += Money.parse("0,10 kr")

    assert total == Money.parse("3 kr")


def test_there_is_no_float_where_money_is_counted() -> None:
    tree = ast.parse(Path(money.__file__).read_text("utf-8"))

    floats = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is float]
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

    assert floats == []
    assert "float" not in names


def test_taking_away_more_than_there_is_leaves_nothing() -> None:
    assert Money.parse("5 kr").less(Money.parse("7 kr")) == Money.parse("0 kr")


def test_less_and_more_are_compared_within_a_currency() -> None:
    assert Money.parse("5 kr") < Money.parse("5,01 kr")
    assert not Money.parse("5 kr") < Money.parse("5 kr")


def test_different_currencies_are_never_added_or_compared() -> None:
    kronor, euro = Money.parse("5 kr"), Money.parse("5 EUR")

    with pytest.raises(OtherCurrency, match="SEK ≠ EUR"):
        kronor + euro
    with pytest.raises(OtherCurrency, match="SEK ≠ EUR"):
        kronor.less(euro)
    with pytest.raises(OtherCurrency, match="EUR ≠ SEK"):
        _ = euro < kronor


@pytest.mark.parametrize("amount", ["abc", "NaN", "Infinity", "-0.01", "10000000000000"])
def test_an_amount_that_can_not_be_is_refused(amount: str) -> None:
    with pytest.raises(NotMoney):
        Money.of(amount, "SEK")


def test_half_an_ore_is_rounded_up() -> None:
    assert Money.of("0.125", "EUR") == Money.of("0.13", "EUR")
