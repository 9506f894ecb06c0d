"""One case as a page shows it: where it stands, the next step, what is known, who is around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.case_board import place_of, roles_in
from intlflow.app.case_serves import Serves, served
from intlflow.app.context import in_words, manager_of
from intlflow.app.decisions.in_case import CaseDecisions, decided
from intlflow.app.house import House, NotFound
from intlflow.app.showing import Plain, moves_of, told
from intlflow.app.situation import Situation, situate, somebody
from intlflow.app.undoing import undoable
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.financing import gap_after_grant
from intlflow.domain.money import OtherCurrency
from intlflow.domain.next_step import OUTSIDE, forward
from intlflow.domain.project import Phase
from intlflow.domain.words import Kind, Role, Stage
from intlflow.packs.model import Pack
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading

ROAD = tuple(stage for stage in Stage if stage is not Stage.ARCHIVE)


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the page of one case shows.

    Args:
        case: as `show_case` gives it.
        facts: what is known, in words, by key.
        unit: the name of whoever answers for it today.
        moves: what this visitor may do, the step that carries it on first.
        closed: what the visitor can't do, and why.
        next: the verb that carries the case on; None at its end.
        next_roles: who may take that step.
        outside: whether an answer from outside is awaited.
        people: who is around it: role and names.
        road: the headline stages: stage, and whether past, present or to come.
        roles: in which roles the visitor stands to it.
        undo: the verb of the last move, if the visitor can take it back.
        rule: the sentence of a governing document behind the stage.
        decided: what the bodies have said, and what they are still to say.
        serves: the prioritised issues and goals that it answers to.
        gap: what a reduced grant leaves uncovered, in words; empty where nothing is lacking.
    """

    case: Plain
    facts: Mapping[str, str]
    unit: str
    moves: tuple[Plain, ...]
    closed: tuple[Plain, ...]
    next: str | None
    next_roles: tuple[str, ...]
    outside: bool
    people: tuple[tuple[str, tuple[str, ...]], ...]
    road: tuple[tuple[str, str], ...]
    roles: frozenset[Role]
    undo: str | None
    rule: Mapping[str, str] | None
    decided: CaseDecisions
    serves: Serves
    gap: str


def case_page(house: House, who: Visitor, ref: str, at: datetime, lang: str) -> CasePage:
    """What the page of one case shows to somebody.

    Raises:
        NotFound: no such case, or none that is theirs to see: the answer is the same.
    """
    with reading(house.engine) as tx:
        here = _seen(house, tx, who, Action.READ_CASE, ref, at)
        kind, verb = Kind(here.case.kind), forward(Kind(here.case.kind), here.phase)
        able = can(who, Action.MOVE_CASE, place_of(here.case, here.pack, who, at)) and who.email
        actor = somebody(tx, here.pack, who.email, here.day, here.cast) if able else None
        rows = moves_of(here, actor.person_id, at) if actor else []
        rows.sort(key=lambda row: row["verb"] != verb)
        row = here.lifecycle.find(here.phase, verb) if verb else None
        roles = (here.pack.who_may(kind, row.verb) or row.who) if row else ()
        return CasePage(
            case=told(tx, here),
            facts=_facts(here, lang),
            unit=here.unit.name,
            moves=tuple(row for row in rows if _is_mine(row)),
            closed=tuple(row for row in rows if not _is_mine(row)),
            next=verb,
            next_roles=tuple(str(role) for role in roles),
            outside=(kind, here.phase) in OUTSIDE,
            people=_around(here),
            road=_road(here.case.stage),
            roles=roles_in(here.case, here.pack, who, at),
            undo=undoable(tx, here, actor, at) if actor else None,
            rule=_rule(here.pack, here.case.stage, kind, lang),
            decided=decided(tx, here, at),
            serves=served(tx, here.pack, here.case.ref),
            gap=_gap(house, here, lang),
        )


def seen_case(house: House, who: Visitor, action: Action, ref: str, at: datetime) -> Situation:
    """A case, if somebody may do this to it.

    Raises:
        NotFound: no such case, or none that is theirs.
    """
    with reading(house.engine) as tx:
        return _seen(house, tx, who, action, ref, at)


def seen_row(
    house: House, tx: Tx, who: Visitor, action: Action, ref: str, at: datetime
) -> tuple[CaseRow, Place]:
    """A case alone and whose it is, if somebody may do this to it.

    Raises:
        NotFound: no such case, or none that is theirs.
    """
    case = cases.load(tx, ref.strip().upper())
    if case is None or case.municipality != who.municipality:
        raise NotFound("no such case")
    place = place_of(case, house.pack(case.municipality), who, at)
    if not can(who, action, place):
        raise NotFound("no such case")
    return case, place


def _seen(house: House, tx: Tx, who: Visitor, action: Action, ref: str, at: datetime) -> Situation:
    case, _ = seen_row(house, tx, who, action, ref, at)
    return situate(house, tx, case, at)


def _facts(here: Situation, lang: str) -> dict[str, str]:
    """What is known, in words and in the order in which it becomes known."""
    said = in_words(Facts(here.case.facts), here.pack, lang, manager_of(here.cast))
    return {str(fact): said[fact] for fact in Fact if fact in said}


def _gap(house: House, here: Situation, lang: str) -> str:
    """What has to be found before a reduced grant can be taken."""
    if here.phase != Phase.REDUCED:
        return ""
    try:
        gap = gap_after_grant(here.facts)
    except OtherCurrency:  # the move says so when it is tried
        return ""
    return house.words[lang].money(gap.amount, gap.currency) if gap else ""


def _is_mine(row: Plain) -> bool:
    """Open, or closed only for want of something that can be done about: then its button explains."""
    return bool(row["open"]) or row["refused"]["why"] != "not-your-role"


def _around(here: Situation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who is around a case today, by role."""
    found = []
    for role in Role:
        names = tuple(r.holder.name for r in here.cast.told(role) if not r.vacancy)
        if names:
            found.append((str(role), names))
    return tuple(found)


def _road(stage: str) -> tuple[tuple[str, str], ...]:
    order = [str(each) for each in ROAD]
    now = order.index(stage) if stage in order else len(order)
    return tuple(
        (each, "past" if place < now else "now" if place == now else "ahead")
        for place, each in enumerate(order)
    )


def _rule(pack: Pack, stage: str, kind: Kind, lang: str) -> Mapping[str, str] | None:
    """The sentence of a governing document behind the stage."""
    rule = pack.rules_by_stage.get(f"{kind}.{stage}")
    if rule is None:
        return None
    return {
        "document": pack.documents[rule.document].title,
        "section": rule.section,
        "quote": rule.quote,
        "says": rule.says.said(lang),
    }
