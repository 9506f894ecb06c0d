"""A funder's workbook, row by row: opened in a process of its own, never whole in this one."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

from intlflow.sources import sheet_book, sheet_child
from intlflow.sources.funding.rows import Unreadable
from intlflow.sources.sheet_grid import LONGEST_CELL
from intlflow.sources.sheet_grid import Unreadable as NoBook

MOST_ROWS = 500_000
MOST_COLUMNS = 200
LARGEST_UNPACKED = 1_000_000_000
MAGIC = len(sheet_book.ZIP)
Row = tuple[int, list[Any]]


def is_book(stream: Any) -> bool:
    """Whether a file says of itself that it is a workbook; it is not read on."""
    return bool(stream.peek(MAGIC)[:MAGIC] == sheet_book.ZIP)


def rows(stream: BinaryIO, first: str) -> Iterator[Row]:
    """Every row of every sheet, with its sheet's number.

    Args:
        stream: the file.
        first: sheets with a heading of this name come before the others.

    Raises:
        Unreadable: it is no workbook, or a damaged one.
    """
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(stream, kept)
        kept.seek(0)
        try:
            sheet_book.unpacks_small(kept, LARGEST_UNPACKED)
        except NoBook as error:
            raise Unreadable("the workbook is damaged or far too large; fetch it again") from error
        kept.seek(0)
        yield from _opened(kept, first)


def _opened(kept: IO[bytes], first: str) -> Iterator[Row]:
    limits = [str(MOST_ROWS), str(MOST_COLUMNS), str(LONGEST_CELL), "0", first]
    command = [sys.executable, "-I", sheet_child.__file__, *limits]
    with subprocess.Popen(
        command, stdin=kept, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        try:
            for line in child.stdout:
                number, cells = json.loads(line)
                yield number, [_plain(cell) for cell in cells]
        except ValueError as error:
            raise Unreadable("the workbook can't be read to its end; fetch it again") from error
        finally:
            child.stdout.close()
            child.kill() if child.poll() is None and sys.exc_info()[0] else child.wait()
        if child.returncode:
            raise Unreadable("the workbook can't be read; fetch it again")


def _plain(cell: Any) -> Any:
    """A day as text, and a whole number without decimals: it may be somebody's code."""
    if isinstance(cell, dict):
        return cell["day"]
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
