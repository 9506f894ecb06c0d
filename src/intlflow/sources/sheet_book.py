"""Workbooks (XLSX, XLS, ODS): looked at from outside first, then opened where they can do no harm."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import IO, Any

from intlflow.sources import sheet_child
from intlflow.sources.sheet_grid import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Unreadable,
    Value,
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 2_000
_CHUNK = 65_536
_FILLED = 100_000  # cells that merged blocks may fill


def is_book(data: bytes) -> bool:
    """Whether the file says of itself that it is a workbook."""
    return data.startswith((ZIP, OLE))


def read_book(data: bytes) -> list[Grid]:
    """Every sheet of a workbook.

    Raises:
        Unreadable: it is damaged, locked, or larger than a list may be.
    """
    if data.startswith(ZIP):
        unpacks_small(io.BytesIO(data))
    command = [sys.executable, "-I", sheet_child.__file__]
    limits = [str(MOST_ROWS), str(MOST_COLUMNS), str(LONGEST_CELL), str(MOST_CELLS)]
    try:
        ended = subprocess.run(
            [*command, *limits], input=data, capture_output=True, timeout=60, check=False
        )
        answer: dict[str, Any] = (
            json.loads(ended.stdout) if ended.returncode == 0 else {"why": "not-a-book"}
        )
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"why": "not-a-book"}
    if "why" in answer:
        raise Unreadable(answer.pop("why"), **answer)
    return [_grid(sheet) for sheet in answer["sheets"]]


def unpacks_small(file: IO[bytes], most: int = LARGEST_UNPACKED) -> None:
    """Unpack to nowhere, counting: what the file says of its own size can be a lie.

    Raises:
        Unreadable: it is damaged, or unpacks to more than `most` bytes.
    """
    try:
        with zipfile.ZipFile(file) as pack:
            if len(pack.infolist()) > MOST_PARTS:
                raise Unreadable("too-large")
            left = most
            for part in pack.infolist():
                with pack.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise Unreadable("too-large")
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("not-a-book") from error


def _grid(sheet: dict[str, Any]) -> Grid:
    rows: list[list[Value]] = [[_value(cell) for cell in row] for row in sheet["rows"]]
    filled = set()
    for (top, left), (bottom, right) in sheet["merged"]:
        if (bottom - top + 1) * (right - left + 1) > _FILLED or top >= len(rows):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left) and left < len(rows[top]):
                    rows[row][column] = rows[top][left]
                    filled.add((row, column))
    return Grid(sheet["name"], tuple(tuple(row) for row in rows), frozenset(filled))


def _value(cell: Any) -> Value:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"])
    if isinstance(cell, float):
        return cell
    text = str(cell).strip() if cell is not None else ""
    return text or None
