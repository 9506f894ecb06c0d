"""Which years somebody can mean: another is a slip of the hand, and no clock can count on from it."""

from datetime import date
from typing import TypeVar

YEARS = range(1800, 2200)
When = TypeVar("When", bound=date)


def in_years(when: When) -> When:
    """A day or an instant, if its year can be meant.

    Raises:
        ValueError: it can't.
    """
    if when.year not in YEARS:
        raise ValueError(when)
    return when
