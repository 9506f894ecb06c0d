"""'Hinner vi?': can every body that must decide do so before a deadline, and by which meetings?

Planned backwards from the deadline: of each body's meetings the one whose papers may come in latest and
that still leaves the next body its time. First under comfortable constraints (green), then with as few of
them given up as possible (tight). What nobody has put in the register isn't guessed: a body without known
meetings is said to be unknown.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from intlflow.domain.calendar import shift_working_days
from intlflow.domain.facts import LOCAL
from intlflow.domain.meeting import Lead, Meeting, memo_day
from intlflow.domain.route import Step
from intlflow.domain.words import BodyKind


class Colour(StrEnum):
    """How a plan, or one step of it, stands."""

    GREEN = "green"
    TIGHT = "tight"
    RED = "red"
    UNKNOWN = "unknown"  # somebody must first say when the body meets


RANK = {Colour.GREEN: 0, Colour.TIGHT: 1, Colour.RED: 2, Colour.UNKNOWN: 2}


class Why(StrEnum):
    """What is the matter with a step."""

    MEMO = "memo"  # the papers must be written faster than they should
    ADJUST = "adjust"  # the minutes must be adjusted at once
    CLOSE = "close"  # decided, but nearer to the deadline than it should be
    STOP_PASSED = "stop-passed"  # a meeting would do, but its agenda stop has passed
    NO_MEETING = "no-meeting"  # none is early enough and late enough
    NO_DATES = "no-dates"  # nobody has said when the body meets
    WAITS = "waits"  # a later step has no meeting, so this one has nothing to be ready for


@dataclass(frozen=True, slots=True)
class Town:
    """What is known of a municipality's meetings on a day.

    Args:
        today: the day it is in Sweden.
        meetings: those that stand; cancelled ones are not among them.
        leads: the lead times of each body.
        free: the days on which nobody works.
    """

    today: date
    meetings: Mapping[str, Sequence[Meeting]]
    leads: Mapping[str, Lead]
    free: Container[date]


@dataclass(frozen=True, slots=True)
class Leg:
    """One body's part of the plan.

    Args:
        body, kind: who meets.
        meeting: the meeting that is meant; None when there is none.
        memo: the last day for the draft of the memo.
        colour: how this step stands.
        why: what is the matter with it; empty when it is green.
        slack: days to spare until the next needs what this one decides; negative: days too few.
        known_until: the body's last known meeting, when that explains why there is none.
    """

    body: str
    kind: BodyKind | None
    meeting: Meeting | None
    memo: date | None
    colour: Colour
    why: tuple[Why, ...] = ()
    slack: int | None = None
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole way to a deadline.

    Args:
        deadline: the instant.
        colour: of the whole.
        legs: one per body, in the order they meet.
        decided_by: the day by which it should be decided.
        earliest: the first day on which the last body could decide; None: nobody knows.
    """

    deadline: datetime
    colour: Colour
    legs: tuple[Leg, ...]
    decided_by: date
    earliest: date | None

    @property
    def breaks(self) -> tuple[Leg, ...]:
        """The steps that make it impossible, or that nobody can tell of."""
        return tuple(leg for leg in self.legs if RANK[leg.colour] == 2 and Why.WAITS not in leg.why)

    @property
    def memo(self) -> date | None:
        """The last day for the draft of the memo: the first body's."""
        days = [leg.memo for leg in self.legs if leg.memo is not None]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Demands:
    """Which comfortable constraints a plan keeps to."""

    memo: bool = True
    adjust: bool = True
    margin: bool = True


COMFORTABLE = Demands()
MINIMAL = Demands(memo=False, adjust=False, margin=False)
# What is given up first: the time for writing, then for the minutes, then the days before the deadline.
TRIED = (
    COMFORTABLE,
    *(Demands(memo, adjust, margin)
      for margin in (True, False) for adjust in (True, False) for memo in (True, False)
      if not (memo and adjust and margin)),
)  # fmt: skip

_ORDER = {BodyKind.WORKING_COMMITTEE: 1, BodyKind.EXECUTIVE_BOARD: 2, BodyKind.COUNCIL: 3}
Levels = list[list[Step]]
Chosen = dict[str, Meeting]


def levels_of(steps: Iterable[Step]) -> Levels:
    """Bodies that may meet side by side: boards don't wait for each other, KSAU, KS and KF do."""
    found: dict[int, list[Step]] = {}
    for step in steps:
        found.setdefault(_ORDER.get(step.kind, 0) if step.kind else 0, []).append(step)
    return [found[rank] for rank in sorted(found)]


def plan(steps: Iterable[Step], deadline: datetime, town: Town) -> Plan:
    """Plan backwards from a deadline.

    Args:
        steps: the bodies that must still meet.
        deadline: an instant, with a time zone.
        town: what is known of their meetings.
    """
    levels = levels_of(steps)
    last = levels[-1][-1].body
    by = _comfort_day(deadline, last, town)
    earliest = earliest_day(levels, town)
    for demands in TRIED:
        chosen = _backwards(levels, deadline, town, demands)
        if len(chosen) == sum(map(len, levels)):
            legs = _legs(levels, chosen, deadline, town)
            colour = max((leg.colour for leg in legs), key=RANK.__getitem__)
            return Plan(deadline, colour, legs, by, earliest)
    legs = _legs(levels, _backwards(levels, deadline, town, MINIMAL), deadline, town)
    missing = {leg.colour for leg in legs if RANK[leg.colour] == 2 and Why.WAITS not in leg.why}
    colour = Colour.RED if Colour.RED in missing else Colour.UNKNOWN
    return Plan(deadline, colour, legs, by, earliest)


def before_deadline(meeting: Meeting, deadline: datetime) -> bool:
    """Whether a meeting is held before an instant; the same day only if its hour is known."""
    local = deadline.astimezone(LOCAL)
    if meeting.day != local.date():
        return meeting.day < local.date()
    return meeting.start is not None and meeting.start < local.time()


def _comfort_day(deadline: datetime, body: str, town: Town) -> date:
    """The last comfortable day for the decision: some working days are left."""
    days = town.leads[body].decided_before_deadline
    return shift_working_days(deadline.astimezone(LOCAL).date(), -days, town.free)


def _backwards(levels: Levels, deadline: datetime, town: Town, demands: Demands) -> Chosen:
    """A meeting per body, from the last body to the first, as far as it goes.

    The meeting with the latest agenda stop leaves the body before it most time: if there is any way, this
    finds one.
    """
    chosen: Chosen = {}
    for place in range(len(levels) - 1, -1, -1):
        found = {
            step.body: _latest(step.body, _need(levels, place, chosen), deadline, town, demands)
            for step in levels[place]
        }
        good = {
            body: meeting
            for body, meeting in found.items()
            if meeting is not None and _startable(meeting, town, demands if place == 0 else MINIMAL)
        }
        chosen |= good
        if len(good) < len(found):
            break
    return chosen


def _need(levels: Levels, place: int, chosen: Chosen) -> date | None:
    """By when the bodies after this one must have its minutes; None: it is the last."""
    if place == len(levels) - 1:
        return None
    return min(chosen[step.body].stop for step in levels[place + 1])


def _latest(
    body: str, need: date | None, deadline: datetime, town: Town, demands: Demands
) -> Meeting | None:
    ahead = (m for m in town.meetings.get(body, ()) if m.day >= town.today)
    fit = [m for m in ahead if _in_time(m, need, deadline, town, demands)]
    return max(fit, key=lambda m: (m.stop, m.day), default=None)


def _in_time(
    meeting: Meeting, need: date | None, deadline: datetime, town: Town, demands: Demands
) -> bool:
    if need is not None:
        days = town.leads[meeting.body].adjusted_after_meeting if demands.adjust else 0
        return meeting.day + timedelta(days=days) <= need
    if not before_deadline(meeting, deadline):
        return False
    return not demands.margin or meeting.day <= _comfort_day(deadline, meeting.body, town)


def _startable(meeting: Meeting, town: Town, demands: Demands) -> bool:
    """Whether a body's papers can still be written, or at least handed in."""
    if not demands.memo:
        return meeting.stop >= town.today
    return memo_day(meeting, town.leads[meeting.body], town.free) >= town.today


def _legs(levels: Levels, chosen: Chosen, deadline: datetime, town: Town) -> tuple[Leg, ...]:
    """The plan's steps with their colours, in the order they meet."""
    legs: list[Leg] = []
    for place, level in enumerate(levels):
        after = levels[place + 1] if place + 1 < len(levels) else []
        waits = any(step.body not in chosen for step in after)
        need = None if waits else _need(levels, place, chosen)
        for step in level:
            meeting = chosen.get(step.body)
            if meeting is not None:
                legs.append(_leg(step, meeting, need, deadline, town, first=place == 0))
            elif waits:
                legs.append(Leg(step.body, step.kind, None, None, Colour.RED, (Why.WAITS,)))
            else:
                legs.append(_broken(step, need, deadline, town))
    return tuple(legs)


def _leg(
    step: Step, meeting: Meeting, need: date | None, deadline: datetime, town: Town, *, first: bool
) -> Leg:
    lead = town.leads[step.body]
    memo = memo_day(meeting, lead, town.free)
    if need is None:
        slack, late = (_comfort_day(deadline, step.body, town) - meeting.day).days, Why.CLOSE
    else:
        slack, late = (need - meeting.day).days - lead.adjusted_after_meeting, Why.ADJUST
    why = ((Why.MEMO,) if first and memo < town.today else ()) + ((late,) if slack < 0 else ())
    colour = Colour.TIGHT if why else Colour.GREEN
    return Leg(step.body, step.kind, meeting, memo, colour, why, slack)


def _broken(step: Step, need: date | None, deadline: datetime, town: Town) -> Leg:
    """Why a body has no meeting in the plan."""
    until = max((m.day for m in town.meetings.get(step.body, ())), default=None)
    passed = _latest(step.body, need, deadline, town, MINIMAL)
    if passed is not None:
        memo = memo_day(passed, town.leads[step.body], town.free)
        late = (passed.stop - town.today).days
        return Leg(step.body, step.kind, passed, memo, Colour.RED, (Why.STOP_PASSED,), late, until)
    if until is None or until < town.today:
        return Leg(step.body, step.kind, None, None, Colour.UNKNOWN, (Why.NO_DATES,), None, until)
    return Leg(step.body, step.kind, None, None, Colour.RED, (Why.NO_MEETING,), None, until)


def earliest_day(levels: Levels, town: Town) -> date | None:
    """The first day on which the last body could decide, with every step as fast as it may be."""
    return earliest_ready(levels, len(levels), town)


def earliest_ready(levels: Levels, place: int, town: Town) -> date | None:
    """The first day on which the bodies before a place could all have met; today when there are none."""
    ready = town.today
    for level in levels[:place]:
        days = [
            min((m.day for m in town.meetings.get(step.body, ()) if m.stop >= ready), default=None)
            for step in level
        ]
        known = [day for day in days if day is not None]
        if len(known) < len(level):
            return None
        ready = max(known)
    return ready


def latest_need(levels: Levels, place: int, deadline: datetime, town: Town) -> date | None:
    """By which day a body must have met for the later ones to make it; None: they can't."""
    if place == len(levels) - 1:
        return deadline.astimezone(LOCAL).date() - timedelta(days=1)
    after = levels[place + 1 :]
    chosen: Chosen = {}
    for at in range(len(after) - 1, -1, -1):
        for step in after[at]:
            found = _latest(step.body, _need(after, at, chosen), deadline, town, MINIMAL)
            if found is None:
                return None
            chosen[step.body] = found
    return min(chosen[step.body].stop for step in after[0])
