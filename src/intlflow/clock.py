"""The only place that asks what time it is; doors call it and hand the answer on."""

import time
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)


def now() -> datetime:
    """The present instant, aware, in UTC; shifted when somebody tries things out."""
    return datetime.now(UTC) + _shift


def pretend(moment: datetime) -> None:
    """Let this process believe that it is `moment` now; time goes on from there."""
    global _shift
    _shift = moment - datetime.now(UTC)


def elapsed() -> float:
    """Seconds on a clock that is never set back, for measuring."""
    return time.monotonic()


def reset() -> None:
    """Believe the real time again."""
    global _shift
    _shift = timedelta(0)
