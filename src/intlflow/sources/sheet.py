"""Reads any list that a spreadsheet can save: XLSX, XLS, ODS or text, with its headings found.

`read_table` is for every kind of list: give it the headings that the kind knows, and it gives back one
row per line with named cells and their addresses. Projects, people and meetings are read this way.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from intlflow.sources.sheet_book import is_book, read_book
from intlflow.sources.sheet_grid import MOST_BYTES, Cell, Grid, Unreadable, within
from intlflow.sources.sheet_text import read_text

__all__ = ["Cell", "Line", "Table", "Unreadable", "is_book", "plain", "read_grids", "read_table"]

FIRST_ROWS = 40  # among which the heading must stand
MEETING_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("organ", "nämnd", "instans", "body"), "body"),
    **dict.fromkeys(("datum", "sammanträde", "sammanträdesdatum", "mötesdag", "date"), "date"),
    **dict.fromkeys(("manusstopp", "beredningsstopp", "sista dag för ärenden", "stoppdag"), "stop"),
    **dict.fromkeys(("tid", "klockan", "kl", "time"), "time"),
    **dict.fromkeys(("plats", "lokal", "place"), "place"),
    **dict.fromkeys(("anmärkning", "kommentar", "note"), "note"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its cells by what they are about; the others by their heading."""

    sheet: str
    number: int  # as the spreadsheet counts
    cells: Mapping[str, Cell]
    others: Mapping[str, Cell]

    @property
    def place(self) -> str:
        """Where the line stands, e.g. `Blad1!5`."""
        return f"{self.sheet}!{self.number}" if self.sheet else str(self.number)

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that say something."""
        return tuple(cell for cell in (*self.cells.values(), *self.others.values()) if cell)

    def text(self, name: str) -> str:
        """What stands under a heading, as one line."""
        cell = self.cells.get(name)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file: its lines, the headings as written, and the sheets that hold no such list."""

    lines: tuple[Line, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)  # what it is about → as written
    unknown: tuple[str, ...] = ()
    without: tuple[tuple[str, int], ...] = ()  # sheets without headings, with their filled rows


@dataclass(frozen=True, slots=True)
class _Head:
    first: int
    last: int
    names: tuple[str, ...]  # per column; empty: not known
    labels: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much it says; of two that say as much, the one in a single row."""
        return len({name for name in self.names if name}), self.first - self.last


def read_grids(data: bytes) -> list[Grid]:
    """Every sheet of a file, whatever program saved it.

    Raises:
        Unreadable: it is no list, damaged, or larger than a list may be.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large")
    if not data.strip():
        raise Unreadable("empty")
    return read_book(data) if is_book(data) else [read_text(data)]


def read_table(data: bytes, known: Mapping[str, str], needed: Iterable[str]) -> Table:
    """Read a list.

    Args:
        data: the file.
        known: everything a heading may be called → what it is about.
        needed: without these headings a sheet holds no such list.

    Raises:
        Unreadable: no sheet has the headings.
    """
    heads = {plain(text): name for text, name in known.items()}
    must = frozenset(needed)
    lines: list[Line] = []
    written: dict[str, str] = {}
    unknown: dict[str, None] = {}
    without: list[tuple[str, int]] = []
    for grid in read_grids(data):
        within(len(grid.rows), max((len(row) for row in grid.rows), default=0))
        head = _find_head(grid, heads, must)
        if head is None:
            without.append((grid.name, sum(1 for row in grid.rows if any(row))))
            continue
        for name, label in zip(head.names, head.labels, strict=True):
            if name:
                written.setdefault(name, label)
            elif label:
                unknown.setdefault(label)
        lines += _lines(grid, head)
    if not written:
        raise Unreadable("no-heading", most=FIRST_ROWS)
    return Table(tuple(lines), written, tuple(unknown), tuple(w for w in without if w[1]))


def plain(text: str) -> str:
    """What is compared: small letters and figures alone; what stands in brackets is left out."""
    bare = re.sub(r"\([^)]*\)", "", text.casefold()) or text.casefold()
    return re.sub(r"[^\w%]|_", "", bare)


def _find_head(grid: Grid, known: Mapping[str, str], needed: frozenset[str]) -> _Head | None:
    """The row, or the two rows, that say most; the first of those that say as much."""
    best: _Head | None = None
    for row in range(min(len(grid.rows), FIRST_ROWS)):
        for last in (row, row + 1):
            if last >= len(grid.rows):
                continue
            head = _head(grid, row, last, known)
            better = best is None or head.weight > best.weight
            if needed <= set(head.names) and better:
                best = head
    return best


def _head(grid: Grid, first: int, last: int, known: Mapping[str, str]) -> _Head:
    upper = [_label(cell) for cell in grid.cells(first)]
    if first == last:
        names = _once(_meaning(known, label) for label in upper)
        return _Head(first, last, names, tuple(upper))
    lower = [_label(cell) for cell in grid.cells(last)]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    both_names: list[str] = []
    labels: list[str] = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above or over
        both = f"{over} {below}" if below else above
        both_names.append(_meaning(known, both) or _meaning(known, below) or _meaning(known, above))
        labels.append(" ".join(both.split()))
    return _Head(first, last, _once(both_names), tuple(labels))


def _label(cell: Cell) -> str:
    """A heading's words; a number or a day is none."""
    return cell.text if isinstance(cell.value, str) else ""


def _meaning(known: Mapping[str, str], label: str) -> str:
    return known.get(plain(label), "") if label else ""


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """A second column of the same meaning keeps its own heading instead."""
    seen: set[str] = set()
    result = []
    for name in names:
        result.append("" if name in seen else name)
        seen.add(name)
    return tuple(result)


def _lines(grid: Grid, head: _Head) -> list[Line]:
    found = []
    for row in range(head.last + 1, len(grid.rows)):
        cells = grid.cells(row)
        if any(cell and not cell.merged for cell in cells):
            found.append(_line(grid.name, row, cells, head))
    return found


def _line(sheet: str, row: int, cells: Sequence[Cell], head: _Head) -> Line:
    named: dict[str, Cell] = {}
    others: dict[str, Cell] = {}
    for column, cell in enumerate(cells):
        name = head.names[column] if column < len(head.names) else ""
        if name:
            named[name] = cell
        elif cell:
            label = head.labels[column] if column < len(head.labels) else ""
            others[label or cell.place] = cell
    return Line(sheet, row + 1, named, others)
