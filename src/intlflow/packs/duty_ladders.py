"""Checks that a duty's ladder can be climbed: to people that exist, between its opening and its end."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from intlflow.domain.duty import CARRIER, DEPUTY, HOLDER, Per, rung_key
from intlflow.domain.words import Role
from intlflow.packs.duties import Rung
from intlflow.packs.duty_links import CAST, OF_CASES, in_leap_year, span
from intlflow.packs.duty_sketch import Sketch, sketches
from intlflow.packs.files import Item
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]

_TOLD = (*map(str, Role), DEPUTY, CARRIER, HOLDER)
_CAST: dict[str, tuple[Per, ...]] = CAST | {
    CARRIER: (Per.PROJECT, Per.MILESTONE, Per.MOVED, Per.MEETING, Per.EVALUATION),
    HOLDER: (Per.APPOINTMENT, Per.DECISION),
}
_MONTH, _WEEK, _WEEKEND = 31, 5, 2  # the longest month; working days and free days of a week


def ladders_reach_people(items: Items) -> Iterator[Problem]:
    """Every rung tells a role, or somebody whom the duty has."""
    for duty in sketches(items["duty"]):
        if duty.item.raw.get("ladder") == []:
            yield duty.item.problem("the ladder is empty: nobody would be told", "ladder")
        for to in dict.fromkeys(rung.to for rung in duty.ladder):
            if to not in _TOLD:
                message, near = f"a ladder can't tell '{to}'", nearest(to, _TOLD)
                yield duty.item.problem(message, "ladder", expected=_TOLD, nearest=near)
            elif duty.per and duty.per not in _CAST.get(to, tuple(Per)):
                yield duty.item.problem(f"a duty per {duty.per} has no {to}", "ladder")
            elif to == DEPUTY and duty.item.get("owner") in OF_CASES:
                message = f"the owner, a {duty.item.get('owner')}, has no deputy"
                yield duty.item.problem(message, "ladder")


def rungs_once(items: Items) -> Iterator[Problem]:
    """Nobody is told the same thing twice on one day: the ledger couldn't tell them apart."""
    for duty in sketches(items["duty"]):
        keys = [rung_key(rung) for rung in duty.ladder]
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1:
                yield duty.item.problem(f"the rung '{key}' stands twice", "ladder")


def rungs_in_time(items: Items) -> Iterator[Problem]:
    """No rung comes before the duty opens or after it is given up; only standing duties repeat."""
    for duty in sketches(items["duty"]):
        room, why = _room(duty)
        for rung in duty.ladder:
            for message, expected in _timing(duty, rung, room, why):
                said = f"the rung '{rung_key(rung)}' {message}"
                yield duty.item.problem(said, "ladder", expected=expected)


def _room(duty: Sketch) -> tuple[int | None, str]:
    """How many days lie between opening and due day, at least; None when that can't be told."""
    if not duty.has("window"):
        return (duty.lead_days if duty.when or duty.every else None), "lead_days"
    if any(in_leap_year(text) is None for w in duty.windows for text in (w.opens, w.due)):
        return None, ""
    shortest = min(((due - opens).days for opens, due in map(span, duty.windows)), default=-1)
    return (shortest if shortest >= 0 else None), "its window"


def _timing(
    duty: Sketch, rung: Rung, room: int | None, why: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    away = days_away(rung)
    if rung.opening:
        yield from _opening(duty, rung, away)
        return
    if room is not None and away < -room:
        opens = f"{room} days before it" if room else "on that day"
        yield f"comes {-away} days before the due day, but the duty opens {opens} ({why})", ()
    if rung.every_days and not duty.standing:
        yield "comes again and again, but the duty is given up", ("standing = true",)
    elif away > duty.grace_days and not duty.standing:
        end = f"after {duty.grace_days} (grace_days)"
        yield f"comes {away} days after the due day, but the duty is given up {end}", ()


def _opening(duty: Sketch, rung: Rung, away: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    if away < 0:
        yield "comes before the duty opens", ()
    if rung.every_days:
        yield "comes once, when the duty opens; every_days can't stand there", ()
    if duty.has("window") or duty.lead_days:
        return
    when = duty.when
    if duty.every or (when and (when.days, when.weeks, when.months, when.working_days) != (0,) * 4):
        yield "would come on the due day itself", ("lead_days",)


def days_away(rung: Rung) -> int:
    """How far a rung can lie from the day it is counted from, in days; negative before it."""
    free = ceil(abs(rung.working_days) / _WEEK) * _WEEKEND
    working = rung.working_days + (free if rung.working_days > 0 else -free)
    return rung.months * _MONTH + rung.days + working
