"""Taking back what one has just done: the case is as it was, letters that wait are stopped, others mended.

Nothing is wiped out: the journal tells the move and that it was taken back. Only the last thing that
happened can be taken back, by whoever did it or the coordinator, within a day.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intlflow.app import context, notices, webhooks
from intlflow.app.event import Event
from intlflow.app.house import House
from intlflow.app.moves import not_recused
from intlflow.app.record import Salt, new_salt
from intlflow.app.situation import Situation, look_up, somebody
from intlflow.domain.cast import Holder, Recipient
from intlflow.domain.facts import Facts
from intlflow.domain.journal import canonical
from intlflow.domain.lifecycle import Refused
from intlflow.domain.minutes import MINUTES
from intlflow.domain.words import Kind, Role
from intlflow.store import (
    cases,
    decisions,
    journal,
    letter_steering,
    letters,
    people,
    stage_runs,
    tasks,
)
from intlflow.store.decisions import EventRow
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import instant, stamp
from intlflow.store.journal import JournalRow
from intlflow.store.letters import LetterRow

VERB = journal.UNDO
WITHIN = timedelta(hours=24)
TEMPLATE = "case/undone"
TAKEN_BACK = "the move was taken back before the letter left"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back.

    Args:
        verb: the move.
        phase: where the case stands again.
        stopped: letters that had not left and never will.
        mended: people who were told by letter that it no longer holds.
    """

    ref: str
    verb: str
    phase: str
    version: int
    stopped: int
    mended: int


@dataclass(frozen=True, slots=True)
class _Back:
    """The move to be taken back, and how the case stood before it."""

    row: JournalRow
    phase: str
    entry: int
    facts: Facts


def undo(house: House, ref: str, *, by: str, at: datetime, salt: Salt = new_salt) -> Undone:
    """Take back the last move of a case, whole or not at all.

    Args:
        house: the installation.
        ref: the case.
        by: the e-mail address of the person who takes it back.
        at: now, with a time zone.
        salt: randomness for the journal row.

    Raises:
        NotFound: no such case or person.
        Refused: there is nothing to take back, it is not theirs, or too late.
    """
    with writing(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        actor = somebody(tx, here.pack, by, here.day, here.cast)
        back = _back(tx, here)
        role = _allowed(tx, here, back, actor, at)
        seq = _restore(tx, here, back, at)
        given = _given(here.case.facts, back)
        seal, awaited = journal.append(
            tx,
            given=canonical(given),
            salt=salt(),
            municipality=here.case.municipality,
            case_id=here.case.id,
            seq=seq,
            at=stamp(at),
            person_id=actor.person_id,
            role=str(role),
            verb=VERB,
            source=here.phase,
            target=back.phase,
            unit_name=here.unit.name,
        )
        if awaited:
            webhooks.note(tx, _as_event(here, back, given, actor, role, seq, at), seal)
        _decisions(tx, here, back, actor, at)
        _work(tx, here, back, at)
        stopped, mended = _letters(house, tx, here, back, actor, role, at)
    return Undone(here.case.ref, back.row.verb, back.phase, seq, stopped, mended)


def _as_event(
    here: Situation, back: _Back, given: Facts, actor: Holder, role: Role, seq: int, at: datetime
) -> Event:
    """What other systems hear of it: the case is where it was."""
    return Event(
        case=here.case,
        verb=VERB,
        source=here.phase,
        target=back.phase,
        stage=str(here.lifecycle.stage(back.phase)),
        entry=back.entry,
        seq=seq,
        facts=back.facts,
        taken=given,
        actor=actor,
        actor_role=role,
        at=at,
    )


def can_undo(house: House, ref: str, *, by: str, at: datetime) -> str | None:
    """The verb that somebody could take back now; None when there is none.

    Raises:
        NotFound: no such case or person.
    """
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        return undoable(tx, here, somebody(tx, here.pack, by, here.day, here.cast), at)


def undoable(tx: Tx, here: Situation, actor: Holder, at: datetime) -> str | None:
    """The same, of a case that has been looked up."""
    try:
        back = _back(tx, here)
        _allowed(tx, here, back, actor, at)
    except Refused:
        return None
    return back.row.verb


def _back(tx: Tx, here: Situation) -> _Back:
    """The last move and what was before it."""
    rows = journal.of_case(tx, here.case.id)
    moves = {row.verb for row in here.lifecycle.moves}
    if len(rows) < 2 or rows[-1].verb not in moves or not rows[-1].given:
        raise Refused("undo-nothing")
    last = rows[-1]
    facts, entry, stage = Facts(), 1, ""
    for row in rows[:-1]:
        if not row.given:
            raise Refused("undo-nothing")
        told = {**facts, **json.loads(row.given)}
        facts = Facts({k: v for k, v in told.items() if v is not None and k not in MINUTES})
        now = str(here.lifecycle.stage(row.target))
        if now != stage:
            entry, stage = row.seq, now
    return _Back(last, rows[-2].target, entry, facts)


def _allowed(tx: Tx, here: Situation, back: _Back, actor: Holder, at: datetime) -> Role:
    """In which role somebody may take it back."""
    row, roles = back.row, here.cast.roles_of(actor.person_id)
    not_recused(here, actor)
    if row.person_id != actor.person_id and Role.COORDINATOR not in roles:
        raise Refused("undo-not-yours", who_name=notices.name_of(tx, row.person_id))
    if at - instant(row.at) > WITHIN:
        raise Refused("undo-too-late")
    if journal.others_at(tx, here.case.municipality, here.case.id, row.at):
        raise Refused("undo-settled")
    return Role(row.role) if row.person_id == actor.person_id else Role.COORDINATOR


def _given(now: Facts, back: _Back) -> Facts:
    """What the journal says of it: each fact that the move touched as it was, nothing where it was not."""
    touched = {key for key in json.loads(back.row.given) if key not in MINUTES}
    return Facts(
        {key: back.facts.get(key) for key in sorted(touched | (now.keys() - back.facts.keys()))}
    )


def _restore(tx: Tx, here: Situation, back: _Back, at: datetime) -> int:
    stage = str(here.lifecycle.stage(back.phase))
    moved = cases.advance(
        tx,
        here.case,
        phase=back.phase,
        stage=stage,
        stage_entry=back.entry,
        facts=back.facts,
        at=stamp(at),
    )
    if not moved:
        raise Refused("undo-nothing")
    return here.case.version + 1


def _decisions(tx: Tx, here: Situation, back: _Back, actor: Holder, at: datetime) -> None:
    """A decision that the move recorded stands in the register no more, but can still be read."""
    for row in decisions.of_case(tx, here.case.id):
        if row.seq == back.row.seq:
            decisions.note(
                tx,
                EventRow(row.id, decisions.UNDONE, str(here.day), "", actor.person_id, stamp(at)),
            )


def _work(tx: Tx, here: Situation, back: _Back, at: datetime) -> None:
    """What the move opened is closed again: its tasks, and the flow of the stage it came to."""
    kind = Kind(here.case.kind)
    before = {item.key for item in here.pack.checklists.get((kind, back.phase), ())}
    opened = {item.key for item in here.pack.checklists.get((kind, here.phase), ())}
    tasks.close_unbegun(tx, here.case.id, here.case.stage_entry, sorted(opened - before))
    if here.case.stage_entry == back.row.seq:
        stage_runs.drop(tx, here.case.id, back.row.seq, stamp(at))


def _letters(
    house: House,
    tx: Tx,
    here: Situation,
    back: _Back,
    actor: Holder,
    role: Role,
    at: datetime,
) -> tuple[int, int]:
    """Stop what has not left; tell those whom a letter reached, or may have reached, that it is off."""
    written = [
        row
        for row in letters.find(tx, address=None, status=None, case_id=here.case.id)
        if _is_of(back.row, row)
    ]
    stopped = letters.stop(tx, [row.id for row in written], TAKEN_BACK)
    steered = letter_steering.of_letters(tx, [row.id for row in written])
    gone = [row for row in written if _may_have_arrived(row, steered=row.id in steered)]
    recipients = _readers(tx, gone, str(here.day))
    rows = []
    for recipient in recipients:
        if recipient.holder.person_id != actor.person_id:
            rows += _letter(house, here, back, recipient, actor, role, at)
    letters.insert(tx, rows)
    return stopped, len(rows)


def _is_of(move: JournalRow, letter: LetterRow) -> bool:
    """Whether a letter was written by a move, or by the flow of the stage that it came to."""
    keys = (f"{move.hash}:{letter.person_id}", f"{move.hash}:stage:{letter.person_id}")
    return letter.id in [notices.letter_id(f"{key}:{letter.channel}") for key in keys]


def _may_have_arrived(letter: LetterRow, *, steered: bool) -> bool:
    """Whether a reader may have it; whoever releases a letter makes it forget that it was in doubt."""
    doubtful = letter.ambiguous or (letter.attempts and steered)
    return letter.status in ("sent", "sending") or bool(doubtful)


def _readers(tx: Tx, written: Sequence[LetterRow], day: str) -> list[Recipient]:
    """Who has had a letter, each once, in the role in which they had it."""
    seen: dict[int, Recipient] = {}
    for row in written:
        holder = people.by_id(tx, row.person_id, day)
        if holder is not None:
            seen.setdefault(row.person_id, Recipient(holder, Role(row.role)))
    return list(seen.values())


def _letter(
    house: House,
    here: Situation,
    back: _Back,
    recipient: Recipient,
    actor: Holder,
    role: Role,
    at: datetime,
) -> list[tuple[object, ...]]:
    words, pack = house.words[recipient.holder.lang], here.pack
    stage = str(here.lifecycle.stage(back.phase))
    said = (
        context.shared(pack, words, context.contact_of(pack, here.cast), here.day)
        | context.personal(pack, words, recipient)
        | {
            "case": context.of_case(
                here.case,
                here.unit.name,
                words,
                phase=back.phase,
                stage=stage,
                came_from=here.phase,
            ),
            "actor": {"name": actor.name, "capacity": context.called(pack, words, role)},
            "act": words.of("verb.other", VERB),
            "undone": words.of(f"verb.{here.case.kind}", back.row.verb),
        }
    )
    text = house.writer.write(TEMPLATE, words.lang, pack.key, said)
    key = f"undo:{here.case.ref}:{back.row.seq}:{recipient.holder.person_id}"
    return notices.compose(house, pack, here.case, recipient, TEMPLATE, text, key, at)
