"""A tick over a whole country: when nothing is due, and on the day when every unit gets a letter."""

import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.report import Line
from bench.town import country
from intlflow.app.duties import ticking
from intlflow.app.house import House

COUNTRY, UNITS = 290, 20
SIZES = (72, 145, COUNTRY)
DAY = datetime(2027, 1, 15, 7, 0, tzinfo=UTC)  # the talks of the half-year open in every unit
QUIET_TICKS = 5


@dataclass(frozen=True)
class Cost:
    """Seconds of a tick, by the clock and of the processor, and how many letters it wrote."""

    quiet: float
    quiet_cpu: float
    due: float
    due_cpu: float
    letters: int


def measure(folder: Path, municipalities: int) -> Cost:
    """The day before is caught up first, unmeasured; then the day itself, then hours without anything."""
    house = country(folder, municipalities, UNITS)
    try:
        ticking.tick(house, DAY - timedelta(days=1))
        due, due_cpu, letters = _timed(house, DAY)
        hours = [_timed(house, DAY + timedelta(hours=n + 1)) for n in range(QUIET_TICKS)]
    finally:
        house.close()
    assert {count for *_, count in hours} == {0}
    quiet, quiet_cpu = (statistics.median(hour[place] for hour in hours) for place in (0, 1))
    return Cost(quiet, quiet_cpu, due, due_cpu, letters)


def _timed(house: House, at: datetime) -> tuple[float, float, int]:
    """A tick: seconds by the clock, seconds of the processor, letters."""
    wall, cpu = time.perf_counter(), time.process_time()
    letters = ticking.tick(house, at).letters
    return time.perf_counter() - wall, time.process_time() - cpu, letters


def lines(folder: Path) -> list[Line]:
    """Both ticks at full size, and how they grow from a quarter of it."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        size: measure(Path(tempfile.mkdtemp(prefix=f"{size}-", dir=folder)), size) for size in SIZES
    }
    full, quarter = found[COUNTRY], found[SIZES[0]]
    rests = (full.quiet_cpu / COUNTRY) / (quarter.quiet_cpu / SIZES[0])
    grows = (full.due_cpu / full.letters) / (quarter.due_cpu / quarter.letters)
    quiet = ", ".join(f"{size}: {cost.quiet_cpu:.2f}" for size, cost in found.items())
    due = ", ".join(f"{size}: {cost.due_cpu:.2f}" for size, cost in found.items())
    return [
        _seconds(
            f"a tick, {COUNTRY} towns × {UNITS} units, nothing due", full.quiet, 1, f"cpu s {quiet}"
        ),
        _seconds(f"the same with {full.letters:,} letters due", full.due, 10, f"cpu s {due}"),
        _growth(f"  cpu per municipality, {SIZES[0]} → {COUNTRY}", rests),
        _growth(f"  cpu per letter, {SIZES[0]} → {COUNTRY}", grows),
    ]


def _seconds(name: str, taken: float, goal: float, note: str) -> Line:
    return Line(name, taken, None, "s", taken, goal, True, note)


def _growth(name: str, times: float) -> Line:
    """What one costs among many against what one costs among few: 1 is linear."""
    return Line(name, times, 1.0, "×", times, 1.5, True)
