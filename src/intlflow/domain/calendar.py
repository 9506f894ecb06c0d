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


SUMMER = range(28, 32)  # weeks in which a municipality stands still


def is_quiet(day: date) -> bool:
    """Weeks 28–31, and Christmas Eve to Twelfth Night: information waits then, deadlines do not."""
    christmas = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 6)
    return christmas or day.isocalendar().week in SUMMER
