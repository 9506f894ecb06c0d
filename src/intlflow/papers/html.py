"""A paper as a web page: a part of one of ours, or whole, to be saved, mailed and printed."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, partial
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from intlflow.assets import folder
from intlflow.papers.bars import bars_of
from intlflow.papers.model import Block, Grid, Linked, Missing, Paper, Value
from intlflow.papers.plain import mark_of
from intlflow.papers.shown import Tongue, Ways, href_of, is_right, showing

_UNSAFE = re.compile("[&<>\"']")


def as_part(paper: Paper, tongue: Tongue, address: str = "") -> Markup:
    """The paper to be set into a page of ours."""
    return Markup(_made("part.html", paper, tongue, address))  # noqa: S704 - escaped by the template


def as_page(paper: Paper, tongue: Tongue, address: str) -> bytes:
    """The paper as a page that stands alone: no file and no address besides it is needed."""
    return _made("whole.html", paper, tongue, address or None).encode()


def _made(template: str, paper: Paper, tongue: Tongue, address: str | None) -> str:
    ways = _ways(tongue, address)
    return (
        _environment()
        .get_template(template)
        .render(
            paper=paper,
            w=tongue,
            value_of=lambda value: Markup(ways[type(value)](value)),  # noqa: S704 - `_ways` escapes
            table_of=partial(_table, ways=ways),
            mark=mark_of(paper),
            bars_of=partial(bars_of, tongue=tongue),
            sheet=_sheet(),
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["kind_of"] = kind_of
    return made


def _folder() -> Path:
    return folder("templates") / "papers" / "html"


@cache
def _sheet() -> Markup:
    return Markup((_folder() / "whole.css").read_text("utf-8"))  # noqa: S704 - a file of ours


def _ways(tongue: Tongue, address: str | None) -> Ways:
    """How values stand on a page: escaped, with where they lead; what nobody has told is marked as a gap."""
    said = showing(tongue)
    ways = Ways(said)

    def leading(value: Linked | Missing, inner: str) -> str:
        href = href_of(value, address)
        return f'<a href="{escape(href)}">{inner}</a>' if href else inner

    def missing(value: Missing) -> str:
        return f'<span class="gap">{leading(value, escape(said[Missing](value)))}</span>'

    def linked(value: Linked) -> str:
        inner = value.value
        if isinstance(inner, Missing):
            return f'<span class="gap">{leading(value, escape(said[Missing](inner)))}</span>'
        return leading(value, ways[type(inner)](inner))

    ways[str] = lambda text: escape(text) if _UNSAFE.search(text) else text
    ways[bool] = lambda true: escape(said[bool](true))
    ways[Missing] = missing
    if address is not None:
        ways[Linked] = linked
    return ways


def _table(one: Grid, ways: Ways) -> Markup:
    """A table: written here and not by the template, as it is most of a paper."""
    sides = [' class="number"' if is_right(each.kind) else "" for each in one.columns]
    titles = [ways[str](each.title) for each in one.columns]
    heads = [
        f'<th scope="col"{side}>{title}</th>' for side, title in zip(sides, titles, strict=True)
    ]
    cells = [f"<td{side}>%s</td>" for side in sides[1:]]
    shape = f'<tr><th scope="row">%s</th>{"".join(cells)}</tr>'
    rows = _filled(shape, one.rows, ways)
    totals = _filled(shape, [one.totals], ways) if one.totals else ""
    foot = f"<tfoot>{totals}</tfoot>" if totals else ""
    return Markup(  # noqa: S704 - every value in it is escaped
        f"<table>\n<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n{foot}\n</table>"
    )


def _filled(shape: str, rows: Sequence[Sequence[Value]], ways: Ways) -> str:
    """Rows in their shape; a column of one kind of values is written in one go."""
    columns = list[Iterable[str]]()
    for column in zip(*rows, strict=True):
        kinds = {*map(type, column)}
        one = kinds.pop() if len(kinds) == 1 else None
        columns.append(map(ways[one], column) if one else [ways[type(v)](v) for v in column])
    return "\n".join(map(shape.__mod__, zip(*columns, strict=True)))


def kind_of(block: Block) -> str:
    """What a block is, for a template."""
    return type(block).__name__.lower()
