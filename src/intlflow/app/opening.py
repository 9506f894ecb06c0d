"""Opening a case: anyone in the register may bring an idea."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from intlflow.app.event import Event
from intlflow.app.house import House, NotFound
from intlflow.app.moves import capacity
from intlflow.app.record import Moved, Salt, new_salt, record
from intlflow.app.situation import Situation, gather, local_day, somebody
from intlflow.domain.cast import Holder
from intlflow.domain.facts import LONGEST_LINE, Facts, one_line
from intlflow.domain.lifecycle import Refused, judge_opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack, Unit
from intlflow.store import cases
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp


@dataclass(frozen=True, slots=True)
class _Blank:
    """A case that does not exist yet, as the rules need to see it."""

    phase: str = ""
    facts: Facts = field(default_factory=Facts)
    open_tasks: tuple[str, ...] = ()

    def deciders(self, _: Facts) -> tuple[str, ...]:
        """Nothing is decided before there is a case."""
        return ("",)

    refusers = deciders


def open_case(
    house: House,
    kind: Kind,
    *,
    municipality: str,
    unit: str,
    title: str,
    by: str,
    given: Mapping[str, str],
    at: datetime,
    salt: Salt = new_salt,
) -> Moved:
    """Open a case: its first journal row, its letters and 'the stage's flow is due', in one go.

    Args:
        house: the installation.
        kind: project, twin town or governing document.
        municipality: the pack's key.
        unit: the key of the unit that brings it.
        title: what it is called, one line.
        by: the e-mail address of the person who opens it.
        given: facts as typed, by name.
        at: now, with a time zone.
        salt: randomness for the journal row.

    Raises:
        NotFound: no such municipality, unit or person.
        Refused: the rules say no; nothing has changed.
    """
    pack, lifecycle, day = house.pack(municipality), LIFECYCLES[kind], local_day(at)
    owner = _unit(pack, unit, at)
    name = _title(title)
    with writing(house.engine) as tx:
        actor = somebody(tx, pack, by, day)
        cast = gather(tx, pack, owner, day, actor.person_id, None)
        roles = cast.roles_of(actor.person_id) | {Role.SUBMITTER}
        taken = judge_opening(
            lifecycle.opening,
            roles=roles,
            given=given,
            words=pack.vocabulary(day),
            at=at,
            case=_Blank(),
        )
        case = _insert(tx, pack, kind, owner, name, actor, taken, at)
        here = Situation(case, pack, lifecycle, owner, cast, tuple, day)
        role = capacity(lifecycle.opening.who, None, roles)
        event = _opened(case, lifecycle.opening.verb, taken, actor, role, at)
        return record(house, tx, here, event, lifecycle.opening.tells, salt)


def _opened(
    case: cases.CaseRow, verb: str, taken: Facts, actor: Holder, role: Role, at: datetime
) -> Event:
    """What everything that follows from an opening needs to know of it."""
    return Event(
        case=case,
        verb=verb,
        source="",
        target=case.phase,
        stage=case.stage,
        entry=1,
        seq=1,
        facts=taken,
        taken=taken,
        actor=actor,
        actor_role=role,
        at=at,
    )


def _unit(pack: Pack, key: str, at: datetime) -> Unit:
    """The unit, which must exist today.

    Raises:
        NotFound: there is none, or it has been merged into another.
    """
    day = local_day(at)
    if key not in pack.units:
        here = sorted(unit.key for unit in pack.unit if unit.holds(day))
        raise NotFound(f"no unit '{key}' in {pack.municipality.name}; there are {', '.join(here)}")
    unit = pack.units[key]
    if not unit.holds(day):
        successor = pack.unit_on(key, day)
        raise NotFound(f"{unit.name} is no more since {unit.valid_to}; use '{successor.key}'")
    return unit


def _title(text: str) -> str:
    title = one_line(text)
    if not title:
        raise Refused("bad-fact", fact="title", form="empty", example="")
    if len(title) > LONGEST_LINE:
        raise Refused("bad-fact", fact="title", form="too-long", example=str(LONGEST_LINE))
    return title


def _insert(
    tx: Tx,
    pack: Pack,
    kind: Kind,
    unit: Unit,
    title: str,
    actor: Holder,
    taken: Facts,
    at: datetime,
) -> cases.CaseRow:
    lifecycle, moment = LIFECYCLES[kind], stamp(at)
    ref = cases.next_ref(tx, pack.key, pack.municipality.prefix, local_day(at).year)
    values: dict[str, Any] = {
        "ref": ref,
        "municipality": pack.key,
        "kind": str(kind),
        "unit": unit.key,
        "unit_name": unit.name,
        "title": title,
        "phase": str(lifecycle.start),
        "stage": str(lifecycle.stage(lifecycle.start)),
        "stage_entry": 1,
        "version": 1,
        "facts": taken,
        "opened_by": actor.person_id,
        "opened_at": moment,
        "changed_at": moment,
    }
    return cases.CaseRow(id=cases.insert(tx, values), **values)
