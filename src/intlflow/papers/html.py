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
from intlflow.papers.model import Block, Column, Linked, Missing, Paper, Value
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
            rows_of=partial(_rows, ways=ways),
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
    made.globals |= {
        "is_right": is_right,
        "kind_of": kind_of,
    }
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
    ways[Missing], ways[Linked] = missing, linked
    return ways


def _rows(rows: Iterable[Sequence[Value]], columns: Sequence[Column], ways: Ways) -> Markup:
    """A table's rows: written here and not by the template, as they are most of a paper."""
    cells = ['<td class="number">%s</td>' if is_right(c.kind) else "<td>%s</td>" for c in columns]
    shape = f'<tr><th scope="row">%s</th>{"".join(cells[1:])}</tr>'
    made = [shape % tuple([ways[type(each)](each) for each in row]) for row in rows]
    return Markup("\n".join(made))  # noqa: S704 - every value in it is escaped


def kind_of(block: Block) -> str:
    """What a block is, for a template."""
    return type(block).__name__.lower()
