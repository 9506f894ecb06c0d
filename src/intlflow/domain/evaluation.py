"""When an evaluation's results and effects are due, how it stands, and what its sheet has still to say.

Sources: Ljungby's verksamhetsplan 2018, § 5 (resultat och effekter i utvalda projekt eller samarbeten) and
§ 3 (både på kort och på lång sikt). The days are ours, no document names any: results three months after a
project's end, else by 31 October; effects after so many months as the pack's duties say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from intlflow.domain.lifecycle import Refused
from intlflow.domain.months import shift_months

RESULTS_AFTER = 3  # months after a project's end
LAST_DAY = (10, 31)  # of the year, for what has no end of its own
ABOUT = ("case_ref", "cooperation", "network")  # one of them is what is evaluated
# What the sheet asks, in its order; goals and effects are rows of their own.
SHEET = (
    "results", "unexpected", "lives_on", "lives_on_owner", "keep_cost", "value_funding",
    "value_competence", "value_cooperation", "partnership", "partnership_why", "own_hours",
    "economy", "again", "not_again", "will_change", "spread", "goals_served", "recommendation",
)  # fmt: skip
# The five questions about a refused application.
LESSONS = ("why_refused", "score", "own_hours", "again", "apply_again")


class Verdict(StrEnum):
    """What was decided about evaluating something."""

    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    LESSONS = "lessons"  # of a refused application


class Standing(StrEnum):
    """How far an evaluation has come."""

    NOT_CHOSEN = "not_chosen"
    CHOSEN = "chosen"  # nobody has opened its sheet
    OPEN = "open"
    RESULTS = "results"  # the results are told, effects are still to come
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    """One time that effects are asked for.

    Args:
        months: after the day they are counted from.
        on: the last day to tell them.
        told: whether somebody has.
    """

    months: int
    on: date
    told: bool


def results_due(own: date | None, ended: date | None, chosen_on: date) -> date:
    """The last day to tell the results.

    Args:
        own: the day that was said when it was chosen, if one was.
        ended: the project's last day; None where there is none.
        chosen_on: when it was chosen.
    """
    if own is not None:
        return own
    if ended is not None:
        return shift_months(ended, RESULTS_AFTER)
    this_year = date(chosen_on.year, *LAST_DAY)
    return this_year if chosen_on <= this_year else date(chosen_on.year + 1, *LAST_DAY)


def effects_from(own: date | None, ended: date | None, results: date) -> date:
    """The day that effects are counted from: a project's end, else the day its results are due."""
    return own or ended or results


def effects_due(start: date, months: Sequence[int], told: Collection[int]) -> tuple[Due, ...]:
    """Each time that effects are asked for, the soonest first."""
    return tuple(Due(each, shift_months(start, each), each in told) for each in sorted(months))


def standing(
    verdict: str, opened: bool, results: object, effects: Sequence[Due], lessons: object = None
) -> Standing:
    """How far an evaluation has come.

    Args:
        verdict: what was decided.
        opened: whether its sheet has been opened.
        results: what was produced, as the sheet or the case says it; nothing: not told.
        effects: each time that effects are asked for.
        lessons: of a refused application, why it was refused.
    """
    if verdict == Verdict.NOT_CHOSEN:
        return Standing.NOT_CHOSEN
    if verdict == Verdict.LESSONS:
        return Standing.DONE if lessons else Standing.OPEN
    if results:
        return Standing.DONE if all(due.told for due in effects) else Standing.RESULTS
    return Standing.OPEN if opened else Standing.CHOSEN


def check(row: Mapping[str, Any]) -> None:
    """Raise unless a row is about one thing: a case, a cooperation or a network.

    Raises:
        Refused: `evaluation-of-one`.
    """
    if sum(bool(row.get(each)) for each in ABOUT) != 1:
        raise Refused("evaluation-of-one")
