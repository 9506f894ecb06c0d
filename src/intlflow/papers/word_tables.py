"""A table in a Word template comes to have as many columns as the paper's has, as broad as each needs."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from intlflow.papers.breadths import ENOUGH, breadths

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_BREADTH = re.compile(r'<w:gridCol [^>]*w:w="(\d+)"')
_LOOP = re.compile(r"[^{]*\{%-? *for \w+ in ([\w.]+) *-?%\}\{% endfor %\}</w:tr>", re.DOTALL)


def settled(text: str) -> tuple[str, bool]:
    """A template's text, its tables' columns told by the paper itself where that can be seen beforehand.

    It can where each row is one loop over cells and the first goes over a table's `columns`; and where
    there is no loop over cells and the template tells their breadth. Any other table is looked at once
    it is filled, see `spread`, which takes four times as long.

    Returns:
        The text, and whether all of its tables are settled.
    """
    all_are = True
    made, after = list[str](), 0
    for found in _TABLE.finditer(text):
        table = _settle(found[0])
        all_are = all_are and table is not None
        made += [text[after : found.start()], found[0] if table is None else table]
        after = found.end()
    return "".join([*made, text[after:]]), all_are


def _settle(table: str) -> str | None:
    """One table with its columns told; None: they can't be known yet."""
    rows, breadths = _ROW.findall(table), [int(each) for each in _BREADTH.findall(table)]
    if not rows or not breadths or table.count("<w:tbl>") > 1 or "<w:gridSpan" in table:
        return None
    has_own = 'w:type="dxa"' in "".join(re.findall(r"<w:tcW [^>]*>", table))
    loops = [_LOOP.fullmatch(_CELL.sub("", row)) for row in rows]
    first = loops[0]
    if all(loops) and first and first[1].endswith(".columns") and not has_own:
        each = f'<w:gridCol w:w="{{{{ (column.share * {sum(breadths)}) | int }}}}"/>'
        grid = f"<w:tblGrid>{{% for column in {first[1]} %}}{each}{{% endfor %}}</w:tblGrid>"
        return _GRID.sub(lambda _: grid, table)
    if has_own and all(_is_fixed(row, len(breadths)) for row in rows):
        return table
    return None


def _is_fixed(row: str, columns: int) -> bool:
    return len(_CELL.findall(row)) == columns and "{%" not in _CELL.sub("", row)


def spread(table: Any) -> None:
    """Give a table the columns that it has come to have, as broad as what stands in them asks for.

    A template's loop over cells makes as many as a paper wants; the file must say how many those are.
    Where the template sets its cells' breadth itself, only that is seen to.
    """
    rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
    grid = table.find(f"{W}tblGrid")
    columns = grid.findall(f"{W}gridCol") if grid is not None else []
    whole = sum(float(each.get(f"{W}w", "0")) for each in columns)
    spans = _spans if table.find(f".//{W}gridSpan") is not None else lambda _: 1
    number = max((sum(map(spans, row)) for row in rows), default=0)
    own = table.find(f".//{W}tcW[@{W}type='dxa']") is not None
    if not number or not columns or (own and number == len(columns)):
        return
    whole_rows = [row for row in rows if len(row) == number][:ENOUGH]
    told = [["".join(cell.itertext()) for cell in row] for row in whole_rows]
    shares = [1.0] * number if own else breadths(told)[0]
    for each in columns:
        grid.remove(each)
    for share in shares:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(int(whole * share / sum(shares)))})


def _spans(cell: Any) -> int:
    """How many columns a cell goes over."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))
