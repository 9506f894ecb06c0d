"""Instants as text that sorts: UTC, always with microseconds, ending in Z."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """An aware datetime as kept text.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant(text: str) -> datetime:
    """Kept text as an aware datetime."""
    return datetime.fromisoformat(text)
