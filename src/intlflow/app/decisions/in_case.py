"""What has been decided in one case, what is still to be, and by which body on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.decisions import chain
from intlflow.app.decisions.recording import whose_turn
from intlflow.app.decisions.showing import matter_told
from intlflow.app.meetings.known import meeting_of
from intlflow.app.situation import Situation, local_day
from intlflow.domain.facts import DELEGATION
from intlflow.domain.lifecycle import Refused
from intlflow.domain.meeting import Status
from intlflow.store import decisions, meetings, people
from intlflow.store.engine import Tx

MOST_DAYS = 8


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


def decided(tx: Tx, here: Situation, at: datetime) -> CaseDecisions:
    """What has been decided in a case that has been looked up, and what is to be."""
    taken = decisions.of_case(tx, here.case.id)
    said = chain.since_began(tx, here, taken)
    try:
        matter = matter_told(tx, here, taken, said, at)
    except (Refused, KeyError):
        return NOTHING
    try:
        turn: str | None = whose_turn(here, said).body
    except Refused:
        turn = None
    coming = days_of(tx, here, turn, at)[1] if turn and turn != DELEGATION else None
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


def days_of(
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
