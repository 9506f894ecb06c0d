"""The days on which somebody is told about a duty, counted along its ladder."""

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta

from intlflow.domain.calendar import is_quiet, is_working_day, shift_working_days
from intlflow.domain.duty import Occurrence, Rung, Step, rung_key
from intlflow.domain.months import shift_months

Free = Container[date]


def steps_of(
    rungs: Sequence[Rung], occurrence: Occurrence, *, first: date, last: date, free: Free
) -> list[Step]:
    """The steps of an occurrence that fall between two days, in order.

    A first letter waits for a working day outside the quiet weeks. What concerns a deadline is said
    on its day, whatever day that is. After a postponement the ladder is climbed anew, under new
    names, from the day it was decided.

    Args:
        rungs: the ladder.
        occurrence: what it is about.
        first, last: steps outside these days are left out.
        free: free days, for at least the years around the occurrence.
    """
    steps: list[Step] = []
    for rung in rungs:
        if occurrence.moved and rung.opening:
            continue
        steps += _climb(rung, occurrence, first, last, free)
    since = occurrence.moved_on
    kept = (s for s in steps if first <= s.day <= last and (since is None or s.day > since))
    return sorted(kept, key=lambda step: (step.day, step.key))


def _climb(
    rung: Rung, occurrence: Occurrence, first: date, last: date, free: Free
) -> Iterator[Step]:
    prefix = f"{occurrence.moved}:" if occurrence.moved else ""
    key, day = prefix + rung_key(rung), _day(rung, occurrence, free)
    if rung.opening:
        yield Step(key, rung.to, calm_day(day, free), opening=True)
    elif not rung.every_days:
        yield Step(key, rung.to, day)
    else:
        turn = max(0, (first - day).days // rung.every_days)
        while (again := day + timedelta(days=turn * rung.every_days)) <= last:
            yield Step(f"{key}x{turn}" if turn else key, rung.to, again, again=True)
            turn += 1


def _day(rung: Rung, occurrence: Occurrence, free: Free) -> date:
    base = occurrence.opens if rung.opening else occurrence.due
    day = shift_months(base, rung.months) + timedelta(days=rung.days)
    return shift_working_days(day, rung.working_days, free) if rung.working_days else day


def calm_day(day: date, free: Free) -> date:
    """The day itself, or the next on which people are at work and have time to read."""
    while is_quiet(day) or not is_working_day(day, free):
        day += timedelta(days=1)
    return day
