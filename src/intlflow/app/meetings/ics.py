"""A calendar file (ICS) as Outlook, Google or a diary system saves it: which meetings are in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from icalendar import Calendar

from intlflow.domain.facts import LOCAL, one_line


class NotACalendar(ValueError):
    """The file can't be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar, on a Swedish clock."""

    number: int
    uid: str
    summary: str
    day: date
    start: time | None
    cancelled: bool


def entries(text: str) -> Iterator[Entry]:
    """The entries of a calendar file, in its order.

    Raises:
        NotACalendar: it is none, an entry has no day, or one repeats by a rule: then nobody knows which of
            its days were kept, and the days must be written out.
    """
    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NotACalendar(str(error)) from error
    for number, event in enumerate(calendar.walk("VEVENT"), start=1):
        summary = one_line(str(event.get("SUMMARY", "")))
        if "RRULE" in event:
            raise NotACalendar(f"'{summary}' repeats by a rule; save the calendar with its days")
        begins = event.get("DTSTART")
        value = getattr(begins, "dt", None)
        if not isinstance(value, date):
            raise NotACalendar(f"'{summary}' has no day")
        day, start = _local(value)
        cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
        yield Entry(
            number, one_line(str(event.get("UID", "")))[:200], summary, day, start, cancelled
        )


def _local(value: date) -> tuple[date, time | None]:
    if not isinstance(value, datetime):
        return value, None
    here = value.astimezone(LOCAL) if value.tzinfo else value
    return here.date(), here.time().replace(second=0, microsecond=0, tzinfo=None)


def body_in(summary: str, names: Mapping[str, str]) -> str | None:
    """The body that an entry's title names; the longest name wins."""
    plain = summary.casefold()
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<![\wåäö]){re.escape(name)}(?![\wåäö])", plain):
            return names[name]
    return None
