"""Money with its currency, exact to the öre; different currencies are never added by guessing."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Self

CURRENCIES = frozenset({"SEK", "EUR", "NOK", "DKK", "GBP", "PLN", "USD", "CHF"})
_SIGNS = {"kr": "SEK", "kronor": "SEK", "€": "EUR", "euro": "EUR"}
_SCALES = {"tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000}
_NOTHING, _ORE, _LARGEST = Decimal(0), Decimal("0.01"), Decimal(10) ** 13
_SHAPE = re.compile(
    r"(?:(?P<before>[A-Za-z€]+)\s*)?(?P<number>\d[\d .,]*)\s*(?P<after>[A-Za-zÅÄÖåäö€]+)?", re.ASCII
)
_NUMBER = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[ .,])\d{3}(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<sign>[.,])(?P<decimals>\d+))?",
    re.ASCII,
)


class NotMoney(ValueError):
    """What was typed can't be read as an amount with a currency."""


class OtherCurrency(ValueError):
    """Two amounts in different currencies can't be added or compared without a rate."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, never negative, with two decimals and an ISO 4217 currency."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `250000 SEK`, `1 250 000,50 kr`, `EUR 1.234.567,5`, `2,5 mkr` or `500 tkr`.

        Raises:
            NotMoney: no number, no known currency, negative, absurdly large, or ambiguous.
        """
        found = _SHAPE.fullmatch(" ".join(text.split()))
        if found is None or bool(found["before"]) == bool(found["after"]):
            raise NotMoney(text)
        unit = found["before"] or found["after"]
        scale = _SCALES.get(unit.lower(), 1)
        currency = "SEK" if scale > 1 else _SIGNS.get(unit.lower(), unit.upper())
        return cls.of(_number(found["number"].strip(), scaled=scale > 1) * scale, currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Make a checked amount, rounded to the öre."""
        try:
            exact = Decimal(amount)
        except InvalidOperation as error:
            raise NotMoney(str(amount)) from error
        if exact.is_nan() or not _NOTHING <= exact < _LARGEST or currency not in CURRENCIES:
            raise NotMoney(f"{amount} {currency}")
        return cls(exact.quantize(_ORE, ROUND_HALF_UP), currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def less(self, other: "Money") -> "Money":
        """What is left when `other` is taken away; zero when nothing is."""
        return Money(max(Decimal(0), self.amount - self._same(other)), self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise OtherCurrency(f"{self.currency} ≠ {other.currency}")
        return other.amount


def _number(digits: str, *, scaled: bool) -> Decimal:
    """Read digits with Swedish, English or European separators, in groups of three or none.

    Raises:
        NotMoney: another shape, or one that could be read in two ways (`900,000`, `2.500 mkr`).
    """
    found = _NUMBER.fullmatch(digits)
    if found is None or (found["sign"] and found["sign"] == found["group"]):
        raise NotMoney(digits)
    group, decimals = found["group"], found["decimals"]
    lone = decimals is None and group in (".", ",") and digits.count(group) == 1
    if lone and (scaled or group == ","):
        raise NotMoney(digits)
    whole = found["whole"].replace(group, "") if group else found["whole"]
    return Decimal(f"{whole}.{decimals or 0}")
