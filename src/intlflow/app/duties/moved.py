"""A day that plans hang on has moved: the plans follow, the old day is kept, and it is said once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app import checklists
from intlflow.app.duties.ground import Ground, Move
from intlflow.domain.calendar import working_day_before
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.words import Kind, Stage
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from intlflow.store import duties, tasks
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx

WATCHED = (Fact.CALL_DEADLINE, Fact.SUPPLEMENT_DUE, Fact.CONDITION_DUE, Fact.PERIOD_END)


@dataclass(frozen=True, slots=True)
class Moved:
    """One day of one case that is another than it was; `old` is None when it is seen first."""

    case: CaseRow
    anchor: str
    old: date | None
    new: date


def changes(ground: Ground) -> Iterator[Moved]:
    """Every day that differs from what was last seen."""
    for case in ground.cases:
        if case.kind != Kind.PROJECT or case.stage == Stage.ARCHIVE:
            continue
        for fact in WATCHED:
            value = case.facts.get(fact)
            if not isinstance(value, str):
                continue
            new, seen = _local(value), ground.days_seen.get((case.id, str(fact)))
            if seen != new.isoformat():
                yield Moved(case, str(fact), date.fromisoformat(seen) if seen else None, new)


def _local(text: str) -> date:
    if len(text) <= len("2027-03-01"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(LOCAL).date()


def take(ground: Ground, moved: list[Moved], day: date) -> None:
    """Let the ground know of days that moved."""
    for each in moved:
        ground.days_seen[each.case.id, each.anchor] = each.new.isoformat()
        if each.old is not None:
            move = Move(each.case.id, each.anchor, each.old, each.new, day)
            ground.moves[each.case.id].append(move)


def keep(tx: Tx, ground: Ground, moved: list[Moved], at: str) -> None:
    """Note the days as they are now, and plan anew the dates of the stages that hang on them."""
    duties.see_day(tx, [(each.case.id, each.anchor, each.new.isoformat(), at) for each in moved])
    for case in {each.case.id: each.case for each in moved if each.old is not None}.values():
        pack = ground.packs[case.municipality]
        entered = ground.entered.get(case.id)
        if entered is not None:
            tasks.plan(tx, case.id, case.stage_entry, _replanned(pack, case, entered))


def _replanned(pack: Pack, case: CaseRow, entered: date) -> list[tuple[str, str, str, str, str]]:
    dates = checklists.planned(pack, case.kind, Stage(case.stage), case.facts, entered)
    years = {day.year for *_, day in dates.values()}
    free = free_days(years | {year - 1 for year in years})
    return [
        (key, sv, en, day.isoformat(), working_day_before(day, free).isoformat())
        for key, (sv, en, day) in dates.items()
    ]
