"""Can the clock be believed? A clock that jumps must stop the letters, not send a year of them at once.

Backwards more than five minutes, or forwards more than 48 hours compared with a clock that is never
set, and nothing is written until somebody has looked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

BACK = timedelta(minutes=5)
FORWARD = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clocks showed at once.

    Args:
        at: the wall clock, aware.
        boot: which start of the machine it was; empty when that can't be known.
        ran: seconds since that start, sleep included.
    """

    at: datetime
    boot: str
    ran: float


def doubt(last: Reading | None, now: Reading) -> str | None:
    """Why the clock can't be believed: `clock-back` or `clock-forward`; None when it can.

    A machine that was off for a month is no jump: then there is only the wall clock to go by, and it
    may go forward as far as it likes.
    """
    if last is None:
        return None
    if now.at < last.at - BACK:
        return "clock-back"
    if last.boot and last.boot == now.boot:
        expected = last.at + timedelta(seconds=now.ran - last.ran)
        if now.at - expected > FORWARD:
            return "clock-forward"
    return None
