"""Which days are free in Sweden: public holidays, and the eves that everybody takes off."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from holidays import DE_FACTO, PUBLIC, country_holidays


def free_days(years: Iterable[int]) -> frozenset[date]:
    """The free days of these years; Saturdays and Sundays are free anyhow and not among them.

    Midsummer Eve, Christmas Eve and New Year's Eve are no public holidays in law, but nobody is
    at work in a municipality then.
    """
    return _free_in(tuple(years))


@cache
def _free_in(years: tuple[int, ...]) -> frozenset[date]:
    return frozenset().union(*(_free_days(year) for year in years))


@cache
def _free_days(year: int) -> frozenset[date]:
    return frozenset(country_holidays("SE", years=year, categories=(PUBLIC, DE_FACTO)))
