"""The cases that somebody sees, as cards: where each stands, its next date, how far its tasks have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from intlflow.app.access.permission import Place, Sight, Visitor, sight
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.words import Kind, Role, Stage
from intlflow.packs.model import Pack
from intlflow.store import case_lists, people
from intlflow.store.case_lists import Wanted
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading

PAGE = 50
BOARD_STAGES = tuple(stage for stage in Stage if stage is not Stage.ARCHIVE)
MOST_ON_BOARD = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for in the address; empty is everything."""

    kind: str = Kind.PROJECT
    stage: str = ""
    form: str = ""
    unit: str = ""
    text: str = ""
    closed: bool = False


class NextDate(NamedTuple):
    """What comes next in a case, and when."""

    title: str
    day: str


class Card(NamedTuple):
    """A case in a list.

    Args:
        unit: the name of whoever answers for it today.
        forms: what its forms of work are called.
        done: points of the checklist that are done, and how many there are.
        leader: the project manager's name.
    """

    id: int
    ref: str
    kind: str
    title: str
    unit: str
    stage: str
    phase: str
    forms: tuple[str, ...]
    done: tuple[int, int]
    next: NextDate | None
    leader: str | None
    changed_at: str
    starts: str | None
    ends: str | None
    deadline: str | None
    opened_at: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of cases, how many there are in all, and by stage where that was asked for."""

    cards: tuple[Card, ...]
    total: int
    counts: Mapping[str, int]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.total // PAGE))


def list_cards(
    house: House,
    who: Visitor,
    asked: Filter,
    at: datetime,
    lang: str,
    *,
    page: int = 1,
    size: int = PAGE,
    by_stage: bool = False,
) -> Listed:
    """The cases that somebody may see, as cards.

    Args:
        house: the installation.
        who: for whom.
        asked: the filter.
        at: now, with a time zone.
        lang: of the dates' titles.
        page: from 1.
        size: cards on a page.
        by_stage: whether to count each stage, which takes twice as long as counting all.
    """
    pack = house.pack(who.municipality)
    wanted = wanted_of(sight(who, pack), pack, asked)
    with reading(house.engine) as tx:
        counts = case_lists.by_stage(tx, wanted) if by_stage else {}
        total = sum(counts.values()) if by_stage else case_lists.count(tx, wanted)
        found = case_lists.find(tx, wanted, limit=size, offset=(page - 1) * size)
        cards = _cards(tx, pack, found, at, lang)
    return Listed(cards, total, counts, page)


def wanted_of(seen: Sight, pack: Pack, asked: Filter) -> Wanted:
    """What the database is asked for."""
    return Wanted(
        municipality=seen.municipality,
        everything=seen.all,
        units=seen.units,
        decided=seen.decided,
        person_id=seen.person_id,
        email=seen.email,
        kind=asked.kind or None,
        stage=asked.stage or None,
        form=asked.form or None,
        closed=asked.closed,
        unit=pack.lineage(asked.unit) if asked.unit else (),
        text=asked.text,
    )


def _cards(tx: Tx, pack: Pack, found: list[CaseRow], at: datetime, lang: str) -> tuple[Card, ...]:
    day = local_day(at)
    done = case_lists.progress(tx, found)
    dates = case_lists.next_dates(tx, found, str(day))
    leaders = people.names_by_email(
        tx,
        pack.key,
        {c.facts[Fact.PROJECT_MANAGER] for c in found if Fact.PROJECT_MANAGER in c.facts},
    )
    forms = pack.names[lang].forms
    return tuple(
        Card(
            id=case.id,
            ref=case.ref,
            kind=case.kind,
            title=case.title,
            unit=pack.unit_on(case.unit, day).name,
            stage=case.stage,
            phase=case.phase,
            forms=tuple(forms.get(key, key) for key in case.facts.get(Fact.FORMS, [])),
            done=done.get(case.id, (0, 0)),
            next=_next(dates.get(case.id), lang),
            leader=leaders.get(case.facts.get(Fact.PROJECT_MANAGER, "")),
            changed_at=case.changed_at,
            starts=case.facts.get(Fact.PERIOD_START),
            ends=case.facts.get(Fact.PERIOD_END),
            deadline=case.facts.get(Fact.CALL_DEADLINE),
            opened_at=case.opened_at,
        )
        for case in found
    )


def _next(found: tuple[str, str, str] | None, lang: str) -> NextDate | None:
    if found is None:
        return None
    return NextDate(found[1] if lang == "en" else found[0], found[2])


def place_of(case: CaseRow, pack: Pack, who: Visitor, at: datetime) -> Place:
    """Where a case is, for the question who may do what to it."""
    own = case.opened_by == who.person_id or leads(case, who)
    unit = pack.unit_on(case.unit, local_day(at)).key
    return Place(case.municipality, unit, own, case.stage)


def leads(case: CaseRow, who: Visitor) -> bool:
    """Whether somebody is the case's project manager."""
    return bool(who.email) and case.facts.get(Fact.PROJECT_MANAGER) == who.email


def roles_in(case: CaseRow, pack: Pack, who: Visitor, at: datetime) -> frozenset[Role]:
    """In which roles somebody stands to a case."""
    unit = pack.unit_on(case.unit, local_day(at))
    held = {role for role, scope in who.roles if scope in ("", unit.key, unit.body)}
    if case.opened_by == who.person_id:
        held.add(Role.SUBMITTER)
    if leads(case, who):
        held.add(Role.PROJECT_MANAGER)
    return frozenset(held)
