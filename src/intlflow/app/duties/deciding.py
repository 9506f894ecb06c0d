"""The coordinator's decisions about a duty: waive it this time, postpone it, pause it; with the reason."""

from datetime import date, datetime, timedelta

from intlflow.app import typed
from intlflow.app.duties import ground
from intlflow.app.duties.answering import find_duty, find_subject, quieten
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import FARTHEST, MOST_POSTPONEMENTS, Open, met, opened
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day, somebody
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties
from intlflow.store.duties import SteerRow
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

AHEAD = timedelta(days=400)


def waive(
    house: House, municipality: str, key: str, *, subject: str, by: str, reason: str, at: datetime
) -> Open:
    """Decide that a duty need not be done this time.

    Args:
        house: the installation.
        municipality, key: whose duty, and which.
        subject: the unit, document or case.
        by: the coordinator's address.
        reason: why; it is shown wherever the duty is.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality, duty, subject, person, or nothing that is open.
        Refused: only the coordinator waives, with a reason, and once.
    """
    with writing(house.engine) as tx:
        known, pack, duty, person, why = _asked(house, tx, municipality, key, by, reason, at)
        one = _open_one(known, pack, duty, subject, local_day(at))
        if known.steering.waived(*one.key):
            raise Refused("waived-already", duty=duty.title.sv, about=one.subject.name)
        duties.steer(tx, SteerRow(*one.key, "waive", None, why, person, stamp(at)))
        quieten(tx, known, one)
        return one


def postpone(
    house: House,
    municipality: str,
    key: str,
    *,
    subject: str,
    by: str,
    until: date,
    reason: str,
    at: datetime,
) -> Open:
    """Give a duty a later last day; its ladder is climbed anew towards it.

    Args:
        until: the new last day; the others as for `waive`.

    Raises:
        NotFound: as for `waive`.
        Refused: not later, too far ahead, or too many times already.
    """
    today = local_day(at)
    with writing(house.engine) as tx:
        known, pack, duty, person, why = _asked(house, tx, municipality, key, by, reason, at)
        one = _open_one(known, pack, duty, subject, today)
        due, farthest = one.occurrence.due, max(one.occurrence.due, today) + FARTHEST
        if until <= max(due, today):
            raise Refused("until-not-later", day=max(due, today).isoformat())
        if until > farthest:
            raise Refused("until-too-far", day=farthest.isoformat())
        if one.occurrence.moved >= MOST_POSTPONEMENTS:
            raise Refused("postponed-enough", number=one.occurrence.moved)
        duties.steer(tx, SteerRow(*one.key, "postpone", until.isoformat(), why, person, stamp(at)))
        quieten(tx, known, one)
        return one


def pause(
    house: House,
    municipality: str,
    key: str,
    *,
    by: str,
    reason: str,
    at: datetime,
    subject: str = "",
    until: date | None = None,
) -> SteerRow:
    """Tell nobody of a duty for a while; it still has to be done.

    Args:
        subject: one unit, document or case; empty for all of them.
        until: the last day of the pause; None: until it is resumed. The others as for `waive`.

    Raises:
        NotFound: no such municipality, duty, subject or person.
        Refused: only the coordinator pauses, with a reason.
    """
    return _pause(house, municipality, key, "pause", subject, by, reason, until, at)


def resume(
    house: House,
    municipality: str,
    key: str,
    *,
    by: str,
    reason: str,
    at: datetime,
    subject: str = "",
) -> SteerRow:
    """End a pause.

    Raises:
        NotFound: as for `pause`.
        Refused: it is not paused.
    """
    return _pause(house, municipality, key, "resume", subject, by, reason, None, at)


def _pause(
    house: House,
    municipality: str,
    key: str,
    kind: str,
    subject: str,
    by: str,
    reason: str,
    until: date | None,
    at: datetime,
) -> SteerRow:
    today = local_day(at)
    with writing(house.engine) as tx:
        known, pack, duty, person, why = _asked(house, tx, municipality, key, by, reason, at)
        place = find_subject(known, pack, duty, subject, today).key if subject else ""
        if kind == "resume" and not known.steering.paused(pack.key, duty.key, place, today):
            raise Refused("not-paused", duty=duty.title.sv)
        if until is not None and until < today:
            raise Refused("until-not-later", day=today.isoformat())
        last = until.isoformat() if until else None
        row = SteerRow(pack.key, duty.key, place, "", kind, last, why, person, stamp(at))
        duties.steer(tx, row)
        return row


def _asked(
    house: House, tx: Tx, municipality: str, key: str, by: str, reason: str, at: datetime
) -> tuple[Ground, Pack, Duty, int, str]:
    """Read what every decision needs, and see that it is the coordinator who decides."""
    today = local_day(at)
    pack, duty = find_duty(house, municipality, key)
    known = ground.load(house, tx, today)
    person = somebody(tx, pack, by, today)
    cast = known.people.cast(pack.key, (), today.isoformat())
    if Role.COORDINATOR not in cast.roles_of(person.person_id):
        raise Refused("not-your-role", verb=key, who=[str(Role.COORDINATOR)])
    why = typed.line("reason", reason, needed=True)
    return known, pack, duty, person.person_id, why


def _open_one(known: Ground, pack: Pack, duty: Duty, subject: str, today: date) -> Open:
    """The occurrence that a decision is about: open now, or the next to come."""
    about = find_subject(known, pack, duty, subject, today)
    found = [
        one
        for one in opened(known, pack, duty, today, AHEAD)
        if one.subject.key == about.key and not met(known, one)
    ]
    if not found:
        raise NotFound(f"'{duty.key}' has nothing open for {about.name} within the next year")
    return min(found, key=lambda one: (one.occurrence.opens > today, one.occurrence.due))
