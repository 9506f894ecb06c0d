"""How a municipality decides: who decides what, how long papers take, when each body meets."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from intlflow.domain.route import Place, Subject
from intlflow.domain.words import BodyKind
from intlflow.packs.entries import Bilingual, Entry, Key, Text

Days = Annotated[int, Field(ge=0, le=200)]


class DecisionRule(Entry):
    """One rule on who decides. What it leaves out, it doesn't mind; all rules that match add up."""

    key: Key
    says: Bilingual  # the rule in plain words
    source: Text  # where it stands, or from where it was borrowed
    subjects: tuple[Subject, ...] = ()  # what it is about; none: anything
    owner_kinds: tuple[BodyKind, ...] = ()  # of the body that carries the money; none: any
    more_budget_years_than: int | None = None
    more_boards_than: int | None = None
    own_share_at_most: Decimal | None = None  # SEK
    budget_years_at_most: int | None = None
    places: Annotated[tuple[Place, ...], Field(min_length=1)]  # who decides, the last word last
    report_to: Place | None = None  # of a delegated decision


class LeadTimes(Entry):
    """How many days papers and decisions take; for one body, or for all that have none of their own.

    Args:
        body: the body's key; none: every body without its own.
        draft_before_stop: from a finished draft to the agenda stop (handlingsstopp).
        stop_before_meeting: from the agenda stop to the meeting.
        notice_before_meeting: from the notice (kallelse) to the meeting.
        adjusted_after_meeting: until the minutes are adjusted (justerade).
        announced_after_adjustment: until they are announced on the notice board.
        appeal_days: from the announcement; the law's three weeks.
        decided_before_deadline: working days that should be left to the deadline.
    """

    body: Key | None = None
    draft_before_stop: Days = 7
    stop_before_meeting: Days = 14
    notice_before_meeting: Days = 7
    adjusted_after_meeting: Days = 7
    announced_after_adjustment: Days = 2
    appeal_days: Days = 21
    decided_before_deadline: Days = 5


class Alternative(Entry):
    """A lawful way when no ordinary meeting is in time, with what it demands."""

    key: Literal["delegate", "extra_meeting", "urgent_chair", "reservation"]
    demands: Bilingual
    source: Text
