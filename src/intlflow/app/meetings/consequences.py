"""What hangs on a meeting: cases are planned anew when it moves, and those whom it concerns are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app import context, notices
from intlflow.app.decisions import chain
from intlflow.app.house import House
from intlflow.app.meetings import wording
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import Matter, under_way
from intlflow.app.situation import Situation, local_day, situate
from intlflow.domain.cast import Holder
from intlflow.domain.meeting import Meeting, Status
from intlflow.domain.reach import RANK, Colour, Plan, Town
from intlflow.domain.words import Kind, Role
from intlflow.store import cases, letters, meetings
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp
from intlflow.store.meetings import MeetingRow

TOLD = (Role.COORDINATOR, Role.PROJECT_MANAGER, Role.CONTACT)


@dataclass(frozen=True, slots=True)
class Hit:
    """A case whose plan hung on a meeting that has changed: how it stood, how it stands."""

    ref: str
    title: str
    was: Colour
    now: Colour
    letters: int


@dataclass(frozen=True, slots=True)
class _Around:
    """One change of the register: the meetings before and after, and what was changed."""

    before: Town
    after: Town
    old: Mapping[int, MeetingRow]
    new: Mapping[int, MeetingRow]


def follow(
    house: House,
    tx: Tx,
    municipality: str,
    before: Sequence[MeetingRow],
    rows: Sequence[MeetingRow],
    actor: Holder,
    at: datetime,
) -> tuple[Hit, ...]:
    """Plan anew what hung on the meetings that were changed, and write the letters, in their transaction.

    Args:
        house: the installation.
        tx: the transaction in which the rows were added.
        municipality: its key.
        before: how the meetings stood.
        rows: what was added.
        actor: who did it; nobody gets a letter about what they did themselves.
        at: now.
    """
    pack, day = house.pack(municipality), local_day(at)
    now = {row.number: row for row in (*before, *rows)}
    around = _Around(
        town_of(pack, held(pack, before), day),
        town_of(pack, held(pack, now.values()), day),
        {row.number: row for row in before},
        {row.number: row for row in rows if row.seq > 1},
    )
    seen = meetings.seen(tx)
    found, hits = cases.find(tx, municipality, None, str(Kind.PROJECT)), []
    for case, asked in under_way(pack, reversed(found), day, chain.said_in(tx, municipality)):
        was, is_ = asked.plan(around.before), asked.plan(around.after)
        deadline = stamp(asked.deadline)
        if seen.get(case.id) != (deadline, str(is_.colour)) and (case.id in seen or was != is_):
            meetings.see(tx, [(municipality, case.id, deadline, str(is_.colour), stamp(at))])
        touched = _touched(was, around.new)
        if touched or RANK[is_.colour] > RANK[was.colour]:
            change = around.new[touched[0]] if touched else rows[-1]
            written = _tell(house, tx, case, asked, is_, around, change, actor, at)
            hits.append(Hit(case.ref, case.title, was.colour, is_.colour, written))
    return tuple(hits)


def _touched(plan: Plan, new: Mapping[int, MeetingRow]) -> list[int]:
    """Which changed meetings a plan hung on, in its order."""
    used: list[Meeting] = [leg.meeting for leg in plan.legs if leg.meeting is not None]
    return [meeting.number for meeting in used if meeting.number in new]


def _tell(
    house: House,
    tx: Tx,
    case: CaseRow,
    asked: Matter,
    plan: Plan,
    around: _Around,
    change: MeetingRow,
    actor: Holder,
    at: datetime,
) -> int:
    here = situate(house, tx, case, at)
    more: dict[str, dict[str, Any]] = {}
    for lang, words in house.words.items():
        said = wording.Said(here.pack, words)
        old = around.old.get(change.number)
        more[lang] = wording.for_letter(said, asked, plan, around.after) | {
            "what": "cancelled" if change.status == Status.CANCELLED else "moved",
            "body": said.body(change.body),
            "day": words.day(old.day if old else change.day),
            "to": words.day(change.day),
            "reason": change.reason,
        }
    key = f"meeting:{case.ref}:{change.number}:{change.seq}:{stamp(at)}"
    return write(house, tx, here, "meeting/changed", TOLD, more, key, at, actor)


def write(
    house: House,
    tx: Tx,
    here: Situation,
    template: str,
    roles: tuple[Role, ...],
    items: Mapping[str, Mapping[str, Any]],
    key: str,
    at: datetime,
    actor: Holder | None = None,
) -> int:
    """Write a letter about a case's plan to everyone who holds one of the roles; how many letters.

    Args:
        house: the installation.
        tx: the open transaction.
        here: the case and everyone around it.
        template: the letter's folder.
        roles: whom to tell, the first capacity counts.
        items: what the letter says, by language.
        key: by which the same letter is known again.
        at: now.
        actor: who caused it and needs no letter.
    """
    pack, rows = here.pack, []
    for recipient in notices.audience(here.cast, roles):
        if actor is not None and recipient.holder.person_id == actor.person_id:
            continue
        words = house.words[recipient.holder.lang]
        item = items[words.lang]
        about = context.of_case(
            here.case, here.unit.name, words, phase=here.phase, stage=here.case.stage
        )
        said = (
            context.shared(pack, words, context.contact_of(pack, here.cast), here.day)
            | context.personal(pack, words, recipient)
            | {"case": about, "item": item, "steps": item["steps"], "ways": item["ways"]}
        )
        text = house.writer.write(template, words.lang, pack.key, said)
        mine = f"{key}:{recipient.holder.person_id}"
        rows += notices.compose(house, pack, here.case, recipient, template, text, mine, at)
    letters.insert(tx, rows)
    return len(rows)
