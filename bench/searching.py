"""Searching a municipality of 100,000 cases: common and rare words, beginnings, inflected forms."""

import os
import random
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.report import Line
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


def lines(folder: Path) -> list[Line]:
    """How long a search takes, the slowest in a hundred."""
    house, chance = _filled(folder), random.Random(7)
    try:
        find(house, "ljungby", "skolan")
        taken = sorted(_timed(house, _question(chance)) for _ in range(SEARCHES))
    finally:
        house.close()
    slowest, middle = taken[int(SEARCHES * 0.99)], statistics.median(taken)
    name = f"a search in {CASES:,} cases, p99"
    return [Line(name, slowest, None, "ms", slowest, 50, True, f"median {middle:.1f} ms")]


def _filled(folder: Path) -> House:
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=False, at=datetime(2027, 3, 1, tzinfo=UTC))
    house, chance = assemble(settings), random.Random(1)
    with writing(house.engine) as tx:
        for number in range(CASES):
            title = f"{_rare(chance)} {number} för {chance.choice(_COMMON)}"
            said = [chance.choice(_COMMON) if n % 3 else _rare(chance) for n in range(30)]
            ref = f"LJU-2027-{number:06d}"
            search.put(tx, Text("ljungby", "project", ref, title, f"purpose: {' '.join(said)}"))
    return house


def _rare(chance: random.Random) -> str:
    return chance.choice(_BUILT) + chance.choice(_ENDS)


def _question(chance: random.Random) -> str:
    """A word, the beginning of one, two words, or a number that one case has."""
    return chance.choice(
        (
            chance.choice(_COMMON),
            _rare(chance),
            _rare(chance)[:4],
            f"{_rare(chance)} {chance.choice(_COMMON)}",
            str(chance.randrange(CASES)),
        )
    )


def _timed(house: House, question: str) -> float:
    since = time.perf_counter()
    find(house, "ljungby", question)
    return (time.perf_counter() - since) * 1000
