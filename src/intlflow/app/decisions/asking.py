"""What the form for a decision needs to know: whose turn it is, and on which days that body meets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.case_page import seen_case
from intlflow.app.decisions import chain
from intlflow.app.decisions.in_case import days_of
from intlflow.app.decisions.recording import Turn, whose_turn
from intlflow.app.decisions.showing import extract
from intlflow.app.house import House
from intlflow.app.situation import Situation
from intlflow.store.engine import reading


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
        turn = whose_turn(here, chain.said_of(tx, here), delegated=delegated)
        past, coming = days_of(tx, here, turn.body, at)
    body = here.pack.bodies.get(turn.body)
    return Desk(here, turn, body.name if body else "", past, coming)


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
