"""A paper's tables in Excel: real numbers and days, one sheet each, and a first sheet that explains."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from intlflow.domain.money import Money
from intlflow.papers.model import Grid, Kind, Linked, Missing, Paper, Share, Value
from intlflow.papers.plain import mark_of
from intlflow.papers.shown import Tongue, href_of, shown

LONGEST_NAME, LONGEST_CELL, MOST_LINKS = 31, 32_767, 60_000
WIDTHS = {Kind.TEXT: 30, Kind.NUMBER: 12, Kind.MONEY: 18, Kind.SHARE: 10, Kind.DAY: 12}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CURRENCIES = {"SEK": '#,##0.00 "kr"', "EUR": '"€" #,##0.00'}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def as_sheets(paper: Paper, tongue: Tongue, address: str) -> bytes:
    """The paper's tables as a workbook.

    Args:
        paper: what is shown.
        tongue: of its language.
        address: of the pages, for the links.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        made = paper.foot.made_at.replace(tzinfo=None)
        book.set_properties({"title": paper.title, "company": paper.municipality, "created": made})
        looks = _Looks(book)
        names = _names(paper, tongue)
        _explain(book.add_worksheet(tongue.of("paper", "sheet_first")), paper, tongue, names, looks)
        for (_, grid), name in zip(paper.grids(), names, strict=True):
            _fill(book.add_worksheet(name), grid, tongue, address, looks)
    return out.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, dict[tuple[tuple[str, Any], ...], Any]()

    def of(self, **how: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(how)
        return self._made[key]


def _names(paper: Paper, tongue: Tongue) -> list[str]:
    """A legal name for each sheet, none twice; Excel tells no difference between å and Å."""
    taken, names = {tongue.of("paper", "sheet_first").casefold()}, []
    for _, grid in paper.grids():
        plain = _FORBIDDEN.sub(" ", grid.title).strip(" '") or grid.key
        name, number = plain[:LONGEST_NAME].strip(" '"), 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            tail = f" {number}"
            name = plain[: LONGEST_NAME - len(tail)].strip(" '") + tail
        taken.add(name.casefold())
        names.append(name)
    return names


def _explain(page: Any, paper: Paper, tongue: Tongue, names: list[str], looks: _Looks) -> None:
    """The first sheet: what this is, when it was made, what the sheets hold, how gaps are written."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 70)
    page.hide_gridlines(2)
    page.write_string(0, 0, _text(paper.title), looks.of(bold=True, font_size=18))
    page.write_string(1, 0, _text(paper.municipality), looks.of(font_color="#555555"))
    wrap, bold = looks.of(text_wrap=True, valign="top"), looks.of(bold=True, valign="top")
    facts: list[tuple[str, str]] = [(label, shown(value, tongue)) for label, value in paper.facts]
    facts += [
        (tongue.of("paper", "made"), tongue.moment(paper.foot.made_at)),
        (tongue.of("paper", "version"), paper.foot.version),
        (tongue.of("paper", "mark"), mark_of(paper)),
        (tongue.of("paper", "holds_at"), paper.foot.address),
        (tongue.of("paper", "gaps"), tongue.of("paper", "gaps_said")),
    ]
    row = 3
    for label, value in facts:
        if value:
            page.write_string(row, 0, _text(label), bold)
            page.write_string(row, 1, _text(value), wrap)
            row += 1
    row += 1
    page.write_string(row, 0, tongue.of("paper", "sheets"), looks.of(bold=True, bottom=1))
    page.write_string(row, 1, tongue.of("paper", "sheet_holds"), looks.of(bold=True, bottom=1))
    for (section, grid), name in zip(paper.grids(), names, strict=True):
        row += 1
        link = looks.of(font_color="#0b5394", underline=1, valign="top")
        page.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", link, name)
        page.write_string(row, 1, _text(f"{section.title}: {grid.title}"), wrap)


def _fill(page: Any, grid: Grid, tongue: Tongue, address: str, looks: _Looks) -> None:
    head = looks.of(bold=True, bg_color="#e8eef4", bottom=1, text_wrap=True, valign="top")
    for place, column in enumerate(grid.columns):
        page.write_string(0, place, _text(column.title), head)
        page.set_column(place, place, WIDTHS[column.kind])
    page.freeze_panes(1, 1)
    last = max(len(grid.rows), 1)
    page.autofilter(0, 0, last, len(grid.columns) - 1)
    links = 0
    for number, row in enumerate(grid.rows, 1):
        for place, value in enumerate(row):
            href = href_of(value, address or None) if links < MOST_LINKS else ""
            links += bool(href)
            _write(page, number, place, value, href, tongue, looks, {})
    if grid.totals:
        for place, value in enumerate(grid.totals):
            _write(page, last + 2, place, value, "", tongue, looks, {"bold": True, "top": 1})
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write(
    page: Any, row: int, place: int, value: Value, href: str, tongue: Tongue, looks: _Looks,
    how: dict[str, Any],
) -> None:  # fmt: skip
    """One cell: a number stays a number and a day a day; a gap stays words."""
    inner = value.value if isinstance(value, Linked) else value
    how = {**how, "valign": "top"}
    if href:
        page.write_url(row, place, href, None, "")
        how |= {"font_color": "#0b5394"}
    match inner:
        case Missing():
            gap = looks.of(**how | {"italic": True, "font_color": "#9a3412"})
            page.write_string(row, place, _text(shown(inner, tongue)), gap)
        case Money(amount, currency):
            form = _CURRENCIES.get(currency, f'#,##0.00 "{currency}"')
            page.write_number(row, place, float(amount), looks.of(**how, num_format=form))
        case Share(part):
            page.write_number(row, place, float(part), looks.of(**how, num_format="0%"))
        case bool():
            page.write_boolean(row, place, inner, looks.of(**how))
        case int() | Decimal():
            form = "#,##0" if inner == int(inner) else "#,##0.##"
            page.write_number(row, place, float(inner), looks.of(**how, num_format=form))
        case datetime():
            moment = inner.replace(tzinfo=None)
            page.write_datetime(row, place, moment, looks.of(**how, num_format="yyyy-mm-dd hh:mm"))
        case date():
            page.write_datetime(row, place, inner, looks.of(**how, num_format="yyyy-mm-dd"))
        case _:
            page.write_string(row, place, _text(inner), looks.of(**how, text_wrap=True))


def _text(text: str) -> str:
    """What a cell can hold: no signs that end a file, nothing longer than Excel takes."""
    clean = _CONTROL.sub("", text)
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - 1] + "…"
