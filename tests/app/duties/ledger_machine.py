"""A hamlet to which anything may happen in any order; each tick is held against the model."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from intlflow.app.duties import answering, deciding, ticking
from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.packs.duties import Rung
from intlflow.store import register
from intlflow.store.engine import Tx, reading, writing
from tests.app.duties import hamlet
from tests.app.duties.hamlet import FIRST, KEY, SANNA, SPARE, Template, clock, with_fields
from tests.app.duties.hamlet_model import Model, Place, Row

units = st.sampled_from(hamlet.UNITS)
duties = st.sampled_from(["talk", "plan", "news", "term", "figures", "survey"])
roles = st.sampled_from(["contact_person", "unit_manager", "coordinator", "director", "deputy"])
hours = st.integers(7, 17)


class Crash(Exception):
    """The machine went down."""


class Village(RuleBasedStateMachine):
    """What may happen; `template` and `prepared` are given by the test."""

    template: ClassVar[Template]
    prepared: ClassVar[Callable[[House], None]] = staticmethod(lambda house: None)

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.house = self.stack.enter_context(self.template.copy())
        type(self).prepared(self.house)
        self.model = Model(self.house.packs[KEY], FIRST)
        self.today = FIRST
        self.heard: set[Any] = set()  # notes whose letters have been seen
        self.serial = itertools.count(1)
        self.minutes = itertools.count()

    def teardown(self) -> None:
        self.stack.close()

    def now(self, hour: int = 8) -> datetime:
        """A moment of today that has not been before."""
        return clock(self.today, hour) + timedelta(milliseconds=next(self.minutes))

    # Time

    @initialize()
    def first_day(self) -> None:
        self._tick(8)

    @rule(hour=hours)
    def tick(self, hour: int) -> None:
        self._tick(hour)

    @rule(days=st.integers(1, 40), hour=hours)
    def days_pass_and_a_tick(self, days: int, hour: int) -> None:
        self.today += timedelta(days=days)
        self._tick(hour)

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(days=st.sampled_from([-5, -1, 60, 150]))
    def the_clock_jumps(self, days: int) -> None:
        self.today = max(FIRST, self.today + timedelta(days=days))

    @rule(days=st.integers(0, 20), hour=hours)
    def two_ticks_at_once(self, days: int, hour: int) -> None:
        self.today += timedelta(days=days)
        other = replace(self.house, engine=hamlet.quick_engine(self._file))
        moments = [self.now(hour), self.now(hour)]
        start, faults = threading.Barrier(2), list[BaseException]()

        def run(house: House, at: datetime) -> None:
            try:
                start.wait(10)
                ticking.tick(house, at)
            except BaseException as fault:  # noqa: BLE001 - told below
                faults.append(fault)

        threads = [
            threading.Thread(target=run, args=pair)
            for pair in zip((self.house, other), moments, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        other.close()
        assert faults == []
        self._hold(self.today)

    @rule(after=st.integers(1, 40), days=st.integers(0, 20), hour=hours)
    def a_crash_in_the_middle_of_a_tick(self, after: int, days: int, hour: int) -> None:
        self.today += timedelta(days=days)
        with crashing(after):
            try:
                ticking.tick(self.house, self.now(hour))
            except Crash:
                self._nothing_happened()
                return
        self._hold(self.today)

    # The pack

    @rule(key=duties, place=st.integers(0, 1), days=st.integers(-20, 20))
    def a_window_moves(self, key: str, place: int, days: int) -> None:
        duty = self._duty(key)
        if duty is None or not duty.window:
            return
        windows = list(duty.window)
        old = windows[place % len(windows)]
        due = date.fromisoformat(f"2027-{old.due}") + timedelta(days=days)
        if due.year == 2027 and (f"{due:%m-%d}" > old.opens or old.next_year):
            windows[place % len(windows)] = old.model_construct(
                opens=old.opens, due=f"{due:%m-%d}", next_year=old.next_year
            )
            self._edit(with_fields(duty, window=tuple(windows)))

    @rule(key=duties, to=roles, days=st.integers(-40, 20))
    def a_rung_is_added(self, key: str, to: str, days: int) -> None:
        duty = self._duty(key)
        if duty and all((r.to, r.days, r.opening) != (to, days, False) for r in duty.ladder):
            self._edit(with_fields(duty, ladder=(*duty.ladder, Rung(to=to, days=days))))

    @rule(key=duties, place=st.integers(0, 8))
    def a_rung_is_removed(self, key: str, place: int) -> None:
        duty = self._duty(key)
        if duty and len(duty.ladder) > 1:
            ladder = list(duty.ladder)
            del ladder[place % len(ladder)]
            self._edit(with_fields(duty, ladder=tuple(ladder)))

    @rule(spare=st.sampled_from(SPARE))
    def a_duty_is_added(self, spare: Any) -> None:
        if self._duty(spare.key) is None:
            self._put(duty=(*self.model.pack.duty, spare))

    @precondition(lambda self: len(self.model.pack.unit) < 5)
    @rule()
    def a_unit_is_founded(self) -> None:
        pack = self.model.pack
        unit = hamlet.a_unit(pack, f"ny{len(pack.unit)}", self.today)
        self._put(unit=(*pack.unit, unit))

    # People

    @rule(
        unit=units, role=st.sampled_from(["contact_person", "unit_manager"]), deputy=st.booleans()
    )
    def somebody_comes(self, unit: str, role: str, deputy: bool) -> None:
        name, start = f"ny{next(self.serial)}", self.today.isoformat()
        with writing(self.house.engine) as tx:
            email = f"{name}@{KEY}.example"
            person = register.add_person(tx, KEY, name, email, "", "sv", start)
            register.appoint(tx, KEY, person, role, unit, deputy, start, None, "")

    @rule(place=st.integers(0, 20))
    def somebody_leaves(self, place: int) -> None:
        """Any but Sanna: without a coordinator nobody decides anything."""
        with writing(self.house.engine) as tx:
            people = tx.all("SELECT id FROM person WHERE active_to IS NULL AND email <> ?", SANNA)
            if people:
                last = (self.today - timedelta(days=1)).isoformat()
                person = people[place % len(people)][0]
                tx.run("UPDATE person SET active_to = ? WHERE id = ?", last, person)
                tx.run("UPDATE appointment SET valid_to = ? WHERE person_id = ?", last, person)

    @rule(place=st.integers(0, 20), days=st.integers(1, 60))
    def somebody_is_away(self, place: int, days: int) -> None:
        with writing(self.house.engine) as tx:
            people = tx.all("SELECT id FROM person ORDER BY id")
            last = (self.today + timedelta(days=days)).isoformat()
            register.away(tx, people[place % len(people)][0], self.today.isoformat(), last)

    # What they do

    @rule(unit=units, ago=st.integers(0, 40))
    def a_talk_is_logged(self, unit: str, ago: int) -> None:
        on = self.today - timedelta(days=ago)
        number = self._log("talk", unit, on)
        if number is not None:
            self.model.talks[number.number] = (unit, on)
            self._quiet()

    @rule(key=st.sampled_from(["plan", "term", "figures", "survey"]), unit=units)
    def something_is_logged(self, key: str, unit: str) -> None:
        duty = self._duty(key)
        if duty:
            made = self._log(key, unit if duty.per == "unit" else "", self.today)
            if made is not None:
                self.model.logged[made.number] = (key, made.subject, made.period)
                self._quiet()

    @rule(place=st.integers(0, 50))
    def something_logged_is_taken_back(self, place: int) -> None:
        rows = [*self.model.talks, *self.model.logged]
        if rows:
            number = rows[place % len(rows)]
            try:
                answering.withdraw(self.house, number, by=SANNA, reason="Fel.", at=self.now())
            except (NotFound, Refused):
                return
            self.model.talks.pop(number, None)
            self.model.logged.pop(number, None)

    @rule(key=duties, unit=units)
    def it_is_waived(self, key: str, unit: str) -> None:
        one = self._decide(deciding.waive, key, unit)
        if one is not None:
            self.model.waived.add(one.key[1:])
            self._quiet()

    @rule(key=duties, unit=units, days=st.integers(1, 180))
    def it_is_postponed(self, key: str, unit: str, days: int) -> None:
        until = self.today + timedelta(days=days)
        one = self._decide(deciding.postpone, key, unit, until=until)
        if one is not None:
            times = self.model.postponed.setdefault(one.key[1:], [])
            times.append((until, self.today))

    @rule(key=duties, days=st.none() | st.integers(0, 60))
    def it_is_paused(self, key: str, days: int | None) -> None:
        until = None if days is None else self.today + timedelta(days=days)
        if self._decide(deciding.pause, key, "", until=until) is not None:
            self.model.paused[key, ""] = until

    @rule(key=duties)
    def it_is_resumed(self, key: str) -> None:
        if self._decide(deciding.resume, key, "") is not None:
            self.model.paused.pop((key, ""), None)

    # How it is done

    @property
    def _file(self) -> Path:
        return Path(str(self.house.engine.url.database))

    def _duty(self, key: str) -> Any:
        return next((duty for duty in self.model.pack.duty if duty.key == key), None)

    def _edit(self, duty: Any) -> None:
        self._put(duty=tuple(duty if d.key == duty.key else d for d in self.model.pack.duty))

    def _put(self, **tables: Any) -> None:
        self.model.pack = hamlet.edited(self.model.pack, **tables)
        self.house = replace(self.house, packs={KEY: self.model.pack})

    def _log(self, key: str, subject: str, on: date) -> Any:
        forum = f"möte {next(self.serial)}"
        try:
            return answering.log(
                self.house, KEY, key, subject=subject, by=SANNA, on=on, forum=forum, at=self.now()
            )
        except (NotFound, Refused):
            return None

    def _decide(self, how: Callable[..., Any], key: str, unit: str, **more: Any) -> Any:
        duty = self._duty(key)
        if duty is None:
            return None
        subject = unit if duty.per == "unit" else ""
        try:
            return how(
                self.house, KEY, key, subject=subject, by=SANNA, reason="Så får det bli.",
                at=self.now(), **more,
            )  # fmt: skip
        except (NotFound, Refused):
            return None

    def _tick(self, hour: int) -> None:
        ticking.tick(self.house, self.now(hour))
        self._hold(self.today)

    # What must hold

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with reading(self.house.engine) as tx:
            return tx.all(sql, *values)

    def _ledger(self) -> dict[Row, tuple[str, date]]:
        rows = self._rows(
            "SELECT duty, subject, period, step, outcome, at FROM duty_step WHERE duty <> 'digest'"
        )
        found = {tuple(row[:4]): (row[4], date.fromisoformat(row[5][:10])) for row in rows}
        assert len(found) == len(rows), "a step is twice in the ledger"
        return found

    def _nothing_happened(self) -> None:
        assert self._ledger() == self.model.ledger

    def _hold(self, day: date) -> None:
        """After a tick: just what had to be written was written, and every letter is right."""
        ledger, expected = self._ledger(), self.model.expected(day)
        new = {row: out for row, (out, _) in ledger.items() if row not in self.model.ledger}
        assert {row: "told" if out == "nobody" else out for row, out in new.items()} == expected
        self.model.ledger = ledger
        self._notes_are_right(new, day.isoformat())
        self._letters_are_right()

    def _notes_are_right(self, new: dict[Row, str], today: str) -> None:
        notes = self._rows(
            "SELECT duty, subject, period, step, person_id, letter_day FROM duty_note"
        )
        assert len({note[:5] for note in notes}) == len(notes), "somebody is told twice"
        noted = {note[:4] for note in notes}
        lost = [row for row, out in new.items() if (out == "told") is not (row in noted)]
        assert lost == [], "told but nobody noted, or the other way round"
        posted = {
            person
            for (person,) in self._rows("SELECT person_id FROM duty_post WHERE day = ?", today)
        }
        waiting = {note[4] for note in notes if note[5] is None}
        assert waiting <= posted, "a note waits although its letter could have been written"
        silent = {
            one.place for one in self.model.dues(self.today) if self.model.silent(one, self.today)
        }
        self._told_rightly([note for note in notes if note[5] == today], silent)

    def _told_rightly(self, told: list[Any], silent: set[Place]) -> None:
        """Nobody hears of what is done, waived or paused; what was told before that stands."""
        wrong = [note for note in told if note[:3] in silent and note not in self.heard]
        assert wrong == [], "told although it is met, waived or paused"
        self.heard |= set(told)

    def _letters_are_right(self) -> None:
        letters = self._rows(
            "SELECT person_id, substr(created_at, 1, 10), id FROM letter WHERE template LIKE 'duty/%'"
        )
        days = [letter[:2] for letter in letters]
        assert len(set(days)) == len(days), "two letters on one day"
        posts = self._rows("SELECT person_id, day FROM duty_post")
        assert len(set(posts)) == len(posts), "a letter of the day is kept twice"
        assert set(days) == set(posts)

    def _quiet(self) -> None:
        """What is met or waived is told to nobody who has not had the letter."""
        waiting = self._rows("SELECT duty, subject, period FROM duty_note WHERE letter_day IS NULL")
        done = {
            o.place
            for o in self.model.dues(self.today)
            if self.model.met(o) or o.place in self.model.waived
        }
        assert [note for note in waiting if note in done] == []


@contextmanager
def crashing(after: int) -> Iterator[None]:
    """The n-th statement of a tick does not come back."""
    count = itertools.count(1)

    class Falling(Tx):
        def _step(self) -> None:
            if next(count) == after:
                raise Crash

        def run(self, sql: str, *values: Any) -> int:
            self._step()
            return super().run(sql, *values)

        def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
            self._step()
            super().many(sql, rows)

        def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
            self._step()
            return super().all(sql, *values)

    @contextmanager
    def falling(engine: Any) -> Iterator[Tx]:
        with writing(engine) as tx:
            tx.__class__ = Falling
            yield tx

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ticking, "writing", falling)
        yield
