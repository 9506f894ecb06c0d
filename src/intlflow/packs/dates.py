"""Counts from a day to a planned day: months, weeks, days and Swedish working days."""

from datetime import date, timedelta

from intlflow.domain.calendar import shift_working_days
from intlflow.domain.months import shift_months
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Offset


def planned_day(offset: Offset, anchor: date) -> date:
    """The day that an offset means, counted from its anchor.

    Months come first, then weeks and days, then working days. A day that falls on a holiday stays
    there unless it is counted in working days.

    Args:
        offset: how far; backwards when negative.
        anchor: the day it is counted from, in Swedish local time.
    """
    day = shift_months(anchor, offset.months) + timedelta(weeks=offset.weeks, days=offset.days)
    if offset.working_days == 0:
        return day
    reach = abs(offset.working_days) // 200 + 1  # a year has some 250 working days
    return shift_working_days(
        day, offset.working_days, free_days(range(day.year - reach, day.year + reach + 1))
    )
