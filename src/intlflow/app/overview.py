"""One person's day: what waits for them, whom they wait for, the nearest dates, what happened last."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may, sight
from intlflow.app.case_board import Filter, roles_in, wanted_of
from intlflow.app.duties.kept import duties_of
from intlflow.app.house import House
from intlflow.app.outbox_page import PATIENCE
from intlflow.app.registers.open_points import is_late, waiting
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.next_step import OUTSIDE, RESTING, forward
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import case_lists, journal, letters, meetings, people, tasks
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import stamp

MOST_CASES = 1_000
MOST_LINES = 12
CLOSING_SOON = 30  # days before a project ends that its closing becomes something to do


@dataclass
class Overview:
    """What the first page shows."""

    todo: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)


def overview(house: House, who: Visitor, at: datetime, lang: str) -> Overview:
    """Everything that the first page shows to somebody.

    Args:
        house: the installation.
        who: for whom.
        at: now, with a time zone.
        lang: of titles.
    """
    pack, seen = house.pack(who.municipality), Overview()
    with reading(house.engine) as tx:
        wanted = wanted_of(sight(who, pack), pack, Filter(kind=""))
        found = case_lists.find(tx, wanted, limit=MOST_CASES)
        _steps(tx, pack, who, found, at, seen)
        _tasks(tx, pack, who, found, at, lang, seen)
        _points(tx, who, at, seen)
        _letters(tx, house, who, at, seen)
        _dates(tx, pack, found, at, lang, seen)
        _events(tx, who, found, wanted.everything, seen)
    if may(who, Action.READ_DUTIES):
        _duties(house, who, at, lang, seen)
    seen.todo.sort(key=lambda item: (item["due"] or "9999", item["title"]))
    seen.waiting.sort(key=lambda item: item["since"])
    seen.dates.sort(key=lambda item: (item["day"], item["title"]))
    return seen


def _steps(
    tx: Tx, pack: Pack, who: Visitor, found: list[CaseRow], at: datetime, seen: Overview
) -> None:
    """The step that carries each case on: mine to take, or somebody else's."""
    day = local_day(at)
    dates = case_lists.next_dates(tx, found, str(day))
    for case in found:
        kind = Kind(case.kind)
        verb = forward(kind, case.phase)
        if verb is None or ((kind, case.phase) in RESTING and not _ends_soon(case, at)):
            continue
        row = LIFECYCLES[kind].find(case.phase, verb)
        able = pack.who_may(kind, verb) or row.who
        due = dates.get(case.id)
        line = {
            "what": "case",
            "kind": case.kind,
            "verb": verb,
            "ref": case.ref,
            "title": case.title,
            "unit": pack.unit_on(case.unit, day).name,
            "phase": case.phase,
            "due": due[2] if due else None,
            "since": case.changed_at,
            "roles": [str(role) for role in able],
            "outside": (kind, case.phase) in OUTSIDE,
        }
        mine = roles_in(case, pack, who, at) & set(able)
        if mine and not line["outside"]:
            seen.todo.append(line)
        else:
            seen.waiting.append(line)


def _ends_soon(case: CaseRow, at: datetime) -> bool:
    ends = case.facts.day(Fact.PERIOD_END) if case.phase == "running" else None
    return ends is not None and (ends - local_day(at)).days <= CLOSING_SOON


def _tasks(
    tx: Tx, pack: Pack, who: Visitor, found: list[CaseRow], at: datetime, lang: str, seen: Overview
) -> None:
    """The points of checklists that are mine."""
    by_id = {case.id: case for case in found}
    for task in tasks.waiting_in(tx, list(by_id)):
        case = by_id[task.case_id]
        if Role(task.owner) in roles_in(case, pack, who, at):
            seen.todo.append(
                {
                    "what": "task",
                    "title": task.title_en if lang == "en" else task.title_sv,
                    "about": case.title,
                    "ref": case.ref,
                    "unit": pack.unit_on(case.unit, local_day(at)).name,
                    "due": task.due_on,
                }
            )


def _letters(tx: Tx, house: House, who: Visitor, at: datetime, seen: Overview) -> None:
    """Letters that need somebody: failed, held, or still here though there is a mail server."""
    if may(who, Action.STEER_LETTERS):
        found = letters.troubled(tx, who.municipality)
        if house.settings.mail_url is not None:
            found |= letters.overdue(tx, who.municipality, stamp(at - PATIENCE))
        for status, number in found.items():
            seen.todo.append(
                {"what": "letters", "status": status, "number": number, "title": "", "due": None}
            )


def _points(tx: Tx, who: Visitor, at: datetime, seen: Overview) -> None:
    """What a group waits for from me; for the coordinator besides what is late."""
    if not may(who, Action.READ_REGISTERS):
        return
    for row in waiting(tx, who.municipality):
        mine = row["owner"] == who.person_id
        if mine or (who.holds(Role.COORDINATOR) and is_late(row, local_day(at))):
            line = {"what": "point", "title": row["what"], "due": row["due_on"], "mine": mine}
            seen.todo.append(line)


def _dates(
    tx: Tx, pack: Pack, found: list[CaseRow], at: datetime, lang: str, seen: Overview
) -> None:
    """The nearest planned dates, and the bodies' next meetings."""
    today, by_id = str(local_day(at)), {case.id: case for case in found}
    for case_id, (sv, en, day) in case_lists.next_dates(tx, found, today).items():
        case = by_id[case_id]
        seen.dates.append(
            {
                "what": "milestone",
                "day": day,
                "title": en if lang == "en" else sv,
                "about": case.title,
                "ref": case.ref,
            }
        )
    for meeting in meetings.standing(tx, pack.key):
        if meeting.day >= today and meeting.status != "cancelled" and meeting.body in pack.bodies:
            name = pack.bodies[meeting.body].name
            seen.dates.append(
                {"what": "meeting", "day": meeting.day, "title": name, "about": "", "ref": ""}
            )


def _events(tx: Tx, who: Visitor, found: list[CaseRow], everything: bool, seen: Overview) -> None:
    """What happened last in the cases that one sees."""
    ids = None if everything else [case.id for case in found]
    rows = journal.latest(tx, who.municipality, ids, MOST_LINES)
    names = people.names(tx, {row.person_id for row in rows})
    heads = case_lists.heads(tx, {row.case_id for row in rows})
    for row in rows:
        if row.case_id in heads:
            ref, kind, title = heads[row.case_id]
            seen.events.append(
                {
                    "at": row.at,
                    "by": names.get(row.person_id, "?"),
                    "verb": row.verb,
                    "kind": kind,
                    "ref": ref,
                    "title": title,
                }
            )


def _duties(house: House, who: Visitor, at: datetime, lang: str, seen: Overview) -> None:
    """What recurs and is due: mine to do."""
    for row in duties_of(house, who.municipality, at, lang):
        if row["state"] not in ("open", "overdue"):
            continue
        scopes = who.scopes(Role(row["owner"]))
        if "" in scopes or row["subject"] in scopes:
            seen.todo.append(
                {
                    "what": "duty",
                    "duty": row["duty"],
                    "subject": row["subject"],
                    "title": row["title"],
                    "about": row["about"],
                    "count": row["count"],
                    "due": row["due"],
                    "late": row["state"] == "overdue",
                }
            )
