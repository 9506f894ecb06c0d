"""When a letter is tried again: soon at first, then with longer pauses, for about five days."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
FEWEST_TRIES = (
    10  # of a letter that was old when it was tried first: held, or without a mail server
)
AMBIGUOUS_PAUSE = timedelta(minutes=15)
MOST_COPIES = 3


def next_try(created: datetime, now: datetime, attempts: int, jitter: float) -> datetime | None:
    """When to try next after a passing fault, or None when it is time to give up.

    Args:
        created: when the letter was written.
        now: when the attempt ended.
        attempts: how many attempts have been made, at least 1.
        jitter: between 0 and 1, so that many letters don't come back at the same second.
    """
    if now - created >= GIVE_UP_AFTER and attempts >= FEWEST_TRIES:
        return None
    doubled: int = 2 ** min(attempts - 1, 10)
    pause = min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
    return now + pause * (1 + 0.2 * jitter)


def after_ambiguous(now: datetime, ambiguous: int) -> datetime | None:
    """When to try after an ending nobody knows, or None when a person must look (P4: three copies)."""
    return now + AMBIGUOUS_PAUSE if ambiguous < MOST_COPIES else None
