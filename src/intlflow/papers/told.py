"""What templates are given of a paper: text as it stands, the same in Word and in PDF."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from intlflow.papers.bars import Bars, bars_of
from intlflow.papers.breadths import ENOUGH, LINE, breadths
from intlflow.papers.html import kind_of
from intlflow.papers.model import Block, Chart, Column, Grid, Linked, Missing, Paper, Value
from intlflow.papers.plain import mark_of
from intlflow.papers.shown import Clean, Tongue, Ways, clean, href_of, is_right, showing

MANY = 7  # columns, from which a table is set smaller even if its words have room
SMALL, USUAL = 8, 9.5  # points
COLOURS = ("#2f6690", "#9db8cc")
LEGEND = 34  # how tall
LONG = 24  # signs of a word that may have to break in a narrow column


def told(paper: Paper, tongue: Tongue, address: str) -> dict[str, Any]:
    """What a template is given: text as it stands, nothing left to compute."""
    tell = _Telling(tongue, address or None, _ways(tongue))
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
        ways: how values are written.
    """

    tongue: Tongue
    address: str | None
    ways: Ways

    def value(self, one: Value, right: bool = False) -> dict[str, Any]:
        kind, href, gap = type(one), "", False
        if isinstance(one, Linked | Missing):
            href = clean(href_of(one, self.address))
            gap = isinstance(one.value if isinstance(one, Linked) else one, Missing)
        return {"right": right, "said": self.ways[kind](one), "href": href, "gap": gap}

    def facts(self, facts: Iterable[tuple[str, Value]]) -> list[dict[str, Any]]:
        return [{"name": name, "value": self.value(each)} for name, each in facts]

    def rows(self, rows: Iterable[Sequence[Value]], columns: Sequence[Column]) -> Clean:
        sides = [is_right(each.kind) for each in columns]
        return Clean([list(map(self.value, row, sides)) for row in rows])

    def grid(self, one: Grid) -> dict[str, Any]:
        rows = self.rows(one.rows, one.columns)
        written = [[c["said"] for c in row] for row in rows[: ENOUGH - 1]]
        written.insert(0, [c.title for c in one.columns])
        shares, fit = breadths(written, LINE)
        is_small = len(one.columns) >= MANY or not fit
        if is_small:
            shares, fit = breadths(written, LINE * USUAL / SMALL)
        return {
            "title": one.title,
            "columns": [
                {
                    "title": c.title,
                    "right": is_right(c.kind),
                    "share": round(share / sum(shares), 4),
                }
                for c, share in zip(one.columns, shares, strict=True)
            ],
            "rows": rows,
            "totals": [cell for row in self.rows([one.totals], one.columns) for cell in row],
            "note": one.note,
            "empty": one.empty or self.tongue.of("paper", "empty"),
            "small": is_small,
            "size": SMALL if is_small else USUAL,
            "hyphens": not fit,  # to look for them takes a tenth of the time
        }

    def chart(self, one: Chart) -> dict[str, Any]:
        bars = bars_of(one, self.tongue)
        svg = svg_of(bars) if bars.rows else ""
        grid = self.grid(one.grid)
        return {"title": one.title, "alt": one.alt, "svg": svg, "grid": grid}

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
        # else the foot of the sheet says all there is to say
        "held": [f"{when}. {mark}.", holds, copies] if holds else [],
        "qr": qr_of(foot.address),
        "qr_alt": holds,
    }


def _ways(tongue: Tongue) -> Ways:
    """How values stand in a file: without signs that can't be printed, and long ones may be broken."""
    said = showing(tongue)
    ways = Ways(said)
    ways[str] = _text
    ways[Missing] = lambda one: _text(said[Missing](one))
    return ways


def _text(text: str) -> str:
    made: str = clean(text)
    return made.replace("/", "/\u200b").replace("@", "\u200b@") if len(made) > LONG else made


def qr_of(address: str) -> str:
    """The address as a square that a phone reads; empty: there is none."""
    if not address:
        return ""
    import segno

    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=0, scale=4)
    return out.getvalue().decode()


def svg_of(bars: Bars) -> str:
    """The bars drawn, in the paper's own colours and letters; what the colours stand for below them."""
    wide, tall = bars.width, bars.height + (LEGEND if len(bars.legend) > 1 else 0)
    letters = """font-family="'Source Sans 3'" font-size="14\""""
    size = f'viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {letters}>']
    for label in bars.labels:
        at = f'x="{bars.left - 10}" y="{label.y}" text-anchor="end"'
        parts.append(f"<text {at}>{escape(label.text)}</text>")
    for bar in bars.rows:
        colour, middle = _colour(bar.series), bar.y + bar.tall / 2 + 5
        at = f'x="{bars.left}" y="{bar.y}" width="{max(bar.wide, 1)}" height="{bar.tall}"'
        after, soft = bars.left + bar.wide + 8, 'fill="#566072"'
        parts += [
            f'<rect {at} rx="3" fill="{colour}"/>',
            f'<text x="{after}" y="{middle}" {soft}>{escape(bar.said)}</text>',
        ]
    if len(bars.legend) > 1:
        parts += _legend(bars)
    return "".join([*parts, "</svg>"])


def _legend(bars: Bars) -> Iterator[str]:
    """A small square of each colour and its word, one after the other."""
    x, y = bars.left, bars.height + LEGEND / 2
    for series, name in enumerate(bars.legend):
        yield f'<rect x="{x}" y="{y - 6}" width="12" height="12" rx="2" fill="{_colour(series)}"/>'
        yield f'<text x="{x + 18}" y="{y + 5}">{escape(name)}</text>'
        x += 18 + 8 * len(name) + 24


def _colour(series: int) -> str:
    return COLOURS[series % len(COLOURS)]
