"""What becomes of each step of a duty: told now, overtaken by a later one, or too late to be told.

The question is never "is it exactly so many days before" but "has its day come, and is it not in the
ledger yet". So it may be asked once, twenty times or after a month of silence, with the same answer.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from intlflow.domain.duty import Step

SOON = timedelta(days=7)


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
    recorded: Container[str],
    today: date,
    *,
    grace: int,
    since: date | None = None,
) -> list[Verdict]:
    """Judge the steps whose day has come and that the ledger does not hold.

    Of several steps for the same people only the latest is told: a catch-up never storms. What is
    late and will be said again within the week is not said twice.

    Args:
        steps: those of one open occurrence, in order.
        recorded: the keys that the ledger holds.
        today: the day it is, once the office has opened.
        grace: how many days late a step is still told.
        since: from when the subject exists; earlier steps count as if they fell on that day.
    """
    verdicts: list[Verdict] = []
    for to in dict.fromkeys(step.to for step in steps):
        come = [step for step in steps if step.to == to and step.day <= today]
        for place, step in enumerate(come):
            if step.key in recorded:
                continue
            fell = max(step.day, since) if since else step.day
            if (today - fell).days > grace:
                outcome = Outcome.SKIPPED
            elif place + 1 < len(come) or _soon_again(step, today):
                outcome = Outcome.OVERTAKEN
            else:
                outcome = Outcome.TOLD
            verdicts.append(Verdict(step, outcome))
    return verdicts


def _soon_again(step: Step, today: date) -> bool:
    late = step.day < today
    return late and step.again_on is not None and step.again_on - today <= SOON
