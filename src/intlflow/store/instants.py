"""Instants as text that sorts: UTC, always with microseconds, ending in Z."""

from datetime import UTC, datetime
from functools import lru_cache


def stamp(moment: datetime) -> str:
    """An aware datetime as kept text.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return _stamp(moment, moment.fold)


@lru_cache(maxsize=64)  # one move asks for the same instant again and again
def _stamp(moment: datetime, _fold: int) -> str:
    """Both hours that a clock shows twice in autumn are equal to Python; `_fold` tells them apart."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """Kept text as an aware datetime."""
    return datetime.fromisoformat(text)
