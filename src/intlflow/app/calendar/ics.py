"""Days as a calendar file (ICS, RFC 5545 and 7986) that calendar programs read again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from intlflow.app.calendar.gathering import Entry, What
from intlflow.letters.words import Words

EVERY = timedelta(hours=12)  # how often a program may ask again
LASTS = timedelta(hours=2)  # how long a meeting is drawn
# How long before something a calendar program reminds; a meeting is only seen.
_ALARMS: dict[What, tuple[timedelta, ...]] = {
    What.DEADLINE: (timedelta(days=7), timedelta(days=1), timedelta(hours=2)),
    What.MILESTONE: (timedelta(days=2),),
    What.DUTY: (timedelta(days=7),),
    What.REPORT: (timedelta(days=7),),
}


def written(
    found: Sequence[Entry], *, name: str, domain: str, address: str, words: Words, at: datetime
) -> bytes:
    """The file.

    Args:
        found: what has a day.
        name: the calendar's.
        domain: what makes its entries' names unique in the world.
        address: where people reach the pages; empty: entries lead nowhere.
        words: of the reader's language.
        at: now, with a time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//intlflow//calendar//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for one in found:
        calendar.add_component(_event(one, domain, address, words, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(one: Entry, domain: str, address: str, words: Words, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{domain}")
    event.add("dtstamp", at)
    event.add("sequence", one.sequence)
    event.add("summary", f"{one.title}: {one.about}" if one.about else one.title)
    event.add("categories", [words.of("calendar", one.what)])
    if one.start is None:
        event.add("dtstart", one.day)
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", one.start)
        event.add("dtend", one.start + (LASTS if one.what is What.MEETING else timedelta(0)))
    if one.cancelled:
        event.add("status", "CANCELLED")
    if one.path and address:
        event.add("url", address + one.path)
        event.add("description", address + one.path)
    if not one.cancelled:
        for before in _ALARMS.get(one.what, ()):
            event.add_component(_alarm(one, before))
    return event


def _alarm(one: Entry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", -before)
    return alarm
