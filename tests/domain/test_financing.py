"""Is a project paid for? A hole is told to the öre; another currency is shown, not guessed."""

import pytest

from intlflow.domain.financing import gap_after_grant, gap_at_application
from intlflow.domain.money import Money, OtherCurrency
from tests.domain.standing import read


def gap(**amounts: str) -> Money | None:
    return gap_after_grant(read({"total_budget": "1 200 000 kr", **amounts}))


def test_a_reduced_grant_leaves_a_gap() -> None:
    missing = gap(amount_granted="600 000 kr", own_contribution="300 000 kr")

    assert missing == Money.parse("300 000 kr")


def test_a_raised_own_share_fills_it() -> None:
    assert gap(amount_granted="600 000 kr", own_contribution="600 000 kr") is None


def test_without_an_own_share_the_whole_rest_is_missing() -> None:
    assert gap(amount_granted="600 000,50 kr") == Money.parse("599 999,50 kr")


def test_more_than_enough_is_no_gap() -> None:
    assert gap(amount_granted="1 300 000 kr", own_contribution="300 000 kr") is None


def test_where_the_grant_covers_all_the_own_share_s_currency_does_not_matter() -> None:
    assert gap(amount_granted="1 200 000 kr", own_contribution="10 EUR") is None


@pytest.mark.parametrize(
    "amounts",
    [
        {"amount_granted": "60 000 EUR"},
        {"amount_granted": "600 000 kr", "own_contribution": "30 000 EUR"},
    ],
)
def test_other_currencies_are_not_converted_by_guessing(amounts: dict[str, str]) -> None:
    with pytest.raises(OtherCurrency, match="SEK ≠ EUR"):
        gap(**amounts)


def test_what_is_not_known_yet_leaves_no_gap() -> None:
    assert gap() is None
    assert gap_after_grant(read({"amount_granted": "1 kr"})) is None


def test_an_application_is_measured_by_what_is_applied_for() -> None:
    facts = read(
        {"total_budget": "100 kr", "amount_applied": "70 kr", "amount_granted": "10 kr"}
        | {"own_contribution": "20 kr"}
    )

    assert gap_at_application(facts) == Money.parse("10 kr")
    assert gap_after_grant(facts) == Money.parse("70 kr")
