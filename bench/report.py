"""What a run found: one line per comparison, with its goal."""

from dataclasses import asdict, dataclass

from bench.rounds import Side, ratio


@dataclass(frozen=True)
class Line:
    """One comparison.

    Args:
        name: what was compared.
        ours, theirs: the figures, in `unit`.
        value: the ratio, or the seconds where the goal is a time.
        goal: what it should reach, `at_most` or at least; None: told, not judged.
        note: what else was seen.
    """

    name: str
    ours: float
    theirs: float | None
    unit: str
    value: float
    goal: float | None
    at_most: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached."""
        if self.goal is None:
            return "told"
        reached = self.value <= self.goal if self.at_most else self.value >= self.goal
        return "ok" if reached else "short"

    def shown(self) -> str:
        """For reading."""
        theirs = "" if self.theirs is None else self._told(self.theirs)
        ours = self._told(self.ours)
        time = f" {self.unit}" if self.unit in ("s", "ms") else ""
        time = "" if self.theirs is not None else time  # two times are compared by how many times
        value = "" if time else f"{self.value:.2f}×"
        sign = "≤" if self.at_most else "≥"
        goal = "" if self.goal is None else f"{sign} {self.goal:g}{time or '×'}"
        line = f"{self.name:<58}{ours:>13}{theirs:>13}{value:>9}{goal:>10}  {self.verdict:<6}"
        return f"{line}{self.note}".rstrip()

    def _told(self, figure: float) -> str:
        places = {"s": 2, "ms": 2 if figure < 10 else 0}.get(self.unit, 0)
        return f"{figure:,.{places}f} {self.unit}"

    def kept(self) -> dict[str, object]:
        """For keeping."""
        return asdict(self) | {"verdict": self.verdict}


HEAD = f"{'':<58}{'ours':>13}{'theirs':>13}{'ratio':>9}{'goal':>10}"


def compare(
    name: str,
    ours: Side,
    theirs: Side,
    unit: str,
    goal: float | None,
    *,
    floor: float | None = None,
) -> Line:
    """Two sides of one run; `floor` is what is still acceptable below the goal."""
    value = ratio(ours, theirs)
    note = f"cpu {ours.cpu_us:,.0f} / {theirs.cpu_us:,.0f} µs"
    if floor is not None:
        note += f"; at least {floor:g}: {'yes' if value >= floor else 'no'}"
    return Line(name, ours.rate, theirs.rate, unit, value, goal, note=note)
