"""What a paper says, before it is decided how it looks: head, chapters, and a foot that tells where it holds.

Whoever makes a paper knows nothing of Word or PDF; whoever shows it knows nothing of municipalities.
Numbers and days stay numbers and days until they are shown, so that Excel gets real ones. What nobody
has told is `Missing`, never nought.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from intlflow.domain.money import Money


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that nobody has told: shown as 'uppgift saknas (whom)'.

    Args:
        whom: the unit that has still to tell it; empty: nobody in particular.
        href: where it can be told, without the pages' address.
    """

    whom: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A value that leads somewhere: a number to the rows behind it, a project to its page.

    Args:
        value: what is shown.
        href: where it leads, without the pages' address: `/arende/LJU-2026-00001`.
    """

    value: "Plain"
    href: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1, shown in per cent."""

    part: Decimal


Plain = str | int | Decimal | date | datetime | Money | Share | Missing
Value = Plain | Linked


class Kind(StrEnum):
    """What stands in a column, for how it is set and what Excel makes of it."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.

    Args:
        strong: whether it is set off: what has to be noticed.
    """

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list.

    Args:
        numbered: whether the order counts, as in 'Förslag till beslut'.
    """

    points: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one line each."""

    facts: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a governing document, and where it stands."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Args:
        key: its name among the paper's tables, in ASCII: the sheet in Excel, the anchor on a page.
        title: what stands above it.
        totals: the last row, set off; empty: none.
        note: what stands below it.
        empty: what is said instead when there are no rows.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] = ()
    note: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        asked = len(self.columns)
        wrong = {*map(len, self.rows), len(self.totals) or asked} - {asked}
        if wrong:
            raise ValueError(f"table '{self.key}': {min(wrong)} cells in {asked} columns")


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, one for each row of a table, which always stands beside it.

    Args:
        alt: the same in words, for whoever can't see it.
        grid: the numbers; the first column names the bars, the others are drawn.
    """

    title: str
    alt: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: place, day, name.

    Args:
        name: who signs, or their role.
    """

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new sheet."""


Block = Text | Points | Facts | Quote | Grid | Chart | Signature | NewPage


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter.

    Args:
        key: its name among the paper's chapters, in ASCII: what a template in Word asks for.
        level: 1 for a chapter, 2 for a part of one.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Foot:
    """Where the paper holds: what every printed copy must say of itself.

    Args:
        made_at: when it was made, with a time zone.
        version: which version of the content it is: `3`, `utkast`.
        address: where the version that holds stands; empty: nowhere on the web.
    """

    made_at: datetime
    version: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper whole.

    Args:
        kind: which paper it is: `annual-report`, `agenda`, `memo`; its templates have the same name.
        key: the file's name without its ending, in ASCII: `sammanstallning-ljungby-2026`.
        lang: `sv` or `en`.
        municipality: its name, in the head.
        title: of the paper.
        lead: what stands below the title.
        facts: what stands in the head: number, day, to whom.
        draft: whether it is a draft still, which is said on every page.
        tight: whether it is set closer, to stay on one sheet.
    """

    kind: str
    key: str
    lang: str
    municipality: str
    title: str
    sections: tuple[Section, ...]
    foot: Foot
    lead: str = ""
    facts: tuple[tuple[str, Value], ...] = ()
    draft: bool = False
    tight: bool = False

    def section(self, key: str) -> Section | None:
        """A chapter by its name."""
        return next((each for each in self.sections if each.key == key), None)

    def grids(self) -> Iterator[tuple[Section, Grid]]:
        """Every table with its chapter, those of charts among them."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Grid):
                    yield section, block
                elif isinstance(block, Chart):
                    yield section, block.grid

    def missing(self) -> Iterator[tuple[Section, Missing]]:
        """Every gap, in the paper's order."""
        for section in self.sections:
            for block in section.blocks:
                for value in _values(block):
                    plain = value.value if isinstance(value, Linked) else value
                    if isinstance(plain, Missing):
                        yield section, plain


def _values(block: Block) -> Iterator[Value]:
    if isinstance(block, Facts):
        yield from (value for _, value in block.facts)
    elif isinstance(block, Grid):
        yield from (value for row in (*block.rows, block.totals) for value in row)
    elif isinstance(block, Chart):
        yield from _values(block.grid)
