"""Days that count: working days forwards and backwards, told which days are free."""

from collections.abc import Container
from datetime import date, timedelta


def is_working_day(day: date, free: Container[date]) -> bool:
    """Monday to Friday, and not a holiday or an eve that everybody takes off."""
    return day.weekday() < 5 and day not in free


def shift_working_days(start: date, days: int, free: Container[date]) -> date:
    """Count `days` working days from `start`, backwards when negative; zero gives `start` itself."""
    step, left, day = timedelta(days=1 if days >= 0 else -1), abs(days), start
    while left:
        day += step
        left -= is_working_day(day, free)
    return day


def working_day_before(day: date, free: Container[date]) -> date:
    """The day itself if people work on it, else the last working day before: 'gör klart senast'."""
    while not is_working_day(day, free):
        day -= timedelta(days=1)
    return day
