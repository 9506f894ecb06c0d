"""What the house owes a case when it comes to a headline stage: dates planned, people told, a portrait.

Prefect's flows call these, one after the other. Each may be called twice and does its work once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intlflow.app import checklists, context, notices
from intlflow.app.house import House
from intlflow.app.situation import Situation, local_day, situate
from intlflow.domain.calendar import working_day_before
from intlflow.domain.cast import Recipient
from intlflow.domain.lifecycle import Move
from intlflow.domain.words import Kind, Role, Stage
from intlflow.letters.words import Words
from intlflow.packs.holidays import free_days
from intlflow.store import cases, journal, letters, meta, stage_runs, tasks
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import instant, stamp

LEASE = timedelta(minutes=3)
LAST_TICK = "last-reconcile"


@dataclass(frozen=True, slots=True)
class DueStage:
    """A stage whose flow is due."""

    id: int
    case_ref: str
    kind: str
    stage: Stage
    entry: int
    attempts: int


@dataclass(frozen=True, slots=True)
class StageWork:
    """A stage that one process has taken on."""

    run_id: int
    case_id: int
    case_ref: str
    kind: str
    stage: Stage
    entry: int
    by: str


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """A date that was planned."""

    key: str
    title_sv: str
    title_en: str
    on_day: date
    work_by: date


def due(house: House, at: datetime) -> list[DueStage]:
    """Stages whose flow nobody has run and nobody is running."""
    with reading(house.engine) as tx:
        return [
            DueStage(run.id, ref, kind, Stage(run.stage), run.entry, run.attempts)
            for run, ref, kind in stage_runs.due(tx, stamp(at))
        ]


def claim(house: House, run_id: int, *, by: str, at: datetime) -> StageWork | None:
    """Take on a stage; None when it is done already or somebody else has it.

    Args:
        house: the installation.
        run_id: which stage run.
        by: who takes it, `host:pid`, so that a dead one's work can be given back.
        at: now, with a time zone.
    """
    with writing(house.engine) as tx:
        row = stage_runs.claim(tx, run_id, by=by, at=stamp(at), until=stamp(at + LEASE))
        if row is None:
            return None
        case = cases.load_by_id(tx, row.case_id)
        return StageWork(row.id, case.id, case.ref, case.kind, Stage(row.stage), row.entry, by)


def plan(house: House, work: StageWork, at: datetime) -> list[PlannedMilestone]:
    """Write down the stage's dates, counted from what is known of the case today."""
    with writing(house.engine) as tx:
        here = _situation(house, tx, work, at)
        if _left(here, work):
            return []
        entered = _entered(tx, work)
        dates = checklists.planned(here.pack, work.kind, work.stage, here.facts, entered)
        years = {day.year for *_, day in dates.values()}
        free = free_days(frozenset(years | {year - 1 for year in years}))
        planned = [
            PlannedMilestone(key, sv, en, day, working_day_before(day, free))
            for key, (sv, en, day) in dates.items()
        ]
        rows = [
            (m.key, m.title_sv, m.title_en, m.on_day.isoformat(), m.work_by.isoformat())
            for m in planned
        ]
        tasks.plan(tx, work.case_id, work.entry, rows)
        return planned


def tell(house: House, work: StageWork, at: datetime) -> int:
    """Write to whoever carries the stage; give back how many letters there are."""
    with writing(house.engine) as tx:
        here = _situation(house, tx, work, at)
        if _left(here, work):
            return 0
        rows = []
        for recipient in notices.audience(here.cast, carriers(work.stage, here)):
            rows += _letter(house, tx, here, work, recipient, at)
        letters.insert(tx, rows)
        return len(rows)


def _left(here: Situation, work: StageWork) -> bool:
    """Whether the case has gone on since: nobody is asked to do what is done."""
    return here.case.stage_entry != work.entry


def carriers(stage: Stage, here: Situation) -> tuple[Role, ...]:
    """Who carries a case through a stage."""
    if stage is Stage.ARCHIVE:
        return ()
    early = stage in (Stage.IDEA, Stage.SUPPORT)
    by_coordinator = early or here.case.kind != Kind.PROJECT
    return (Role.COORDINATOR,) if by_coordinator else (Role.PROJECT_MANAGER,)


def _letter(
    house: House, tx: Tx, here: Situation, work: StageWork, recipient: Recipient, at: datetime
) -> list[tuple[object, ...]]:
    """One reader's letter about a stage, with its tasks and dates."""
    case, pack = here.case, here.pack
    words = house.words[recipient.holder.lang]
    lang = words.lang
    contact, manager = context.contact_of(pack, here.cast), context.manager_of(here.cast)
    points = [t for t in tasks.of_case(tx, case.id) if not t.done_at and t.entry == work.entry]
    points.sort(key=lambda t: t.due_on)
    dates = [m for m in tasks.milestones(tx, case.id) if m.entry == work.entry]
    said = (
        context.shared(pack, words, contact, here.day)
        | context.personal(pack, words, recipient)
        | {
            "case": context.of_case(
                case, here.unit.name, words, phase=case.phase, stage=work.stage
            ),
            "facts": context.in_words(case.facts, pack, lang, manager),
            "tasks": [{"title": _said(t, lang), "due": words.day(t.due_on)} for t in points],
            "milestones": [_date(m, words, here.day) for m in dates],
            "notices": notices.remark(house, case.facts).get(lang, []),
            "rule": context.rule_behind(
                pack, pack.rules_by_stage.get(f"{case.kind}.{work.stage}"), lang
            ),
        }
    )
    template = f"stage/{work.stage}"
    written = house.writer.write(template, lang, pack.key, said)
    key = f"{_entry(tx, work).hash}:stage:{recipient.holder.person_id}"
    return notices.compose(house, pack, case, recipient, template, written, key, at)


def _date(row: tasks.MilestoneRow, words: Words, today: date) -> dict[str, str]:
    """A planned date in words; one that has passed says so, and asks for nothing by a day before."""
    day = words.day(row.on_day)
    title = _said(row, words.lang)
    if row.on_day < today.isoformat():
        day = f"{day} ({words.section('letter')['passed']})"
        return {"title": title, "day": day, "work_by": day}
    return {"title": title, "day": day, "work_by": words.day(row.work_by)}


def _said(row: tasks.TaskRow | tasks.MilestoneRow, lang: str) -> str:
    return row.title_en if lang == "en" else row.title_sv


def portrait(house: House, work: StageWork, at: datetime, lang: str = "sv") -> str:
    """The case as it stands, in Markdown, for Prefect's pages; no personal data."""
    words = house.words[lang]
    with reading(house.engine) as tx:
        here = _situation(house, tx, work, at)
        case = here.case
        points = [t for t in tasks.of_case(tx, case.id) if t.entry == case.stage_entry]
        dates = tasks.milestones(tx, case.id)
    standing = (
        f"**{words.of('stage', case.stage)}**",
        words.of(f"phase.{case.kind}", case.phase),
        here.unit.name,
    )
    parts = {
        "tasks": [f"- [{'x' if t.done_at else ' '}] {_said(t, lang)} ({t.due_on})" for t in points],
        "milestones": [f"- {m.on_day} {_said(m, lang)}" for m in dates if m.entry == work.entry],
        "next": [_way_on(here, row, words) for row in here.lifecycle.open_from(case.phase)],
    }
    label = words.section("letter")
    shown = [f"## {label[key]}\n\n" + "\n".join(lines) for key, lines in parts.items() if lines]
    return "\n\n".join([f"# {case.ref}", " · ".join(standing), *shown]) + "\n"


def _way_on(here: Situation, row: Move, words: Words) -> str:
    """One move that can come next: what it is called here and in `move-case`, and who may."""
    who = here.pack.who_may(Kind(here.case.kind), row.verb) or row.who
    said = ", ".join(words.of("role", role) for role in who)
    return f"- {words.of(f'verb.{here.case.kind}', row.verb)} (`{row.verb}`): {said}"


def finish(house: House, work: StageWork, summary: str, at: datetime) -> bool:
    """Mark the stage's flow done, if it is still ours; True when it was."""
    with writing(house.engine) as tx:
        return stage_runs.finish(tx, work.run_id, by=work.by, at=stamp(at), summary=summary)


def release_dead(house: House, alive: Callable[[str], bool]) -> int:
    """Give back what processes that no longer live had taken on."""
    with writing(house.engine) as tx:
        dead = [by for by in stage_runs.holders(tx) if not alive(by)]
        return sum(stage_runs.release(tx, by) for by in dead)


def note_tick(house: House, at: datetime) -> None:
    """Note that the clockwork looked through everything; the doctor tells when it last did."""
    with writing(house.engine) as tx:
        meta.put(tx, LAST_TICK, stamp(at))


def _situation(house: House, tx: Tx, work: StageWork, at: datetime) -> Situation:
    return situate(house, tx, cases.load_by_id(tx, work.case_id), at)


def _entered(tx: Tx, work: StageWork) -> date:
    """The day the stage was entered."""
    return local_day(instant(_entry(tx, work).at))


def _entry(tx: Tx, work: StageWork) -> journal.JournalRow:
    """The journal row by which the stage was entered."""
    return next(r for r in journal.of_case(tx, work.case_id) if r.seq == work.entry)
