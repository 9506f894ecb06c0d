"""When a duty falls due: in windows of each calendar year, before or after a day, or every so many months."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from intlflow.domain.duty import MonthDay, Occurrence
from intlflow.domain.months import shift_months


def on(year: int, place: MonthDay) -> date:
    """A day of a year; 29 February is the 28th where there is none."""
    month, day = place
    return date(year, month, min(day, monthrange(year, month)[1]))


def in_windows(
    windows: Sequence[tuple[MonthDay, MonthDay, bool]], first: date, last: date
) -> Iterator[Occurrence]:
    """Every window that is open, or not yet open, somewhere between two days.

    Talks are counted over the calendar year in which a window opens, so that two in its first half
    also meet the second: the first window needs one, the second two.

    Args:
        windows: opening and due day of each, in the order of the year, and whether the due day lies
            in the year after.
        first: windows that were due before this day are left out.
        last: windows that open after this day are left out.
    """
    for year in range(first.year - 1, last.year + 1):
        for place, (opens_on, due_on, next_year) in enumerate(windows, start=1):
            opens, due = on(year, opens_on), on(year + next_year, due_on)
            if due >= first and opens <= last:
                period = f"{year}-{place}" if len(windows) > 1 else str(year)
                yield Occurrence(period, opens, due, year, needed=place)


def around(anchor: date, opens: Callable[[date], date], due: Callable[[date], date]) -> Occurrence:
    """The one occurrence that hangs on a day.

    Args:
        anchor: the day, which also names the period; when it moves, that is a new occurrence.
        opens, due: count from the anchor.
    """
    day = due(anchor)
    return Occurrence(anchor.isoformat(), min(opens(anchor), day), day, day.year)


def every(
    months: int, start: date, end: date | None, lead: int, first: date, last: date
) -> Iterator[Occurrence]:
    """Each time so many months have gone since a day, while they lie between two days.

    Args:
        months: how many, at least 1.
        start: where the count begins; the first occurrence comes `months` later.
        end: no occurrence falls due after it; None: it goes on.
        lead: how many days before the due day it opens.
        first, last: occurrences due before `first` or opening after `last` are left out.
    """
    turn = max(1, ((first.year - start.year) * 12 + first.month - start.month) // months)
    while True:
        due = shift_months(start, turn * months)
        opens = date.fromordinal(max(1, due.toordinal() - lead))
        if opens > last or (end is not None and due > end):
            return
        if due >= first:
            yield Occurrence(due.isoformat(), opens, due, due.year)
        turn += 1
