"""Opens a workbook in a process of its own, which may not take more memory or time than it is given.

With four limits it tells all sheets at once. With a fifth argument it tells row by row, for files that
are longer than a list of one's own: one JSON document a line, the sheets that name that word first.
"""

import datetime as dt
import io
import json
import resource
import sys
from typing import Any

MEMORY = 200_000_000  # bytes
SECONDS = 20
OF_ROWS = 3  # times as much of both, row by row
_HEADS = 10  # rows in which a heading may stand


def main() -> None:
    """Read a workbook from stdin; write its sheets as JSON to stdout."""
    by_row = len(sys.argv) > 5
    memory, seconds = (MEMORY * OF_ROWS, SECONDS * OF_ROWS) if by_row else (MEMORY, SECONDS)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rows, columns, longest, left = (int(text) for text in sys.argv[1:5])
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    if by_row:
        return _rows(book, rows, columns, longest, sys.argv[5])
    sheets = []
    for name in book.sheet_names[:50]:
        sheet = _sheet(book, name)
        if sheet is None:
            continue
        if sheet.height > rows or (sheet.end or (0, 0))[0] >= rows:
            return _say({"why": "too-many-rows", "most": rows})
        if sheet.width > columns or (sheet.end or (0, 0))[1] >= columns:
            return _say({"why": "too-many-columns", "most": columns})
        left -= sheet.height * sheet.width
        if left < 0:
            return _say({"why": "too-large"})
        cells = [
            [_plain(v, longest) for v in row] for row in sheet.to_python(skip_empty_area=False)
        ]
        sheets.append({"name": name, "rows": cells, "merged": _merged(sheet)})
    return _say({"sheets": sheets})


def _rows(book: Any, most: int, columns: int, longest: int, first: str) -> None:
    """Write every row on a line of its own, after its sheet's number."""
    found = [sheet for name in book.sheet_names[:50] if (sheet := _sheet(book, name)) is not None]
    for number, sheet in enumerate(sorted(found, key=lambda each: not _names(each, first))):
        for place, row in enumerate(sheet.iter_rows()):
            if place >= most:
                break
            print(json.dumps([number, [_plain(value, longest) for value in row[:columns]]]))


def _names(sheet: Any, word: str) -> bool:
    """Whether one of the first rows has a cell with this word alone."""
    return any(
        word in map(str, row) for _, row in zip(range(_HEADS), sheet.iter_rows(), strict=False)
    )


def _sheet(book: Any, name: str) -> Any:
    """A sheet with cells; charts and their like have none."""
    try:
        return book.get_sheet_by_name(name)
    except Exception:  # noqa: BLE001 - the reader has an error of its own for each format
        return None


def _say(answer: dict[str, Any]) -> None:
    json.dump(answer, sys.stdout)


def _plain(value: Any, longest: int) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dt.datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return str(value)[:longest] or None


def _merged(sheet: Any) -> list[Any]:
    try:
        return [[list(first), list(last)] for first, last in sheet.merged_cell_ranges or ()]
    except Exception:  # noqa: BLE001 - not every format tells
        return []


if __name__ == "__main__":
    main()
