"""What the register tells of a unit's year, so that nobody types it twice: projects, money, results."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from intlflow.app.situation import local_day
from intlflow.domain import project_year
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.project_year import Happening
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack
from intlflow.store import cases, year_rows
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx
from intlflow.store.instants import instant, stamp

Plain = dict[str, Any]
Known = Mapping[str, Any]

ABOUT = (Fact.PROGRAMME, Fact.CALL, Fact.FORMS)
MONEY = (Fact.TOTAL_BUDGET, Fact.OWN_CONTRIBUTION, Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED)
TOWNS = frozenset({"active", "under_review"})
COUNTED = ("running", "closed", "applications", "evaluations")  # what a unit would have to report


def facts_of(tx: Tx, pack: Pack, unit: str, year: int) -> Plain:
    """The unit's rows of the register for a year, as plain data with references.

    A project that a merged unit left behind is counted once: in its own unit's report the year of the
    merger, later in the successor's. A project that was closed is not also counted as running.

    Args:
        tx: an open transaction.
        pack: the municipality.
        unit: the unit's key.
        year: the calendar year, on Swedish clocks.
    """
    units = [
        key for key in year_rows.units_with_cases(tx, pack.key) if home(pack, key, year) == unit
    ]
    own = cases.of_units(tx, pack.key, units)
    histories = histories_of(year_rows.steps(tx, pack.key, units))
    told: Plain = {"year": year, "units": units, "twin_towns": []}
    told |= {key: [] for key in (*COUNTED, "ideas")}
    for case in own:
        history = histories[case.id]
        if case.kind == Kind.PROJECT:
            _project(told, case, history, year)
        elif case.kind == Kind.TWIN_TOWN:
            _twin_town(told, case, history, year)
    return told | {"support": _support(tx, pack, units, year)}


def rows_in(facts: Known) -> int:
    """How many things there are that a unit would have to report."""
    return sum(len(facts[key]) for key in COUNTED)


def home(pack: Pack, unit: str, year: int) -> str:
    """The unit in whose report a case's year is told."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    own = pack.units.get(unit)
    if own is None:
        return unit
    ended = own.valid_to is not None and own.valid_to < first
    return pack.unit_on(unit, last).key if ended else unit


def histories_of(steps: Sequence[year_rows.Step]) -> dict[int, list[Happening]]:
    """Each case's history, every row with all that was known after it."""
    histories: dict[int, list[Happening]] = {}
    known: Plain = {}
    for step in steps:
        history = histories.setdefault(step.case_id, [])
        known = {**(known if history else {}), **(json.loads(step.given) if step.given else {})}
        history.append(Happening(local_day(instant(step.at)), step.verb, step.target, known))
    return histories


def _project(told: Plain, case: CaseRow, history: list[Happening], year: int) -> None:
    """Put a project where it belongs in its unit's year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if history[0].day.year == year:
        phase = project_year.stood(history, last)
        told["ideas"].append(_head(case) | {"on": str(history[0].day), "phase": phase})
    time = project_year.ran(history)
    if time is not None and time[0] <= last and (time[1] is None or time[1] >= first):
        began, left = time
        closed = left is not None and left <= last
        row = _head(case) | _said(case.facts, (*ABOUT, *MONEY, Fact.PERIOD_START, Fact.PERIOD_END))
        row |= {"began": str(began), "ended": str(left) if closed else None}
        told["closed" if closed else "running"].append(row)
    for sent in project_year.applications(history, year):
        row = _head(case) | _said(sent.known, (*ABOUT, *MONEY))
        row |= {"submitted_on": str(sent.submitted_on), "outcome": sent.outcome}
        told["applications"].append(row | {"outcome_on": str(sent.outcome_on)})
    judged = project_year.evaluated(history, year)
    if judged is not None:
        row = _head(case) | _said(judged.known, (Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS))
        told["evaluations"].append(row | {"on": str(judged.day)})


def _twin_town(told: Plain, case: CaseRow, history: list[Happening], year: int) -> None:
    """Put a twin town into the unit's year when it was one at the end of it."""
    if project_year.stood(history, date(year, 12, 31)) in TOWNS:
        told["twin_towns"].append(_head(case) | _said(case.facts, (Fact.PARTNER, Fact.COUNTRY)))


def _head(case: CaseRow) -> Plain:
    return {"ref": case.ref, "title": case.title, "unit_name": case.unit_name}


def _said(known: Known, facts: Sequence[Fact]) -> Plain:
    """These facts by name; what is not known is said to be nothing, never zero."""
    return {str(fact): known.get(fact) for fact in facts}


def _support(tx: Tx, pack: Pack, units: list[str], year: int) -> Plain:
    """The coordinator's support during the year, in minutes, by kind."""
    first, after = (datetime(y, 1, 1, tzinfo=LOCAL) for y in (year, year + 1))
    by_kind: dict[str, int] = {}
    for kind, minutes in year_rows.support(tx, pack.key, units, stamp(first), stamp(after)):
        by_kind[kind] = by_kind.get(kind, 0) + minutes
    return {"minutes": sum(by_kind.values()), "by_kind": by_kind}
