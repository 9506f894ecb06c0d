"""Meeting days as people paste them: 'KS: 14/1, 11/2', '13 januari 2027', 'KF måndag 25 jan kl. 17:30'.

Nothing is guessed: a day without a year takes the year that stands after it on the same line, or the
year that was given for the whole text; else it is a mistake. Every sign is either understood or told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time

_MONTHS = {
    name[:3]: number
    for names in (
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
_WORDS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)
_DAY = re.compile(
    rf"""
    (?<![\d-])(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<d1>\d{{1,2}})(?::?e|st|nd|rd|th)?\s+(?P<word>{_WORDS})\b\.?(?:\s+(?P<y1>\d{{4}}))?
    | (?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?:[\s/-]+(?P<y2>20\d\d))?
    )(?![\d/-])""",
    re.VERBOSE | re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?:kl(?:ockan)?\.?|at)\s*(\d{1,2})(?:[:.](\d\d))?(?!\d)|(?<!\d)(\d{1,2}):(\d\d)(?!\d)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:och|and|samt|den|the|mån|tis|ons|tors|tor|fre|lör|sön|mon|tue|wed|thu|fri"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|ar)?|(?:mon|tues|wednes|thurs|fri)days?"
    r"|sammanträden?|sammanträdesdagar|datum|meetings?|dates?)\b|[\s,;:.()–—·•*-]+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One meeting as it was pasted."""

    line: int
    body: str
    day: date
    start: time | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the text that nobody can tell the meaning of: the line, why, and the words."""

    line: int
    why: str
    value: str


@dataclass
class Paste:
    """A text that was read."""

    meetings: list[Pasted] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_text(
    text: str, bodies: Mapping[str, str], *, body: str = "", year: int | None = None
) -> Paste:
    """Read a pasted list of meetings.

    Args:
        text: as pasted.
        bodies: what people call each body, in lower case → its key.
        body: the body of lines that name none.
        year: the year of days that have none.
    """
    found, now = Paste(), body
    for number, line in enumerate(text.splitlines(), start=1):
        name, rest = _named(line, bodies)
        now = name or now
        _read_line(found, number, rest, now, year)
    return found


def _named(line: str, bodies: Mapping[str, str]) -> tuple[str, str]:
    """The body that a line begins with, and what follows."""
    plain = line.casefold()
    for name in sorted(bodies, key=len, reverse=True):
        at = re.match(rf"[\s•*·–-]*{re.escape(name)}(?![\wåäö])\s*:?", plain)
        if at:
            return bodies[name], line[at.end() :] if len(plain) == len(line) else ""
    return "", line


def _read_line(found: Paste, number: int, line: str, body: str, year: int | None) -> None:
    days = list(_DAY.finditer(line))
    left, whole_line = _without(line, days), None
    if days:
        whole_line = _hour(line[: days[0].start()])
    own = [_YEAR.search(left)] if not any(_year_of(each) for each in days) else []
    said = next((int(each[1]) for each in own if each), None)
    for why, value in _odd(_YEAR.sub("", left) if said else left, days):
        found.unread.append(Unread(number, why, value))
    if not days:
        return
    if not body:
        found.unread.append(Unread(number, "body-needed", line.strip()[:60]))
        return
    for place, match in enumerate(days):
        until = days[place + 1].start() if place + 1 < len(days) else len(line)
        start = _hour(line[match.end() : until]) or whole_line
        got = _date(match, _year_after(days, place) or said or year)
        if isinstance(got, date):
            found.meetings.append(Pasted(number, body, got, start))
        else:
            found.unread.append(Unread(number, got, match[0]))


def _without(line: str, days: list[re.Match[str]]) -> str:
    """The line with a gap where its days stood, and its hours taken away."""
    for match in reversed(days):
        line = f"{line[: match.start()]} ; {line[match.end() :]}"
    return _HOUR.sub(" ", line)


def _odd(left: str, days: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """What is left of a line when everything that is understood is taken away."""
    words = " ".join(part for part in _FILLER.split(left) if part)
    if words:
        yield ("not-understood" if days else "unknown-body"), words[:60]


def _hour(text: str) -> time | None:
    found = _HOUR.search(text)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _year_of(match: re.Match[str]) -> str | None:
    return match["iso"] or match["y1"] or match["y2"]


def _year_after(days: list[re.Match[str]], place: int) -> int | None:
    """The year of the next day that has one: '13 januari, 10 februari 2027' are both of 2027."""
    later = (_year_of(match) for match in days[place:])
    return next((int(year[:4]) for year in later if year), None)


def _date(match: re.Match[str], year: int | None) -> date | str:
    """The day; or why it is none."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if year is None:
            return "year-needed"
        month = _MONTHS[match["word"][:3].lower()] if match["word"] else int(match["m2"])
        return date(year, month, int(match["d1"] or match["d2"]))
    except ValueError:
        return "no-such-day"
