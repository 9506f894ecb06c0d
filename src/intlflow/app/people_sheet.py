"""A list of people as a spreadsheet saves it: read, every cell checked, every mistake told with its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intlflow.app import typed
from intlflow.app.register import address
from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.sources.sheet import Unreadable, is_book, read_grids
from intlflow.sources.sheet_text import decoded

MOST_LINES = 5_000
LARGEST = 2_000_000  # bytes
OF_A_UNIT = (Role.CONTACT, Role.MANAGER)
NEEDED = ("name", "email")
SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something to correct in the file.

    Args:
        line: as an editor counts them; 0: the file itself.
        column: the heading as it stands in the file.
        why: the sentence's key in templates/words, under `sheet`.
        details: what the sentence needs to name.
    """

    line: int
    column: str
    why: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        """The mistake and its cure, in a sentence."""
        return words.sentence("sheet", self.why, **self.details)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the file: a person, perhaps with an appointment."""

    line: int
    name: str
    email: str
    title: str
    lang: str
    role: Role | None
    scope: str
    deputy: bool
    start: date | None
    end: date | None
    decision: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: its lines, or what is wrong with it."""

    rows: tuple[Wanted, ...]
    mistakes: tuple[Mistake, ...]


def read(data: bytes, pack: Pack, words: Mapping[str, Words], today: date) -> Sheet:
    """Read a whole file; all of its mistakes are found at once.

    Args:
        data: the file: a workbook, or text in UTF-8 or as Windows writes it, separated by
            semicolon, comma or tab.
        pack: the municipality, for its units and bodies.
        words: every language, since headings and roles may be written in any.
        today: the day it is.
    """
    return _Reader(pack, words, today).read(data)


class _Reader:
    def __init__(self, pack: Pack, words: Mapping[str, Words], today: date) -> None:
        self.pack, self.words, self.today = pack, words, today
        self.mistakes: list[Mistake] = []
        self.heads: dict[str, str] = {}  # field → the heading in this file
        self.columns = self._spellings("column")
        self.roles = self._spellings("typed_role") | {str(role): str(role) for role in Role}
        self.langs = self._spellings("typed_lang") | {"sv": "sv", "en": "en"}
        self.yes = self._spellings("typed_yes")
        named = [(each.name, each.key) for each in pack.unit]
        named += [(each.name, each.key) for each in pack.body]
        self.scopes = {_plain(text): key for name, key in named for text in (name, key)}

    def read(self, data: bytes) -> Sheet:
        if len(data) > LARGEST:
            return self._unread("too-large", most=MOST_LINES)
        try:
            lines = _book_lines(data) if is_book(data) else _text_lines(data)
        except (Unreadable, csv.Error):
            lines = None
        if lines is None:
            return self._unread("not-text")
        if not lines:
            return self._unread("empty", known=self._headings())
        if len(lines) > MOST_LINES:
            return self._unread("too-large", most=MOST_LINES)
        fields = self._fields(*lines[0])
        rows = []
        if not self.mistakes:
            for number, cells in lines[1:]:
                row = self._row(number, fields, cells)
                if row is not None:
                    rows.append(row)
        return Sheet(tuple(rows), tuple(self.mistakes))

    def _unread(self, why: str, **details: Any) -> Sheet:
        return Sheet((), (Mistake(0, "", why, details),))

    def _spellings(self, section: str) -> dict[str, str]:
        """Everything that may be typed for a key, in any language."""
        return {
            _plain(spelling): key
            for words in self.words.values()
            for key, spellings in words.section(section).items()
            for spelling in spellings.split(", ")
        }

    def _headings(self) -> list[str]:
        return [spelled.split(", ")[0] for spelled in self.words["sv"].section("column").values()]

    def _fields(self, line: int, heads: Sequence[str]) -> list[str]:
        fields = [self.columns.get(_plain(head), "") for head in heads]
        for name, head in zip(fields, heads, strict=True):
            if not name:
                known = self._headings()
                self._wrong(line, "", "unknown-column", value=head or "?", known=known, head=head)
            elif name in self.heads:
                self._wrong(line, "", "column-twice", head=head)
            else:
                self.heads[name] = one_line(head)
        for name in NEEDED:
            if name not in fields:
                label = self.words["sv"].of("column", name).split(", ")[0]
                self._wrong(line, "", "column-missing", value=label)
        return fields

    def _wrong(self, line: int, name: str, why: str, head: str = "", **details: Any) -> None:
        column = self.heads.get(name, one_line(head))
        self.mistakes.append(Mistake(line, column, why, details))

    def _row(self, line: int, fields: list[str], cells: list[str]) -> Wanted | None:
        """One line, when nothing is wrong with it."""
        if len(cells) > len(fields) and any(cells[len(fields) :]):
            self._wrong(line, "", "too-many-cells")
            return None
        given = dict(zip(fields, cells, strict=False))
        before = len(self.mistakes)
        cell = {
            name: self._line(line, name, given.get(name, ""))
            for name in dict.fromkeys(self.columns.values())
        }
        role = self._choice(line, "role", cell["role"], self.roles, "unknown-role")
        lang = self._choice(line, "lang", cell["lang"], self.langs, "unknown-lang")
        deputy = self._choice(line, "deputy", cell["deputy"], self.yes, "not-yes-or-no")
        start, end = (self._day(line, name, cell[name]) for name in ("start", "end"))
        if start and end and end < start:
            self._wrong(line, "end", "backwards", value=str(end), first=str(start))
        scope = self._scope(line, cell["unit"], cell["body"], role, end)
        email = self._address(line, cell["email"])
        if not cell["name"]:
            self._wrong(line, "name", "needed")
        if len(self.mistakes) > before:
            return None
        return Wanted(
            line, cell["name"], email, cell["title"], lang, Role(role) if role else None,
            scope, deputy == "yes", start, end, cell["decision"],
        )  # fmt: skip

    def _line(self, line: int, name: str, text: str) -> str:
        try:
            return typed.line(name, text)
        except Refused as no:
            self._wrong(line, name, "too-long", most=no.details["example"])
            return one_line(text)

    def _choice(self, line: int, name: str, text: str, known: Mapping[str, str], why: str) -> str:
        if not text or _plain(text) in known:
            return known.get(_plain(text), "")
        labels = [s.split(", ")[0] for s in self.words["sv"].section("typed_role").values()]
        self._wrong(line, name, why, value=text, known=labels)
        return ""

    def _day(self, line: int, name: str, text: str) -> date | None:
        if not text:
            return None
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00(?::00)?)?", text)
        try:
            return date.fromisoformat(found[1] if found else text)
        except ValueError:
            self._wrong(line, name, "not-a-date", value=text, example=str(self.today))
            return None

    def _address(self, line: int, text: str) -> str:
        try:
            found = address(text)
        except Refused as no:
            example = no.details["example"]
            self._wrong(line, "email", "not-an-address", value=text, example=example)
            return ""
        if found is None:
            self._wrong(line, "email", "no-address")
        return found or ""

    def _scope(self, line: int, unit: str, body: str, role: str, end: date | None) -> str:
        """The unit or body that a line is about, by key or name; one that is no more only as history."""
        name, text = ("unit", unit) if unit else ("body", body)
        here = sorted(u.name for u in self.pack.unit if u.holds(self.today))
        if unit and body:
            self._wrong(line, "body", "unit-and-body")
        elif not text:
            if role in OF_A_UNIT:
                self._wrong(line, "unit", "unit-needed", known=here)
            return ""
        key = self.scopes.get(_plain(text))
        if key is None:
            bodies = sorted(b.name for b in self.pack.body if b.holds(self.today))
            known = here if name == "unit" else bodies
            self._wrong(line, name, "unknown-unit", value=text, known=known)
            return ""
        last = min(end, self.today) if end else self.today
        if key in self.pack.units and self.pack.unit_on(key, last).key != key:
            now = self.pack.unit_on(key, last).name
            self._wrong(line, name, "unit-ended", value=self.pack.units[key].name, known=now)
        return key


def _text_lines(data: bytes) -> list[tuple[int, list[str]]] | None:
    try:
        text = decoded(data)
    except Unreadable:
        return None
    return list(_lines(text))


def _book_lines(data: bytes) -> list[tuple[int, list[str]]]:
    """The same of a workbook: its first sheet that says something."""
    for grid in read_grids(data):
        rows = ([cell.text for cell in grid.cells(row)] for row in range(len(grid.rows)))
        lines = [(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
        if lines:
            return lines
    return []


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that says something, with its number as an editor counts."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    rows, number = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1
    for cells in rows:
        if any(cell.strip() for cell in cells):
            yield number, [cell.strip() for cell in cells]
        number = rows.line_num + 1


def _plain(text: str) -> str:
    """What is compared: small letters, without hyphens, dots and gaps."""
    return re.sub(r"[\s\-.:_]", "", text.casefold())
