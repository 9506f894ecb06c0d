"""A year in figures: how many projects and applications there were, and for how much money.

Defined once, for every page and paper that shows them. Each figure is the number of things that
`domain.project_year.counted` tells of, so that the projects behind it can always be named; money is the
sum of what is known, in its own currency, with how many have told it. What nobody has told is nothing,
never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from intlflow.app.house import House
from intlflow.app.unit_year import histories_of, home
from intlflow.domain import project_year
from intlflow.domain.facts import Fact
from intlflow.packs.model import Pack
from intlflow.store import cases, year_lines, year_rows
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.year_lines import AMOUNTS, UNKNOWN, Line, Sum

GRANTED = frozenset({"granted", "reduced", "conditional"})
REFUSED = frozenset({"rejected"})
_OF = (Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED, Fact.OWN_CONTRIBUTION, Fact.TOTAL_BUDGET)
_AT_ONCE = 500


@dataclass(slots=True)
class Figure:
    """How many things there are and what they cost.

    Args:
        number: how many things.
        money: for each of `year_lines.AMOUNTS` and each currency, the sum.
        known: of each amount, how many of the things tell it.
    """

    number: int = 0
    money: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def add(self, one: Sum) -> None:
        """Count these as well."""
        self.number += one.number
        sums, known = one.amounts[::2], one.amounts[1::2]
        for amount, currency, cents, told in zip(
            AMOUNTS, one.currencies.split(" "), sums, known, strict=True
        ):
            if told and cents is not None and (amount != "granted" or _holds(one)):
                key = amount, currency
                self.money[key] = self.money.get(key, Decimal(0)) + Decimal(cents) / 100
                self.known[amount] = self.known.get(amount, 0) + told


Figures = Mapping[tuple[str, ...], Figure]


def figures(house: House, municipality: str, year: int) -> list[Sum]:
    """What a municipality's year adds up to, alike things together, each under the unit that tells it.

    A unit that was merged away tells its own last year; later its projects are its successor's.

    Args:
        house: the installation.
        municipality: its key.
        year: the calendar year, on Swedish clocks.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    catch_up(house, pack.key, year)
    with reading(house.engine) as tx:
        return at_home(pack, year, year_lines.sums(tx, year, pack.key))


def totals(house: House, municipality: str, year: int) -> list[Sum]:
    """A municipality's year as `figures` tells it, but not by unit and programme: for a first page.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    catch_up(house, pack.key, year)
    with reading(house.engine) as tx:
        return year_lines.totals(tx, year, pack.key)


def at_home(pack: Pack, year: int, told: Iterable[Sum]) -> list[Sum]:
    """The same sums under the units in whose reports they are told."""
    found = list(told)
    homes = {unit: home(pack, unit, year) for unit in {each.unit for each in found}}
    return [each._replace(unit=homes[each.unit]) for each in found]


def by(told: Iterable[Sum], *keys: str) -> Figures:
    """Sums added up by some of `what`, `unit`, `programme`, `outcome`, `municipality`."""
    found: dict[tuple[str, ...], Figure] = {}
    for each in told:
        found.setdefault(tuple(getattr(each, key) for key in keys), Figure()).add(each)
    return found


def granting_rate(told: Sequence[Sum]) -> Decimal | None:
    """How many of the applications that were decided on were granted; None when none was."""
    outcomes = by((each for each in told if each.what == "application"), "outcome")
    granted = sum(outcomes[key].number for key in outcomes if key[0] in GRANTED)
    refused = sum(outcomes[key].number for key in outcomes if key[0] in REFUSED)
    return Decimal(granted) / (granted + refused) if granted + refused else None


def behind(house: House, municipality: str, year: int, what: str) -> list[str]:
    """The references of the projects that a figure counts.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    catch_up(house, pack.key, year)
    with reading(house.engine) as tx:
        numbers = year_lines.cases_behind(tx, pack.key, year, what)
        names = cases.refs(tx, set(numbers))
    return [names[number] for number in numbers]


def catch_up(house: House, municipality: str, year: int) -> None:
    """Read what was written since a year's figures were last asked for, if anything was."""
    with reading(house.engine) as tx:
        behind = year_lines.behind(tx, municipality, year)
    if behind:
        with writing(house.engine) as tx:
            _catch_up(tx, municipality, year)


def _catch_up(tx: Tx, municipality: str, year: int) -> None:
    changed = year_lines.changed(tx, municipality)
    _, before = year_lines.seen(tx, municipality)
    through = max(before, year)
    touched: set[int] = set()
    if before:
        year_lines.last_on(tx, municipality, before, through)
        touched.update(range(before + 1, through + 1))
    for place in range(0, len(changed), _AT_ONCE):
        some = changed[place : place + _AT_ONCE]
        units = year_rows.projects(tx, some)
        histories = histories_of(year_rows.steps_of(tx, list(units)))
        lines = [
            _line(municipality, units[case_id], case_id, each)
            for case_id, history in histories.items()
            for each in project_year.counted(history, through)
        ]
        touched |= year_lines.replace(tx, some, lines)
    year_lines.add_up(tx, municipality, touched)
    year_lines.see(tx, municipality, through)


def _line(municipality: str, unit: str, case_id: int, it: project_year.Counted) -> Line:
    amounts = [_amount(it.known.get(fact)) for fact in _OF]
    programme = it.known.get(Fact.PROGRAMME)
    return Line(
        municipality=municipality,
        year=it.year,
        what=it.what,
        unit=unit,
        programme=programme if isinstance(programme, str) else "",
        outcome=it.outcome,
        currencies=" ".join(currency for _, currency in amounts),
        **{name: cents for name, (cents, _) in zip(AMOUNTS, amounts, strict=True)},
        lasts=it.lasts,
        case_id=case_id,
    )


def _holds(one: Sum) -> bool:
    """Whether an amount that was granted counts: a grant that was refused or lost is no money."""
    return one.what != "application" or one.outcome in GRANTED


def _amount(known: Any) -> tuple[int | None, str]:
    """An amount in öre or cent, with its currency; nothing when it is not known."""
    if not isinstance(known, dict):
        return None, UNKNOWN
    return int(Decimal(known["amount"]) * 100), str(known["currency"])
