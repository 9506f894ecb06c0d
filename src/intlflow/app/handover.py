"""What somebody who leaves has in hand: roles, cases, tasks, duties and letters, and who takes over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import cases, duties, letters, people, register, tasks
from intlflow.store.cases import CaseRow
from intlflow.store.engine import reading
from intlflow.store.people import AppointmentRow

Plain = dict[str, Any]
OPEN_DUTIES = ("overdue", "open")


def handover(house: House, municipality: str, email: str, at: datetime, lang: str) -> Plain:
    """Everything that somebody has in hand on a day, so that nothing is lost when they leave.

    Args:
        house: the installation.
        municipality: the pack's key.
        email: whose.
        at: now, with a time zone.
        lang: of duties and places, in words.

    Raises:
        NotFound: no such municipality, or nobody with this address.
    """
    pack, day, address = house.pack(municipality), local_day(at), email.strip().lower()
    with reading(house.engine) as tx:
        number = register.find_person(tx, municipality, address)
        if number is None:
            raise NotFound(f"nobody in {pack.municipality.name}'s register has '{email}'")
        everybody = {row.id: row for row in people.everyone(tx)}
        held = [row for row in people.appointments(tx) if row.municipality == municipality]
        mine = [row for row in held if row.person_id == number and _ahead(row, day)]
        found = [
            (case, _parts(pack, case, mine, number, address, day))
            for case in cases.find(tx, municipality, None, None)
            if case.phase not in LIFECYCLES[Kind(case.kind)].ends
        ]
        carried = {case.id: (case, parts) for case, parts in found if parts}
        waiting = [t for t in tasks.waiting(tx) if _is_mine(t, carried)]
        notes = [note for note in duties.untold(tx) if note.person_id == number]
        written = letters.find(tx, address=address, status=None, case_id=None)
    names = {number: row.name for number, row in everybody.items()}
    return {
        "municipality": municipality,
        "name": names[number],
        "email": address,
        "roles": [_role(pack, row, held, names, day) for row in mine],
        "cases": [_case(case, parts) for case, parts in carried.values()],
        "tasks": [_task(task, carried[task.case_id][0]) for task in waiting],
        "duties": _duties(house, pack, mine, at, lang),
        "untold": [{"duty": n.duty, "subject": n.subject, "period": n.period} for n in notes],
        "letters": [
            {"id": row.id, "subject": row.subject, "status": row.status}
            for row in written
            if row.ended_at is None
        ],
    }


def _ahead(row: AppointmentRow, day: date) -> bool:
    return row.valid_to is None or row.valid_to >= str(day)


def _role(
    pack: Pack,
    row: AppointmentRow,
    held: Sequence[AppointmentRow],
    names: dict[int, str],
    day: date,
) -> Plain:
    """An appointment and the deputies who step in when it ends."""
    deputies = [
        names[each.person_id]
        for each in held
        if each.deputy
        and each.person_id != row.person_id
        and each.holds(str(day))
        and (each.role, each.scope) == (row.role, row.scope)
    ]
    return {
        "appointment": row.id,
        "role": row.role,
        "scope": row.scope,
        "scope_name": place_name(pack, row.scope),
        "deputy": row.deputy,
        "from": row.valid_from,
        "to": row.valid_to,
        "deputies": [] if row.deputy else deputies,
    }


def place_name(pack: Pack, scope: str) -> str:
    """A unit's or body's name; the municipality's for what holds everywhere."""
    if scope in pack.units:
        return pack.units[scope].name
    return pack.bodies[scope].name if scope in pack.bodies else pack.municipality.name


def _parts(
    pack: Pack,
    case: CaseRow,
    mine: Sequence[AppointmentRow],
    number: int,
    address: str,
    day: date,
) -> list[str]:
    """In which roles somebody has part in a case."""
    unit = pack.unit_on(case.unit, day) if case.unit in pack.units else None
    scopes = ("", unit.key, unit.body) if unit else ("",)
    parts = [row.role for row in mine if row.scope in scopes and row.holds(str(day))]
    if case.facts.get(Fact.PROJECT_MANAGER) == address:
        parts.append(str(Role.PROJECT_MANAGER))
    if case.opened_by == number:
        parts.append(str(Role.SUBMITTER))
    return list(dict.fromkeys(parts))


def _is_mine(task: tasks.OpenTask, carried: dict[int, tuple[CaseRow, list[str]]]) -> bool:
    return task.case_id in carried and task.owner in carried[task.case_id][1]


def _case(case: CaseRow, parts: list[str]) -> Plain:
    return {
        "ref": case.ref,
        "kind": case.kind,
        "title": case.title,
        "unit_name": case.unit_name,
        "phase": case.phase,
        "parts": parts,
    }


def _task(task: tasks.OpenTask, case: CaseRow) -> Plain:
    return {
        "ref": case.ref,
        "key": task.key,
        "title_sv": task.title_sv,
        "title_en": task.title_en,
        "due_on": task.due_on,
    }


def _duties(
    house: House, pack: Pack, mine: Sequence[AppointmentRow], at: datetime, lang: str
) -> list[Plain]:
    """The duties that are open now and that one of the appointments owes."""
    day = str(local_day(at))
    owed = {(row.role, row.scope) for row in mine if row.holds(day)}
    rows = list_duties(house, at, municipality=pack.key, lang=lang)
    return [
        {key: row[key] for key in ("duty", "title", "subject", "about", "period", "due", "state")}
        for row in rows
        if row["state"] in OPEN_DUTIES
        and ({(row["owner"], row["subject"]), (row["owner"], "")} & owed)
    ]
