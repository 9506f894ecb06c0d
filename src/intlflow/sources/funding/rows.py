"""What a reader gives: a call, a known project, or why a row was left out; and tables of text."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from intlflow.domain.calls import Call
from intlflow.domain.known import KnownProject


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no call and no project of ours, and why."""

    reason: str


class Unreadable(ValueError):
    """A file is not what it was said to be; the message says what was looked for and what to do."""


Row = Call | KnownProject | Skipped
Reader = Callable[[BinaryIO], Iterator[Row]]

csv.field_size_limit(1_000_000)  # a summary may be long, but not endless


def table(
    stream: BinaryIO, *needed: str, name: Callable[[str], str] = str
) -> Iterator[dict[str, str]]:
    """The rows of a CSV by its header: any of `;`, `,` and tab, UTF-8 with or without a mark.

    Args:
        stream: the file.
        needed: columns without which it is a file of another kind.
        name: what a column is called here, from its header.

    Raises:
        Unreadable: it isn't UTF-8, or a needed column isn't in its header.
    """
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        first = lines.readline()
        sign = max(";,\t", key=first.count)
        names = [name(_plain(cell)) for cell in next(csv.reader([first], delimiter=sign), [])]
        _all_there(names, needed)
        for cells in csv.reader(lines, delimiter=sign):
            if any(cells):
                yield dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
    except UnicodeDecodeError as error:
        raise Unreadable("the file is not UTF-8; save it as 'CSV UTF-8'") from error
    except csv.Error as error:
        raise Unreadable(f"a row can't be read: {error}; save the file as CSV again") from error
    finally:
        lines.detach()


def _plain(cell: str) -> str:
    """A column's name, the same whether its apostrophe is straight or curly."""
    return " ".join(cell.replace("\u2019", "'").split())


def _all_there(names: list[str], needed: tuple[str, ...]) -> None:
    lost = [name for name in needed if name not in names]
    if lost:
        raise Unreadable(
            f"line 1 has no column '{lost[0]}'; is this a file of that source, with its header? "
            f"It has {', '.join(names[:6]) or 'nothing'}"
        )
