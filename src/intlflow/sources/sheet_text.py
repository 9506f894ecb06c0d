"""Lists saved as text: UTF-8, UTF-16 or as Windows writes it; semicolon, comma or tab."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from intlflow.sources.sheet_grid import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Unreadable,
)

SEPARATORS = (";", "\t", ",", "|")
FORMULAS = ("=", "+", "-", "@")
MOST_SIGNS = 20 * MOST_COLUMNS  # in one line: a cell's own text may hold some
SAMPLE = 30  # lines looked at for the separator
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(data: bytes) -> Grid:
    """Read a list saved as text.

    Raises:
        Unreadable: it is no text, or larger than a list may be.
    """
    text = decoded(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[tuple[str | None, ...]] = []
    left = MOST_CELLS
    sign = _separator(lines)
    reader = csv.reader(_narrow(io.StringIO(lines, newline=""), sign), delimiter=sign)
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise Unreadable("too-many-columns", most=MOST_COLUMNS)
            if len(rows) >= MOST_ROWS:
                raise Unreadable("too-many-rows", most=MOST_ROWS)
            left -= len(cells)
            if left < 0:
                raise Unreadable("too-large")
            rows.append(tuple(_cell(text) for text in cells))
    except csv.Error as error:
        raise Unreadable("not-a-list") from error
    return Grid("", tuple(rows))


def _narrow(lines: Iterable[str], sign: str) -> Iterator[str]:
    """The lines, as long as none would become more cells than the memory should hold.

    Raises:
        Unreadable: one would.
    """
    for line in lines:
        if line.count(sign) > MOST_SIGNS:
            raise Unreadable("too-many-columns", most=MOST_COLUMNS)
        yield line


def decoded(data: bytes) -> str:
    """The text, in the encoding that it seems to be in.

    Raises:
        Unreadable: it holds something else than text.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("not-a-list")


def _encodings(data: bytes) -> list[str]:
    known = [name for mark, name in _BOMS if data.startswith(mark)]
    if known:
        return known
    head = data[:2_000]
    if head[1::2].count(0) > len(head) // 4:
        return ["utf-16-le"]
    if head[0::2].count(0) > len(head) // 4:
        return ["utf-16-be"]
    return ["utf-8", "cp1252", "latin-1"]


def _separator(text: str) -> str:
    """The sign that splits most lines into the same number of cells."""
    lines = [line for line in text.split("\n", SAMPLE)[:SAMPLE] if line.strip()]
    best, most = SEPARATORS[0], 0
    for sign in SEPARATORS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        if counts:
            number, often = counts.most_common(1)[0]
            if often * min(number, 12) > most:
                best, most = sign, often * min(number, 12)
    return best


def _cell(text: str) -> str | None:
    """A cell's text; the apostrophe that keeps a spreadsheet from computing it is taken away."""
    clean = text.strip()[:LONGEST_CELL]
    if clean[:1] == "'" and clean[1:2] in FORMULAS:
        clean = clean[1:]
    return clean or None
