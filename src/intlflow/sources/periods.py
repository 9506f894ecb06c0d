"""Periods and days as people write them: `2019-2022`, `jan 24 – dec 26`, `2025-06-01 15 mån`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from intlflow.domain.reading import Sure
from intlflow.sources.sheet_grid import Cell

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufffd\x96\x97]")
_POINT = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d)?)?(?!\d)"
    r"|(?P<compact>(?:19|20)\d{2}[01]\d[0-3]\d)(?!\d)"
    r"|(?P<slash>\d{1,2}/\d{1,2}[ -/]?\s*\d{4})(?!\d)"
    r"|(?:(?P<day>\d{1,2})\s+)?(?P<name>jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-zåäö]*\.?"
    r"(?:\s*[´'’]?(?P<short>\d{4}|\d{2}))?(?!\d)"
    r"|(?P<ym>(?:19|20)\d{2}-(?:0[1-9]|1[0-2]))(?!\d)"
    r"|(?:q|kv\.?\s*)(?P<quarter>[1-4])\s*[-/]?\s*(?P<qyear>\d{4})(?!\d)"
    r"|(?P<term>vt|ht|våren|vår|hösten|höst)\s*[´'’-]?(?P<tyear>\d{4}|\d{2})(?!\d)"
    r"|(?P<year>(?:19|20)\d{2})(?:\s*[-/]\s*(?P<until>\d{2})(?![\d-]))?(?!\d)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"[,;(]?\s*(?P<count>\d{1,3})\s*(?:mån(?:ad(?:er)?)?\.?|months?|m)\)?$", re.IGNORECASE
)
_YEARS = re.compile(r"[,;(]?\s*(?P<count>\d{1,2})\s*(?:år|years?)\)?$", re.IGNORECASE)
_JOINED = re.compile(
    r"[\s,.;:()]*(?:-+|till|t\.?\s?o\.?\s?m\.?|tom|to|/)?[\s,.;:()]*", re.IGNORECASE
)
_BEFORE = re.compile(r"\s*(?:fr\.?\s?o\.?\s?m\.?|from|från|start:?|period:?)?\s*", re.IGNORECASE)
_SERIALS = range(25_000, 80_000)  # 1968 to 2119, as Excel counts days
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when; either may be missing."""

    start: date | None
    end: date | None
    sure: Sure = Sure.PLAIN
    why: str = ""


def period(cell: Cell) -> Period | None:
    """A period; None when the cell says none that we understand."""
    if isinstance(cell.value, date):
        return Period(cell.value, None)
    if isinstance(cell.value, float) and int(cell.value) in _SERIALS:
        return Period(_EPOCH + timedelta(days=int(cell.value)), None, Sure.GUESS, "serial")
    text = " ".join(_DASHES.sub("-", cell.text).split())
    length = _LENGTH.search(text) or _YEARS.search(text)
    if length:
        text = text[: length.start()].rstrip(" -,")
    try:
        found = _points(text)
        if not found:
            return None
        months = int(length["count"]) * (12 if length.re is _YEARS else 1) if length else 0
        return _joined(found, months, text)
    except (ValueError, OverflowError):
        return None


def day(cell: Cell, *, last: bool = False) -> Period | None:
    """One day: the first, or the last, of what the cell says."""
    found = period(cell)
    if found is None:
        return None
    chosen = (found.end or found.start) if last else found.start
    return Period(chosen, None, found.sure, found.why) if chosen else None


def _points(text: str) -> list[tuple[date, date, Sure]]:
    """The ends that a text names, when nothing else stands in it."""
    matches = list(_POINT.finditer(text))
    if not 1 <= len(matches) <= 2:
        return []
    gaps = [text[: matches[0].start()], text[matches[-1].end() :]]
    if not _BEFORE.fullmatch(gaps[0]) or not _JOINED.fullmatch(gaps[1]):
        return []
    if len(matches) == 2:
        between = text[matches[0].end() : matches[1].start()]
        if not _JOINED.fullmatch(between) or not between.strip():
            return []
    year = next((_year(m["short"]) for m in matches if m["short"]), 0)
    if not year and len(matches) == 2 and matches[1]["year"]:
        year = int(matches[1]["year"])
    return [_point(match, year) for match in matches]


def _point(match: re.Match[str], year: int) -> tuple[date, date, Sure]:
    """The first and the last day of what one end says."""
    if match["iso"]:
        y, m, d = (int(part) for part in match["iso"].split("-"))
        return date(y, m, d), date(y, m, d), Sure.PLAIN
    if match["compact"]:
        one = date(int(match["compact"][:4]), int(match["compact"][4:6]), int(match["compact"][6:]))
        return one, one, Sure.READ_AS
    if match["slash"]:
        d, m, y = (int(part) for part in re.findall(r"\d+", match["slash"]))
        return date(y, m, d), date(y, m, d), Sure.GUESS
    if match["name"]:
        return _named(match, year)
    if match["ym"]:
        y, m = (int(part) for part in match["ym"].split("-"))
        unclear = y % 100 < m and y < 2012  # 2010-12 may be two years
        return *_month(y, m), Sure.GUESS if unclear else Sure.READ_AS
    if match["quarter"]:
        y, m = int(match["qyear"]), 3 * int(match["quarter"])
        return date(y, m - 2, 1), _month(y, m)[1], Sure.READ_AS
    if match["term"]:
        y, spring = _year(match["tyear"]), match["term"].lower().startswith("v")
        return (
            (date(y, 1, 1), date(y, 6, 30), Sure.GUESS)
            if spring
            else (date(y, 7, 1), date(y, 12, 31), Sure.GUESS)
        )
    y = int(match["year"])
    last = y // 100 * 100 + int(match["until"]) if match["until"] else y
    if last < y:
        raise ValueError(match[0])
    return date(y, 1, 1), date(last, 12, 31), Sure.READ_AS


def _named(match: re.Match[str], year: int) -> tuple[date, date, Sure]:
    name = match["name"].lower()
    month = _ENGLISH.get(name) or _MONTHS.index(name) + 1
    y = _year(match["short"]) if match["short"] else year
    if not y:
        raise ValueError(match[0])
    if match["day"]:
        one = date(y, month, int(match["day"]))
        return one, one, Sure.READ_AS
    return *_month(y, month), Sure.READ_AS


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _joined(found: list[tuple[date, date, Sure]], months: int, text: str) -> Period | None:
    first, last = found[0], found[-1]
    worst = Sure.GUESS if Sure.GUESS in (first[2], last[2]) else Sure.READ_AS
    plain = first[2] is Sure.PLAIN and last[2] is Sure.PLAIN
    if months:
        end = _later(first[0], months)
        return Period(first[0], end, worst, "counted")
    if len(found) == 1 and first[0] == first[1]:
        return Period(first[0], None, Sure.PLAIN if plain else worst, "" if plain else "period")
    if len(found) == 1 and text.endswith("-"):
        return Period(first[0], None, worst, "period")
    if last[1] < first[0]:
        return None
    return Period(first[0], last[1], Sure.PLAIN if plain else worst, "" if plain else "period")


def _later(start: date, months: int) -> date:
    """The last day of so many months."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    day_ = min(start.day, calendar.monthrange(year, month)[1])
    return date(year, month, day_) - timedelta(days=1)
