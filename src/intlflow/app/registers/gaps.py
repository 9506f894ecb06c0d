"""What is missing in the registers: a day, somebody who looks after it, any sign of life."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.registers import finding
from intlflow.app.registers.documents import shelf
from intlflow.app.registers.twin_towns import towns_of
from intlflow.app.situation import local_day
from intlflow.domain.documents import troubles
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.months import shift_months
from intlflow.domain.registers import COOPERATION, NETWORK, POINT, REGISTERS, TRIP
from intlflow.domain.tagging import About
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from intlflow.packs.model import Pack
from intlflow.store import cases, registers
from intlflow.store.engine import Tx, reading
from intlflow.store.registers import Row

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing.

    Args:
        key: what is missing.
        about: the row, case or document it is missing in, as one types it.
        name: what that is called.
        unit: whose it is.
        since: the day it is about, if it is about one.
        patience: the entry of the pack that sets how long it may lie still, if one does.
    """

    key: str
    about: str
    name: str
    unit: str
    since: str | None = None
    patience: str | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """An open transaction, a municipality and a day."""

    tx: Tx
    pack: Pack
    day: date

    def rows(self, key: str) -> list[Row]:
        """The rows of a register that hold."""
        found = registers.newest(self.tx, REGISTERS[key].table, self.pack.key)
        return [row for row in found if finding.holds(row, self.day)]

    def limit(self, key: str, *, ahead: bool = False) -> str | None:
        """The day that a patience of the pack leads to; None when the pack sets none."""
        months = next((each.months for each in self.pack.patience if each.key == key), None)
        if months is None:
            return None
        return str(shift_months(self.day, months if ahead else -months))


def find_gaps(house: House, municipality: str, at: datetime, lang: str) -> list[Plain]:
    """Everything that is missing in a municipality's registers.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        look = _Look(tx, pack, day)
        found = [gap for check in _CHECKS for gap in check(look)]
    return [_plain(pack, gap, lang) for gap in found]


def _plain(pack: Pack, gap: Gap, lang: str) -> Plain:
    words = in_language(lang)
    since = words.day(gap.since) if gap.since else words.of("gap", "never")
    patience = next((each for each in pack.patience if each.key == gap.patience), None)
    rule = pack.rules.get(patience.rule or "") if patience else None
    return {
        "gap": gap.key,
        "about": gap.about,
        "name": gap.name,
        "unit": gap.unit,
        "since": gap.since,
        "said": words.sentence("gap", gap.key, name=gap.name, since=since),
        "months": patience.months if patience else None,
        "assumed": bool(patience and patience.confirm),
        "rule": rule.quote if rule else None,
    }


def _gap(
    key: str, register: str, row: Row, since: str | None = None, why: str | None = None
) -> Gap:
    name = str(row[REGISTERS[register].name])
    return Gap(key, f"{register} {row['number']}", name, row["unit"], since, why)


def _networks(look: _Look) -> Iterator[Gap]:
    """A network has a unit, somebody, a day of renewal and a use; its renewal is seen in time."""
    used = registers.last_days(look.tx, look.pack.key, "network")
    silent, ahead = look.limit("network_unused"), look.limit("renewal_ahead", ahead=True)
    for row in look.rows(NETWORK.key):
        if not row["owner"]:
            yield _gap("network-without-owner", "network", row)
        if not row["renewal_on"]:
            yield _gap("network-without-renewal", "network", row)
        elif ahead and row["renewal_on"] <= ahead:
            yield _gap("renewal-ahead", "network", row, row["renewal_on"], "renewal_ahead")
        last = used.get(row["number"])
        if silent and max(last or "", _known(row)) < silent:
            yield _gap("network-unused", "network", row, last, "network_unused")


def _known(row: Row) -> str:
    """From when something has been in the register: nobody could note its use before."""
    return str(row["valid_from"])


def _cooperations(look: _Look) -> Iterator[Gap]:
    """A cooperation has somebody, a partner, and signs of life."""
    used = registers.last_days(look.tx, look.pack.key, "cooperation")
    silent = look.limit("cooperation_silent")
    for row in look.rows(COOPERATION.key):
        if not row["owner"]:
            yield _gap("cooperation-without-owner", "cooperation", row)
        if not row["partner"] and not row["case_ref"]:
            yield _gap("cooperation-without-partner", "cooperation", row)
        if row["review_on"] and row["review_on"] < str(look.day):
            yield _gap("review-passed", "cooperation", row, row["review_on"])
        last = used.get(row["number"])
        if row["kind"] != "twin_town" and silent and max(last or "", _known(row)) < silent:
            yield _gap("cooperation-silent", "cooperation", row, last, "cooperation_silent")


def _twin_towns(look: _Look) -> Iterator[Gap]:
    """A twin town has an agreement with a day, and signs of life."""
    silent = look.limit("twin_town_silent")
    for town in towns_of(look.tx, look.pack):
        if town["phase"] not in ("active", "under_review"):
            continue
        about, name, unit = town["ref"], town["title"], town["unit"]
        if not town["agreed_on"]:
            yield Gap("twin-town-without-agreement", about, name, unit)
        last = town["last_activity"]
        if silent and max(last or "", town["since"]) < silent:
            yield Gap("twin-town-silent", about, name, unit, last, "twin_town_silent")


def _without_unit(look: _Look) -> Iterator[Gap]:
    """Every row has a unit that owns it and that there is today."""
    for key in (NETWORK.key, COOPERATION.key):
        for row in look.rows(key):
            unit = look.pack.units.get(row["unit"])
            if unit is None or not unit.holds(look.day):
                yield _gap("row-without-unit", key, row)


def _flights(look: _Look) -> Iterator[Gap]:
    """Flights are compensated for."""
    limit = look.limit("flight_open")
    legs = registers.newest(look.tx, "trip_leg", look.pack.key, mode="flight")
    flown = {leg["trip"] for leg in legs if not leg["withdrawn"]}
    for row in registers.newest(look.tx, TRIP.table, look.pack.key):
        open_ = row["number"] in flown and not row["compensated_on"] and not row["withdrawn"]
        if open_ and limit and row["day"] < limit:
            yield _gap("flight-not-compensated", "trip", row, row["day"], "flight_open")


def _points(look: _Look) -> Iterator[Gap]:
    """What somebody was to do has been done."""
    for row in registers.newest(look.tx, POINT.table, look.pack.key):
        open_ = not row["withdrawn"] and not row["done_on"] and not row["valid_to"]
        if open_ and row["due_on"] and row["due_on"] < str(look.day):
            yield _gap("point-late", "point", row, row["due_on"])


def _visions(look: _Look) -> Iterator[Gap]:
    """Every project that goes on serves a goal of the vision."""
    rows = registers.newest(look.tx, "case_tag", look.pack.key, about=str(About.VISION))
    tagged = {row["case_ref"] for row in rows if not row["withdrawn"]}
    for case in cases.find(look.tx, look.pack.key, None, Kind.PROJECT):
        if case.phase not in LIFECYCLES[Kind.PROJECT].ends and case.ref not in tagged:
            yield Gap("project-without-vision", case.ref, case.title, case.unit)


def _documents(look: _Look) -> Iterator[Gap]:
    """Every document has its days, is revised in time, and plan and policy hang together."""
    papers = shelf(look.tx, look.pack).papers.values()
    for key, paper, day in troubles(list(papers), look.day):
        written = look.pack.documents.get(paper.key)
        unit = written.owner_unit if written else ""
        yield Gap(key, f"document {paper.key}", paper.title, unit, str(day) if day else None)


_CHECKS: tuple[Callable[[_Look], Iterator[Gap]], ...] = (
    *(
        _documents,
        _networks,
        _twin_towns,
        _cooperations,
        _without_unit,
        _flights,
        _points,
        _visions,
    ),
)
