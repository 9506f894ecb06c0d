"""Ticks at once, and a tick that is killed: one letter, one row, or nothing at all (P3, T7)."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from intlflow.app.duties import ticking
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from intlflow.store.engine import Tx, make_engine, reading
from tests.app.duties.hamlet import FIRST, KEY, clock, hamlet, settle
from tests.postgres import cluster, postgres_url  # noqa: F401 - fixtures
from tests.store.conftest import DATABASES
from tests.store.racing import race

DAYS = [date(2027, 1, 15) + timedelta(days=3 * number) for number in range(50)]
TABLES = ("duty_step", "duty_note", "duty_post", "letter")


@pytest.fixture(params=DATABASES)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """The hamlet on each database, its first tick done."""
    env = {}
    if request.param == "postgres":
        env = {"INTLFLOW_DATABASE_URL": request.getfixturevalue("postgres_url")}
    settings = Settings.from_env(env, tmp_path / "data")
    prepare(settings, with_demo=False, at=clock(FIRST))
    house = assemble(settings)
    house = replace(house, packs={KEY: hamlet(house.packs[KEY])})
    settle(house)
    ticking.tick(house, clock(FIRST))
    yield house
    house.close()


def tick_on(house: House, number: int, day: date) -> int:
    """One of several at once, each a moment later than the one before."""
    at = clock(day) + timedelta(milliseconds=number)
    return ticking.tick(house, at).letters


def counts(house: House) -> dict[str, int]:
    with reading(house.engine) as tx:
        return {name: int((tx.one(f"SELECT count(*) FROM {name}") or (0,))[0]) for name in TABLES}


def told(house: House) -> list[tuple[Any, ...]]:
    """Who has been told of what, on which day."""
    with reading(house.engine) as tx:
        return sorted(
            tx.all("SELECT duty, subject, period, step, person_id, letter_day FROM duty_note")
        )


def letters(house: House) -> list[tuple[Any, ...]]:
    """Each letter's reader, day and words."""
    with reading(house.engine) as tx:
        return sorted(
            tx.all(
                "SELECT person_id, substr(created_at, 1, 10), subject FROM letter"
                " JOIN letter_text ON letter_id = id"
            )
        )


@contextmanager
def alone(tmp_path: Path) -> Iterator[House]:
    """The same hamlet, in which one tick comes after the other."""
    settings = Settings.from_env({}, tmp_path / "alone")
    prepare(settings, with_demo=False, at=clock(FIRST))
    house = assemble(settings)
    house = replace(house, packs={KEY: hamlet(house.packs[KEY])})
    settle(house)
    ticking.tick(house, clock(FIRST))
    yield house
    house.close()


def test_four_ticks_at_once_write_what_one_would_have_written(town: House, tmp_path: Path) -> None:
    laps = race(town, 4, DAYS, tick_on)

    with alone(tmp_path) as other:
        usual = [ticking.tick(other, clock(day)).letters for day in DAYS]
        assert [sum(lap) for lap in laps] == usual
        assert [sorted(lap)[:3] for lap in laps] == [[0, 0, 0]] * len(DAYS)
        assert told(town) == told(other)
        assert letters(town) == letters(other)
    assert sum(usual) > 20


def test_a_tick_that_is_killed_at_any_statement_leaves_nothing(town: House) -> None:
    day, before = DAYS[0], counts(town)

    left, statement = [], 1
    while _killed(town, day, statement):
        left.append(counts(town))
        statement += 1

    assert left == [before] * (statement - 1)
    assert statement > 25
    assert counts(town)["letter"] > before["letter"]  # the last was not killed


@pytest.mark.parametrize("statement", [1, 12, 20, 25])
def test_the_tick_after_one_that_was_killed_does_it_all_and_the_next_nothing(
    town: House, tmp_path: Path, statement: int
) -> None:
    assert _killed(town, DAYS[0], statement)

    ticking.tick(town, clock(DAYS[0], 9))
    again = ticking.tick(town, clock(DAYS[0], 10))

    with alone(tmp_path) as other:
        ticking.tick(other, clock(DAYS[0]))
        assert told(town) == told(other)
        assert letters(town) == letters(other)
    assert (again.letters, again.judged) == (0, ())


def _killed(town: House, day: date, statement: int) -> bool:
    """Whether a tick in a process of its own got as far as its n-th statement, and was killed there."""
    town.close()
    process = get_context("fork").Process(target=_tick_and_die, args=(town, day, statement))
    process.start()
    process.join(60)
    assert process.exitcode in (-signal.SIGKILL, 0)
    return process.exitcode != 0


def _tick_and_die(town: House, day: date, statement: int) -> None:
    own, done = replace(town, engine=make_engine(town.settings.database_url)), [0]

    def dying(usual: Any) -> Any:
        def step(tx: Tx, *given: Any) -> Any:
            done[0] += 1
            if done[0] == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return usual(tx, *given)

        return step

    for name in ("run", "many", "all", "one"):
        setattr(Tx, name, dying(getattr(Tx, name)))
    ticking.tick(own, clock(day))
