"""Months counted on and back: the same day, or the month's last where it has no such day."""

from calendar import monthrange
from datetime import date


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day: 31 January + 1 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
