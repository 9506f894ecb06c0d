"""How long something must be kept: every rule that speaks of it counts, and the longest wins.

Nothing here disposes of anything. What no rule speaks of is kept, and so is what a rule counts from a day
that nobody knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intlflow.domain.months import shift_months


class Kept(StrEnum):
    """What a rule can speak of."""

    CONTACT = "contact"  # who somebody in the register of people is
    LETTER = "letter"  # letters about no case
    WORKING_PAPER = (
        "working_paper"  # letters, notes, lines of lists of a case that came to something
    )
    IDEA = "idea"  # all of a case that came to nothing: nothing decided, nothing applied for
    CASE = "case"
    DECISION = "decision"
    REGISTER = "register"


class After(StrEnum):
    """From which day a rule counts."""

    LEFT = "left"
    SENT = "sent"
    CLOSED = "closed"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Args:
        key: its name.
        kind: what it speaks of.
        preserve: for ever.
        months: how long, when not for ever.
        after: from which day.
        year_end: counted from the end of that day's calendar year.
        programme: only cases of this programme; part of its name.
    """

    key: str
    kind: Kept
    preserve: bool = False
    months: int = 0
    after: After | None = None
    year_end: bool = False
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """Until when something is kept, and by which rule.

    Args:
        until: the last day; None: for ever, or until a day is known.
        rule: the longest rule's key; empty: no rule speaks of it.
    """

    until: date | None
    rule: str

    def is_over(self, day: date) -> bool:
        """Whether it may be proposed for disposal that day."""
        return self.until is not None and self.until < day


def fate(
    rules: Iterable[Rule],
    kind: Kept,
    days: Mapping[After, date],
    *,
    programme: str = "",
    promised: date | None = None,
) -> Fate:
    """The longest of all rules that speak of something.

    Args:
        rules: the municipality's.
        kind: what it is.
        days: the days that rules count from, as far as they are known.
        programme: the case's programme.
        promised: a day that somebody has promised to keep it to (`retain_until`).

    Returns:
        The fate. Source: DOMAIN 7.3, all documents follow the longest period, working papers too.
    """
    speaking = [
        rule
        for rule in rules
        if rule.kind is kind and rule.programme.casefold() in programme.casefold()
    ]
    if not speaking:
        return Fate(None, "")
    longest = max((_until(rule, days), rule.key) for rule in speaking)
    until, key = longest
    if promised is not None and promised > until:
        until, key = promised, "retain_until"
    return Fate(None if until == date.max else until, key)


def _until(rule: Rule, days: Mapping[After, date]) -> date:
    if rule.preserve or rule.after is None or rule.after not in days:
        return date.max
    start = days[rule.after]
    if rule.year_end:
        start = date(start.year, 12, 31)
    return shift_months(start, rule.months)
