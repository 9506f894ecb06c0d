"""Checklists and planned dates: what a municipality's pack asks for when a case comes to a phase."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intlflow.app import typed
from intlflow.app.event import Event
from intlflow.app.house import House, NotFound
from intlflow.app.situation import look_up, somebody
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role, Stage
from intlflow.packs.dates import planned_day
from intlflow.packs.model import Anchor, Offset, Pack
from intlflow.store import tasks
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

WITHOUT_ANCHOR = timedelta(days=14)  # when the date to count from is not known yet
LONGEST_NOTE = 500  # characters; a note is a word about how, not a report
SUPPORT_KINDS = ("undersoka", "informera", "stotta")  # Ljungbys verksamhetsplan § 4


@dataclass(frozen=True, slots=True)
class Opened:
    """A task that a move opened."""

    key: str
    title_sv: str
    title_en: str
    owner: str
    due_on: date

    def said(self, lang: str) -> str:
        """The title in a language."""
        return self.title_en if lang == "en" else self.title_sv


def anchor_day(anchor: Anchor, facts: Facts, entered: date, stage: Stage) -> date | None:
    """The day an offset is counted from, or None while nobody knows it."""
    if anchor is Anchor.ENTERED:
        return entered
    day = facts.day(Fact(anchor.value))
    if day and anchor is Anchor.PERIOD_END and stage is Stage.EVALUATION:
        return min(day, entered)  # one that was broken off ended before its time
    return day


def due_day(offset: Offset, facts: Facts, entered: date, stage: Stage) -> date:
    """When a task is due; never before it was opened."""
    base = anchor_day(offset.anchor, facts, entered, stage)
    return max(entered, planned_day(offset, base)) if base else entered + WITHOUT_ANCHOR


def open_for(tx: Tx, pack: Pack, event: Event, day: date) -> tuple[Opened, ...]:
    """Open the checklist of the phase that a case came to, in the move's own transaction.

    What this stage has asked for already, done or not, is not asked for anew.
    """
    items = pack.checklists.get((event.case.kind, event.target), ())
    if items and event.entry != event.seq:
        asked = tasks.keys_of(tx, event.case.id, event.entry)
        items = tuple(item for item in items if item.key not in asked)
    if not items:
        return ()
    stage = Stage(event.stage)
    opened = tuple(
        Opened(
            *(i.key, i.title.sv, i.title.en, str(i.owner)),
            due_on=due_day(i.due, event.facts, day, stage),
        )
        for i in items
    )
    rows = [
        (event.entry, event.stage, *_columns(o), item.required)
        for o, item in zip(opened, items, strict=True)
    ]
    tasks.open_tasks(tx, event.case.id, rows)
    return opened


def _columns(opened: Opened) -> tuple[str, ...]:
    due = opened.due_on.isoformat()
    return opened.key, opened.title_sv, opened.title_en, opened.owner, due


def tick(house: House, ref: str, key: str, *, by: str, note: str, at: datetime) -> None:
    """Mark a task of a case done.

    Raises:
        NotFound: no such case, person or open task.
        Refused: somebody without a role in the case.
    """
    said = typed.line("note", note, most=LONGEST_NOTE)
    with writing(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        person = somebody(tx, here.pack, by, here.day)
        _somebody_concerned(here.cast.roles_of(person.person_id))
        done = tasks.tick(
            tx,
            here.case.id,
            here.case.stage_entry,
            key,
            stamp(at),
            person.person_id,
            said,
        )
        if not done:
            now = [t for t in tasks.of_case(tx, here.case.id) if t.entry == here.case.stage_entry]
            open_keys = [t.key for t in now if t.done_at is None]
            raise NotFound(
                f"no open task '{key}' in {here.case.ref}; open: {', '.join(open_keys) or 'none'}"
            )


def untick(house: House, ref: str, key: str, *, by: str, at: datetime) -> None:
    """Take back that a task is done: it is open again; the note that was typed with it stays.

    Raises:
        NotFound: no such case or person, or no such task that is done in the case's phase.
        Refused: somebody without a role in the case.
    """
    with writing(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        person = somebody(tx, here.pack, by, here.day)
        _somebody_concerned(here.cast.roles_of(person.person_id))
        if not tasks.untick(tx, here.case.id, here.case.stage_entry, key):
            raise NotFound(f"no task '{key}' that is done in {here.case.ref}")


def support(
    house: House, ref: str, *, by: str, kind: str, minutes: int, note: str, at: datetime
) -> None:
    """Note support given: undersöka, informera or stötta, and how long it took.

    Raises:
        NotFound: no such case or person.
        Refused: only the coordinator's support is logged, of a known kind, one minute to one day.
    """
    if kind not in SUPPORT_KINDS:
        raise Refused("unknown-support", kind=kind, open=list(SUPPORT_KINDS))
    if not 1 <= minutes <= 24 * 60:
        raise Refused("bad-minutes", minutes=minutes)
    said = typed.line("note", note, most=LONGEST_NOTE)
    with writing(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        person = somebody(tx, here.pack, by, here.day)
        if Role.COORDINATOR not in here.cast.roles_of(person.person_id):
            raise Refused("not-your-role", verb="support", who=[str(Role.COORDINATOR)])
        tasks.log_support(
            tx,
            here.case.id,
            person.person_id,
            stamp(at),
            kind,
            minutes,
            said,
        )


def _somebody_concerned(roles: frozenset[Role]) -> None:
    if not roles:
        raise Refused("not-your-case", who=[])


def planned(
    pack: Pack, kind: str, stage: Stage, facts: Facts, entered: date
) -> Mapping[str, tuple[str, str, date]]:
    """The dates a stage plans, by key: title in Swedish, in English, the day. Unknown anchors wait."""
    dates = {}
    for item in pack.milestone:
        if item.kind == kind and item.stage == stage:
            base = anchor_day(item.on.anchor, facts, entered, stage)
            if base is not None:
                dates[item.key] = (item.title.sv, item.title.en, planned_day(item.on, base))
    return dates
