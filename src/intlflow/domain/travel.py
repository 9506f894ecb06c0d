"""A journey's legs: how they are written, and what they cost in carbon dioxide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused

_LEG = re.compile(r"(?P<start>[^;]+);(?P<goal>[^;]+);(?P<mode>[^;]+);\s*(?P<km>\d{1,6})\s*(km)?\s*")
EXAMPLE = "Alvesta; Köpenhamn; train; 250"


@dataclass(frozen=True, slots=True)
class Leg:
    """From one place to another, by one way of travelling."""

    start: str
    goal: str
    mode: str
    km: int

    @property
    def stretch(self) -> str:
        """From where to where."""
        return f"{self.start} – {self.goal}"


def read_leg(text: str) -> Leg:
    """Read `Alvesta; Köpenhamn; train; 250`.

    Raises:
        Refused: `trip-without-way`, when it has another form.
    """
    found = _LEG.fullmatch(one_line(text))
    if found is None:
        raise Refused("trip-without-way", leg=text[:80])
    start, goal = one_line(found["start"]), one_line(found["goal"])
    mode = one_line(found["mode"]).lower().replace("-", "_").replace(" ", "_")
    if not start or not goal:
        raise Refused("trip-without-way", leg=text[:80])
    return Leg(start, goal, mode, int(found["km"]))


def kilograms(km: int, travellers: int, grams: Decimal) -> Decimal:
    """Carbon dioxide of a leg: every traveller's grams for every kilometre."""
    exact = Decimal(km) * travellers * grams / 1000
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def total(legs: Sequence[Decimal]) -> Decimal:
    """The sum of legs that are computed already."""
    return sum(legs, Decimal("0.00"))
