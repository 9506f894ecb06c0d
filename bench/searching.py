"""Searching a municipality of 100,000 cases: common and rare words, beginnings, inflected forms, kinds.

With a fresh, empty database's address in BENCH_POSTGRES_URL, PostgreSQL is measured as well.
"""

import os
import random
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy

from bench.report import Line
from bench.rounds import ROUNDS
from intlflow.app.finding import find
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from intlflow.store import search
from intlflow.store.engine import writing
from intlflow.store.search import Text

CASES = int(os.environ.get("BENCH_SEARCH_CASES", "100000"))
SEARCHES = 300
_COMMON = ("skolan", "kommunen", "projektet", "samverkan", "ungdomar", "energi", "miljön", "Europa")
_BUILT = ("skol", "vatten", "energi", "barn", "miljö", "cykel", "äldre", "trä", "ångbåts", "ös")
_ENDS = ("gården", "vägar", "huset", "planen", "nätverket", "bron", "parker", "rådet", "lyftet")
Question = tuple[str, tuple[str, ...]]  # words, kinds


def lines(folder: Path) -> list[Line]:
    """How long a search takes, the slowest in a hundred; the median of the rounds."""
    found = [_measured(Settings.from_env({}, folder / "sqlite"), "")]
    address = os.environ.get("BENCH_POSTGRES_URL")
    if address:
        settings = Settings.from_env({"INTLFLOW_DATABASE_URL": address}, folder / "postgres")
        found.append(_measured(settings, ", PostgreSQL"))
    return found


def _measured(settings: Settings, where: str) -> Line:
    house = _filled(settings)
    walls, cpus, middles = [], [], []
    try:
        find(house, "ljungby", "skolan")
        for number in range(ROUNDS):
            chance = random.Random(number)
            taken = [_timed(house, _question(chance)) for _ in range(SEARCHES)]
            wall, cpu = (sorted(each[side] for each in taken) for side in (0, 1))
            walls.append(wall[int(SEARCHES * 0.99)])
            cpus.append(cpu[int(SEARCHES * 0.99)])
            middles.append(statistics.median(wall))
    finally:
        house.close()
    slowest, middle = statistics.median(walls), statistics.median(middles)
    note = f"median {middle:.1f} ms; p99 of {ROUNDS} rounds {min(walls):.0f}–{max(walls):.0f}"
    note += f"; cpu p99 {statistics.median(cpus):.0f} ms"
    name = f"a search in {CASES:,} cases, p99{where}"
    return Line(name, slowest, None, "ms", slowest, 50, True, note)


def _filled(settings: Settings) -> House:
    prepare(settings, with_demo=False, at=datetime(2027, 3, 1, tzinfo=UTC))
    house, chance = assemble(settings), random.Random(1)
    with writing(house.engine) as tx:
        for number in range(CASES):
            title = f"{_rare(chance)} {number} för {chance.choice(_COMMON)}"
            said = [chance.choice(_COMMON) if n % 3 else _rare(chance) for n in range(30)]
            ref = f"LJU-2027-{number:06d}"
            search.put(tx, Text("ljungby", "project", ref, title, f"purpose: {' '.join(said)}"))
    if house.engine.dialect.name == "postgresql":  # as its own housekeeping leaves it
        at_once = house.engine.execution_options(isolation_level="AUTOCOMMIT")
        with at_once.connect() as connection:
            connection.execute(sqlalchemy.text("VACUUM ANALYZE search_text"))
    return house


def _rare(chance: random.Random) -> str:
    return chance.choice(_BUILT) + chance.choice(_ENDS)


def _question(chance: random.Random) -> Question:
    """A word, beginnings of words, several common words, a number that one case has, a kind without any."""
    return chance.choice(
        (
            (chance.choice(_COMMON), ()),
            (_rare(chance), ()),
            (_rare(chance)[:4], ()),
            (f"{_rare(chance)[:2]} {chance.choice(_COMMON)[:6]}", ()),
            (f"{_rare(chance)} {chance.choice(_COMMON)}", ()),
            (" ".join(chance.sample(_COMMON, 4)), ()),
            (f"{chance.choice(_COMMON)} finnsinte", ()),
            (chance.choice(_COMMON), ("partner",)),
            (str(chance.randrange(CASES)), ()),
        )
    )


def _timed(house: House, question: Question) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    find(house, "ljungby", *question)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
