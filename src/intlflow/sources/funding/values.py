"""How funders write days, amounts, shares and texts, and what is meant by them."""

import html
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
CUT_OFF = time(17)
MOST = Decimal(10) ** 15  # nobody grants more
LONGEST = 2_000  # characters of a summary that are kept
ABSENT = frozenset({"", "n.a.", "n.a", "n/a", "na", "-", "–", "null", "none"})


def text(value: object) -> str:
    """A value as clean text; 'N.a.' and its like are nothing."""
    said = " ".join(str(value).split()) if value is not None else ""
    return "" if said.casefold() in ABSENT else said


class _Words(HTMLParser):
    """Keeps the words, and nothing of what could be carried out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def without_html(value: object) -> str:
    """The words of a text that may hold HTML, shortened to what one reads."""
    said = text(value)
    if "<" in said or "&" in said:
        reader = _Words()
        reader.feed(said)
        reader.close()
        said = " ".join(html.unescape("".join(reader.parts)).split())
        said = re.sub(r"\s+([.,;:])", r"\1", said)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def utc(moment: datetime) -> str:
    """An instant as UTC text, in the form that everything here is kept in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def instant(value: object) -> str:
    """Epoch milliseconds (a number, or one in a text) or an ISO instant as UTC text; else nothing."""
    found = _moment(value)
    return utc(found) if found else ""


def deadline(value: object) -> str:
    """The same for a last day: midnight UTC only tells the day, and the hour is 17:00 in Brussels."""
    found = _moment(value)
    if found is None:
        return ""
    if found.time() == time(0):
        found = datetime.combine(found.date(), CUT_OFF, BRUSSELS)
    return utc(found)


def _moment(value: object) -> datetime | None:
    said = text(value)
    try:
        if re.fullmatch(r"-?\d{9,14}", said):
            return datetime.fromtimestamp(int(said) / 1000, UTC)
        found = datetime.fromisoformat(said)
    except (ValueError, OverflowError, OSError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def day(value: object) -> str:
    """A day written `04/09/2024` or `2024-09-04` as ISO text; else nothing."""
    said = text(value)
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", said)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(said[:10]).isoformat()
    except ValueError:
        return ""


def amount(value: object, *, comma_groups: bool = False) -> str:
    """An amount as decimal text; else nothing.

    Args:
        value: `4 973 906`, `2073781,25`, `56868.983`, or a number.
        comma_groups: a comma parts thousands, as in `56,160`, instead of decimals.
    """
    said = re.sub(r"[\s\u00a0\u202f]", "", text(value))
    said = said.replace(",", "") if comma_groups else said.replace(",", ".")
    try:
        exact = Decimal(said)
    except InvalidOperation:
        return ""
    if not exact.is_finite():
        return ""
    return f"{exact.normalize():f}" if 0 <= exact < MOST else ""


def share(value: object) -> str:
    """`80%`, `40.0` or `0,4` as a part of one, in two decimals; else nothing."""
    said = text(value)
    exact = amount(said.rstrip("%"))
    if not exact:
        return ""
    part = Decimal(exact)
    part = part / 100 if said.endswith("%") or part > 1 else part
    return f"{part:.2f}" if part <= 1 else ""
