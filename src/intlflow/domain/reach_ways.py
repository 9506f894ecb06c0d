"""What can lawfully be done when no ordinary meeting is in time, and between which days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from intlflow.domain.calendar import is_working_day, working_day_before
from intlflow.domain.reach import Levels, Town, earliest_ready, latest_need, levels_of
from intlflow.domain.route import Act, Route, Step, Subject
from intlflow.domain.words import BodyKind


class Way(StrEnum):
    """A lawful way besides the ordinary meetings."""

    DELEGATE = "delegate"
    EXTRA_MEETING = "extra_meeting"
    URGENT_CHAIR = "urgent_chair"
    RESERVATION = "reservation"


@dataclass(frozen=True, slots=True)
class Open:
    """A way that stands open.

    Args:
        way: which one.
        body: the body that it concerns: whose extra meeting, whose chair, to whom it is reported.
        first, last: between which days an extra meeting would do.
    """

    way: Way
    body: str
    first: date | None = None
    last: date | None = None


def ways(
    subject: Subject, route: Route, delegated: Route | None, deadline: datetime, town: Town
) -> tuple[Open, ...]:
    """The ways that stand open for a matter.

    Args:
        subject: what is to be decided.
        route: the bodies that must decide.
        delegated: the delegate's way, when a rule allows one.
        deadline: an instant.
        town: what is known of the bodies' meetings.

    A twin town, a policy and a plan can't be delegated, nor be decided by a chair: kommunallagen keeps
    what is of principle with the body itself.
    """
    found = [Open(Way.DELEGATE, delegated.report_to)] if delegated else []
    found += extra_meetings(route, deadline, town)
    if subject is not Subject.OWN_FINANCING:
        return tuple(found)
    chairs = (BodyKind.BOARD, BodyKind.EXECUTIVE_BOARD)
    found += [
        Open(Way.URGENT_CHAIR, step.body)
        for step in route.steps
        if step.kind in chairs and step.act is not Act.PREPARES
    ]
    return (*found, Open(Way.RESERVATION, route.last.body))


def extra_meetings(route: Route, deadline: datetime, town: Town) -> list[Open]:
    """The bodies for which one extra meeting would be enough, and between which days."""
    levels = levels_of(route.steps)
    spans = (
        (step.body, _span(levels, place, step.body, deadline, town))
        for place, level in enumerate(levels)
        for step in level
    )
    return [Open(Way.EXTRA_MEETING, body, *span) for body, span in spans if span]


def _span(
    levels: Levels, place: int, body: str, deadline: datetime, town: Town
) -> tuple[date, date] | None:
    ready = earliest_ready(levels, place, town)
    need = latest_need(levels, place, deadline, town)
    if ready is None or need is None or not _others_make_it(levels[place], body, ready, need, town):
        return None
    first = ready + timedelta(days=town.leads[body].notice_before_meeting)
    while not is_working_day(first, town.free):
        first += timedelta(days=1)
    last = working_day_before(need, town.free)
    return (first, last) if first <= last else None


def _others_make_it(level: list[Step], body: str, ready: date, need: date, town: Town) -> bool:
    """Whether the bodies that meet side by side with this one have meetings of their own in time."""
    return all(
        any(m.stop >= ready and m.day <= need for m in town.meetings.get(step.body, ()))
        for step in level
        if step.body != body
    )
