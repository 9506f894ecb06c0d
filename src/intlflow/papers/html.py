"""A paper as a web page: a part of one of ours, or whole, to be saved, mailed and printed."""

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
from intlflow.papers.shown import Tongue, href_of, is_right, shown


def as_part(paper: Paper, tongue: Tongue, address: str = "") -> Markup:
    """The paper to be set into a page of ours."""
    return Markup(_made("part.html", paper, tongue, address))  # noqa: S704 - escaped by the template


def as_page(paper: Paper, tongue: Tongue, address: str) -> bytes:
    """The paper as a page that stands alone: no file and no address besides it is needed."""
    return _made("whole.html", paper, tongue, address or None).encode()


def _made(template: str, paper: Paper, tongue: Tongue, address: str | None) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            paper=paper,
            w=tongue,
            value_of=partial(_value, tongue=tongue, address=address),
            rows_of=partial(_rows, tongue=tongue, address=address),
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


def _value(value: Value, tongue: Tongue, address: str | None) -> Markup:
    """A value, with where it leads; what nobody has told is marked as a gap."""
    said = escape(shown(value, tongue))
    if href := href_of(value, address):
        said = f'<a href="{escape(href)}">{said}</a>'
    if isinstance(value.value if isinstance(value, Linked) else value, Missing):
        said = f'<span class="gap">{said}</span>'
    return Markup(said)  # noqa: S704 - what stands in it is escaped above


def _rows(
    rows: Iterable[Sequence[Value]],
    columns: tuple[Column, ...],
    tongue: Tongue,
    address: str | None,
) -> Markup:
    """A table's rows: written here and not by the template, as they are most of a paper."""
    sides = [' class="number"' if is_right(each.kind) else "" for each in columns]
    made = []
    for first, *others in rows:
        cells = [
            f"<td{side}>{_value(each, tongue, address)}</td>"
            for each, side in zip(others, sides[1:], strict=False)
        ]
        head = _value(first, tongue, address)
        made.append(f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>')
    return Markup("\n".join(made))  # noqa: S704 - every value in it is escaped


def kind_of(block: Block) -> str:
    """What a block is, for a template."""
    return type(block).__name__.lower()
