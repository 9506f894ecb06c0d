"""Bringing a list of meetings in: first told, then done; the same list again changes nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from intlflow.app.house import House
from intlflow.app.meetings import reading
from intlflow.app.meetings.changing import carry_out, may_change
from intlflow.app.meetings.consequences import Hit
from intlflow.app.meetings.reading import Wanted
from intlflow.app.people_sheet import Mistake
from intlflow.app.situation import local_day
from intlflow.domain.calendar import is_working_day
from intlflow.domain.meeting import Status
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from intlflow.sources.sheet_grid import Unreadable
from intlflow.sources.sheet_text import decoded
from intlflow.store import list_batches, meetings
from intlflow.store.engine import reading as looking
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.store.meetings import MeetingRow


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one line of the list.

    Args:
        does: add, move, cancel, change, nothing, or keep: somebody has changed it by hand since.
        free_day: whether it is a day on which nobody works; perhaps it is a slip.
    """

    line: int
    body: str
    day: date
    does: str
    was: str = ""
    free_day: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list did, or would do, or why it did nothing."""

    municipality: str
    applied: bool
    lines: tuple[Line, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    hits: tuple[Hit, ...] = ()
    batch: int | None = None

    def count(self, does: str) -> int:
        """How many lines come out so."""
        return sum(line.does == does for line in self.lines)


@dataclass
class _Plan:
    lines: list[Line] = field(default_factory=list)
    rows: list[MeetingRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def import_meetings(
    house: House,
    municipality: str,
    data: bytes,
    *,
    at: datetime,
    body: str = "",
    year: int | None = None,
    by: str | None = None,
    name: str = "",
) -> Imported:
    """Tell what a list of meetings would do; with `by`, do it, all of it or nothing.

    A meeting that somebody has moved or cancelled by hand stays so, and is told. What isn't in the
    list stays.

    Args:
        house: the installation.
        municipality: the pack's key.
        data: the file or the pasted text; see `reading.read`.
        at: now, with a time zone.
        body: the body of what names none.
        year: the year of days that have none.
        by: who applies it; None: nothing is changed.
        name: the file's name, by which the batch is known again.

    Raises:
        NotFound: no such municipality, or nobody with that address.
        Refused: it is not theirs to do.
    """
    pack = house.pack(municipality)
    read = reading.read(data, pack, house.words, body=body, year=year)
    if by is None:
        with looking(house.engine) as tx:
            plan = _planned(pack, read.rows, meetings.history(tx, pack.key), at)
        return _told(pack, plan, read.mistakes, applied=False)
    with writing(house.engine) as tx:
        actor = may_change(tx, pack, by, local_day(at))
        plan = _planned(pack, read.rows, meetings.history(tx, pack.key), at)
        if plan.mistakes or read.mistakes:
            return _told(pack, plan, read.mistakes, applied=False)
        rows = [replace(row, person_id=actor.person_id) for row in plan.rows]
        hits = carry_out(house, tx, pack, rows, actor, at)
        batch = None
        if rows:
            wrote = {"rows": [[row.number, row.seq] for row in rows], "hits": len(hits)}
            batch = list_batches.keep(
                tx, pack.key, "meetings", name, hashlib.sha256(data).hexdigest(), stamp(at),
                actor.person_id, wrote,
            )  # fmt: skip
    return replace(_told(pack, plan, [], applied=True), hits=hits, batch=batch)


def text_of(data: bytes) -> str:
    """A list as text, to be shown in a form; empty when it is none, which the reading then says."""
    try:
        return decoded(data)
    except Unreadable:
        return ""


def _told(pack: Pack, plan: _Plan, mistakes: Iterable[Mistake], *, applied: bool) -> Imported:
    wrong = sorted((*mistakes, *plan.mistakes), key=lambda each: each.line)
    return Imported(pack.key, applied, tuple(plan.lines), tuple(wrong))


def _planned(pack: Pack, wanted: Iterable[Wanted], known: list[MeetingRow], at: datetime) -> _Plan:
    """Compare a list with the register."""
    plan, book = _Plan(), _Book(known)
    for row in wanted:
        for why in _impossible(row):
            plan.mistakes.append(Mistake(row.line, "", why, {"value": str(row.day)}))
        does, old = book.compare(row)
        free = not is_working_day(row.day, free_days([row.day.year]))
        was = old.day if old is not None and does in ("move", "keep") else ""
        if does == "keep" and old is not None and old.status == Status.CANCELLED:
            was = str(Status.CANCELLED)
        plan.lines.append(Line(row.line, row.body, row.day, does, was, free))
        if does not in ("nothing", "keep"):
            plan.rows.append(book.take(_row(pack, row, does, old, book.next, at)))
    return plan


def _impossible(row: Wanted) -> Iterable[str]:
    if row.stop is not None and row.stop > row.day:
        yield "stop-after-meeting"
    if row.notice is not None and row.notice > row.day:
        yield "notice-after-meeting"


class _Book:
    """The register while a list is compared with it."""

    def __init__(self, rows: list[MeetingRow]) -> None:
        self.now: dict[int, MeetingRow] = {}
        self.by_uid: dict[tuple[str, str], int] = {}
        self.by_day: dict[tuple[str, str], int] = {}
        self.told: set[tuple[int, str, str]] = set()  # what was said of a meeting before
        for row in rows:
            self.take(row)

    @property
    def next(self) -> int:
        return max(self.now, default=0) + 1

    def take(self, row: MeetingRow) -> MeetingRow:
        self.now[row.number] = row
        self.told.add((row.number, row.day, str(row.status == Status.CANCELLED)))
        self.by_day[row.body, row.day] = row.number
        if row.uid:
            self.by_uid[row.uid, row.body] = row.number
        return row

    def compare(self, row: Wanted) -> tuple[str, MeetingRow | None]:
        """What a line does to the register, and the meeting that it is about."""
        day, cancelled = str(row.day), row.status is Status.CANCELLED
        number = self.by_uid.get((row.uid, row.body)) if row.uid else None
        number = number or self.by_day.get((row.body, day))
        if number is None:
            return ("nothing" if cancelled else "add"), None
        old = self.now[number]
        stands = (old.day, old.status == Status.CANCELLED)
        if stands != (day, cancelled) and (number, day, str(cancelled)) in self.told:
            return "keep", old  # the list says what was so before somebody changed it
        if old.status == Status.CANCELLED:
            return ("nothing" if cancelled else "keep"), old
        if cancelled:
            return "cancel", old
        if old.day != day:
            return "move", old
        return ("change" if _differs(old, row) else "nothing"), old


def _differs(old: MeetingRow, row: Wanted) -> bool:
    """Whether a line says something else of a meeting; what it leaves out, it doesn't mind."""
    said = (_text(row.start), _text(row.stop), _text(row.notice))
    was = (old.start, old.stop, old.notice)
    return any(new and new != before for new, before in zip(said, was, strict=True))


def _text(value: object) -> str | None:
    return None if value is None else str(value)[: 5 if ":" in str(value) else 10]


_BECOMES = {"move": Status.MOVED, "cancel": Status.CANCELLED}


def _row(
    pack: Pack, row: Wanted, does: str, old: MeetingRow | None, number: int, at: datetime
) -> MeetingRow:
    status = _BECOMES.get(does) or (Status(old.status) if old else row.status)
    kept = old if old is not None and does != "move" else None  # a new day has a stop of its own
    return MeetingRow(
        municipality=pack.key,
        number=old.number if old else number,
        seq=old.seq + 1 if old else 1,
        body=row.body,
        status=str(status),
        day=str(row.day),
        start=_text(row.start) or (old.start if old else None),
        stop=_text(row.stop) or (kept.stop if kept else None),
        notice=_text(row.notice) or (kept.notice if kept else None),
        reason="",
        uid=row.uid or (old.uid if old else ""),
        person_id=None,
        at=stamp(at),
    )
