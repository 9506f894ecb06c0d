"""Mistakes that a ledger like this one could be built with, to be planted and found."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from intlflow.app.duties import ticking
from intlflow.app.duties.planning import Judged, Planner, ledger_row, notes_of
from intlflow.app.house import House
from intlflow.domain.duty import Step
from intlflow.store import duties
from intlflow.store.engine import Tx, _begin, writing
from intlflow.store.instants import stamp

_BARE = {
    "duty_step": "municipality, duty, subject, period, step, outcome, day, closes, at",
    "duty_post": "person_id, day, municipality, items, at",
}


def without_keys(house: House) -> None:
    """Let the same row be in the ledger, and the same letter on a day, any number of times."""
    with writing(house.engine) as tx:
        for table, columns in _BARE.items():
            tx.run(f"DROP TABLE {table}")
            tx.run(f"CREATE TABLE {table} ({columns})")
        tx.run("DROP TABLE duty_note")
        tx.run(
            "CREATE TABLE duty_note (id INTEGER PRIMARY KEY, municipality, duty, subject, period,"
            " step, person_id, role, stands_in, vacancy, day, letter_day)"
        )


class _Careless(Tx):
    """Looks without the writer's place, and takes it only when there is something to write."""

    together = threading.Barrier(2)

    def __init__(self, connection: Any, postgres: bool) -> None:
        super().__init__(connection, postgres)
        self._connection, self._looking = connection, True

    def run(self, sql: str, *values: Any) -> int:
        self._write()
        return super().run(sql, *values)

    def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        self._write()
        super().many(sql, rows)

    def _write(self) -> None:
        if self._looking:
            self._looking = False
            self._connection.rollback()
            if threading.current_thread() is not threading.main_thread():
                with contextlib.suppress(threading.BrokenBarrierError):
                    self.together.wait(0.2)  # both have looked; neither has written
            _begin(self._connection)


@contextmanager
def _careless(engine: Any) -> Iterator[Tx]:
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    try:
        connection.execute("BEGIN")
        yield _Careless(connection, False)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        pooled.close()


def look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look, then write: what another tick has written meanwhile is not seen."""
    _Careless.together = threading.Barrier(2)
    monkeypatch.setattr(ticking, "writing", _careless)


def mark_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the ledger, and only then, in another transaction, whom to tell."""

    def record(tx: Any, judged: list[Judged], day: date, at: datetime) -> list[Judged]:
        moment = stamp(at)
        duties.record(tx, [ledger_row(each, moment) for each in judged])
        fresh = duties.fresh(tx, moment) if judged else set()
        tx._cursor.connection.commit()
        _begin(tx._cursor.connection)
        new = [each for each in judged if each.key in fresh]
        duties.note(tx, [note for each in new for note in notes_of(each, day)])
        return new

    monkeypatch.setattr(ticking, "_record", record)


def exact_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell what falls on just this day."""
    usual = Planner.steps

    def steps(self: Planner, *asked: Any) -> list[Step]:
        return [step for step in usual(self, *asked) if step.day == self.day]

    monkeypatch.setattr(Planner, "steps", steps)


class Watermark:
    """Tell what fell after the last day that was worked through, and remember that day."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._last = date.min
        usual, tick = Planner.steps, ticking.tick

        def steps(planner: Planner, *asked: Any) -> list[Step]:
            return [step for step in usual(planner, *asked) if step.day > self._last]

        def marked(house: House, at: datetime) -> Any:
            done = tick(house, at)
            self._last = max(self._last, done.day)
            return done

        monkeypatch.setattr(Planner, "steps", steps)
        monkeypatch.setattr(ticking, "tick", marked)

    def begin(self, _: House) -> None:
        """Another installation: nothing has been worked through."""
        self._last = date.min
