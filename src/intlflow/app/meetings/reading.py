"""A list of meetings in any of the forms that people have it: a spreadsheet, a calendar file, pasted text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from intlflow.app.meetings import ics
from intlflow.app.people_sheet import LARGEST, SEPARATORS, Mistake
from intlflow.domain.facts import one_line
from intlflow.domain.meeting import Status
from intlflow.domain.meeting_text import read_text
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.sources.sheet_grid import Unreadable
from intlflow.sources.sheet_text import decoded

MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One meeting of a list.

    Args:
        line: as an editor counts them; of a calendar file, the number of the entry.
        status: planned, extra or cancelled.
        uid: the entry of a calendar file, by which it is known again when it has moved.
    """

    line: int
    body: str
    day: date
    start: time | None = None
    stop: date | None = None
    notice: date | None = None
    status: Status = Status.PLANNED
    uid: str = ""


@dataclass
class List:
    """A list that was read, and what is wrong with it."""

    rows: list[Wanted] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read(
    data: bytes,
    pack: Pack,
    words: Mapping[str, Words],
    *,
    body: str = "",
    year: int | None = None,
) -> List:
    """Read a list; which form it has is seen from what is in it.

    Args:
        data: the file, or what was pasted.
        pack: the municipality, for its bodies.
        words: every language, since headings may be written in any.
        body: the body of what names none.
        year: the year of days that have none.
    """
    if len(data) > LARGEST:
        return List(mistakes=[Mistake(0, "", "too-large", {"most": MOST_ROWS})])
    try:
        text = decoded(data)
    except Unreadable:
        return List(mistakes=[Mistake(0, "", "not-text", {})])
    names = names_of(pack)
    if "BEGIN:VCALENDAR" in text[:2_000]:
        found = _of_calendar(text, names, body, pack)
    elif (head := _head(text, words)) is not None:
        found = read_rows(_cells(text, head.separator), head.fields, names, body, pack)
    else:
        found = _of_text(text, names, body, year, pack)
    if not found.rows and not found.mistakes:
        found.mistakes.append(Mistake(0, "", "no-meetings"))
    if len(found.rows) > MOST_ROWS:
        return List(mistakes=[Mistake(0, "", "too-large", {"most": MOST_ROWS})])
    return found


def names_of(pack: Pack) -> dict[str, str]:
    """What people call each body, in lower case → its key."""
    names = {body.name.casefold(): body.key for body in pack.body}
    return names | {body.key.casefold(): body.key for body in pack.body}


def _of_text(text: str, names: dict[str, str], body: str, year: int | None, pack: Pack) -> List:
    found = read_text(text, names, body=body, year=year)
    known = sorted(each.key for each in pack.body)
    return List(
        [Wanted(each.line, each.body, each.day, each.start) for each in found.meetings],
        [Mistake(e.line, "", e.why, {"value": e.value, "known": known}) for e in found.unread],
    )


def _of_calendar(text: str, names: dict[str, str], body: str, pack: Pack) -> List:
    found, known = List(), sorted(each.key for each in pack.body)
    try:
        entries = list(ics.entries(text))
    except ics.NotACalendar as error:
        return List(mistakes=[Mistake(0, "", "not-a-calendar", {"value": str(error)[:100]})])
    for entry in entries:
        key = ics.body_in(entry.summary, names) or body
        if not key:
            details = {"value": entry.summary[:60], "known": known}
            found.mistakes.append(Mistake(entry.number, "", "body-needed", details))
        else:
            status = Status.CANCELLED if entry.cancelled else Status.PLANNED
            found.rows.append(
                Wanted(entry.number, key, entry.day, entry.start, status=status, uid=entry.uid)
            )
    return found


# Rows with a heading


@dataclass(frozen=True, slots=True)
class _Head:
    separator: str
    fields: tuple[str | None, ...]


def _head(text: str, words: Mapping[str, Words]) -> _Head | None:
    """The heading, if the first line is one: it names the day and what else is known."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for separator in SEPARATORS:
        cells = next(csv.reader([first], delimiter=separator), [])
        fields = fields_of(cells, words)
        if "day" in fields:
            return _Head(separator, fields)
    return None


def fields_of(cells: Sequence[str], words: Mapping[str, Words]) -> tuple[str | None, ...]:
    """What each heading means; None: nothing that meetings have."""
    spelled = {
        name.strip().casefold(): field
        for each in words.values()
        for field, names in each.section("meeting_column").items()
        for name in (*names.split(","), field)
    }
    return tuple(spelled.get(cell.strip().casefold()) for cell in cells)


def _cells(text: str, separator: str) -> Iterable[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    filled = ((rows.line_num, cells) for cells in rows if any(cell.strip() for cell in cells))
    next(filled, None)  # the heading
    return filled


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]],
    fields: Sequence[str | None],
    names: Mapping[str, str],
    body: str,
    pack: Pack,
) -> List:
    """Read rows under a heading, from a CSV file or from a spreadsheet that somebody else has opened.

    Args:
        rows: line and cells, without the heading.
        fields: what each column means; see `fields_of`.
        names: what people call each body → its key.
        body: the body of rows that name none.
        pack: the municipality.
    """
    found, known = List(), sorted(each.key for each in pack.body)
    for line, cells in rows:
        said = {f: one_line(c) for f, c in zip(fields, cells, strict=False) if f and c.strip()}
        wrong = len(found.mistakes)
        name = said.get("body", "")
        key = names.get(name.casefold()) if name else body
        if not key:
            why = "unknown-body" if name else "body-needed"
            found.mistakes.append(Mistake(line, "body", why, {"value": name, "known": known}))
        days = {field: _day(found, line, field, said.get(field, "")) for field in _DAYS}
        start = _hour(found, line, said.get("start", ""))
        status = _status(found, line, said.get("status", ""))
        day = days["day"]
        if day is None and len(found.mistakes) == wrong:
            found.mistakes.append(Mistake(line, "day", "needed"))
        if day and key and len(found.mistakes) == wrong:
            found.rows.append(Wanted(line, key, day, start, days["stop"], days["notice"], status))
    return found


_DAYS = ("day", "stop", "notice")
_STATUS = {
    "": Status.PLANNED, "planned": Status.PLANNED, "planerat": Status.PLANNED,
    "ordinarie": Status.PLANNED, "extra": Status.EXTRA, "inställt": Status.CANCELLED,
    "installt": Status.CANCELLED, "cancelled": Status.CANCELLED,
}  # fmt: skip


def _status(found: List, line: int, text: str) -> Status:
    if text.casefold() not in _STATUS:
        details = {"value": text, "known": ["extra", "inställt", "planned", "cancelled"]}
        found.mistakes.append(Mistake(line, "status", "unknown-status", details))
    return _STATUS.get(text.casefold(), Status.PLANNED)


def _day(found: List, line: int, column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        details = {"value": text, "example": "2027-01-14"}
        found.mistakes.append(Mistake(line, column, "not-a-date", details))
        return None


def _hour(found: List, line: int, text: str) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)).replace(tzinfo=None)
    except ValueError:
        details = {"value": text, "example": "17:30"}
        found.mistakes.append(Mistake(line, "start", "not-an-hour", details))
        return None
