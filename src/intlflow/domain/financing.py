"""Is a project paid for? What is applied for, granted and decided as own share must cover the budget."""

from intlflow.domain.facts import Fact, Facts
from intlflow.domain.money import Money


def gap_at_application(facts: Facts) -> Money | None:
    """What neither the application nor the decided own share covers; None when nothing is lacking.

    Raises:
        OtherCurrency: amounts in different currencies; shown to a person, never guessed.
    """
    return _gap(facts, Fact.AMOUNT_APPLIED)


def gap_after_grant(facts: Facts) -> Money | None:
    """The same once the funder has decided: a reduced grant may leave a hole."""
    return _gap(facts, Fact.AMOUNT_GRANTED)


def _gap(facts: Facts, outside: Fact) -> Money | None:
    granted = facts.money(outside)
    total = facts.money(Fact.TOTAL_BUDGET) if granted is not None else None
    if total is None or granted is None:
        return None
    own = facts.money(Fact.OWN_CONTRIBUTION)
    left = total.less(granted)
    if own is not None and left.amount:
        left = left.less(own)
    return left if left.amount else None
