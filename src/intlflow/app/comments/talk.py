"""The comments on one thing, as somebody may see them, and what they may write there themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.comments.about import Thing, find
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.comment import Level, State, may_change, narrowest, shown_to
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import comments, people
from intlflow.store.comments import Wording
from intlflow.store.engine import reading
from intlflow.store.instants import instant


@dataclass(frozen=True, slots=True)
class Said:
    """One comment, as somebody sees it.

    Args:
        number: its own.
        by: who wrote it.
        level: who sees it, and of which unit.
        text: its newest wording; empty when it was taken back.
        at: when it was written, and when it was changed last.
        before: earlier wordings with their moments, oldest first; of one that was taken back only for
            whoever answers for public records.
        mine: whether the visitor may still change it or take it back.
    """

    number: int
    by: str
    level: Level
    unit: str
    text: str
    state: State
    at: str
    changed_at: str
    before: tuple[tuple[str, str], ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments on one thing.

    Args:
        thing: what they are about.
        said: those that the visitor sees, oldest first.
        levels: those that the visitor may write at, the narrowest first; none: they may not write.
        unit: the name of the unit that the narrowest level means.
    """

    thing: Thing
    said: tuple[Said, ...]
    levels: tuple[Level, ...]
    unit: str


def talk_about(house: House, who: Visitor, kind: str, key: str, at: datetime) -> Talk:
    """The comments on something, as somebody sees them.

    Args:
        house: the installation.
        who: for whom.
        kind: what it is: case, duty, decision, meeting, call, document, unit, row.
        key: which.
        at: now, with a time zone.

    Raises:
        NotFound: there is no such thing, or none that is theirs to see.
    """
    thing, pack = find(house, who, kind, key, at), house.pack(who.municipality)
    with reading(house.engine) as tx:
        rows = comments.about(tx, pack.key, thing.kind, thing.key)
        names = people.names(tx, {row.person_id for row in rows})
    seen = _seen(rows, thing, who, pack, at)
    circle = circle_of(thing, who, pack, at)
    return Talk(
        thing=thing,
        said=tuple(_said(wordings, names, who, pack, at) for wordings in seen),
        levels=levels(thing, who, circle) if who.email else (),
        unit=_name(pack, circle, at),
    )


def _seen(
    rows: Iterable[Wording], thing: Thing, who: Visitor, pack: Pack, at: datetime
) -> list[list[Wording]]:
    """The comments that somebody sees, each as its wordings."""
    ordered = sorted(rows, key=lambda row: row.number)
    each = [list(found) for _, found in groupby(ordered, key=lambda row: row.number)]
    return [found for found in each if sees(found[-1], thing, who, pack, at)]


def sees(row: Wording, thing: Thing, who: Visitor, pack: Pack, at: datetime) -> bool:
    """Whether somebody who sees the thing sees this comment on it."""
    return shown_to(
        Level(row.visibility),
        own=row.person_id == who.person_id,
        in_unit=belongs(who, row.unit, pack, at) or thing.place.own,
        coordinator=who.holds(Role.COORDINATOR),
        keeper=can(who, Action.READ_EVERY_COMMENT, thing.place),
    )


def belongs(who: Visitor, unit: str, pack: Pack, at: datetime) -> bool:
    """Whether somebody has a role in a unit, or in what has come of it."""
    if unit not in pack.units:
        return False
    today = pack.unit_on(unit, local_day(at)).key
    return any(scope in (unit, today) for _, scope in who.roles)


def circle_of(thing: Thing, who: Visitor, pack: Pack, at: datetime) -> str:
    """The unit that the narrowest level means: the thing's own, else the writer's; empty: none."""
    if thing.place.unit in pack.units:
        return str(thing.place.unit)
    own = sorted(scope for _, scope in who.roles if belongs(who, scope, pack, at))
    return own[0] if own else ""


def levels(thing: Thing, who: Visitor, circle: str) -> tuple[Level, ...]:
    """The levels that somebody may write at, what is offered first in front."""
    if not can(who, Action.COMMENT, thing.place):
        return ()
    within = thing.place.own or any(scope == circle for _, scope in who.roles if scope)
    first = narrowest(in_unit=within and bool(circle))
    return tuple(Level)[tuple(Level).index(first) :]


def _name(pack: Pack, unit: str, at: datetime) -> str:
    return pack.unit_on(unit, local_day(at)).name if unit in pack.units else ""


def _said(
    wordings: list[Wording], names: dict[int, str], who: Visitor, pack: Pack, at: datetime
) -> Said:
    first, last = wordings[0], wordings[-1]
    gone = last.state == State.WITHDRAWN
    keeper = can(who, Action.READ_EVERY_COMMENT, Place(pack.key))
    earlier = wordings[:-1] if keeper or not gone else []
    return Said(
        number=last.number,
        by=names.get(last.person_id, "?"),
        level=Level(last.visibility),
        unit=_name(pack, last.unit, at),
        text=last.text,
        state=State(last.state),
        at=first.at,
        changed_at=last.at if len(wordings) > 1 else "",
        before=tuple((row.text, row.at) for row in earlier),
        mine=last.person_id == who.person_id and not gone and may_change(instant(first.at), at),
    )
