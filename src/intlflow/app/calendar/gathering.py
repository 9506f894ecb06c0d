"""Everything that has a day, for somebody who may see it: the whole municipality, one unit, or their own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of, roles_in
from intlflow.app.duties import ground
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import Open, met, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.seeing import in_address, may_see
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.duty import Done, Per
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.words import Role, Stage
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.store import meetings
from intlflow.store.cases import CaseRow
from intlflow.store.engine import reading
from intlflow.store.meetings import MeetingRow

DEADLINES = (Fact.CALL_DEADLINE, Fact.SUPPLEMENT_DUE)
_CASE_DAYS = (Per.MILESTONE, Per.MOVED)  # which stand there as the case's own dates


class What(StrEnum):
    """The kinds of things that have a day."""

    MEETING = "meeting"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    DUTY = "duty"
    REPORT = "report"


class Scope(StrEnum):
    """Whose calendar it is."""

    PERSON = "person"
    UNIT = "unit"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with a day.

    Args:
        uid: the same however the day is moved.
        start: the instant, where there is an hour.
        path: where on the pages one reads more; empty: nowhere.
        sequence: how many times it has been changed.
        many: how many it stands for, where a page gathers what several owe on one day.
        duty: the duty's key, if it is one.
    """

    what: What
    uid: str
    day: date
    start: datetime | None
    title: str
    about: str
    path: str
    sequence: int
    cancelled: bool = False
    many: int = 1
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days, and whose.

    Args:
        first, last: the days, both included.
        scope: whose calendar.
        unit: the unit's key, for a unit's calendar.
    """

    first: date
    last: date
    scope: Scope = Scope.MUNICIPALITY
    unit: str = ""

    def holds(self, day: date) -> bool:
        """Whether a day is among them."""
        return self.first <= day <= self.last


def entries(house: House, who: Visitor, asked: Asked, words: Words, at: datetime) -> list[Entry]:
    """Everything that somebody may see, in the order of its days.

    Args:
        house: the installation.
        who: for whom.
        asked: which days, and whose.
        words: of the reader's language.
        at: now, with a time zone.
    """
    pack, today = house.pack(who.municipality), local_day(at)
    with reading(house.engine) as tx:
        known = ground.load(house, tx, today)
        sittings = meetings.standing(tx, pack.key)
    found = [
        *_meetings(pack, who, asked, sittings),
        *_cases(pack, known, who, asked, words, at),
        *_duties(pack, Planner(known, today), who, asked, words.lang),
    ]
    return sorted(found, key=lambda one: (one.day, one.start is None, one.start or at, one.title))


def _meetings(pack: Pack, who: Visitor, asked: Asked, rows: list[MeetingRow]) -> Iterator[Entry]:
    for row in rows:
        day = date.fromisoformat(row.day)
        if not asked.holds(day) or row.body not in pack.bodies or not _sits(pack, who, asked, row):
            continue
        start = None
        if row.start:
            start = datetime.combine(day, time.fromisoformat(row.start), tzinfo=LOCAL)
        name = pack.bodies[row.body].name
        uid = f"meeting-{row.number}"
        gone = row.status == "cancelled"
        why = "" if row.status == "planned" else row.reason
        yield Entry(What.MEETING, uid, day, start, name, why, "", row.seq, gone)


def _sits(pack: Pack, who: Visitor, asked: Asked, row: MeetingRow) -> bool:
    """Whether a meeting belongs in the calendar: a unit's is its own body's."""
    if asked.scope is Scope.MUNICIPALITY:
        return True
    if asked.scope is Scope.UNIT:
        return pack.units[asked.unit].body == row.body
    if who.holds(Role.COORDINATOR) or who.holds(Role.SECRETARY):
        return True
    scopes = {scope for _, scope in who.roles}
    return row.body in scopes | {pack.units[key].body for key in scopes & pack.units.keys()}


def _cases(
    pack: Pack, known: Ground, who: Visitor, asked: Asked, words: Words, at: datetime
) -> Iterator[Entry]:
    """The last days and the planned dates of cases under way."""
    for case in known.cases_of(pack.key):
        if case.stage == Stage.ARCHIVE or not can(
            who, Action.READ_CASE, place_of(case, pack, who, at)
        ):
            continue
        if not _belongs(pack, who, asked, case, at):
            continue
        found = [*_deadlines(case, words), *_milestones(known, case, words.lang)]
        yield from (one for one in found if asked.holds(one.day))


def _belongs(pack: Pack, who: Visitor, asked: Asked, case: CaseRow, at: datetime) -> bool:
    if asked.scope is Scope.UNIT:
        return pack.unit_on(case.unit, local_day(at)).key == asked.unit
    return asked.scope is Scope.MUNICIPALITY or bool(roles_in(case, pack, who, at))


def _deadlines(case: CaseRow, words: Words) -> Iterator[Entry]:
    for fact in DEADLINES:
        value = case.facts.get(fact)
        if not isinstance(value, str):
            continue
        start = datetime.fromisoformat(value) if len(value) > len("2027-03-01") else None
        start = start.astimezone(LOCAL) if start else None
        day = start.date() if start else date.fromisoformat(value)
        uid = f"{fact}-{case.ref.lower()}"
        yield _of_case(What.DEADLINE, uid, day, start, words.of("fact", fact), case)


def _milestones(known: Ground, case: CaseRow, lang: str) -> Iterator[Entry]:
    for row in known.milestones.get(case.id, ()):
        title = row.title_en if lang == "en" else row.title_sv
        uid = f"milestone-{case.ref.lower()}-{row.entry}-{row.key}"
        yield _of_case(What.MILESTONE, uid, date.fromisoformat(row.on_day), None, title, case)


def _of_case(
    what: What, uid: str, day: date, start: datetime | None, title: str, case: CaseRow
) -> Entry:
    path = f"/arende/{case.ref}"
    return Entry(what, uid, day, start, title, f"{case.title} ({case.ref})", path, case.version)


def _duties(pack: Pack, planner: Planner, who: Visitor, asked: Asked, lang: str) -> Iterator[Entry]:
    """The last days of what is still to be done."""
    ahead = max(asked.last - planner.day, date.resolution * 0)
    for duty in pack.duty:
        if duty.done is Done.TOLD or duty.per in _CASE_DAYS:
            continue
        for one in opened(planner.ground, pack, duty, planner.day, ahead):
            if not asked.holds(one.occurrence.due) or not may_see(who, pack, one.subject):
                continue
            if _owed(planner, who, asked, one):
                yield _of_duty(one, lang)


def _owed(planner: Planner, who: Visitor, asked: Asked, one: Open) -> bool:
    """Whether it is still to be done, by those whose calendar it is."""
    if met(planner.ground, one) or planner.silent(one) == "waived" or _is_deadline(one):
        return False
    if asked.scope is Scope.UNIT:
        return asked.unit in one.subject.scopes and one.subject.key != ""
    if asked.scope is Scope.MUNICIPALITY:
        return True
    told = planner.cast(one).told(one.duty.owner)
    return any(recipient.holder.person_id == who.person_id for recipient in told)


def _is_deadline(one: Open) -> bool:
    """Whether it falls on a last day of its case, which stands there with its hour already."""
    case, due = one.subject.case, str(one.occurrence.due)
    return case is not None and any(str(case.facts.get(f, ""))[:10] == due for f in DEADLINES)


def _of_duty(one: Open, lang: str) -> Entry:
    duty, subject, occurrence = one.duty, one.subject, one.occurrence
    what = What.REPORT if duty.done is Done.REPORT else What.DUTY
    place = in_address(subject.key).lower().replace("/", "-")
    uid = f"{what}-{duty.key}-{place}-{occurrence.period}".replace("_", "-")
    path = f"/plikt/{duty.key}/{in_address(subject.key)}"
    return Entry(
        what, uid, occurrence.due, None, duty.title.said(lang), subject.name if subject.key else "",
        path, occurrence.moved, duty=duty.key,
    )  # fmt: skip


def gathered(found: list[Entry]) -> list[Entry]:
    """What several units owe by the same day, as one line that says how many they are."""
    lines: dict[tuple[date, str], Entry] = {}
    for one in found:
        key = (one.day, one.duty or one.uid)
        if key in lines:
            lines[key] = replace(lines[key], many=lines[key].many + 1, path="/paminnelser")
        else:
            lines[key] = one
    return list(lines.values())
