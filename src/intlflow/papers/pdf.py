"""A paper as PDF that a screen reader reads as well (PDF/UA-1), set by Typst."""

import io
import json
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from intlflow.assets import folder
from intlflow.papers.bars import Bars, bars_of
from intlflow.papers.breadths import LINE, breadths
from intlflow.papers.html import kind_of
from intlflow.papers.model import Block, Chart, Column, Grid, Linked, Missing, Paper, Value
from intlflow.papers.plain import mark_of
from intlflow.papers.shown import Clean, Tongue, clean, href_of, is_right, shown

STANDARD = "ua-1"
MANY = 7  # columns, from which a table is set smaller
SMALL, USUAL = 8, 9.5  # points
MOST_STRANGE = 40  # different signs that no font has, each found in one try
_ONE_AT_A_TIME = threading.Lock()  # the compiler refuses whoever comes while it sets another paper
IN_ITS_PLACE = "\u25a1"
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
COLOURS = ("#2f6690", "#9db8cc")


class NotSet(Exception):
    """Typst could not set a paper: what it says of it stands inside."""


def as_pdf(paper: Paper, tongue: Tongue, address: str) -> bytes:
    """The paper as PDF/UA-1, in its language, with its tags.

    Args:
        paper: what is shown.
        tongue: of its language.
        address: of the pages, for the links.

    Raises:
        NotSet: Typst refuses.
    """
    import typst  # late: eighty megabytes that only papers need

    said = json.dumps(told(paper, tongue, address), ensure_ascii=False)
    for _ in range(MOST_STRANGE):
        try:
            with _ONE_AT_A_TIME:
                made: bytes = _compiler().compile(
                    format="pdf", pdf_standards=STANDARD, sys_inputs={"paper": said}
                )
        except typst.TypstError as error:
            strange = _UNKNOWN.search(str(error))
            if strange is None:
                raise NotSet(f"templates/papers/pdf/paper.typ: {error}") from error
            said = said.replace(_sign(strange[1]), IN_ITS_PLACE)
        else:
            return made
    raise NotSet("the paper holds too many signs that no font of ours has")


def _sign(told: str) -> str:
    """A sign as Typst names it: itself, or by its number."""
    number = _NUMBER.fullmatch(told)
    return chr(int(number[1], 16)) if number else told


@cache
def _compiler() -> Any:
    """The compiler with its template and fonts, made once: the fonts are read once."""
    import typst

    papers = folder("templates") / "papers"
    return typst.Compiler(
        input=str(papers / "pdf" / "paper.typ"),
        root=str(papers),
        font_paths=[str(papers / "font")],
        ignore_system_fonts=True,
    )


def told(paper: Paper, tongue: Tongue, address: str) -> dict[str, Any]:
    """What the template in Typst is given: text as it stands, nothing left to compute."""
    tell = _Telling(tongue, address or None)
    year, month, day = paper.foot.made_at.timetuple()[:3]
    cleaned: dict[str, Any] = clean(
        {
            "lang": paper.lang,
            "municipality": paper.municipality,
            "title": paper.title,
            "size": 9.5 if paper.tight else 10.5,
            "lead": paper.lead,
            "draft": tongue.of("paper", "draft") if paper.draft else "",
            "facts": tell.facts(paper.facts),
            "sections": [
                {
                    "key": s.key,
                    "title": s.title,
                    "level": s.level,
                    "blocks": [tell.block(b) for b in s.blocks],
                }
                for s in paper.sections
            ],
            "made": {"year": year, "month": month, "day": day},
            **_held(paper, tongue),
        }
    )
    return cleaned


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts a paper's parts into plain data.

    Args:
        tongue: of the paper's language.
        address: of the pages; None: nothing leads anywhere.
    """

    tongue: Tongue
    address: str | None

    def value(self, one: Value, column: Column | None = None) -> dict[str, Any]:
        plain = one.value if isinstance(one, Linked) else one
        return Clean(
            right=column is not None and is_right(column.kind),
            said=clean(_breakable(shown(one, self.tongue))),
            href=clean(href_of(one, self.address)),
            gap=isinstance(plain, Missing),
        )

    def facts(self, facts: Iterable[tuple[str, Value]]) -> list[dict[str, Any]]:
        return [{"name": name, "value": self.value(each)} for name, each in facts]

    def row(self, row: Iterable[Value], columns: Iterable[Column]) -> list[dict[str, Any]]:
        return [self.value(cell, column) for cell, column in zip(row, columns, strict=False)]

    def grid(self, one: Grid) -> dict[str, Any]:
        rows = [self.row(row, one.columns) for row in one.rows]
        size = SMALL if len(one.columns) >= MANY else USUAL
        written = [[c.title for c in one.columns], *([c["said"] for c in row] for row in rows)]
        shares, fit = breadths(written, LINE * USUAL / size)
        return {
            "title": one.title,
            "columns": [
                {"title": c.title, "right": is_right(c.kind), "share": share}
                for c, share in zip(one.columns, shares, strict=True)
            ],
            "rows": rows,
            "totals": self.row(one.totals, one.columns),
            "note": one.note,
            "empty": one.empty or self.tongue.of("paper", "empty"),
            "size": size,
            "hyphens": not fit,  # to look for them takes a tenth of the time
        }

    def chart(self, one: Chart) -> dict[str, Any]:
        bars = bars_of(one, self.tongue)
        svg = svg_of(bars) if bars.rows else ""
        grid = self.grid(one.grid)
        return {"title": one.title, "alt": one.alt, "legend": bars.legend, "svg": svg, "grid": grid}

    def block(self, one: Block) -> dict[str, Any]:
        is_ = {"is": kind_of(one)}
        if isinstance(one, Grid):
            return is_ | self.grid(one)
        if isinstance(one, Chart):
            return is_ | self.chart(one)
        fields = {name: getattr(one, name) for name in type(one).__dataclass_fields__}
        if "facts" in fields:
            fields["facts"] = self.facts(fields["facts"])
        return is_ | fields


def _held(paper: Paper, tongue: Tongue) -> dict[str, Any]:
    """What a copy says of itself: when it was made, its mark, and where the version that holds stands."""
    foot = paper.foot
    when = f"{tongue.of('paper', 'made')} {tongue.moment(foot.made_at)}"
    version = f"{tongue.of('paper', 'version')} {foot.version}" if foot.version else ""
    mark = f"{tongue.of('paper', 'mark')} {mark_of(paper)}"
    holds = f"{tongue.of('paper', 'holds_at')} {foot.address}." if foot.address else ""
    copies = tongue.of("paper", "copies") if foot.address else ""
    return {
        "foot": " · ".join(filter(None, (when, version, mark))),
        "held": [each for each in (f"{when}. {mark}.", holds, copies) if each],
        "qr": qr_of(foot.address),
        "qr_alt": holds,
    }


def _breakable(text: str) -> str:
    """Long words of signs and letters may break where they must: a column is narrow."""
    return text.replace("/", "/\u200b").replace("@", "\u200b@") if len(text) > 24 else text


def qr_of(address: str) -> str:
    """The address as a square that a phone reads; empty: there is none."""
    if not address:
        return ""
    import segno

    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=0, scale=4)
    return out.getvalue().decode()


def svg_of(bars: Bars) -> str:
    """The bars drawn, in the paper's own colours and letters."""
    size = f'viewBox="0 0 {bars.width} {bars.height}" width="{bars.width}" height="{bars.height}"'
    letters = """font-family="'Source Sans 3'" font-size="14\""""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {letters}>']
    for bar in bars.rows:
        colour, middle = COLOURS[bar.series % len(COLOURS)], bar.y + bar.tall / 2 + 5
        at = f'x="{bars.left}" y="{bar.y}" width="{max(bar.wide, 1)}" height="{bar.tall}"'
        after, soft = bars.left + bar.wide + 8, 'fill="#566072"'
        parts += [
            f'<text x="{bars.left - 10}" y="{middle}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect {at} rx="3" fill="{colour}"/>',
            f'<text x="{after}" y="{middle}" {soft}>{escape(bar.said)}</text>',
        ]
    return "".join([*parts, "</svg>"])


def picture(svg: str) -> bytes:
    """A drawing as a picture of dots, for programs that show no other."""
    import typst

    papers = folder("templates") / "papers"
    made: bytes = typst.compile(
        input=str(papers / "pdf" / "picture.typ"),
        root=str(papers),
        font_paths=[str(papers / "font")],
        ignore_system_fonts=True,
        format="png",
        ppi=200.0,
        sys_inputs={"svg": svg},
    )
    return made
