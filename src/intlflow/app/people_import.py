"""Bringing a list of people into the register: all of it or nothing; the same list twice changes nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from intlflow.app import people_sheet
from intlflow.app.house import House
from intlflow.app.people_sheet import Mistake, Wanted
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.store import list_batches, register
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.register import Held, Known

FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list did, or would do, or why it did nothing.

    Args:
        rows: how many lines were read.
        added, changed: people.
        appointed, ended, decided: appointments; decided is one that got its decision noted.
        unchanged: lines that say what the register says already.
        mistakes: what is to be corrected; with any of them nothing was done.
        batch: the number by which it is taken out again; None: nothing was written.
    """

    municipality: str
    dry_run: bool
    rows: int
    added: int = 0
    changed: int = 0
    appointed: int = 0
    ended: int = 0
    decided: int = 0
    unchanged: int = 0
    mistakes: tuple[Mistake, ...] = ()
    batch: int | None = None


@dataclass
class _Plan:
    """What the register is to become; nothing is written while there is a mistake."""

    known: dict[str, Known]
    held: list[Held]
    today: date
    added: dict[str, Wanted] = field(default_factory=dict)
    changed: dict[str, Known] = field(default_factory=dict)
    ended: dict[int, str] = field(default_factory=dict)
    decided: dict[int, str] = field(default_factory=dict)
    appointed: list[Held] = field(default_factory=list)
    unchanged: int = 0
    mistakes: list[Mistake] = field(default_factory=list)


def import_people(
    house: House,
    municipality: str,
    data: bytes,
    *,
    at: datetime,
    dry_run: bool = False,
    name: str = "",
    by: int | None = None,
) -> Imported:
    """Bring a list of people and their appointments into the register.

    Whoever is not in the list stays as they are; an appointment ends only when the list says so.

    Args:
        house: the installation.
        municipality: the pack's key.
        data: the file; see `people_sheet.read`.
        at: now, with a time zone.
        dry_run: only tell what would be done.
        name: the file's name, by which the batch is known again.
        by: the number of whoever does it, if they are known.

    Raises:
        NotFound: no such municipality.
    """
    pack, today = house.pack(municipality), local_day(at)
    sheet = people_sheet.read(data, pack, house.words, today)
    told = Imported(municipality, dry_run, len(sheet.rows), mistakes=sheet.mistakes)
    if sheet.mistakes and not sheet.rows:
        return told
    with writing(house.engine) as tx:
        plan = _planned(sheet.rows, *register.roll(tx, municipality), today)
        mistakes = sorted((*sheet.mistakes, *plan.mistakes), key=lambda each: each.line)
        batch = None
        if not mistakes and not dry_run and _writes(plan):
            wrote = _carry_out(tx, municipality, plan)
            batch = list_batches.keep(
                tx, municipality, "people", name, hashlib.sha256(data).hexdigest(), stamp(at), by,
                wrote,
            )  # fmt: skip
    return replace(
        told,
        added=len(plan.added),
        changed=len(plan.changed),
        appointed=len(plan.appointed),
        ended=len(plan.ended),
        decided=len(plan.decided),
        unchanged=plan.unchanged,
        mistakes=tuple(mistakes),
        batch=batch,
    )


def _writes(plan: _Plan) -> bool:
    return bool(plan.added or plan.changed or plan.ended or plan.decided or plan.appointed)


def _planned(
    rows: Iterable[Wanted], known: dict[str, Known], held: list[Held], today: date
) -> _Plan:
    plan = _Plan(known, list(held), today)
    first: dict[str, Wanted] = {}
    places: dict[tuple[Any, ...], int] = {}
    touched: dict[str, int] = {}
    for row in rows:
        before = _size(plan)
        earlier = first.setdefault(row.email, row)
        if earlier.name != row.name:
            plan.mistakes.append(Mistake(row.line, "", "two-names", {"first": earlier.line}))
            continue
        _person(plan, row)
        if row.role is not None:
            place = (row.email, row.role, row.scope, row.deputy, row.start)
            if place in places:
                details = {"first": places[place]}
                plan.mistakes.append(Mistake(row.line, "", "said-twice", details))
                continue
            places[place] = row.line
            _appointment(plan, row, row.role)
            if row.role is Role.CONTACT:
                touched[row.scope] = row.line
        elif row.scope or row.deputy or row.start or row.end or row.decision:
            plan.mistakes.append(Mistake(row.line, "", "role-needed"))
        plan.unchanged += _size(plan) == before
    for scope, line in touched.items():
        _one_contact(plan, scope, line)
    return plan


def _size(plan: _Plan) -> int:
    parts = (plan.added, plan.changed, plan.ended, plan.decided, plan.appointed, plan.mistakes)
    return sum(len(part) for part in parts)


def _person(plan: _Plan, row: Wanted) -> None:
    """A person who is new, or whose name, title or language the list gives anew."""
    now = plan.changed.get(row.email) or plan.known.get(row.email)
    if now is None:
        plan.added.setdefault(row.email, row)
    elif now.active_to is not None and now.active_to < str(plan.today):
        plan.mistakes.append(Mistake(row.line, "", "has-left", {"value": now.active_to}))
    else:
        new = replace(now, name=row.name, title=row.title or now.title, lang=row.lang or now.lang)
        if new != now:
            plan.changed[row.email] = new


def _appointment(plan: _Plan, row: Wanted, role: Role) -> None:
    """An appointment that is new, that ends, or whose decision is noted."""
    start, end = str(row.start or plan.today), str(row.end) if row.end else None
    mine = [
        (place, each)
        for place, each in enumerate(plan.held)
        if (each.email, each.role, each.scope, each.deputy)
        == (row.email, str(role), row.scope, row.deputy)
    ]
    found = next((pair for pair in mine if _is_it(pair[1], row, plan.today)), None)
    overlap = next((e for _, e in mine if _overlap(e.start, e.end, start, end)), None)
    if found is not None:
        _known(plan, row, *found, end)
    elif overlap is not None:
        plan.mistakes.append(Mistake(row.line, "", "holds-already", {"value": overlap.start}))
    elif end is not None and end < start:
        details = {"value": end, "first": start}
        plan.mistakes.append(Mistake(row.line, "", "backwards", details))
    else:
        new = Held(
            0, row.email, row.name, str(role), row.scope, row.deputy, start, end, row.decision
        )
        plan.held.append(new)
        plan.appointed.append(new)


def _is_it(held: Held, row: Wanted, today: date) -> bool:
    """Whether a line speaks of this appointment: by its first day, else by holding now or ending so."""
    if row.start is not None:
        return held.start == str(row.start)
    same_end = row.end is not None and held.end == str(row.end)
    return same_end or held.end is None or held.end >= str(today)


def _known(plan: _Plan, row: Wanted, place: int, held: Held, end: str | None) -> None:
    """A line about an appointment that the register has."""
    if end is not None and end < held.start:
        details = {"value": end, "first": held.start}
        plan.mistakes.append(Mistake(row.line, "", "backwards", details))
    elif end is not None and end != held.end and held.number:
        plan.ended[held.number] = end
        plan.held[place] = replace(held, end=end)
    if row.decision and not held.decision and held.number:
        plan.decided[held.number] = row.decision
    elif row.decision and row.decision != held.decision:
        plan.mistakes.append(Mistake(row.line, "", "other-decision", {"value": held.decision}))


def _overlap(start: str, end: str | None, other: str, other_end: str | None) -> bool:
    return start <= (other_end or FOREVER) and other <= (end or FOREVER)


def _one_contact(plan: _Plan, scope: str, line: int) -> None:
    """A unit has one contact person at a time, deputies aside (PLAN-38)."""
    mine = [
        each
        for each in plan.held
        if (each.role, each.scope, each.deputy) == (str(Role.CONTACT), scope, False)
    ]
    for place, one in enumerate(mine):
        for other in mine[place + 1 :]:
            new = not (one.number and other.number)
            if (
                new
                and one.email != other.email
                and _overlap(one.start, one.end, other.start, other.end)
            ):
                plan.mistakes.append(Mistake(line, "", "two-contacts", {"name": one.name}))
                return


def _carry_out(tx: Tx, municipality: str, plan: _Plan) -> dict[str, Any]:
    """Write what was planned; gives what was written, and how it was before."""
    wrote: dict[str, Any] = {
        "added": [],
        "changed": [],
        "ended": [],
        "decided": [],
        "appointed": [],
    }
    numbers = {email: known.number for email, known in plan.known.items()}
    for email, row in plan.added.items():
        starts = [held.start for held in plan.appointed if held.email == email]
        day, lang = min([str(plan.today), *starts]), row.lang or "sv"
        number = register.add_person(tx, municipality, row.name, email, row.title, lang, day)
        numbers[email] = number
        wrote["added"].append({"id": number, "now": [row.name, row.title, lang, "", None]})
    _change(tx, municipality, plan, wrote)
    for held in plan.appointed:
        number = register.appoint(
            tx, municipality, numbers[held.email], held.role, held.scope, held.deputy,
            held.start, held.end, held.decision,
        )  # fmt: skip
        wrote["appointed"].append({"id": number, "now": [held.start, held.end, held.decision]})
    return wrote


def _change(tx: Tx, municipality: str, plan: _Plan, wrote: dict[str, Any]) -> None:
    """Write what becomes of people and appointments that the register has."""
    entries, terms = register.entries(tx, municipality), register.terms(tx, municipality)
    for known in plan.changed.values():
        said = entries[known.number].said
        now = [known.name, known.title, known.lang]
        register.change_person(tx, known.number, known.name, known.title, known.lang)
        wrote["changed"].append(
            {"id": known.number, "before": list(said[:3]), "now": [*now, *said[3:]]}
        )
    for number, day in plan.ended.items():
        register.end(tx, number, day)
        wrote["ended"].append({"id": number, "before": terms[number].end, "now": day})
    for number, decision in plan.decided.items():
        register.note_decision(tx, number, decision)
        wrote["decided"].append({"id": number, "now": decision})
