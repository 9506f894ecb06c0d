"""A meeting is added, moved or cancelled, each in one transaction with all that follows from it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from intlflow.app import typed
from intlflow.app.house import House, NotFound
from intlflow.app.meetings.consequences import Hit, follow
from intlflow.app.situation import local_day, somebody
from intlflow.domain.cast import Cast, Holder
from intlflow.domain.lifecycle import Refused
from intlflow.domain.meeting import Status
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import meetings, people
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.meetings import MeetingRow

WHO = (Role.COORDINATOR, Role.SECRETARY, Role.REGISTRAR)  # who keeps the calendar of the bodies


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done to a meeting, and to which cases that did something."""

    row: MeetingRow
    hits: tuple[Hit, ...]


def may_change(tx: Tx, pack: Pack, email: str, day: date) -> Holder:
    """Whoever changes the calendar, if it is theirs to change.

    Raises:
        NotFound: nobody has this address.
        Refused: they keep no calendar of the bodies.
    """
    bodies = tuple(body.key for body in pack.body)
    cast = Cast(people.appointed(tx, pack.key, bodies, day.isoformat()), None, None)
    person = somebody(tx, pack, email, day, cast)
    if not cast.roles_of(person.person_id) & set(WHO):
        raise Refused("not-your-role", verb="change_meetings", who=list(WHO))
    return person


def carry_out(
    house: House, tx: Tx, pack: Pack, rows: list[MeetingRow], actor: Holder, at: datetime
) -> tuple[Hit, ...]:
    """Add rows to the register and follow what they do to the cases under way."""
    if not rows:
        return ()
    before = meetings.standing(tx, pack.key)
    meetings.add(tx, rows)
    return follow(house, tx, pack.key, before, rows, actor, at)


def add(
    house: House,
    municipality: str,
    body: str,
    day: date,
    *,
    by: str,
    at: datetime,
    start: time | None = None,
    stop: date | None = None,
    notice: date | None = None,
    extra: bool = False,
    reason: str = "",
) -> Changed:
    """Add a meeting, ordinary or extra.

    Raises:
        NotFound: no such municipality, body or person.
        Refused: it is there already, its stop is after it, or it is not theirs to do.
    """
    pack = house.pack(municipality)
    key = find_body(pack, body)
    _in_order(day, stop, notice)
    with writing(house.engine) as tx:
        actor = may_change(tx, pack, by, local_day(at))
        if meetings.on_day(tx, pack.key, key, day.isoformat()):
            raise Refused("meets-already", body=key, day=day.isoformat())
        row = MeetingRow(
            municipality=pack.key,
            number=meetings.next_number(tx, pack.key),
            seq=1,
            body=key,
            status=str(Status.EXTRA if extra else Status.PLANNED),
            day=day.isoformat(),
            start=f"{start:%H:%M}" if start else None,
            stop=stop.isoformat() if stop else None,
            notice=notice.isoformat() if notice else None,
            reason=typed.line("reason", reason),
            uid="",
            person_id=actor.person_id,
            at=stamp(at),
        )
        return Changed(row, carry_out(house, tx, pack, [row], actor, at))


def move(
    house: House,
    municipality: str,
    number: int,
    to: date,
    *,
    by: str,
    at: datetime,
    start: time | None = None,
    stop: date | None = None,
    notice: date | None = None,
    reason: str = "",
) -> Changed:
    """Move a meeting to another day; its agenda stop follows unless it is given.

    Raises:
        NotFound: no such municipality, meeting or person.
        Refused: it is cancelled, the body meets that day already, or it is not theirs to do.
    """
    pack = house.pack(municipality)
    _in_order(to, stop, notice)
    with writing(house.engine) as tx:
        actor = may_change(tx, pack, by, local_day(at))
        old = _standing(tx, pack, number)
        other = meetings.on_day(tx, pack.key, old.body, to.isoformat())
        if other is not None and (other.number != number or start is None):
            raise Refused("meets-already", body=old.body, day=to.isoformat())
        row = _next(
            old,
            Status.MOVED,
            reason,
            actor,
            at,
            day=to.isoformat(),
            start=f"{start:%H:%M}" if start else old.start,
            stop=stop.isoformat() if stop else None,
            notice=notice.isoformat() if notice else None,
        )
        return Changed(row, carry_out(house, tx, pack, [row], actor, at))


def cancel(
    house: House, municipality: str, number: int, *, by: str, at: datetime, reason: str
) -> Changed:
    """Cancel a meeting (ställa in); it stays in the register as cancelled.

    Raises:
        NotFound: no such municipality, meeting or person.
        Refused: it is cancelled already, no reason is given, or it is not theirs to do.
    """
    pack = house.pack(municipality)
    why = typed.line("reason", reason, needed=True)
    with writing(house.engine) as tx:
        actor = may_change(tx, pack, by, local_day(at))
        old = _standing(tx, pack, number)
        row = _next(old, Status.CANCELLED, why, actor, at)
        return Changed(row, carry_out(house, tx, pack, [row], actor, at))


def find_body(pack: Pack, text: str) -> str:
    """A body's key from its key or name.

    Raises:
        NotFound: there is none; says which there are.
    """
    wanted = text.strip().casefold()
    for body in pack.body:
        if wanted in (body.key.casefold(), body.name.casefold()):
            return body.key
    raise NotFound(
        f"no body '{text}' in {pack.municipality.name}; there are {', '.join(pack.bodies)}"
    )


def _in_order(day: date, stop: date | None, notice: date | None) -> None:
    for name, given in (("stop", stop), ("notice", notice)):
        if given is not None and given > day:
            raise Refused(f"{name}-after-meeting", day=given.isoformat())


def _standing(tx: Tx, pack: Pack, number: int) -> MeetingRow:
    rows = meetings.history(tx, pack.key, number)
    if not rows:
        raise NotFound(f"no meeting {number}; see `intlflow sitting list --in {pack.key}`")
    if rows[-1].status == Status.CANCELLED:
        raise Refused("meeting-cancelled", number=number, day=rows[-1].day)
    return rows[-1]


def _next(
    old: MeetingRow, status: Status, reason: str, actor: Holder, at: datetime, **more: str | None
) -> MeetingRow:
    row = replace(
        old,
        seq=old.seq + 1,
        status=str(status),
        reason=typed.line("reason", reason),
        person_id=actor.person_id,
        at=stamp(at),
    )
    return replace(row, **more)  # type: ignore[arg-type]
