"""What the page of a case needs to know of its decisions: whose turn, on which days, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.case_page import seen_case
from intlflow.app.decisions.recording import Turn, whose_turn
from intlflow.app.decisions.showing import extract, show_matter
from intlflow.app.house import House
from intlflow.app.meetings.known import meeting_of
from intlflow.app.situation import Situation, local_day, look_up
from intlflow.domain.facts import DELEGATION
from intlflow.domain.lifecycle import Refused
from intlflow.domain.meeting import Status
from intlflow.store import meetings, people
from intlflow.store.engine import Tx, reading

MOST_DAYS = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """A decision about to be recorded.

    Args:
        here: the case.
        turn: whose word it waits for.
        name: of the body; empty for a delegate.
        days: the body's latest meetings, newest first.
        next: the body's coming meeting.
    """

    here: Situation
    turn: Turn
    name: str
    days: tuple[Mapping[str, Any], ...]
    next: Mapping[str, Any] | None


def decision_desk(
    house: House, who: Visitor, ref: str, at: datetime, *, delegated: bool = False
) -> Desk:
    """What the form for a decision needs.

    Raises:
        NotFound: no such case, or none in which they record decisions.
        Refused: nothing is to be decided there now.
    """
    here = seen_case(house, who, Action.RECORD_DECISION, ref, at)
    with reading(house.engine) as tx:
        turn = whose_turn(tx, here, delegated=delegated)
        past, coming = _days(tx, here, turn.body, at)
    body = here.pack.bodies.get(turn.body)
    return Desk(here, turn, body.name if body else "", past, coming)


def _days(
    tx: Tx, here: Situation, body: str, at: datetime
) -> tuple[tuple[Mapping[str, Any], ...], Mapping[str, Any] | None]:
    """A body's meetings that were, newest first, and the one that comes."""
    today = str(local_day(at))
    rows = [
        row
        for row in meetings.standing(tx, here.pack.key)
        if row.body == body and row.status != Status.CANCELLED
    ]
    past = [{"day": row.day, "number": row.number} for row in rows if row.day <= today]
    coming = next((row for row in rows if row.day > today), None)
    told = None
    if coming is not None:
        stop = meeting_of(here.pack, coming).stop
        told = {"day": coming.day, "stop": str(stop), "number": coming.number}
    return tuple(reversed(past[-MOST_DAYS:])), told


@dataclass(frozen=True, slots=True)
class CaseDecisions:
    """The decisions of a case as its page shows them.

    Args:
        matter: as `show_matter` tells it; None where no rule says who decides.
        turn: the key of the body whose word the case waits for; None: nobody's.
        next: that body's coming meeting.
        recused: the names of those who have stepped aside.
    """

    matter: Mapping[str, Any] | None
    turn: str | None
    next: Mapping[str, Any] | None
    recused: tuple[str, ...]


NOTHING = CaseDecisions(None, None, None, ())


def case_decisions(house: House, ref: str, at: datetime) -> CaseDecisions:
    """What has been decided in a case, and what is to be; the visitor has been let in already.

    Raises:
        NotFound: no such case.
    """
    try:
        matter = show_matter(house, ref, at)
    except (Refused, KeyError):
        return NOTHING
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        try:
            turn: str | None = whose_turn(tx, here).body
        except Refused:
            turn = None
        coming = _days(tx, here, turn, at)[1] if turn and turn != DELEGATION else None
        names = people.names_by_email(tx, here.pack.key, set(matter["recused"]))
    steps = [
        step | {"rules_said": [r for r in matter["rules"] if r["key"] in step["rules"]]}
        for step in matter["steps"]
    ]
    return CaseDecisions(
        {**matter, "steps": steps},
        turn,
        coming,
        tuple(names.get(address, address) for address in matter["recused"]),
    )


def seen_decision(
    house: House, who: Visitor, number: int, at: datetime, action: Action = Action.READ_CASE
) -> dict[str, Any]:
    """A decision with what an extract of it says, if its case is theirs to see.

    Raises:
        NotFound: no such decision, or none that is theirs.
    """
    shown = extract(house, number, at)
    here = seen_case(house, who, action, shown["ref"], at)
    body = here.pack.bodies.get(shown["report_to"])
    return shown | {
        "report_to_name": body.name if body else shown["report_to"],
        "kind": here.case.kind,
    }
