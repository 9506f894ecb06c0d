"""A pack's duties and terms of office, as config/<key>/duties.toml holds them.

What is not demanded by a governing document has no rule; it says how sure we are, and what to ask.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from intlflow.domain.duty import Clock, Done, DutyAnchor, MonthDay, Per
from intlflow.domain.words import Role
from intlflow.packs.entries import Bilingual, Count, Entry, Key, Strict, Text

MonthDayText = Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")]


class Window(Strict):
    """A stretch of each calendar year in which a duty is to be done."""

    opens: MonthDayText
    due: MonthDayText
    next_year: bool = False  # the due day lies in the year after

    @cached_property
    def days(self) -> tuple[MonthDay, MonthDay, bool]:
        """The window as the rules count it."""
        return _month_day(self.opens), _month_day(self.due), self.next_year


def _month_day(text: str) -> MonthDay:
    month, _, day = text.partition("-")
    return int(month), int(day)


class When(Strict):
    """One due day, counted from a day that is known: so long after it, before it when negative."""

    anchor: DutyAnchor
    days: Count = 0
    weeks: Count = 0
    months: Count = 0
    working_days: Count = 0


class Every(Strict):
    """Again and again: every so many months after a day."""

    months: Annotated[int, Field(ge=1, le=120)]
    anchor: DutyAnchor
    until: DutyAnchor | None = None


class Rung(Strict):
    """One rung of a duty's ladder: whom it tells, and when, counted from the due day.

    A rung with `opening` is counted from the day the duty opens. One with `every_days` is climbed
    again and again until the duty is met.
    """

    to: Key  # a role, or deputy, carrier, holder
    opening: bool = False
    days: Count = 0
    working_days: Count = 0
    months: Count = 0
    every_days: Annotated[int, Field(ge=0, le=400)] = 0


class Duty(Entry):
    """What must recur, or be done by a day, without anyone having to remember it."""

    key: Key
    clock: Clock  # which flow looks at it
    per: Per  # what there is one duty each of
    title: Bilingual
    ask: Bilingual  # what is to be done, to follow "Senast …:" and "By …:"
    done: Done  # what meets it
    owner: Role  # who owes it
    window: tuple[Window, ...] = ()  # one of `window`, `when` and `every`
    when: When | None = None
    every: Every | None = None
    lead_days: Annotated[int, Field(ge=0, le=1000)] = 0  # opens so long before the due day
    ladder: tuple[Rung, ...]  # who hears of it, and when
    grace_days: Annotated[int, Field(ge=0, le=400)] = 45  # given up so long after the due day
    standing: bool = False  # asked for until it is met, however late
    role: Role | None = None  # whom a vacancy or an appointment is about
    phases: tuple[Text, ...] = ()  # of a case; none: every phase
    programmes: tuple[Text, ...] = ()  # only projects in these; none: in any
    except_programmes: tuple[Text, ...] = ()  # nor projects in these, which have days of their own
    unit_kinds: tuple[Literal["administration", "company"], ...] = ("administration", "company")
    paper: Literal["annual-report", "agenda", "memo"] | None = None  # that its letters lead to
    answer_link: bool = False  # its letters have a link by which one answers without signing in
    rule: Key | None = None  # the sentence that demands it

    @cached_property
    def windows(self) -> tuple[tuple[MonthDay, MonthDay, bool], ...]:
        """The windows as the rules count them."""
        return tuple(window.days for window in self.window)


class Mandate(Entry):
    """A term of office: the council's days, and when the boards that it elects begin."""

    key: Key
    council_from: date
    council_to: date
    boards_from: date
