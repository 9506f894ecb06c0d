"""What a duty is: who owes it, how often or by when, what counts as done, who is reminded and when.

A duty comes from a municipality's pack, with the sentence of the governing document that demands it.
Nothing here knows what day it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Per(StrEnum):
    """Of what there is one duty each."""

    UNIT = "unit"  # each förvaltning and bolag
    BOARD = "board"  # each nämnd and company board
    MUNICIPALITY = "municipality"
    DOCUMENT = "document"  # each governing document with a last day for revision
    PROJECT = "project"
    MILESTONE = "milestone"  # each planned date of a case
    TWIN_TOWN = "twin_town"
    NETWORK = "network"
    APPOINTMENT = "appointment"  # each appointment with a last day
    MOVED = "moved"  # each day of a project that has moved
    VACANCY = "vacancy"  # each unit that lacks somebody in the role
    MEETING = "meeting"  # each meeting by which a project's decision is planned to be taken
    EVALUATION = "evaluation"  # each project, twin town or cooperation chosen for evaluation
    DECISION = "decision"  # each decision that is still to be reported to a body


class Done(StrEnum):
    """What makes a duty met."""

    TALK = "talk"  # logged talks, counted over the calendar year
    LOG = "log"  # something logged for just this period
    ACTIVITY = (
        "activity"  # an activity of the calendar year that made use of it, or something logged
    )
    REPORT = "report"  # the unit's annual report, or a signed "nothing to report"
    HANDOVER = "handover"  # the year's compilation handed over, or something logged
    APPOINTMENT = "appointment"  # somebody appointed to the role for the time to come
    RESULTS = "results"  # the evaluation's sheet, or the case, says what was produced
    EFFECT = "effect"  # an effect is told on the evaluation's sheet for just this time
    STATE = "state"  # it is gone once the case, document or vacancy is no longer so
    TOLD = "told"  # being told is all there is


class Clock(StrEnum):
    """Which scheduled flow keeps an eye on a duty."""

    LEDNINGSGRUPP = "ledningsgrupp_reminders"
    REPORTS = "annual_reports"
    DOCUMENTS = "document_reviews"
    APPOINTMENTS = "appointments"
    EVALUATIONS = "evaluations"
    PROJECTS = "project_clocks"


class DutyAnchor(StrEnum):
    """The days that a duty can hang on."""

    MANDATE_START = "mandate_start"  # of the council's term of office
    MANDATE_END = "mandate_end"
    BOARDS_FROM = "boards_from"  # when the boards of a new term begin
    REVISE_BY = "revise_by"
    ENTERED = "entered"  # when a case came to the phase it stands in
    CALL_DEADLINE = "call_deadline"
    SUPPLEMENT_DUE = "supplement_due"
    CONDITION_DUE = "condition_due"
    WAKE_ON = "wake_on"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    MILESTONE = "milestone"
    VALID_FROM = "valid_from"  # of an appointment
    VALID_TO = "valid_to"
    VACANT_SINCE = "vacant_since"
    MOVED = "moved"  # when it was found that a day had moved
    DECIDED = "decided"
    AGENDA_STOP = "agenda_stop"  # the last day for a meeting's papers
    RESULTS_DUE = "results_due"  # of an evaluation
    EFFECTS_FROM = "effects_from"


_CASE = (
    DutyAnchor.ENTERED,
    DutyAnchor.CALL_DEADLINE,
    DutyAnchor.SUPPLEMENT_DUE,
    DutyAnchor.CONDITION_DUE,
    DutyAnchor.WAKE_ON,
    DutyAnchor.PERIOD_START,
    DutyAnchor.PERIOD_END,
)
ANCHORS: dict[Per, tuple[DutyAnchor, ...]] = {
    Per.UNIT: (),
    Per.BOARD: (),
    Per.NETWORK: (),
    Per.MUNICIPALITY: (
        DutyAnchor.MANDATE_START,
        DutyAnchor.MANDATE_END,
        DutyAnchor.BOARDS_FROM,
    ),
    Per.DOCUMENT: (DutyAnchor.REVISE_BY,),
    Per.PROJECT: _CASE,
    Per.TWIN_TOWN: (DutyAnchor.ENTERED,),
    Per.MILESTONE: (DutyAnchor.MILESTONE,),
    Per.APPOINTMENT: (DutyAnchor.VALID_FROM, DutyAnchor.VALID_TO),
    Per.VACANCY: (DutyAnchor.VACANT_SINCE,),
    Per.MOVED: (DutyAnchor.MOVED,),
    Per.DECISION: (DutyAnchor.DECIDED,),
    Per.MEETING: (DutyAnchor.AGENDA_STOP,),
    Per.EVALUATION: (DutyAnchor.RESULTS_DUE, DutyAnchor.EFFECTS_FROM),
}

DEPUTY = "deputy"  # on a ladder: whoever stands in for the role that owes the duty
CARRIER = "carrier"  # on a ladder: whoever carries the case through its stage
HOLDER = "holder"  # on a ladder: the very person whom an appointment is about, or who has decided

MonthDay = tuple[int, int]


class Rung(Protocol):
    """One rung of a ladder: who is told, so long before or after the day it is due."""

    @property
    def to(self) -> str: ...
    @property
    def opening(self) -> bool: ...
    @property
    def days(self) -> int: ...
    @property
    def working_days(self) -> int: ...
    @property
    def months(self) -> int: ...
    @property
    def every_days(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty falls due.

    Args:
        period: its name, the same however the days are moved: `2027-1`, `2027`, `2023-08-14`.
        opens: from when it can be done and is asked for.
        due: the last day.
        year: the calendar year in which talks are counted.
        needed: how many talks there must be by then.
        moved: how many times it has been postponed.
        moved_on: the day of the last postponement.
    """

    period: str
    opens: date
    due: date
    year: int
    needed: int = 1
    moved: int = 0
    moved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which somebody is told about an occurrence, unless it is met before.

    Args:
        key: its name in the ledger; the same however the days are moved.
        to: a role, or `deputy`, or `carrier`.
        day: the day.
        opening: the calm first letter, which holidays and quiet weeks may move.
        again: it is climbed again and again until the duty is met.
    """

    key: str
    to: str
    day: date
    opening: bool = False
    again: bool = False


def rung_key(rung: Rung) -> str:
    """What a rung is called in the ledger: `open`, `-30`, `+5w`, `-6m`, and whom it tells."""
    parts = [f"{rung.months:+}m"] if rung.months else []
    parts += [f"{rung.days:+}"] if rung.days else []
    parts += [f"{rung.working_days:+}w"] if rung.working_days else []
    when = ("open" if rung.opening else "") + "".join(parts)
    return f"{when or 'due'}>{rung.to}"


def ladder_order(rungs: Sequence[Rung]) -> list[Rung]:
    """Rungs as they come: the opening first, then by their distance from the due day."""
    return sorted(
        rungs, key=lambda r: (not r.opening, r.months * 31 + r.days + r.working_days * 1.5)
    )
