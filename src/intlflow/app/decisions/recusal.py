"""Who steps aside from a case (jäv): no part in its moves, no decision on delegation.

Source: förvaltningslagen (2017:900) 16–18 §§ and kommunallagen 6 kap. 28–32 §§.
"""

from datetime import datetime

from intlflow.app import typed
from intlflow.app.decisions import chain
from intlflow.app.event import Event
from intlflow.app.house import House
from intlflow.app.moves import record_change
from intlflow.app.record import Moved, Salt, new_salt
from intlflow.app.situation import look_up, somebody
from intlflow.domain.cast import Holder
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store.cases import CaseRow
from intlflow.store.engine import writing

LONGEST_REASON = 500
WHO = (Role.COORDINATOR, Role.SECRETARY, Role.REGISTRAR)


def recuse(
    house: House,
    ref: str,
    who: str,
    *,
    by: str,
    reason: str,
    at: datetime,
    back: bool = False,
    salt: Salt = new_salt,
) -> Moved:
    """Note that somebody steps aside from a case, or takes part in it again.

    Args:
        house: the installation.
        ref: the case.
        who: the address of the person who steps aside.
        by: the address of the person who notes it: themselves, or whoever keeps the case in order.
        reason: why, in a sentence.
        at: now.
        back: the conflict is over.
        salt: randomness for the journal row.

    Raises:
        NotFound: no such case or person.
        Refused: noted already, or not one's to note.
    """
    said = typed.line("reason", reason, most=LONGEST_REASON, needed=True)
    with writing(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        actor = somebody(tx, here.pack, by, here.day, here.cast)
        person = somebody(tx, here.pack, who, here.day, here.cast)
        role = _capacity(here.cast.roles_of(actor.person_id), actor == person)
        address, now = str(person.email), chain.recused(here.facts)
        if (address in now) is not back:
            raise Refused("not-recused" if back else "recused-already", who=person.name)
        left = [each for each in now if each != address] if back else [*now, address]
        verb = "return_to_case" if back else "recuse"
        event = _event(here.case, verb, left, said, actor, role, at)
        return record_change(house, tx, here, event, (), salt)


def _event(
    case: CaseRow,
    verb: str,
    left: list[str],
    reason: str,
    actor: Holder,
    role: Role,
    at: datetime,
) -> Event:
    """The case where it stood, with other people in it."""
    return Event(
        case=case,
        verb=verb,
        source=case.phase,
        target=case.phase,
        stage=case.stage,
        entry=case.stage_entry,
        seq=case.version + 1,
        facts=Facts(case.facts | {str(Fact.RECUSED): left}),
        taken=Facts({str(Fact.RECUSED): left, str(Fact.REASON): reason}),
        actor=actor,
        actor_role=role,
        at=at,
    )


def _capacity(roles: frozenset[Role], about_oneself: bool) -> Role:
    """In which role somebody notes it."""
    keeps = next((role for role in WHO if role in roles), None)
    if keeps is None and about_oneself:
        keeps = next(iter(sorted(roles)), None)
    if keeps is None:
        raise Refused("not-your-role", verb="recuse", who=[str(role) for role in WHO])
    return keeps
