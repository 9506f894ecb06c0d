"""A chart's bars as numbers for the drawing: the same on a page, in Word and in PDF."""

import textwrap
from dataclasses import dataclass
from decimal import Decimal

from intlflow.domain.money import Money
from intlflow.papers.model import Chart, Linked, Share, Value
from intlflow.papers.shown import Tongue, showing

WIDTH, LEFT, RIGHT = 720, 220, 110  # of the drawing; to the left stand names, to the right figures
TALL, GAP, BETWEEN, BASE = 18, 4, 12, 14  # text stands so far below the upper edge of a bar
MOST_BARS, LONGEST_LINE, MOST_LINES, LINE = 60, 30, 3, 16  # a label is broken between words


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: which series, and where it stands."""

    series: int
    said: str
    y: int
    wide: int
    tall: int = TALL


@dataclass(frozen=True, slots=True)
class Label:
    """A line of what some bars are called, and where it stands."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing of bars."""

    rows: tuple[Bar, ...]
    labels: tuple[Label, ...]
    height: int
    legend: tuple[str, ...]
    width: int = WIDTH
    left: int = LEFT


def bars_of(chart: Chart, tongue: Tongue) -> Bars:
    """The bars of a chart: what nobody has told has none, and is said in the table."""
    grid = chart.grid
    series = list(range(1, len(grid.columns)))
    numbers = {
        (row, place): amount
        for row, values in enumerate(grid.rows[:MOST_BARS])
        for place in series
        if (amount := amount_of(values[place])) is not None
    }
    most = max(numbers.values(), default=Decimal(0)) or Decimal(1)
    made, labels, y, ways = list[Bar](), list[Label](), GAP, showing(tongue)
    for row, values in enumerate(grid.rows[:MOST_BARS]):
        known = [place for place in series if (row, place) in numbers]
        lines = _lines(ways[type(values[0])](values[0])) if known else []
        labels += [Label(line, y + BASE + place * LINE) for place, line in enumerate(lines)]
        for number, place in enumerate(known):
            wide = int((WIDTH - LEFT - RIGHT) * max(numbers[row, place], Decimal(0)) / most)
            said = ways[type(values[place])](values[place])
            made.append(Bar(place - 1, said, y + number * (TALL + GAP), wide))
        y += max(len(known) * (TALL + GAP), len(lines) * LINE + GAP) + BETWEEN - GAP
    legend = tuple(column.title for column in grid.columns[1:])
    return Bars(tuple(made), tuple(labels), y, legend)


def _lines(name: str) -> list[str]:
    """A name as it stands beside its bars: whole, in as many lines as it needs, unless that is many."""
    return textwrap.wrap(name, LONGEST_LINE, max_lines=MOST_LINES, placeholder="…")


def amount_of(value: Value) -> Decimal | None:
    """How long a bar is; None: there is none."""
    match value:
        case Linked(inner, _):
            return amount_of(inner)
        case Money(amount, _):
            return amount
        case Share(part):
            return part
        case bool():
            return None
        case int() | Decimal():
            return Decimal(value)
    return None
