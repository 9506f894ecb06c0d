"""Monday's overview: what waits for a person in the coming weeks, and for the coordinator how things stand.

Nobody gets it without a reason: only if there is something that no letter has told them yet.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from intlflow.app.duties.ground import REMEMBERED, Ground, free_around
from intlflow.app.duties.occurrences import Open, met, talks
from intlflow.app.duties.wording import item_key
from intlflow.domain.cast import Recipient
from intlflow.domain.duty import Done
from intlflow.domain.facts import Fact
from intlflow.domain.ladder import calm_day
from intlflow.domain.ledger import Outcome
from intlflow.domain.words import Role
from intlflow.letters.words import Words
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store.cases import CaseRow
from intlflow.store.tasks import OpenTask

if TYPE_CHECKING:
    from intlflow.app.duties.desk import Desk

DUTY = "digest"  # what the overview is called in the ledger
AHEAD = timedelta(days=30)
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: a duty, or a task of a case."""

    key: str
    due: date
    one: Open | None = None
    task: OpenTask | None = None
    case: CaseRow | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What one person's overview says.

    Args:
        role: in which capacity they get it.
        lines: what waits, the nearest day first.
        overview: how things stand in the municipality, for its coordinator.
    """

    role: Role
    lines: tuple[Line, ...]
    overview: tuple[tuple[Duty, int, int], ...] = ()
    keys: list[str] = field(default_factory=list)

    def without(self, told: set[str]) -> "Coming":
        """The same without what the letter tells already."""
        return replace(self, lines=tuple(line for line in self.lines if line.key not in told))

    def said(self, words: Words) -> dict[str, list[str]]:
        """The overview in words."""
        lines = [_said(line, words) for line in self.lines[:MOST_LINES]]
        standing = [
            words.of("duty", "standing").format(
                title=duty.title.said(words.lang), done=done, all=total
            )
            for duty, done, total in self.overview
        ]
        return {"lines": lines, "standing": standing}


def _said(line: Line, words: Words) -> str:
    if line.one is not None:
        title = line.one.duty.title.said(words.lang)
        about = line.one.subject.name if line.one.subject.key else ""
    else:
        assert line.task is not None
        assert line.case is not None
        title = line.task.title_en if words.lang == "en" else line.task.title_sv
        about = f"{line.case.ref} {line.case.title}"
    what = f"{title}, {about}" if about else title
    return words.of("duty", "line").format(what=what, day=words.weekday(line.due))


def week_of(day: date) -> str:
    """A week's name, e.g. `2027-W09`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def due(desk: "Desk") -> dict[int, Coming]:
    """Everyone's overview of the week, from its first calm day on, if it has not been made yet."""
    if not is_time(desk.day):
        return {}
    found: dict[int, Coming] = {}
    for pack in desk.ground.packs.values():
        if "week" not in desk.ground.recorded.get(ledger_key(pack.key, desk.day), {}):
            found |= _of_municipality(desk, pack)
    return found


def is_time(day: date) -> bool:
    """Whether the week has had its first calm day; a quiet week has none."""
    monday = day - timedelta(days=day.weekday())
    first = calm_day(monday, free_around(monday))
    return first <= day and week_of(first) == week_of(monday)


def mark(ground: Ground, day: date) -> list[tuple[str, ...]]:
    """Note that the week's overviews have been made; gives back what the ledger is to hold."""
    rows: list[tuple[str, ...]] = []
    if not is_time(day):
        return rows
    for key in ground.packs:
        place = ledger_key(key, day)
        if "week" not in ground.recorded.get(place, {}):
            ground.recorded[place]["week"] = (str(Outcome.TOLD), day.isoformat())
            until = (day + timedelta(days=14)).isoformat()
            rows.append((*place, "week", str(Outcome.TOLD), day.isoformat(), until))
    return rows


def ledger_key(municipality: str, day: date) -> tuple[str, str, str, str]:
    """What a week's overviews are called in the ledger."""
    return municipality, DUTY, "", week_of(day)


def _of_municipality(desk: "Desk", pack: Pack) -> dict[int, Coming]:
    lines: dict[int, dict[str, Line]] = defaultdict(dict)
    roles: dict[int, Role] = {}
    for line, recipient in (*_duties(desk, pack), *_tasks(desk, pack)):
        person = recipient.holder.person_id
        lines[person].setdefault(line.key, line)
        roles.setdefault(person, recipient.role)
    found = {}
    for person, mine in lines.items():
        if set(mine) - _remembered(desk.ground, person, desk.day):
            ordered = tuple(sorted(mine.values(), key=lambda line: (line.due, line.key)))
            overview = _overview(desk, pack) if roles[person] is Role.COORDINATOR else ()
            found[person] = Coming(roles[person], ordered, overview, sorted(mine))
    return found


def _remembered(ground: Ground, person: int, day: date) -> set[str]:
    """What the letters of the last four weeks have told somebody."""
    since = (day - REMEMBERED).isoformat()
    told: set[str] = set()
    for on, items in ground.posts.get(person, {}).items():
        if on >= since:
            told |= set(json.loads(items))
    return told


def _duties(desk: "Desk", pack: Pack) -> Iterator[tuple[Line, Recipient]]:
    """What falls due within a month, or should have been done, and who owes it."""
    for duty in pack.duty:
        if duty.done is Done.TOLD:
            continue
        for one in desk.planner.opened(pack, duty):
            last = one.occurrence.due
            if last <= desk.day + AHEAD and not desk.planner.silent(one):
                line = Line(item_key(one, desk.today), last, one=one)
                for recipient in desk.planner.cast(one).told(duty.owner):
                    yield line, recipient


def _tasks(desk: "Desk", pack: Pack) -> Iterator[tuple[Line, Recipient]]:
    """Points of checklists that fall due within a month, or should have been done."""
    for case in desk.ground.cases_of(pack.key):
        yield from _tasks_of(desk, pack, case)


def _tasks_of(desk: "Desk", pack: Pack, case: CaseRow) -> Iterator[tuple[Line, Recipient]]:
    for task in desk.ground.tasks_of(case):
        day = date.fromisoformat(task.due_on)
        if day > desk.day + AHEAD:
            continue
        unit = pack.unit_on(case.unit, desk.day)
        cast = desk.ground.people.cast(
            pack.key,
            (unit.key, unit.body),
            desk.today,
            submitter=case.opened_by,
            manager=case.facts.get(Fact.PROJECT_MANAGER),
        )
        late = "late" if day < desk.day else "open"
        line = Line(f"{case.ref}/{task.key}/{task.due_on}/{late}", day, task=task, case=case)
        for recipient in cast.told(Role(task.owner)):
            yield line, recipient


def _overview(desk: "Desk", pack: Pack) -> tuple[tuple[Duty, int, int], ...]:
    """How many units have done each of the duties that all of them owe and that are open now."""
    found = []
    for duty in pack.duty:
        if duty.done in (Done.TALK, Done.REPORT):
            ones = [
                one for one in desk.planner.opened(pack, duty) if one.occurrence.due >= desk.day
            ]
            done = sum(met(desk.ground, one) for one in ones)
            if ones:
                found.append((duty, done, len(ones)))
    return tuple(found)


def counts(ground: Ground, one: Open) -> str:
    """How far a unit has come with its talks of the year: `1/2`."""
    windows = len(one.duty.window)
    return f"{min(talks(ground, one), windows)}/{windows}"
