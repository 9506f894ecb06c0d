"""A case follows the deadline of the call that was chosen for it, unless somebody has set another day since.

When the funder moves the day, the case's own day moves with it, in the journal under whoever chose the
call for the case, and 'Hinner vi?' is asked anew. A day that somebody has set otherwise stays: the letter
asks, and `call follow` answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.calls.choosing import OF_A_CASE
from intlflow.app.calls.knowing import see
from intlflow.app.calls.showing import BEFORE_SENT, found
from intlflow.app.decisions import chain
from intlflow.app.house import House, NotFound
from intlflow.app.meetings import watch, wording
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import UNDER_WAY, of_case
from intlflow.app.record import Salt, new_salt
from intlflow.app.situation import Situation, local_day, look_up, situate, somebody
from intlflow.domain.facts import LOCAL, Fact, Facts
from intlflow.domain.journal import canonical
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.letters.words import Words
from intlflow.store import call_choices, cases, journal, meetings
from intlflow.store.call_choices import CHOSEN, Choice
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import instant, stamp

VERB = "call_moved"


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a case whose call has another deadline.

    Args:
        ref: the case.
        was: its deadline before; None: it had none.
        now: its deadline.
        done: whether it follows the call; False: somebody has set another day, and it stays.
        says: how the decision stands against the day, in a language; empty when none is awaited.
    """

    ref: str
    was: datetime | None
    now: datetime
    done: bool
    says: Mapping[str, str]


def after_move(
    house: House, tx: Tx, choice: Choice, was: str, now: str, at: datetime, salt: Salt = new_salt
) -> Followed | None:
    """Let the case that a call was chosen for follow the deadline that moved.

    Args:
        house: the installation.
        tx: the transaction of the letters about it.
        choice: the verdict that names the case.
        was: the call's deadline that was told before.
        now: the one that holds.
        at: now.
        salt: randomness for the journal row.

    Returns:
        None when the case has sent its application already, or is over.
    """
    case = cases.load(tx, choice.case_ref)
    if case is None or case.stage not in BEFORE_SENT:
        return None
    has, new = case.facts.moment(Fact.CALL_DEADLINE), instant(now)
    if has is not None and _day(has) not in (_day(instant(was)), _day(new)):
        return Followed(case.ref, has, has, False, {})
    if has != new:
        here = situate(house, tx, case, at)
        roles = here.cast.roles_of(choice.person_id)
        role = next((each for each in OF_A_CASE if each in roles), Role.COORDINATOR)
        case = _follow(tx, here, new, choice.person_id, role, at, salt)
    return Followed(case.ref, has, new, True, _ask_again(house, tx, case, at))


def follow(
    house: House,
    municipality: str,
    name: str,
    ref: str,
    *,
    by: str,
    at: datetime,
    salt: Salt = new_salt,
) -> Followed:
    """Give a case the deadline of the call that was chosen for it, whatever day it had.

    Args:
        house: the installation.
        municipality: the pack's key.
        name: the call.
        ref: the case.
        by: the e-mail address of whoever says so.
        at: now, with a time zone.
        salt: randomness for the journal row.

    Raises:
        NotFound: no such municipality, call, case or person.
        Refused: the call isn't chosen for the case or tells no day, the application is sent, or it is
            not theirs to say.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        row, here = found(tx, name), look_up(house, tx, ref, at)
        if here.case.municipality != pack.key:
            raise NotFound(f"no case '{ref}' in {pack.municipality.name}; see `intlflow case list`")
        actor = somebody(tx, pack, by, local_day(at), here.cast)
        roles = here.cast.roles_of(actor.person_id)
        role = next((each for each in OF_A_CASE if each in roles), None)
        if role is None:
            raise Refused("not-your-role", verb="call_chosen", who=list(OF_A_CASE))
        chosen = call_choices.of_case(tx, pack.key, here.case.ref)
        deadline = see(pack, row, at).deadline
        if not any(each.call_id == row.id and each.verdict == CHOSEN for each in chosen):
            raise Refused("call-not-chosen", call=row.call.external_id, ref=here.case.ref)
        if not deadline or here.case.stage not in BEFORE_SENT:
            raise Refused("call-not-followed", call=row.call.external_id, ref=here.case.ref)
        has, new, case = here.facts.moment(Fact.CALL_DEADLINE), instant(deadline), here.case
        if has != new:
            case = _follow(tx, here, new, actor.person_id, role, at, salt)
        return Followed(case.ref, has, new, True, _ask_again(house, tx, case, at))


def _day(moment: datetime) -> str:
    """A moment's day in Sweden: somebody who typed a day alone means the same deadline."""
    return moment.astimezone(LOCAL).date().isoformat()


def _follow(
    tx: Tx, here: Situation, new: datetime, person: int, role: Role, at: datetime, salt: Salt
) -> CaseRow:
    case = here.case
    given = Facts({str(Fact.CALL_DEADLINE): new.astimezone(LOCAL).isoformat(timespec="minutes")})
    cases.advance(
        tx, case, phase=case.phase, stage=case.stage, stage_entry=case.stage_entry,
        facts=Facts(case.facts | given), at=stamp(at),
    )  # fmt: skip
    journal.append(
        tx, given=canonical(given), salt=salt(), municipality=case.municipality, case_id=case.id,
        seq=case.version + 1, at=stamp(at), person_id=person, role=str(role), verb=VERB,
        source=case.phase, target=case.phase, unit_name=here.unit.name,
    )  # fmt: skip
    return cases.load_by_id(tx, case.id)


def _ask_again(house: House, tx: Tx, case: CaseRow, at: datetime) -> dict[str, str]:
    """Ask 'Hinner vi?' of the new day: note how it stands, tell the coordinator if worse, and say it."""
    pack, day = house.pack(case.municipality), local_day(at)
    if case.phase not in UNDER_WAY:
        return {}
    asked = of_case(pack, case, day, chain.said_in(tx, pack.key).get(case.id, ()))
    if asked is None:
        return {}
    watch.look(house, tx, [pack], [case], day, at)
    town = town_of(pack, held(pack, meetings.standing(tx, pack.key)), day)
    plan = asked.plan(town)
    return {lang: _said(wording.Said(pack, words), plan) for lang, words in house.words.items()}


def _said(said: wording.Said, plan: Any) -> str:
    return said.colour(plan.colour)


def in_words(it: Followed, words: Words) -> dict[str, str]:
    """What a letter says of it."""
    return {
        "follows": it.ref if it.done else "",
        "own_day": "" if it.done else words.moment(it.now.isoformat()),
        "stands": it.says.get(words.lang, ""),
    }
