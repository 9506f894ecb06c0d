"""A year's figures among 1,000,000 projects: of one municipality, and of all 290.

With a fresh, empty database's address in BENCH_POSTGRES_URL, PostgreSQL is measured as well.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy

from bench.report import Line as Reported
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from intlflow.store import year_lines
from intlflow.store.engine import Tx, reading, writing

PROJECTS = int(os.environ.get("BENCH_YEAR_PROJECTS", "1000000"))
TOWNS, UNITS, YEARS = 290, 20, range(2018, 2028)
ASKED = 2027
_PROGRAMMES = ("", "erasmus", "life", "esf", "interreg")
_OUTCOMES = ("submitted", "granted", "rejected", "reserve")
_MADE = (
    "INSERT INTO case_ (id, ref, municipality, kind, unit, unit_name, title, phase, stage, stage_entry,"
    " version, facts, opened_by, opened_at, changed_at)"
    " VALUES (?, ?, ?, 'project', ?, '', '', 'running', 'running', 1, 1, '{}', 1, '', '')"
)
_PERSON = (
    "INSERT INTO person (id, municipality, name, email, title, lang, channels, active_from)"
    " VALUES (1, 'town0', 'Person', NULL, '', 'sv', '', '2013-01-01')"
)


def lines(folder: Path) -> list[Reported]:
    """Both databases, or SQLite alone."""
    found = _measured(Settings.from_env({}, folder / "sqlite"), "")
    address = os.environ.get("BENCH_POSTGRES_URL")
    if address:
        settings = Settings.from_env({"INTLFLOW_DATABASE_URL": address}, folder / "postgres")
        found += _measured(settings, ", PostgreSQL")
    return found


def _measured(settings: Settings, where: str) -> list[Reported]:
    house = _filled(settings)
    try:
        with reading(house.engine) as tx:
            town = _times(50, lambda n: len(year_lines.totals(tx, ASKED, f"town{n}")))
            units = _times(50, lambda n: len(year_lines.sums(tx, ASKED, f"town{n}")))
            country = _times(9, lambda _: len(year_lines.totals(tx, ASKED)))
            unaided, _, _ = _times(3, lambda n: _sums_without_index(tx, f"town{n}"))
    finally:
        house.close()
    name = f"a year among {PROJECTS:,} projects{where}"
    times = unaided / units[0]
    return [
        _line(f"{name}: a town", 0.5, *town),
        _line("  the same by unit and programme", None, *units),
        _line(f"{name}: all {TOWNS}", 80, *country),
        Reported("  by unit and programme, without the index", unaided, units[0], "ms", times, 30),
    ]


def _line(name: str, goal: float | None, wall: float, cpu: float, got: int) -> Reported:
    return Reported(name, wall, None, "ms", wall, goal, True, f"{got:,} sums; cpu {cpu:.2f} ms")


def _sums_without_index(tx: Tx, town: str) -> int:
    """The same question in words that no index answers."""
    sql = (
        "SELECT what, unit, programme, outcome, currencies, count(*), sum(applied), sum(granted)"
        " FROM year_line WHERE year + 0 = ? AND municipality || '' = ? GROUP BY 1, 2, 3, 4, 5"
    )
    return len(tx.all(sql, ASKED, town))


def _times(rounds: int, ask: Callable[[int], int]) -> tuple[float, float, int]:
    """Medians in milliseconds, by the clock and of the processor, and how much came back."""
    walls, cpus, got = [], [], ask(0)
    for number in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        got = ask(number)
        cpus.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    return statistics.median(walls), statistics.median(cpus), got


def _filled(settings: Settings) -> House:
    prepare(settings, with_demo=False, at=datetime(2027, 3, 1, tzinfo=UTC))
    house, chance = assemble(settings), random.Random(1)
    with writing(house.engine) as tx:
        tx.run(_PERSON)
        for year in YEARS:
            made = list(_in_year(chance, year))
            tx.many(_MADE, [(n.case_id, f"P-{n.case_id}", n.municipality, n.unit) for n in made])
            year_lines.replace(tx, [], made)
        for town in range(TOWNS):
            year_lines.add_up(tx, f"town{town}", YEARS)
    if house.engine.dialect.name == "postgresql":  # as its own housekeeping leaves it
        with house.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sqlalchemy.text("VACUUM ANALYZE year_line"))
    return house


def _in_year(chance: random.Random, year: int) -> Iterator[year_lines.Line]:
    """A year's share of the projects, town by town, each with money in one of two currencies."""
    share = PROJECTS // len(YEARS)
    first = (year - YEARS[0]) * share
    for number in range(first, first + share):
        currency = "SEK" if chance.random() < 0.8 else "EUR"
        applied = chance.randrange(10**7, 10**9)
        yield year_lines.Line(
            municipality=f"town{(number - first) * TOWNS // share}", year=year,
            what=chance.choice(year_lines.WHAT), unit=f"unit{chance.randrange(UNITS)}",
            programme=chance.choice(_PROGRAMMES), outcome=chance.choice(_OUTCOMES),
            currencies=f"{currency} {currency} SEK -", applied=applied, granted=applied // 2,
            own=applied // 4, total=None, lasts=False, case_id=number + 1,
        )  # fmt: skip
