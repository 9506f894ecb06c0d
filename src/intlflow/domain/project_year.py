"""What a case did during a calendar year, read from its history: ran, closed, applied, was evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intlflow.domain.facts import Fact, Facts
from intlflow.domain.project import PROJECT, Phase
from intlflow.domain.words import Stage

OUTCOMES = frozenset(
    {Phase.SUBMITTED, Phase.SUPPLEMENT, Phase.RESERVE, Phase.CONDITIONAL, Phase.REDUCED}
    | {Phase.GRANTED, Phase.REJECTED, Phase.WITHDRAWN}
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of a case's history, on its day in Sweden, with what was known after it."""

    day: date
    verb: str
    target: str
    known: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Application:
    """One application and what came of it so far."""

    submitted_on: date
    outcome: str  # a phase of the project; `submitted` while nobody has decided
    outcome_on: date
    known: Mapping[str, Any] = field(default_factory=dict)


def ran(history: Sequence[Happening]) -> tuple[date, date | None] | None:
    """From when until when a project was carried out; None when it never was.

    It begins with its period, as that was last corrected; without one, on the day it was started.
    """
    start = Facts(history[-1].known).day(Fact.PERIOD_START)
    began = left = None
    for step in history:
        running = PROJECT.stage(step.target) is Stage.RUNNING
        if running and began is None:
            began = start or step.day
        if running:
            left = None
        elif began is not None and left is None:
            left = step.day
    return (min(began, left or began), left) if began else None


def applications(history: Sequence[Happening], year: int) -> list[Application]:
    """The applications that a project submitted during a year, each with its own outcome."""
    found = []
    for place, step in enumerate(history):
        if step.verb == "submit" and step.day.year == year:
            last = _last_word(history[place:])
            known = {**step.known, **last.known}
            found.append(Application(step.day, last.target, last.day, known))
    return found


def _last_word(history: Sequence[Happening]) -> Happening:
    """The newest thing that was said about the application that a history begins with."""
    last = history[0]
    for step in history[1:]:
        if step.verb == "submit" or PROJECT.stage(step.target) is Stage.WRITING:
            break
        if step.target in OUTCOMES:
            last = step
    return last


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that counts in a year.

    Args:
        year: the calendar year, on Swedish clocks.
        what: `idea`, `application`, `running`, `closed` or `evaluation`.
        outcome: of an application, what came of it so far; of an idea, where it stood at the year's end.
        known: what was known of it.
        lasts: it runs on, and counts in the years that come as well.
    """

    year: int
    what: str
    outcome: str
    known: Mapping[str, Any]
    lasts: bool = False


def counted(history: Sequence[Happening], through: int) -> list[Counted]:
    """Everything of a project's history that counts in a year, up to and with the year `through`.

    A year in which a project was closed does not also count it as running.
    """
    opened, now = history[0].day.year, history[-1].known
    found = [Counted(opened, "idea", stood(history, date(opened, 12, 31)), history[0].known)]
    for year in sorted({step.day.year for step in history}):
        sent = applications(history, year)
        found += [Counted(year, "application", each.outcome, each.known) for each in sent]
        judged = evaluated(history, year)
        if judged is not None:
            found.append(Counted(year, "evaluation", "", judged.known))
    time = ran(history)
    if time is not None:
        began, left = time[0].year, time[1]
        lasts = left is None
        last = max(began, through) if left is None else left.year
        years = range(began, last + (1 if lasts else 0))
        found += [Counted(year, "running", "", now, lasts) for year in years]
        if not lasts:
            found.append(Counted(last, "closed", "", now))
    return found


def evaluated(history: Sequence[Happening], year: int) -> Happening | None:
    """The last evaluation that was handed in during a year."""
    in_year = [step for step in history if step.verb == "evaluate" and step.day.year == year]
    return in_year[-1] if in_year else None


def stood(history: Sequence[Happening], last_day: date) -> str:
    """Where a case stood at the end of a day; nothing when it was not opened yet."""
    before = [step.target for step in history if step.day <= last_day]
    return before[-1] if before else ""
