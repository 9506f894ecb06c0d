"""How a paper's values are written, the same on a page, in Word and in PDF."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, Protocol

from intlflow.domain.money import Money
from intlflow.papers.model import Kind, Linked, Missing, Share, Value

NBSP = "\u00a0"
MINUS = "\u2212"
_NO_SIGN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_RIGHT = frozenset({Kind.NUMBER, Kind.MONEY, Kind.SHARE})


class Tongue(Protocol):
    """A language's words and its way of writing days and amounts."""

    @property
    def lang(self) -> str:
        """`sv` or `en`."""

    def of(self, section: str, key: str) -> str:
        """The word for a key."""

    def day(self, on: date | str) -> str:
        """A day."""

    def moment(self, at: datetime | str) -> str:
        """An instant, on Swedish clocks."""

    def money(self, amount: Decimal | str, currency: str) -> str:
        """An amount."""


class Ways(dict[type, Callable[[Any], str]]):
    """How each kind of value is written: `ways[type(value)](value)`. A kind made from another is as that.

    Args:
        ways: by kind; what leads somewhere is written as what it is.
    """

    def __init__(self, ways: Mapping[type, Callable[[Any], str]]) -> None:
        super().__init__(ways)
        self[Linked] = lambda one: self[type(one.value)](one.value)

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = way = next(self[base] for base in kind.__mro__ if base in self)
        return way


def showing(tongue: Tongue) -> Ways:
    """How values are read in a language: asked once a paper, used for each of its thousand cells."""
    money, day, number = tongue.money, tongue.day, partial(figures, lang=tongue.lang)
    missing, yes, no = (tongue.of("paper", key) for key in ("missing", "yes", "no"))
    return Ways({
        str: str,
        int: number,
        Decimal: number,
        bool: lambda true: yes if true else no,
        date: cache(lambda on: day(on).replace(" ", NBSP)),
        datetime: tongue.moment,
        Money: lambda one: money(one.amount, one.currency),
        Share: lambda one: f"{number(round(one.part * 100))}{NBSP}%",
        Missing: lambda one: f"{missing} ({one.whom})" if one.whom else missing,
    })  # fmt: skip


def shown(value: Value, tongue: Tongue) -> str:
    """A value as it is read; what nobody has told is said to be missing, with whom to ask."""
    return showing(tongue)[type(value)](value)


def figures(number: int | Decimal, lang: str) -> str:
    """A number with its thousands apart: `1 250,5` in Swedish, `1,250.5` in English."""
    text = f"{abs(number):,f}" if isinstance(number, Decimal) else f"{abs(number):,d}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if lang != "en":
        text = text.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if number < 0 else text


def href_of(value: Value, address: str | None) -> str:
    """Where a value leads.

    Args:
        value: what is shown.
        address: of the pages, to stand before it; empty on the pages themselves; None: a file that
            knows of no pages, in which nothing leads anywhere.
    """
    if address is None:
        return ""
    href = value.href if isinstance(value, Linked | Missing) else ""
    if isinstance(value, Linked) and not href:
        return href_of(value.value, address)
    return f"{address}{href}" if href else ""


def is_right(kind: Kind) -> bool:
    """Whether a column stands to the right: figures under figures."""
    return kind in _RIGHT


class Clean(list[Any]):
    """Rows whose texts are clean already, so that a table of a thousand cells is gone through once."""


def clean(value: Any) -> Any:
    """The same without signs that can't be printed, or that turn what follows them around."""
    if type(value) is Clean:
        return value
    if isinstance(value, str):
        return value if value.isprintable() else _NO_SIGN.sub("", value)
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    return value
