"""What happens to a decision afterwards: adjusted, announced, appealed, reported, sent as an extract."""

from collections.abc import Iterable
from datetime import date, datetime

from intlflow.app import typed
from intlflow.app.decisions import telling
from intlflow.app.house import House, NotFound
from intlflow.app.notices import Told
from intlflow.app.situation import local_day, situate, somebody
from intlflow.domain.appeal import After, Standing, last_day_to_appeal, stand
from intlflow.domain.lifecycle import Refused
from intlflow.domain.route import Act
from intlflow.domain.words import Role
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from intlflow.store import cases, decisions
from intlflow.store.decisions import DecisionRow, EventRow
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

LONGEST_NOTE = 500
WHO = (Role.SECRETARY, Role.REGISTRAR, Role.COORDINATOR)
_ONCE = {After.ADJUSTED, After.ANNOUNCED, After.APPEALED, After.ANNULLED, After.STANDS}
_OF_THE_LAST = {After.ANNOUNCED, After.APPEALED, After.STANDS, After.ANNULLED}


def note_event(
    house: House, number: int, kind: After, *, by: str, day: date | None, note: str, at: datetime
) -> tuple[Told, ...]:
    """Note what happened to a decision, and tell those concerned when it matters to them.

    Args:
        house: the installation.
        number: the decision's number.
        kind: what happened.
        by: the e-mail address of the person who notes it.
        day: when it happened; None: today. Of an appeal, when it came in.
        note: a word with it; of an extract, to whom it went.
        at: now.

    Raises:
        NotFound: no such decision or person.
        Refused: it can't have happened; nothing has changed.
    """
    said = typed.line("note", note, most=LONGEST_NOTE)
    with writing(house.engine) as tx:
        decision = load(tx, number)
        here = situate(house, tx, cases.load_by_id(tx, decision.case_id), at)
        person = somebody(tx, here.pack, by, here.day, here.cast)
        role = next((r for r in WHO if r in here.cast.roles_of(person.person_id)), None)
        if role is None:
            raise Refused("not-your-role", verb="note_decision", who=[str(r) for r in WHO])
        when = day or here.day
        happened = decisions.events(tx, [number])
        _can_have_happened(here.pack, decision, happened, kind, when, here.day)
        event = EventRow(number, str(kind), str(when), said, person.person_id, stamp(at))
        decisions.note(tx, event)
        return telling.tell(house, tx, here, decision, event, person, role, at)


def load(tx: Tx, number: int) -> DecisionRow:
    """A decision by its number.

    Raises:
        NotFound: there is none.
    """
    found = decisions.load(tx, number)
    if found is None:
        raise NotFound(f"no decision {number}; see `intlflow decision list`")
    return found


def _can_have_happened(
    pack: Pack,
    decision: DecisionRow,
    happened: Iterable[EventRow],
    kind: After,
    day: date,
    today: date,
) -> None:
    """See that an event comes after what it builds on, once, and in time."""
    when = {event.kind: date.fromisoformat(event.day) for event in happened}
    if kind in _ONCE and kind in when:
        raise Refused("decision-event-twice", day=str(when[kind]))
    if day > today:
        raise Refused("day-ahead", day=str(day))
    first = max([date.fromisoformat(decision.day), *(when.get(k, date.min) for k in _before(kind))])
    if day < first:
        raise Refused("decision-event-early", day=str(day), start=str(first))
    if kind in _OF_THE_LAST and decision.act == Act.PREPARES:
        raise Refused("not-the-last-word", body=decision.body)
    if kind is After.REPORTED and not decision.report_to:
        raise Refused("nothing-to-report", body=decision.body)
    if kind is After.APPEALED:
        _in_time(pack, decision, when, day)
    if kind in (After.STANDS, After.ANNULLED) and After.APPEALED not in when:
        raise Refused("no-appeal")


def _before(kind: After) -> tuple[After, ...]:
    if kind is After.ANNOUNCED:
        return (After.ADJUSTED,)
    if kind in (After.STANDS, After.ANNULLED):
        return (After.APPEALED,)
    return ()


def _in_time(pack: Pack, decision: DecisionRow, when: dict[str, date], day: date) -> None:
    announced = when.get(After.ANNOUNCED)
    if announced is None:
        raise Refused("not-announced")
    last = last_day_to_appeal(announced, appeal_days(pack, decision.body), free_around(announced))
    if day > last:
        raise Refused("appeal-too-late", day=str(last))


def appeal_days(pack: Pack, body: str) -> int:
    """How long a body's decisions can be appealed: its own lead times, else everybody's."""
    own = [times for times in pack.lead_times if times.body == body]
    common = [times for times in pack.lead_times if times.body is None]
    return next((times.appeal_days for times in (*own, *common)), 21)


def free_around(day: date) -> frozenset[date]:
    """The free days of a year and the next."""
    return free_days((day.year, day.year + 1))


def standing_of(
    pack: Pack, decision: DecisionRow, happened: Iterable[EventRow], at: datetime
) -> Standing | None:
    """How a decision stands in law today; None for a preparing body's, which gains no force."""
    if decision.act == Act.PREPARES or decision.outcome not in ("bifall", "avslag"):
        return None
    events = list(happened)
    announced = next((e.day for e in events if e.kind == After.ANNOUNCED), decision.day)
    free = free_around(date.fromisoformat(announced))
    return stand(events, appeal_days(pack, decision.body), free, local_day(at))
