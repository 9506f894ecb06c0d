"""The demo register: real units and documents, made-up people and projects, to try everything on."""

from datetime import datetime, timedelta

from intlflow.app.demo import cases, cast, meetings, registers
from intlflow.app.house import House
from intlflow.store import letters, meta, register, stage_runs
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

FRESH = timedelta(days=45)  # stages entered since then still get their flow, to be seen in Prefect
QUIET = "the demo register's past; never sent"


def load(house: House, at: datetime) -> bool:
    """Fill an empty register; False when there are people in it already.

    The past is made with the same moves as the present, each on its own day. Its letters are
    cancelled and its stage flows done, except where the cases stand now.
    """
    with reading(house.engine) as tx:
        if register.has_people(tx):
            return False
    cast.enter(house, at)
    cases.enter(house, at)
    meetings.enter(house, at)
    registers.enter(house, at)
    with writing(house.engine) as tx:
        letters.cancel_all(tx, QUIET)
        stage_runs.done_before(tx, stamp(at), stamp(at - FRESH))
        meta.put(tx, "demo", stamp(at))
    return True
