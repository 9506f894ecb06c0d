"""The year as a wheel: numbers for the drawing; what it says stands in a table beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from intlflow.app.year_round import Stretch, YearRound

CENTRE = 200  # of a drawing of 400 by 400
RIM, FIRST, STEP = (
    168,
    154,
    13,
)  # radii of the months and of the outermost duties, and from ring to ring
MOST_RINGS = 7
INNER = 52  # of the bodies' meetings


@dataclass(frozen=True, slots=True)
class Arc:
    """One duty's stretch of the year."""

    stretch: Stretch
    path: str
    late: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One meeting."""

    body: str
    day: date
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Month:
    """A month's mark on the rim: where its line begins and ends, and where its name stands."""

    day: date
    x1: float
    y1: float
    x2: float
    y2: float
    name_x: float
    name_y: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel ready to be drawn."""

    round: YearRound
    months: tuple[Month, ...]
    arcs: tuple[Arc, ...]
    dots: tuple[Dot, ...]
    today: tuple[float, float, float, float]


def wheel(of: YearRound) -> Wheel:
    """The drawing of a year: January at the top, on round as the clock goes."""
    first, last = date(of.year, 1, 1), date(of.year, 12, 31)
    arcs = []
    for ring, stretch, start, end in _rings(of.duties, first, last):
        radius = FIRST - ring * STEP
        arcs.append(Arc(stretch, _arc(radius, _turn(start), _turn(end)), stretch.due < of.today))
    months = tuple(_month(date(of.year, number, 1)) for number in range(1, 13))
    dots = []
    for place, (body, days) in enumerate(of.meetings.items()):
        for day in days:
            x, y = _point(INNER - place * 11, _turn(day))
            dots.append(Dot(body, day, x, y))
    now = _turn(of.today)
    return Wheel(of, months, tuple(arcs), tuple(dots), (*_point(28, now), *_point(RIM, now)))


def _rings(
    found: Iterable[Stretch], first: date, last: date
) -> Iterable[tuple[int, Stretch, date, date]]:
    """Each stretch on the outermost ring where it has room; a year that it goes into is cut off."""
    ends: list[date] = []
    for stretch in found:
        start, end = max(stretch.opens, first), min(stretch.due, last)
        free = next((ring for ring, until in enumerate(ends) if until < start), None)
        if free is None and len(ends) < MOST_RINGS:
            ends.append(end)
            free = len(ends) - 1
        if free is not None:
            ends[free] = end
            yield free, stretch, start, end


def _turn(day: date) -> float:
    """How far round the year a day lies, from 0 to 1."""
    year = date(day.year, 1, 1)
    return (day - year).days / (date(day.year + 1, 1, 1) - year).days


def _point(radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return round(CENTRE + radius * sin(angle), 1), round(CENTRE - radius * cos(angle), 1)


def _arc(radius: float, start: float, end: float) -> str:
    """A stretch of a ring as SVG writes it; one of a single day is still seen."""
    end = max(end, start + 0.006)
    (x1, y1), (x2, y2) = _point(radius, start), _point(radius, end)
    return f"M{x1} {y1}A{radius} {radius} 0 {int(end - start > 0.5)} 1 {x2} {y2}"


def _month(day: date) -> Month:
    turn = _turn(day)
    return Month(
        day, *_point(62, turn), *_point(RIM, turn), *_point(RIM + 16, turn + 0.5 / 12)
    )  # fmt: skip
