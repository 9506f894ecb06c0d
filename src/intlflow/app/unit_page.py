"""A unit on one page: its names through time, its people today, its cases, reports and days to come."""

from datetime import date, datetime
from typing import Any

from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.report_status import Plain
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import known_unit
from intlflow.domain.cast import Cast, Holder
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.unit_report import answered
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack, Unit
from intlflow.store import cases, people, tasks, unit_reports
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading

ASKED = (Role.CONTACT, Role.MANAGER)  # whom every unit should have
GROUP = (Role.CONTACT, Role.LEAD)
MOST_DAYS = 20


def show_unit(house: House, municipality: str, key: str, at: datetime, lang: str) -> Plain:
    """Everything about a unit.

    Args:
        house: the installation.
        municipality: the pack's key.
        key: the unit's key, also of one that has been merged.
        at: now, with a time zone.
        lang: of duties, in words.

    Raises:
        NotFound: no such municipality or unit.
    """
    pack, day = house.pack(municipality), local_day(at)
    unit = known_unit(pack, key)
    body = pack.bodies[unit.body]
    due = list_duties(house, at, municipality=municipality, subject=key, lang=lang)
    with reading(house.engine) as tx:
        around = people.appointed(tx, municipality, (unit.key, unit.body), str(day))
        here = [holder for holder in around if holder.scope]
        open_cases = _open_cases(tx, pack, unit)
        reports = unit_reports.of_unit(tx, municipality, key)
        dates = _dates(tx, open_cases, day, lang)
    return {
        "municipality": municipality,
        "unit": unit.key,
        "name": unit.name,
        "kind": unit.kind,
        "body": unit.body,
        "body_name": body.name,
        "from": str(unit.valid_from) if unit.valid_from else None,
        "to": str(unit.valid_to) if unit.valid_to else None,
        "successor": unit.successor,
        "answered_by": pack.unit_on(key, day).key,
        "names": [_was(pack.units[each]) for each in pack.lineage(key)],
        "people": [_person(holder) for holder in here],
        "vacant": _vacant(here) if unit.holds(day) else [],
        "cases": [_case(case) for case in open_cases],
        "reports": [
            {"year": r.year, "state": r.state, "answered": answered(r.state), "since": r.changed_at}
            for r in reports
        ],
        "days": sorted(dates + _days(due), key=_when)[:MOST_DAYS],
    }


def _was(unit: Unit) -> Plain:
    return {
        "unit": unit.key,
        "name": unit.name,
        "from": str(unit.valid_from) if unit.valid_from else None,
        "to": str(unit.valid_to) if unit.valid_to else None,
    }


def _person(holder: Holder) -> Plain:
    return {
        "person": holder.person_id,
        "name": holder.name,
        "email": holder.email,
        "role": str(holder.role),
        "scope": holder.scope,
        "deputy": holder.deputy,
        "away": holder.away,
    }


def _vacant(holders: list[Holder]) -> list[str]:
    """The roles that every unit should have somebody in and this one has not."""
    cast = Cast(holders, None, None)
    return [str(role) for role in ASKED if not cast.holds(role)]


def _open_cases(tx: Tx, pack: Pack, unit: Unit) -> list[CaseRow]:
    """The cases that have not come to their end, also those of units that were merged into this."""
    found = cases.of_units(tx, pack.key, pack.lineage(unit.key))
    return [case for case in found if case.phase not in LIFECYCLES[Kind(case.kind)].ends]


def _case(case: CaseRow) -> Plain:
    return {
        "ref": case.ref,
        "kind": case.kind,
        "title": case.title,
        "phase": case.phase,
        "stage": case.stage,
        "unit_name": case.unit_name,
    }


def _dates(tx: Tx, found: list[CaseRow], day: date, lang: str) -> list[Plain]:
    """The planned dates to come and the open tasks of cases."""
    refs = {case.id: case.ref for case in found}
    planned = tasks.coming(tx)
    days = [(m.on_day, m, ref) for key, ref in refs.items() for m in planned.get(key, [])]
    waiting = [(t.due_on, t, refs[t.case_id]) for t in tasks.waiting(tx) if t.case_id in refs]
    return [
        {"on": on, "what": what.title_en if lang == "en" else what.title_sv, "about": ref}
        for on, what, ref in [each for each in days if each[0] >= str(day)] + waiting
    ]


def _days(due: list[dict[str, Any]]) -> list[Plain]:
    """The duties that are open or to come."""
    return [
        {"on": row["due"], "what": row["title"], "about": row["period"]}
        for row in due
        if row["state"] in ("overdue", "open", "upcoming")
    ]


def _when(day: Plain) -> tuple[str, str]:
    return day["on"], day["what"]


def working_group(house: House, municipality: str, at: datetime) -> Plain:
    """The working group as its members' appointments make it; nobody keeps a list of it by hand.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        members, without = group_members(tx, pack, day)
    return {
        "municipality": municipality,
        "members": [_person(holder) for holder in members],
        "without": without,
    }


def group_members(tx: Tx, pack: Pack, day: date) -> tuple[list[Holder], list[str]]:
    """The working group's members on a day, and the units that nobody there comes from."""
    units = [unit for unit in pack.unit if unit.holds(day)]
    keys = {unit.key for unit in units}
    held = people.appointed(tx, pack.key, (*pack.units, *pack.bodies), str(day))
    members = [
        holder
        for holder in held
        if not holder.deputy
        and (holder.role is Role.LEAD or (holder.role is Role.CONTACT and holder.scope in keys))
    ]
    represented = {holder.scope for holder in members if holder.role is Role.CONTACT}
    return members, [unit.key for unit in units if unit.key not in represented]
