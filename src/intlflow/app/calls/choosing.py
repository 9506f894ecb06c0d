"""Somebody chooses or dismisses a call, for the municipality, a unit or a case; it stays with its reason."""

from dataclasses import dataclass
from datetime import datetime

from intlflow.app import typed
from intlflow.app.calls.knowing import Seen, area, is_outside, see
from intlflow.app.calls.showing import found
from intlflow.app.house import House, NotFound
from intlflow.app.situation import gather, local_day, look_up, somebody
from intlflow.domain.calls import Standing
from intlflow.domain.cast import Cast
from intlflow.domain.facts import LONGEST_TEXT
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import call_choices, people
from intlflow.store.call_choices import CHOSEN, DISMISSED, Choice
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

OF_A_UNIT = (Role.COORDINATOR, Role.CONTACT, Role.MANAGER)
OF_A_CASE = (*OF_A_UNIT, Role.PROJECT_MANAGER, Role.SUBMITTER)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A verdict that was given, with the call as it was seen; `new` is False when it held already."""

    seen: Seen
    choice: Choice
    new: bool


def choose(
    house: House,
    municipality: str,
    name: str,
    *,
    by: str,
    at: datetime,
    unit: str = "",
    case: str = "",
    reason: str = "",
) -> Chosen:
    """Choose a call: whoever does is told when its deadline moves.

    A call that has closed can't be chosen; one of a programme that shuts the county out only with a reason.

    Raises:
        NotFound: no such municipality, call, unit, case or person.
        Refused: it has closed, the county is outside, or it is not theirs to choose for.
    """
    return _say(house, municipality, name, CHOSEN, reason, by, at, unit, case)


def dismiss(
    house: House,
    municipality: str,
    name: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    unit: str = "",
    case: str = "",
) -> Chosen:
    """Dismiss a call with a reason: it is no longer listed or matched for those it was dismissed for.

    Raises:
        NotFound: no such municipality, call, unit, case or person.
        Refused: no reason is given, or it is not theirs to dismiss for.
    """
    return _say(house, municipality, name, DISMISSED, reason, by, at, unit, case)


def _say(
    house: House,
    municipality: str,
    name: str,
    verdict: str,
    reason: str,
    by: str,
    at: datetime,
    unit: str,
    case: str,
) -> Chosen:
    pack = house.pack(municipality)
    dismissed = verdict == DISMISSED
    why = typed.line("reason", reason, most=LONGEST_TEXT, needed=dismissed)
    with writing(house.engine) as tx:
        row = found(tx, name)
        seen = see(pack, row, at)
        of_unit, ref, person_id = _who(house, tx, pack, verdict, by, at, unit, case)
        if not dismissed:
            _can_be_chosen(seen, why)
        choice = Choice(pack.key, row.id, of_unit, ref, verdict, why, person_id, stamp(at))
        before = {(c.unit, c.case_ref): c for c in call_choices.history(tx, pack.key, row.id)}.get(
            (of_unit, ref)
        )
        if before is not None and (before.verdict, before.reason) == (verdict, why):
            return Chosen(seen, before, new=False)
        call_choices.add(tx, choice)
    return Chosen(seen, choice, new=True)


def _can_be_chosen(seen: Seen, reason: str) -> None:
    if seen.standing is Standing.CLOSED:
        raise Refused("call-closed", call=seen.call.external_id, deadline=seen.deadline[:10])
    if is_outside(seen) and not reason:
        assert seen.programme is not None
        raise Refused("county-outside", programme=seen.programme.name, counties=area(seen.may))


def _who(
    house: House, tx: Tx, pack: Pack, verdict: str, by: str, at: datetime, unit: str, ref: str
) -> tuple[str, str, int]:
    """For which unit and case, and by whom; the coordinator alone speaks for the whole municipality."""
    day = local_day(at)
    allowed: tuple[Role, ...] = OF_A_UNIT
    if ref:
        here = look_up(house, tx, ref, at)
        if here.case.municipality != pack.key:
            raise NotFound(f"no case '{ref}' in {pack.municipality.name}; see `intlflow case list`")
        cast, allowed, unit, ref = here.cast, OF_A_CASE, here.unit.key, here.case.ref
    elif unit:
        if unit not in pack.units:
            raise NotFound(
                f"no unit '{unit}' in {pack.municipality.name}; there are {', '.join(pack.units)}"
            )
        cast = gather(tx, pack, pack.unit_on(unit, day), day, 0, None)
    else:
        cast = Cast(people.appointed(tx, pack.key, (), str(day)), None, None)
        allowed = (Role.COORDINATOR,)
    person = somebody(tx, pack, by, day, cast)
    if not cast.roles_of(person.person_id) & set(allowed):
        raise Refused("not-your-role", verb=f"call_{verdict}", who=list(allowed))
    return unit, ref, person.person_id
