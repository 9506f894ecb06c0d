"""Taking a list of meetings out again: whole while nothing hung on it, else by putting each back."""

from dataclasses import replace
from datetime import datetime

from intlflow.app.house import House, NotFound
from intlflow.app.import_undo import Undone
from intlflow.app.meetings.changing import carry_out, may_change
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.meeting import Status
from intlflow.store import list_batches, meetings, registers
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.list_batches import ListRow
from intlflow.store.meetings import MeetingRow

KIND = "meetings"


def undo_meetings(
    house: House, municipality: str, number: int, *, by: str, at: datetime
) -> tuple[Undone, int]:
    """Take a list of meetings out again; also gives how many letters that wrote.

    Where cases were planned by it, or seen since, every meeting gets a row that puts it back, and those
    whom that concerns are told, as when somebody does it by hand.

    Args:
        house: the installation.
        municipality: the pack's key.
        number: the batch; see `import_undo.list_imports`.
        by: the e-mail address of somebody who keeps the calendar.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality, batch or person.
        Refused: it is not theirs to do, a meeting was changed since, or it was undone before.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor = may_change(tx, pack, by, local_day(at))
        batch = list_batches.find(tx, pack.key, KIND, number)
        if batch is None:
            raise NotFound(
                f"no list of meetings {number} in {pack.municipality.name}; see `intlflow import list`"
            )
        if batch.state != "applied":
            raise Refused("import-undone", batch=number)
        mine = [(int(one), int(seq)) for one, seq in batch.wrote["rows"]]
        rows = {one: meetings.history(tx, pack.key, one) for one, _ in mine}
        changed = [rows[one][-1] for one, seq in mine if rows[one][-1].seq > seq]
        if changed:
            told = [f"{row.body} {row.day}" for row in changed]
            raise Refused("import-used", batch=number, since=told)
        if _hangs(tx, batch):
            back = [_back(rows[one], seq, batch, actor.person_id, stamp(at)) for one, seq in mine]
            hits = carry_out(house, tx, pack, back, actor, at)
            list_batches.mark_undone(tx, number)
            return Undone(municipality, number, False, len(mine)), sum(h.letters for h in hits)
        for one, seq in mine:
            meetings.drop(tx, pack.key, one, seq)
        list_batches.remove(tx, number)
    return Undone(municipality, number, True, len(mine)), 0


def _hangs(tx: Tx, batch: ListRow) -> bool:
    """Whether a case was planned by the list or looked at since, or a file belongs to a meeting."""
    numbers = {f"sitting {number}" for number, _ in batch.wrote["rows"]}
    files = registers.newest(tx, "attachment", batch.municipality)
    if any(file["about"] in numbers for file in files):
        return True
    return bool(batch.wrote["hits"]) or meetings.seen_since(tx, batch.municipality, batch.at)


def _back(rows: list[MeetingRow], seq: int, batch: ListRow, person: int, moment: str) -> MeetingRow:
    """The row that puts a meeting back; one that the list added is cancelled."""
    now = rows[-1]
    was = next((row for row in rows if row.seq == seq - 1), None)
    stands = replace(now, status=str(Status.CANCELLED)) if was is None else was
    reason = f"Importen {batch.id} ({batch.name}) är ångrad."
    return replace(stands, seq=now.seq + 1, reason=reason, person_id=person, at=moment)
