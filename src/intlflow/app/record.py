"""What follows from every change of a case, in its own transaction: journal, tasks, flow due, letters."""

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, NamedTuple

from intlflow.app import checklists, notices, webhooks
from intlflow.app.event import Event
from intlflow.app.house import House
from intlflow.app.situation import Situation
from intlflow.domain.journal import canonical
from intlflow.domain.words import Role
from intlflow.store import journal, stage_runs
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp

Salt = Callable[[], str]


def new_salt() -> str:
    """Sixteen random characters for one journal row."""
    return os.urandom(8).hex()


class Moved(NamedTuple):
    """What a move, or an opening, did."""

    ref: str
    kind: str
    verb: str
    source: str
    target: str
    stage: str
    version: int
    at: str
    hash: str
    letters: tuple[notices.Told, ...]
    tasks: tuple[str, ...]
    notices: notices.Remarks
    stage_run: int | None
    settled: tuple[str, ...] = ()  # other cases that hung on this one's decision

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return self._asdict() | {"letters": [asdict(each) for each in self.letters]}


def record(
    house: House, tx: Tx, here: Situation, event: Event, tells: tuple[Role, ...], salt: Salt
) -> Moved:
    """Write the journal row, open the checklist, note the stage's flow, write the letters.

    Args:
        house: the installation.
        tx: the transaction in which the case itself was changed.
        here: the case as it stood before.
        event: what happened.
        tells: the roles that the table tells.
        salt: randomness for the journal row.
    """
    case, moment = event.case, stamp(event.at)
    seal, awaited = journal.append(
        tx,
        given=canonical(event.taken),
        salt=salt(),
        municipality=case.municipality,
        case_id=case.id,
        seq=event.seq,
        at=moment,
        person_id=event.actor.person_id,
        role=str(event.actor_role),
        verb=event.verb,
        source=event.source,
        target=event.target,
        unit_name=here.unit.name,
    )
    if awaited:
        webhooks.note(tx, event, seal)
    opened = checklists.open_for(tx, here.pack, event, here.day)
    entered = event.entry == event.seq
    run = stage_runs.note(tx, case.id, event.entry, event.stage, moment) if entered else None
    told, remarks = notices.tell(house, tx, here, event, opened, tells, seal)
    return Moved(
        ref=case.ref,
        kind=case.kind,
        verb=event.verb,
        source=event.source,
        target=event.target,
        stage=event.stage,
        version=event.seq,
        at=moment,
        hash=seal,
        letters=told,
        tasks=tuple(task.key for task in opened),
        notices=remarks,
        stage_run=run,
    )
