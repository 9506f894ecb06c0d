"""Half a page for those elected: what needs deciding, the money, what is late, what was achieved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of
from intlflow.app.decisions.agenda import agenda
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.registers.documents import list_documents
from intlflow.app.situation import local_day
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack
from intlflow.store import cases, promises
from intlflow.store.cases import CaseRow
from intlflow.store.engine import reading
from intlflow.store.instants import stamp

Plain = dict[str, Any]
# What money is where: the fact that says how much, and the phases in which it stands so.
MONEY: tuple[tuple[str, Fact, frozenset[str]], ...] = (
    ("applied", Fact.AMOUNT_APPLIED, frozenset({"submitted", "supplement", "reserve"})),
    ("granted", Fact.AMOUNT_GRANTED, frozenset({"granted", "conditional", "running", "closing"})),
    (
        "own",
        Fact.OWN_CONTRIBUTION,
        frozenset({"financed", "submitted", "supplement", "reserve", "granted", "conditional"})
        | {"running", "closing"},
    ),
)
REACHED = ("submitted", "granted", "rejected", "evaluated")  # what a year is told by
GRANT_REFUSED = ("granted", "withdrawn")  # came to the first and stands in the second: no grant


@dataclass(frozen=True, slots=True)
class Summary:
    """The page's four parts; every number comes with its rows.

    Args:
        waiting: body by body, the cases that wait for its word.
        money: name, sums by currency, and the projects behind them.
        overdue: duties that should have been met.
        documents: governing documents that should have been revised.
        reached: phase and the projects that came to it this year.
        running: the projects that are under way.
    """

    year: int
    waiting: tuple[Plain, ...]
    money: tuple[Plain, ...]
    overdue: tuple[Plain, ...]
    documents: tuple[Plain, ...]
    reached: tuple[Plain, ...]
    running: tuple[Plain, ...]


def summary(house: House, who: Visitor, at: datetime, lang: str) -> Summary:
    """What those elected need to know of the international work today.

    Args:
        house: the installation.
        who: for whom; only cases that they may see are among the rows.
        at: now, with a time zone.
        lang: of what is said in words.

    Raises:
        NotFound: no such municipality.
    """
    pack, today = house.pack(who.municipality), local_day(at)
    begun = stamp(datetime.combine(date(today.year, 1, 1), time(), LOCAL))
    with reading(house.engine) as tx:
        seen = [
            case
            for case in cases.find(tx, pack.key, None, str(Kind.PROJECT))
            if can(who, Action.READ_CASE, place_of(case, pack, who, at))
        ]
        came = promises.reached_since(tx, pack.key, begun)
    duties = list_duties(house, at, municipality=pack.key, lang=lang)
    return Summary(
        year=today.year,
        waiting=agenda(house, who, at).waiting,
        money=tuple(_money(pack, name, fact, phases, seen, today) for name, fact, phases in MONEY),
        overdue=tuple(row for row in duties if row["state"] == "overdue"),
        documents=tuple(r for r in list_documents(house, pack.key, at) if r["days_late"]),
        reached=tuple(_reached(pack, came, seen, today)),
        running=tuple(_head(pack, case, today) for case in seen if case.phase == "running"),
    )


def _head(pack: Pack, case: CaseRow, today: date) -> Plain:
    return {
        "ref": case.ref,
        "title": case.title,
        "unit": pack.unit_on(case.unit, today).name,
        "phase": case.phase,
    }


def _money(
    pack: Pack,
    name: str,
    fact: Fact,
    phases: frozenset[str],
    seen: Iterable[CaseRow],
    today: date,
) -> Plain:
    """A sum per currency, never across currencies, what it is made of, and how many have not told."""
    sums: dict[str, Decimal] = {}
    rows, unknown = [], 0
    for case in seen:
        money = case.facts.money(fact) if case.phase in phases else None
        unknown += money is None and case.phase in phases
        if money is not None:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
            amount = {"amount": money.amount, "currency": money.currency}
            rows.append(_head(pack, case, today) | amount)
    return {"name": name, "sums": sorted(sums.items()), "rows": rows, "unknown": unknown}


def _reached(
    pack: Pack, came: list[tuple[str, int, str]], seen: list[CaseRow], today: date
) -> Iterable[Plain]:
    by_id = {case.id: case for case in seen}
    for phase in REACHED:
        rows = [
            _head(pack, by_id[case], today) | {"at": when}
            for target, case, when in came
            if target == phase and case in by_id
            if (phase, by_id[case].phase) != GRANT_REFUSED
        ]
        yield {"phase": phase, "rows": rows}
