"""What waits for which body, and what the bodies have said: the same for the whole municipality at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of
from intlflow.app.decisions import chain
from intlflow.app.decisions.recording import bears
from intlflow.app.decisions.routes import BEGINS, route_of
from intlflow.app.decisions.showing import list_decisions
from intlflow.app.house import House
from intlflow.app.meetings.known import meeting_of
from intlflow.app.situation import local_day
from intlflow.domain.appeal import After, Force
from intlflow.domain.facts import DELEGATION, Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.matter import follow
from intlflow.domain.meeting import Status
from intlflow.domain.route import NoRoute
from intlflow.domain.words import Kind, Stage
from intlflow.packs.model import Pack
from intlflow.store import cases, meetings
from intlflow.store.cases import CaseRow
from intlflow.store.decisions import DecisionRow
from intlflow.store.engine import Tx, reading
from intlflow.store.meetings import MeetingRow

Plain = dict[str, Any]
# Where a case stands when a body's word is what it waits for.
AWAITED = {
    (kind, phase)
    for kind in BEGINS
    for phase in LIFECYCLES[kind].phases
    if any(bears(row) for row in LIFECYCLES[kind].open_from(phase))
}
BEFORE_SENT = frozenset({Stage.IDEA, Stage.SUPPORT, Stage.WRITING})  # a call's last day lies ahead


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the page of decisions shows.

    Args:
        waiting: body by body: its next meeting and the cases that wait for it.
        decisions: what was decided, newest first, of the cases that the visitor sees.
    """

    waiting: tuple[Plain, ...]
    decisions: tuple[Plain, ...]

    @property
    def unreported(self) -> tuple[Plain, ...]:
        """Decisions on delegation that no body has been told of."""
        return tuple(row for row in self.decisions if row["to_report"])

    @property
    def running(self) -> tuple[Plain, ...]:
        """Decisions whose clock is running: not announced yet, open to appeal, or appealed."""
        clock = (Force.NOT_ANNOUNCED, Force.OPEN, Force.APPEALED)
        return tuple(row for row in self.decisions if row["force"] in clock)

    @property
    def without_extract(self) -> tuple[Plain, ...]:
        """Decisions that somebody is to have an extract of, and has not."""
        return tuple(row for row in self.decisions if row["to_extract"])


def agenda(house: House, who: Visitor, at: datetime) -> Agenda:
    """What waits for a decision and what was decided, in the cases that somebody sees.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        seen = {
            case.ref: case
            for case in cases.find(tx, pack.key, None, None)
            if can(who, Action.READ_CASE, place_of(case, pack, who, at))
        }
        waiting = _by_body(tx, pack, seen.values(), at)
    rows = list_decisions(house, pack.key, at)
    return Agenda(waiting, tuple(_told(row, seen) for row in rows if row["ref"] in seen))


def _told(row: Plain, seen: Mapping[str, CaseRow]) -> Plain:
    sent = any(event["kind"] == After.EXTRACT for event in row["events"])
    return row | {
        "title": seen[row["ref"]].title,
        "to_extract": bool(row["extract_to"]) and not sent,
    }


def _by_body(tx: Tx, pack: Pack, seen: Iterable[CaseRow], at: datetime) -> tuple[Plain, ...]:
    by_kind = {kind: chain.said_in(tx, pack.key, kind) for kind in BEGINS}
    coming = _coming(pack, meetings.standing(tx, pack.key), str(local_day(at)))
    found: dict[str, list[Plain]] = {}
    for case in seen:
        kind = Kind(case.kind)
        if (kind, case.phase) not in AWAITED:
            continue
        turn = _turn(pack, case, by_kind[kind].get(case.id, []), at)
        if turn is not None:
            found.setdefault(turn[0], []).append(_line(pack, case, turn[1], at))
    order = {body.key: place for place, body in enumerate(pack.body)}
    return tuple(
        {
            "body": body,
            "name": pack.bodies[body].name if body in pack.bodies else body,
            "meeting": coming.get(body),
            "cases": sorted(found[body], key=lambda c: (c["deadline"] or "9999", c["ref"])),
        }
        for body in sorted(found, key=lambda key: order.get(key, len(order)))
    )


def _turn(
    pack: Pack, case: CaseRow, said: list[DecisionRow], at: datetime
) -> tuple[str, str] | None:
    """Whose turn it is, and what they are to do; None when nobody's."""
    day = local_day(at)
    try:
        route = route_of(pack, pack.unit_on(case.unit, day), Kind(case.kind), case.facts, day)
    except NoRoute:
        return None
    turn = follow(route, said).turn
    return (turn.body or DELEGATION, str(turn.act)) if turn else None


def _line(pack: Pack, case: CaseRow, act: str, at: datetime) -> Plain:
    return {
        "ref": case.ref,
        "title": case.title,
        "kind": case.kind,
        "phase": case.phase,
        "unit": pack.unit_on(case.unit, local_day(at)).name,
        "act": act,
        "deadline": case.facts.get(Fact.CALL_DEADLINE) if case.stage in BEFORE_SENT else None,
    }


def _coming(pack: Pack, rows: Iterable[MeetingRow], today: str) -> dict[str, Plain]:
    """Each body's next meeting, with its agenda stop."""
    found: dict[str, Plain] = {}
    for row in rows:
        if row.day >= today and row.status != Status.CANCELLED and row.body not in found:
            meeting = meeting_of(pack, row)
            found[row.body] = {
                "number": row.number,
                "day": row.day,
                "start": row.start,
                "stop": str(meeting.stop),
            }
    return found
