"""The one way to move a case: judge, change, journal, letters, 'the stage's flow is due', in one go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intlflow.app import notices
from intlflow.app.decisions import chain, condition
from intlflow.app.event import Event
from intlflow.app.house import House
from intlflow.app.record import Moved, Salt, new_salt, record
from intlflow.app.situation import Situation, look_up, situate, somebody
from intlflow.domain.cast import Holder
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Move, Refused, judge
from intlflow.domain.minutes import MINUTES
from intlflow.domain.words import Role
from intlflow.store import cases, journal
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp


def move(
    house: House,
    ref: str,
    verb: str,
    *,
    by: str,
    given: Mapping[str, str],
    at: datetime,
    version: int | None = None,
    salt: Salt = new_salt,
) -> Moved:
    """Make one move, whole or not at all.

    Args:
        house: the installation.
        ref: the case.
        verb: what is done, from the lifecycle's table.
        by: the e-mail address of the person who does it.
        given: facts as typed, by name.
        at: now, with a time zone.
        version: the version that the person saw; None when it doesn't matter.
        salt: randomness for the journal row.

    Raises:
        NotFound: no such case or person.
        Refused: the rules say no; nothing has changed.
    """
    with writing(house.engine) as tx:
        return make_in(house, tx, ref, verb, by=by, given=given, at=at, version=version, salt=salt)


def make_in(
    house: House,
    tx: Tx,
    ref: str,
    verb: str,
    *,
    by: str,
    given: Mapping[str, str],
    at: datetime,
    version: int | None = None,
    salt: Salt = new_salt,
) -> Moved:
    """The same inside a transaction that is open already."""
    here = look_up(house, tx, ref, at)
    actor = somebody(tx, here.pack, by, here.day, here.cast)
    _not_stale(tx, here, version)
    not_recused(here, actor)
    row = here.lifecycle.find(here.phase, verb)
    roles = here.cast.roles_of(actor.person_id)
    who = here.pack.who_may(here.case.kind, verb)
    words = here.pack.vocabulary(here.day)
    taken = judge(row, here, roles=roles, given=given, words=words, at=at, who=who)
    _known_manager(tx, here, taken)
    role = capacity(row.who, who, roles)
    return make(house, tx, here, row, actor, role, taken, at, salt)


def capacity(
    table: tuple[Role, ...], chosen: tuple[Role, ...] | None, roles: frozenset[Role]
) -> Role:
    """In which of their roles somebody acts: the first that may."""
    return next(role for role in chosen or table if role in roles)


def _not_stale(tx: Tx, here: Situation, version: int | None) -> None:
    """Refuse when the case has moved on since the person looked."""
    if version is None or version == here.case.version:
        return
    if version > here.case.version:
        raise Refused("no-such-version", version=version, newest=here.case.version)
    raise _stale(tx, here)


def overtaken(house: House, ref: str, at: datetime) -> Refused:
    """What to say to somebody whose move is no longer there to be made: who did what last, and when.

    Raises:
        NotFound: no such case.
    """
    with reading(house.engine) as tx:
        return _stale(tx, look_up(house, tx, ref, at))


def _stale(tx: Tx, here: Situation) -> Refused:
    last = journal.last_of_case(tx, here.case.id)
    name = notices.name_of(tx, last.person_id)
    return Refused(
        "stale", who=name, at=last.at, verb=last.verb, version=last.seq, kind=here.case.kind
    )


def _known_manager(tx: Tx, here: Situation, taken: Facts) -> None:
    """A project manager must be somebody in the register, or nobody would get the letters."""
    address = taken.get(Fact.PROJECT_MANAGER)
    if address:
        somebody(tx, here.pack, address, here.day)


def not_recused(here: Situation, actor: Holder) -> None:
    """Whoever has stepped aside from a case takes no part in it (förvaltningslagen 17 §)."""
    if actor.email and actor.email in chain.recused(here.facts):
        raise Refused("recused", who=actor.name)


def make(
    house: House,
    tx: Tx,
    here: Situation,
    row: Move,
    actor: Holder,
    role: Role,
    taken: Facts,
    at: datetime,
    salt: Salt,
) -> Moved:
    """Change the case where nobody else was first, and write everything that follows."""
    accepted = chain.accept(tx, here, row, taken)
    case, seq, stage = here.case, here.case.version + 1, here.lifecycle.stage(row.target)
    event = Event(
        case=case,
        verb=row.verb,
        source=str(row.source),
        target=str(row.target),
        stage=str(stage),
        entry=case.stage_entry if stage == case.stage else seq,
        seq=seq,
        facts=Facts(case.facts | {k: v for k, v in taken.items() if k not in MINUTES}),
        taken=taken,
        actor=actor,
        actor_role=role,
        at=at,
    )
    moved = record_change(house, tx, here, event, row.tells, salt)
    if accepted is not None:
        chain.keep(tx, here, event, accepted)
    settled = [
        make(
            house, tx, there, there.lifecycle.find(there.phase, verb), actor, role, facts, at, salt
        )
        for case, verb, facts in condition.hanging_on(tx, event)
        for there in (situate(house, tx, case, at),)
    ]
    return moved._replace(settled=tuple(each.ref for each in settled)) if settled else moved


def record_change(
    house: House, tx: Tx, here: Situation, event: Event, tells: tuple[Role, ...], salt: Salt
) -> Moved:
    """Bring a case on where nobody else was first, with all that follows.

    Raises:
        Refused: `stale`; somebody was.
    """
    if not cases.advance(tx, event.case, **_after(event)):
        raise _stale(tx, here)
    return record(house, tx, here, event, tells, salt)


def _after(event: Event) -> dict[str, Any]:
    """The case's columns after an event."""
    return {
        "phase": event.target,
        "stage": event.stage,
        "stage_entry": event.entry,
        "facts": event.facts,
        "at": stamp(event.at),
    }
