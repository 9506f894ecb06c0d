"""Which cases count on which meeting: asked before it is moved or cancelled."""

from datetime import datetime
from typing import Any

from intlflow.app.decisions import chain
from intlflow.app.house import House
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import under_way
from intlflow.app.situation import local_day
from intlflow.domain.words import Kind
from intlflow.store import cases, meetings
from intlflow.store.engine import reading

Plain = dict[str, Any]


def hanging_on(house: House, municipality: str, at: datetime) -> dict[int, list[Plain]]:
    """The cases whose plans use each meeting, by the meeting's number; nothing is changed.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    found: dict[int, list[Plain]] = {}
    with reading(house.engine) as tx:
        town = town_of(pack, held(pack, meetings.standing(tx, pack.key)), day)
        projects = cases.find(tx, pack.key, None, str(Kind.PROJECT))
        said = chain.said_in(tx, pack.key)
        for case, asked in under_way(pack, projects, day, said):
            plan = asked.plan(town)
            line = {"ref": case.ref, "title": case.title, "colour": str(plan.colour)}
            for leg in plan.legs:
                if leg.meeting is not None and line not in found.get(leg.meeting.number, []):
                    found.setdefault(leg.meeting.number, []).append(line)
    return found
