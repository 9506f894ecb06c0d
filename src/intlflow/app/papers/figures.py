"""The year in figures with the year before beside it: each defined once, each leading to its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from intlflow.app.key_figures import by, granting_rate
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year
from intlflow.domain.money import Money
from intlflow.papers.model import Column, Grid, Kind, Linked, Missing, Share, Value
from intlflow.store.year_lines import Sum

COUNTS = ("idea", "application", "running", "closed", "evaluation")
MONEY = (
    ("application", "applied"),
    ("application", "granted"),
    ("running", "own"),
    ("running", "total"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure.

    Args:
        key: its name in templates/words and in the address of its rows.
        now, before: its value in the year and in the year before.
    """

    key: str
    now: Value
    before: Value


def figure_table(told: Year, say: Telling) -> Grid:
    """Every key figure in a line, linked to what it counts."""
    rows = tuple(
        (say(f"figure_{each.key}"), Linked(_plain(each.now), f"/arsrapport/{told.year}/rader/{each.key}"),
         each.before)
        for each in figures(told)
    )  # fmt: skip
    columns = (
        Column(say("col_figure")),
        Column(str(told.year), Kind.NUMBER),
        Column(str(told.year - 1), Kind.NUMBER),
    )
    return Grid("siffror", say("figures_title"), columns, rows, note=say("figures_note"))


def figures(told: Year) -> list[Figure]:
    """Every key figure of a year."""
    found = [Figure(what, count(told.sums, what), count(told.before, what)) for what in COUNTS]
    rate = (granting_rate(told.sums), granting_rate(told.before))
    found.append(
        Figure("granting-rate", *(Share(each) if each is not None else Missing() for each in rate))
    )
    for what, amount in MONEY:
        for currency in sorted(_currencies(told, what, amount)):
            now, before = (money(sums, what, amount, currency) for sums in (told.sums, told.before))
            found.append(Figure(f"{what}-{amount}", now, before))
    both = told.shares, told.shares_before
    found.append(Figure("talks", *(_share(each.talked, each.asked) for each in both)))
    found.append(Figure("reports", *(_share(each.answered, each.units) for each in both)))
    return found


def _share(part: int, whole: int) -> Value:
    """A share, or that nobody was asked."""
    return Share(Decimal(part) / whole) if whole else Missing()


def count(sums: Sequence[Sum], what: str) -> int:
    """How many there are."""
    found = by(sums, "what").get((what,))
    return found.number if found else 0


def money(sums: Sequence[Sum], what: str, amount: str, currency: str) -> Value:
    """The sum of an amount in a currency, of what has been told."""
    found = by(sums, "what").get((what,))
    total = found.money.get((amount, currency)) if found else None
    return Money(total, currency) if total is not None else Missing()


def in_words(told: Year, what: str, amount: str, say: Telling) -> str:
    """Sums of every currency in one line, none added to another."""
    found = [
        money(told.sums, what, amount, each) for each in sorted(_currencies(told, what, amount))
    ]
    said = [
        say.words.money(each.amount, each.currency) for each in found if isinstance(each, Money)
    ]
    return f" {say('and_also')} ".join(said) if said else say("nothing_told")


def _currencies(told: Year, what: str, amount: str) -> set[str]:
    return {
        currency
        for sums in (told.sums, told.before)
        for found in [by(sums, "what").get((what,))]
        if found
        for known, currency in found.money
        if known == amount
    }


def _plain(value: Value) -> "str | int | Money | Share | Missing":
    return value.value if isinstance(value, Linked) else value  # type: ignore[return-value]
