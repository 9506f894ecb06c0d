"""A chart's bars as numbers for the drawing: the same on a page, in Word and in PDF."""

from dataclasses import dataclass
from decimal import Decimal

from intlflow.domain.money import Money
from intlflow.papers.model import Chart, Linked, Share, Value
from intlflow.papers.shown import Tongue, showing

WIDTH, LEFT, RIGHT = 720, 220, 110  # of the drawing; to the left stand names, to the right figures
TALL, GAP, BETWEEN = 18, 4, 12
MOST_BARS, LONGEST_LABEL = 60, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: which series, what it is called, and where it stands."""

    series: int
    label: str
    said: str
    y: int
    wide: int
    tall: int = TALL


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing of bars."""

    rows: tuple[Bar, ...]
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
    made, y, ways = list[Bar](), GAP, showing(tongue)
    for row, values in enumerate(grid.rows[:MOST_BARS]):
        name = ways[type(values[0])](values[0])
        label = name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…"
        for place in series:
            amount = numbers.get((row, place))
            if amount is not None:
                wide = int((WIDTH - LEFT - RIGHT) * max(amount, Decimal(0)) / most)
                said = ways[type(values[place])](values[place])
                made.append(Bar(place - 1, label if place == series[0] else "", said, y, wide))
                y += TALL + GAP
        y += BETWEEN - GAP
    legend = tuple(column.title for column in grid.columns[1:])
    return Bars(tuple(made), y, legend)


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
