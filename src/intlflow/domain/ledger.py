"""What becomes of each step of a duty: told now, overtaken by a later one, or too late to be told.

The question is never "is it exactly so many days before" but "has its day come, and is it not in the
ledger yet". So it may be asked once, twenty times or after a month of silence, with the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from intlflow.domain.duty import Step

SOON = timedelta(days=7)
Entry = tuple[str, str]  # an outcome, and the day it was written


class Outcome(StrEnum):
    """How a step is written into the ledger."""

    TOLD = "told"
    OVERTAKEN = "overtaken"  # a later step tells the same people the same thing
    SKIPPED = "skipped"  # found later than the grace allows
    NOBODY = "nobody"  # there was nobody to tell


@dataclass(frozen=True, slots=True)
class Verdict:
    """One step, judged."""

    step: Step
    outcome: Outcome


def judge(
    steps: Sequence[Step],
    recorded: Mapping[str, Entry],
    today: date,
    *,
    grace: int,
    since: date | None = None,
) -> list[Verdict]:
    """Judge the steps whose day has come and that the ledger does not hold.

    Of several steps for the same people only the latest is told: a catch-up never storms. A rung
    that is climbed again and again keeps silent when the same was told, late, within the week.

    Args:
        steps: those of one open occurrence, in order.
        recorded: what the ledger holds: the steps' keys, how each came out, and on which day.
        today: the day it is, once the office has opened.
        grace: how many days late a step is still told.
        since: from when the subject exists; earlier steps count as if they fell on that day.
    """
    verdicts: list[Verdict] = []
    for to in dict.fromkeys(step.to for step in steps):
        come = [step for step in steps if step.to == to and step.day <= today]
        held = [recorded[step.key] for step in come if step.key in recorded]
        told = [date.fromisoformat(on) for outcome, on in held if outcome == Outcome.TOLD]
        for place, step in enumerate(come):
            if step.key in recorded:
                continue
            fell = max(step.day, since) if since else step.day
            if (today - fell).days > grace:
                outcome = Outcome.SKIPPED
            elif place + 1 < len(come) or (step.again and told and today - max(told) < SOON):
                outcome = Outcome.OVERTAKEN
            else:
                outcome = Outcome.TOLD
            verdicts.append(Verdict(step, outcome))
    return verdicts
