"""A call for applications as the funder tells it, and what follows from its dates on a given day."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Whose files are read. The first two tell of calls, the others of projects already done."""

    FT = "ft"  # Funding & Tenders, the whole file
    SEDIA = "sedia"  # Funding & Tenders, what a search answers
    KOHESIO = "kohesio"
    KEEP = "keep"
    ESF = "esf"
    ERASMUS = "erasmus"

    @property
    def tells_calls(self) -> bool:
        """Whether it tells of calls."""
        return self in (Source.FT, Source.SEDIA)


class Standing(StrEnum):
    """Whether one can apply; told by the dates, which are right before the funder's own word is."""

    FORTHCOMING = "forthcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Call:
    """A call. Instants are UTC text; what the funder doesn't tell is empty."""

    external_id: str
    title: str
    url: str = ""
    call_identifier: str = ""
    call_title: str = ""
    framework: str = ""  # the portal's number of the programme
    framework_name: str = ""
    type_of_action: str = ""
    opens_at: str = ""
    deadlines: tuple[str, ...] = ()  # all of them, in order
    deadline_model: str = ""
    word: str = ""  # what the funder calls its state; lags behind the dates
    budget: str = ""  # of this topic alone; topics of one call may share it
    currency: str = "EUR"
    min_grant: str = ""
    max_grant: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    news: str = ""  # the funder's latest remark


def next_deadline(call: Call, at: datetime) -> datetime | None:
    """The first deadline that lies ahead; None: all have passed, or none is told."""
    return next((d for d in map(datetime.fromisoformat, call.deadlines) if d > at), None)


def last_day(call: Call, at: datetime) -> str | None:
    """The deadline to go by: the next one ahead, else the last there was."""
    ahead = next_deadline(call, at)
    if ahead is not None:
        return next(d for d in call.deadlines if datetime.fromisoformat(d) == ahead)
    return call.deadlines[-1] if call.deadlines else None


def standing(call: Call, at: datetime) -> Standing:
    """Whether one can apply now; only without dates is the funder's own word believed."""
    if call.deadlines and next_deadline(call, at) is None:
        return Standing.CLOSED
    if call.opens_at and datetime.fromisoformat(call.opens_at) > at:
        return Standing.FORTHCOMING
    if call.deadlines:
        return Standing.OPEN
    return Standing(call.word) if call.word in set(Standing) else Standing.UNKNOWN


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def family(external_id: str) -> str:
    """What a call that returns every year has in common with itself: its name without the year."""
    return _YEAR.sub("*", external_id).upper()


def same_day(old: tuple[str, ...], new: tuple[str, ...], at: datetime) -> bool:
    """Whether the day to go by is the same in two tellings of a call's deadlines."""
    before, after = Call("", "", deadlines=old), Call("", "", deadlines=new)
    return last_day(before, at) == last_day(after, at)
