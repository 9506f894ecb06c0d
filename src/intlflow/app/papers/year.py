"""All that the register tells of a municipality's year, read in one look, for the papers about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.evaluating.sheets import list_sheets
from intlflow.app.house import House
from intlflow.app.key_figures import catch_up, totals
from intlflow.app.papers.talks import Held, Talks, held_in, talks_of
from intlflow.app.registers.documents import list_documents
from intlflow.app.registers.reading import rows_of
from intlflow.app.registers.trips import carbon
from intlflow.app.registers.twin_towns import towns_of
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import units_of
from intlflow.app.unit_year import facts_of
from intlflow.domain.registers import ACTIVITY, NETWORK
from intlflow.domain.report_answers import Answers
from intlflow.domain.unit_report import State, answered
from intlflow.packs.model import Pack
from intlflow.store import case_lists, unit_reports
from intlflow.store.engine import Tx, reading
from intlflow.store.unit_reports import ReportRow
from intlflow.store.year_lines import Sum

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's year.

    Args:
        facts: its rows of the register, as they were when it answered, or as they are now.
        state: where its report stands; empty: it was not asked.
        said: what the unit wrote with its answer.
        talks: how often its ledningsgrupp talked of international questions, and was to.
    """

    key: str
    name: str
    facts: Mapping[str, Any]
    state: str
    said: str
    talks: Talks

    @property
    def answered(self) -> bool:
        """Whether it has said how its year was."""
        return bool(self.state) and answered(self.state)

    @property
    def answers(self) -> Answers:
        """What the unit says of its year besides its rows."""
        return Answers.of(self.facts.get("answers"))

    @property
    def has_nothing(self) -> bool:
        """Whether it has signed that there was nothing."""
        return self.state == State.NOTHING


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of a year's units have talked and answered; of a year that nobody was asked about, none.

    Args:
        asked: how many of the units are to talk at all.
        talked: how many of those have had all of the year's talks.
    """

    units: int
    asked: int
    talked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Year:
    """A municipality's year.

    Args:
        wanted: how many talks each unit should have had, by the municipality's own duties; 0: no unit
            any, or not each the same.
        shares, shares_before: of the year, and of the one before.
        sums, before: the key figures of the year and of the one before.
        towns, networks, activities: rows of the registers; activities of the year alone.
        travel: journeys and their carbon dioxide.
        ahead: planned dates after the year's end, soonest first.
        papers: governing documents, with when they must be revised.
        chosen: what is chosen for evaluation by the end of the year, with its sheet.
    """

    pack: Pack
    year: int
    wanted: int
    shares: Shares
    shares_before: Shares
    units: tuple[UnitYear, ...]
    sums: tuple[Sum, ...]
    before: tuple[Sum, ...]
    towns: tuple[Plain, ...]
    networks: tuple[Plain, ...]
    activities: tuple[Plain, ...]
    travel: Plain
    ahead: tuple[Plain, ...]
    papers: tuple[Plain, ...]
    chosen: tuple[Plain, ...] = ()

    def rows(self, key: str) -> list[Plain]:
        """The rows of one kind of all units, each with its unit's name."""
        return [
            {**row, "unit": unit.name, "unit_key": unit.key}
            for unit in self.units
            for row in unit.facts[key]
        ]

    @property
    def silent(self) -> list[UnitYear]:
        """The units that have not answered."""
        return [unit for unit in self.units if not unit.answered]


def look(house: House, municipality: str, year: int, at: datetime) -> Year:
    """Read a year.

    Args:
        house: the installation.
        municipality: the pack's key.
        year: the calendar year, on Swedish clocks.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality.
    """
    pack, last = house.pack(municipality), date(year, 12, 31)
    catch_up(house, municipality, year)
    sums, before = (totals(house, municipality, each) for each in (year, year - 1))
    travel, papers = carbon(house, municipality, year, at), list_documents(house, municipality, at)
    with reading(house.engine) as tx:
        reports = {row.unit: row for row in unit_reports.of_year(tx, pack.key, year)}
        said, talks = _said(tx, reports), held_in(tx, pack, year)
        units = tuple(
            _unit(tx, pack, unit.key, unit.name, year, reports.get(unit.key), said, talks)
            for unit in units_of(pack, year)
        )
        last_year = unit_reports.of_year(tx, pack.key, year - 1)
        talks_before = held_in(tx, pack, year - 1)
        networks = tuple(rows_of(tx, pack, NETWORK, min(last, local_day(at))))
        done = rows_of(tx, pack, ACTIVITY, last, everything=True)
        activities = tuple(row for row in done if row["day"].startswith(f"{year:04}-"))
        towns = tuple(towns_of(tx, pack))
        ahead = tuple(case_lists.dates_after(tx, pack.key, str(min(last, local_day(at)))))
    before_that = {row.unit: talks_of(pack, row.unit, talks_before) for row in last_year}
    return Year(
        pack=pack,
        year=year,
        wanted=_the_same(unit.talks.wanted for unit in units),
        shares=Shares(
            len(units),
            sum(unit.talks.wanted > 0 for unit in units),
            sum(unit.talks.enough for unit in units),
            sum(unit.answered for unit in units),
        ),
        shares_before=Shares(
            len(last_year),
            sum(talks.wanted > 0 for talks in before_that.values()),
            sum(talks.enough for talks in before_that.values()),
            sum(answered(row.state) for row in last_year),
        ),
        units=units,
        sums=tuple(sums),
        before=tuple(before),
        towns=towns,
        networks=networks,
        activities=tuple(sorted(activities, key=lambda row: row["day"])),
        travel=travel,
        ahead=ahead,
        papers=tuple(papers),
        chosen=chosen_by(list_sheets(house, municipality), year),
    )


def _the_same(numbers: Iterable[int]) -> int:
    """The number that all of them are; 0 when they differ."""
    found = set(numbers)
    return found.pop() if len(found) == 1 else 0


def chosen_by(sheets: list[Plain], year: int) -> tuple[Plain, ...]:
    """What was chosen for evaluation by the end of a year and had something to tell in it."""
    return tuple(
        one
        for one in sheets
        if one["verdict"] == "chosen"
        and one["chosen_on"] <= f"{year}-12-31"
        and (not one["effects_due"] or one["effects_due"][-1]["on"] >= f"{year}-01-01")
    )


def _unit(
    tx: Tx,
    pack: Pack,
    key: str,
    name: str,
    year: int,
    report: ReportRow | None,
    said: Mapping[int, str],
    talks: Held,
) -> UnitYear:
    fixed = report is not None and answered(report.state) and report.facts
    return UnitYear(
        key=key,
        name=name,
        facts=report.facts if report and fixed else facts_of(tx, pack, key, year),
        state=report.state if report else "",
        said=said.get(report.id, "") if report else "",
        talks=talks_of(pack, key, talks),
    )


def _said(tx: Tx, reports: Mapping[str, ReportRow]) -> dict[int, str]:
    """What each unit wrote when it answered last."""
    events = unit_reports.events(tx, [row.id for row in reports.values()])
    found = {}
    for number, history in events.items():
        notes = [event.note for event in history if event.verb in ("submit", "nothing")]
        found[number] = notes[-1] if notes else ""
    return found
