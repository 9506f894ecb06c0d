"""What ought to happen in the hamlet, worked out the plain way: by going through every year and rung."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from intlflow.domain.calendar import is_quiet
from intlflow.packs.duties import Duty
from intlflow.packs.duties import Rung as PackRung
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Pack
from tests.app.duties.hamlet import KEY, TERM

FREE = free_days(range(2020, 2050))
YEARS = range(2025, 2045)
Place = tuple[str, str, str]  # duty, subject, period
Row = tuple[str, str, str, str]  # and step


@dataclass(frozen=True)
class Due:
    """One time that a duty falls due for one subject."""

    duty: Duty
    subject: str
    since: date | None
    period: str
    opens: date
    due: date
    year: int
    needed: int
    moved: int = 0
    moved_on: date | None = None

    @property
    def place(self) -> Place:
        return self.duty.key, self.subject, self.period


@dataclass
class Model:
    """The hamlet as people know it, and the ledger as it was last seen."""

    pack: Pack
    since: date
    talks: dict[int, tuple[str, date]] = field(default_factory=dict)  # row → unit, day
    logged: dict[int, Place] = field(default_factory=dict)
    waived: set[Place] = field(default_factory=set)
    postponed: dict[Place, list[tuple[date, date]]] = field(default_factory=dict)
    paused: dict[tuple[str, str], date | None] = field(default_factory=dict)
    ledger: dict[Row, tuple[str, date]] = field(default_factory=dict)

    def dues(self, today: date) -> Iterator[Due]:
        """Everything that is open on a day, met or not."""
        for duty in self.pack.duty:
            for subject, born in self._subjects(duty, today):
                for one in self._of(duty, subject, born):
                    given_up = one.due + timedelta(days=duty.grace_days) < today
                    if one.opens <= today and (duty.standing or not given_up):
                        yield one

    def _subjects(self, duty: Duty, today: date) -> list[tuple[str, date | None]]:
        if duty.per == "municipality":
            return [("", None)]
        return [
            (u.key, u.valid_from)
            for u in self.pack.unit
            if not u.valid_from or u.valid_from <= today
        ]

    def _of(self, duty: Duty, subject: str, born: date | None) -> Iterator[Due]:
        if duty.when:
            end = TERM.council_to
            opens = end - timedelta(days=duty.lead_days)
            yield self._moved(Due(duty, subject, born, end.isoformat(), opens, end, end.year, 1))
        for year in YEARS:
            for number, each in enumerate(duty.window, 1):
                opens, due = _on(year, each.opens), _on(year + each.next_year, each.due)
                period = f"{year}-{number}" if len(duty.window) > 1 else str(year)
                if due >= self.since:
                    yield self._moved(Due(duty, subject, born, period, opens, due, year, number))

    def _moved(self, one: Due) -> Due:
        times = self.postponed.get(one.place)
        if not times:
            return one
        until, on = times[-1]
        return Due(
            one.duty, one.subject, one.since, one.period, one.opens, until, one.year, one.needed,
            len(times), on,
        )  # fmt: skip

    def met(self, one: Due) -> bool:
        """Whether it has been done."""
        if one.duty.done == "talk":
            held = [
                u for u, day in self.talks.values() if u == one.subject and day.year == one.year
            ]
            return len(held) >= one.needed
        return one.place in self.logged.values()

    def silent(self, one: Due, today: date) -> bool:
        """Whether nobody may hear of it today."""
        pauses = [
            self.paused[p]
            for p in {(one.duty.key, one.subject), (one.duty.key, "")} & self.paused.keys()
        ]
        paused = any(until is None or today <= until for until in pauses)
        return self.met(one) or one.place in self.waived or paused

    def expected(self, today: date) -> dict[Row, str]:
        """What a tick on a day must write into the ledger; `told` stands for `nobody` as well."""
        found: dict[Row, str] = {}
        for one in self.dues(today):
            if not self.silent(one, today):
                for to in {rung.to for rung in one.duty.ladder}:
                    found |= self._judged(one, to, today)
        return found

    def _judged(self, one: Due, to: str, today: date) -> dict[Row, str]:
        grace = timedelta(days=one.duty.grace_days)
        first = max(self.since - grace, today - grace - timedelta(days=400))
        come = sorted(
            (day, key, again)
            for rung in one.duty.ladder
            if rung.to == to
            for key, day, again in _days(rung, one, today)
            if first <= day <= today and (one.moved_on is None or day > one.moved_on)
        )
        told = [
            self.ledger[(*one.place, key)][1]
            for _, key, _ in come
            if self.ledger.get((*one.place, key), ("", None))[0] == "told"
        ]
        found: dict[Row, str] = {}
        for day, key, again in come:
            if (*one.place, key) in self.ledger:
                continue
            just_told = again and told and today - max(told) < timedelta(days=7)
            if today - max(day, one.since or day) > grace:
                found[*one.place, key] = "skipped"
            elif (day, key, again) != come[-1] or just_told:
                found[*one.place, key] = "overtaken"
            else:
                found[*one.place, key] = "told"
        return found


def _on(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def _days(rung: PackRung, one: Due, today: date) -> Iterator[tuple[str, date, bool]]:
    prefix = f"{one.moved}:" if one.moved else ""
    if rung.opening:
        day = one.opens
        while day.weekday() > 4 or day in FREE or is_quiet(day):
            day += timedelta(days=1)
        if not one.moved:
            yield f"open>{rung.to}", day, False
        return
    day = one.due + timedelta(days=rung.days)
    name = f"{prefix}{f'{rung.days:+}' if rung.days else 'due'}>{rung.to}"
    yield name, day, bool(rung.every_days)
    turn = 1
    while rung.every_days and day + timedelta(days=turn * rung.every_days) <= today:
        yield f"{name}x{turn}", day + timedelta(days=turn * rung.every_days), True
        turn += 1


def key_of(place: Place) -> tuple[str, str, str, str]:
    """As the database keeps it."""
    return KEY, *place
