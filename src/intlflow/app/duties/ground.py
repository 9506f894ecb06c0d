"""Everything that a tick looks at, read at once: the register, the cases, the ledger, what was done.

A tick changes it as it goes and writes the same changes down; a preview changes only this.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from intlflow.app.decisions import chain
from intlflow.app.duties.people_book import PeopleBook
from intlflow.app.duties.steering import Steering
from intlflow.app.duties.wishes import Wishes
from intlflow.app.house import House
from intlflow.app.meetings.matters import UNDER_WAY
from intlflow.app.situation import local_day
from intlflow.domain.words import Kind
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from intlflow.store import (
    cases,
    decisions,
    duties,
    evaluations,
    handovers,
    journal,
    letter_wishes,
    meetings,
    meta,
    tasks,
    unit_reports,
)
from intlflow.store.cases import CaseRow
from intlflow.store.decisions import DecisionRow, Unreported
from intlflow.store.duties import LogRow, NoteRow
from intlflow.store.engine import Tx
from intlflow.store.evaluations import ChosenRow
from intlflow.store.instants import instant
from intlflow.store.meetings import MeetingRow
from intlflow.store.tasks import MilestoneRow, OpenTask

if TYPE_CHECKING:
    from intlflow.app.duties.subjects import Subject

HORIZON = timedelta(days=1900)  # how far back what was done still counts for something open
WISHED = timedelta(days=500)  # how old a decision about a letter can be and still matter
REMEMBERED = timedelta(days=28)  # how far back a letter's words need not be said again
Key = tuple[str, str, str, str]  # municipality, duty, subject, period


@dataclass(frozen=True, slots=True)
class Move:
    """A day of a case that moved: from when to when, and when that was found."""

    case_id: int
    anchor: str
    old: date
    new: date
    found: date


@dataclass
class Ground:
    """The house as it stands, for duties.

    Args:
        packs: by municipality.
        people: the register.
        since: from which day each municipality's duties are counted.
        recorded: the ledger of what is open: occurrence → its steps' keys → how each came out, and when.
        logs: what was done: occurrence → the day of the latest row.
        talks: municipality, duty, subject, year → how many there were.
        steering: what is waived, postponed, paused.
        wishes: what has been decided about letters to come.
        reports: municipality, unit, year → where the annual report stands.
        handed: municipality and year whose compilation has been handed over.
        cases: every case.
        entered: case → the day it came to the phase it stands in.
        milestones: case → its planned dates at the stage it stands in.
        tasks: every open point of a checklist.
        networks: municipality → number and name.
        used: municipality, network → the years in which an activity made use of it.
        meetings: municipality → the meetings that stand, read where a case waits for one.
        spoken: case → what has been decided in its matter, read with them.
        chosen: municipality → what is chosen for evaluation there.
        effects: municipality, evaluation → the months for which an effect is told.
        unreported: municipality → its decisions that a body is still to be told of.
        days_seen: case, anchor → the day as it was last seen.
        moves: case → every day of it that moved.
        untold: person → who is to be told of what.
        posts: person → day → the items that the letter of that day told.
        units: municipality, kinds → the units of a day, once they have been asked for.
    """

    packs: Mapping[str, Pack]
    people: PeopleBook
    since: dict[str, date]
    steering: Steering
    wishes: Wishes = field(default_factory=Wishes)
    recorded: dict[Key, dict[str, tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    logs: dict[Key, str] = field(default_factory=dict)
    talks: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    reports: dict[tuple[str, str, int], str] = field(default_factory=dict)
    handed: set[tuple[str, int]] = field(default_factory=set)
    cases: list[CaseRow] = field(default_factory=list)
    entered: dict[int, date] = field(default_factory=dict)
    milestones: dict[int, list[MilestoneRow]] = field(default_factory=dict)
    tasks: list[OpenTask] = field(default_factory=list)
    networks: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    used: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    meetings: dict[str, list[MeetingRow]] = field(default_factory=lambda: defaultdict(list))
    spoken: dict[int, list[DecisionRow]] = field(default_factory=dict)
    chosen: dict[str, list[ChosenRow]] = field(default_factory=lambda: defaultdict(list))
    effects: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    unreported: dict[str, list[Unreported]] = field(default_factory=lambda: defaultdict(list))
    days_seen: dict[tuple[int, str], str] = field(default_factory=dict)
    moves: dict[int, list[Move]] = field(default_factory=lambda: defaultdict(list))
    untold: dict[int, list[NoteRow]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    units: dict[tuple[str, tuple[str, ...]], tuple[date, list["Subject"]]] = field(
        default_factory=dict
    )

    def cases_of(self, municipality: str, kind: Kind | None = None) -> list[CaseRow]:
        """A municipality's cases, perhaps of one kind."""
        return self._cases.get((municipality, kind), [])

    @cached_property
    def _cases(self) -> dict[tuple[str, Kind | None], list[CaseRow]]:
        found: dict[tuple[str, Kind | None], list[CaseRow]] = defaultdict(list)
        for case in self.cases:
            found[case.municipality, None].append(case)
            found[case.municipality, Kind(case.kind)].append(case)
        return found

    def case(self, number: int) -> CaseRow:
        """The case with this number."""
        return self._by_number[number]

    def case_called(self, ref: str | None) -> CaseRow | None:
        """The case with this reference, if there is one."""
        return self._by_ref.get(ref) if ref else None

    @cached_property
    def _by_ref(self) -> dict[str, CaseRow]:
        return {case.ref: case for case in self.cases}

    @cached_property
    def _by_number(self) -> dict[int, CaseRow]:
        return {case.id: case for case in self.cases}

    def tasks_of(self, case: CaseRow) -> list[OpenTask]:
        """The open points of a case's checklist."""
        return self._tasks.get(case.id, [])

    @cached_property
    def _tasks(self) -> dict[int, list[OpenTask]]:
        found: dict[int, list[OpenTask]] = defaultdict(list)
        for task in self.tasks:
            found[task.case_id].append(task)
        return found


def load(house: House, tx: Tx, today: date) -> Ground:
    """Read everything, in a number of questions that does not depend on how much there is.

    Args:
        house: the installation.
        tx: an open transaction.
        today: the day it is.
    """
    back = (today - HORIZON).isoformat()
    ground = Ground(
        packs=house.packs,
        people=PeopleBook.load(tx),
        since=_since(house, tx, today),
        steering=Steering(duties.steering(tx)),
        wishes=Wishes(letter_wishes.since(tx, (today - WISHED).isoformat())),
    )
    for place, duty, subject, period, step, outcome, at in duties.recorded(tx, today.isoformat()):
        ground.recorded[place, duty, subject, period][step] = (outcome, at[:10])
    for row in duties.logs(tx, back):
        _count(ground, row)
    ground.reports = unit_reports.answered_reports(tx)
    ground.handed = handovers.years(tx)
    ground.cases = cases.find(tx, None, None, None)
    ground.entered = {case: local_day(instant(at)) for case, at in journal.entered(tx).items()}
    ground.milestones, ground.tasks = tasks.coming(tx), tasks.waiting(tx)
    for case, anchor, day, at in duties.days_seen(tx):
        _see(ground, case, anchor, day, at)
    for number, municipality, name in duties.networks(tx, today.isoformat()):
        ground.networks[municipality].append((number, name))
    for municipality, number, first, last in duties.uses(tx):
        ground.used[municipality, str(number)].update(range(int(first[:4]), int(last[:4]) + 1))
    _judge(ground, tx, today)
    for decision in decisions.unreported(tx):
        ground.unreported[decision.municipality].append(decision)
    _read_meetings(tx, ground)
    for note in duties.untold(tx):
        ground.untold[note.person_id].append(note)
    for person, day, items in duties.posts(tx, (today - REMEMBERED).isoformat()):
        ground.posts[person][day] = items
    return ground


def _read_meetings(tx: Tx, ground: Ground) -> None:
    """Read the bodies' meetings, where any case waits for one."""
    if any(case.phase in UNDER_WAY for case in ground.cases):
        ground.spoken = chain.said_in(tx)
        for meeting in meetings.standing(tx):
            ground.meetings[meeting.municipality].append(meeting)


def _judge(ground: Ground, tx: Tx, today: date) -> None:
    """Take in what is chosen for evaluation, and for which months effects are told."""
    for row in evaluations.chosen(tx, today.isoformat()):
        ground.chosen[row.municipality].append(row)
    for municipality, number, months in evaluations.effects_told(tx):
        ground.effects[municipality, str(number)].add(int(months))


def _see(ground: Ground, case: int, anchor: str, day: str, at: str) -> None:
    """Take in one day as it was seen; one that differs from the one before is a move."""
    before = ground.days_seen.get((case, anchor))
    ground.days_seen[case, anchor] = day
    if before is not None:
        old, new = date.fromisoformat(before), date.fromisoformat(day)
        ground.moves[case].append(Move(case, anchor, old, new, local_day(instant(at))))


def _count(ground: Ground, row: LogRow) -> None:
    """Let one logged row count: for its period, and among the talks of its year."""
    ground.logs[row.municipality, row.duty, row.subject, row.period] = row.day
    ground.talks[row.municipality, row.duty, row.subject, int(row.day[:4])] += 1


def _since(house: House, tx: Tx, today: date) -> dict[str, date]:
    """From when each municipality's duties are counted: the day it was first seen here."""
    known = meta.starting(tx, SINCE)
    return {
        key: date.fromisoformat(known[SINCE + key]) if SINCE + key in known else today
        for key in house.packs
    }


SINCE = "duties-since:"


def keep_since(tx: Tx, ground: Ground) -> None:
    """Keep the first day of municipalities that were not seen before."""
    known = meta.starting(tx, SINCE)
    for key, day in ground.since.items():
        if SINCE + key not in known:
            meta.put_once(tx, SINCE + key, day.isoformat())


def free_around(day: date) -> frozenset[date]:
    """The free days of the years around a day."""
    return free_days(range(day.year - 2, day.year + 3))
