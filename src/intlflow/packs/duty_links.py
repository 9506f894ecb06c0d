"""Checks that a pack's duties can fall due, be met, and say where they come from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from intlflow.domain.duty import ANCHORS, Done, DutyAnchor, Per
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from intlflow.packs.duties import Window
from intlflow.packs.duty_sketch import Sketch, sketches
from intlflow.packs.files import Item
from intlflow.packs.links import day_in
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]

_RHYTHMS = ("window", "when", "every")
_OWN_DAY = (
    *(Per.MILESTONE, Per.APPOINTMENT, Per.VACANCY, Per.MOVED, Per.DECISION),
    *(Per.MEETING, Per.EVALUATION),
)
_OF_PROJECTS = (Per.PROJECT, Per.MILESTONE, Per.MOVED, Per.MEETING)
_MANDATE = (DutyAnchor.MANDATE_START, DutyAnchor.MANDATE_END, DutyAnchor.BOARDS_FROM)
_MET: dict[Done, tuple[Per, ...]] = {
    Done.TALK: (Per.UNIT,),  # which has no day to count from, so it comes in windows
    Done.REPORT: (Per.UNIT,),
    Done.APPOINTMENT: (Per.UNIT, Per.MUNICIPALITY),
    Done.STATE: (
        *(Per.DOCUMENT, Per.PROJECT, Per.TWIN_TOWN),
        *(Per.APPOINTMENT, Per.VACANCY, Per.DECISION, Per.MEETING),
    ),
    Done.RESULTS: (Per.EVALUATION,),
    Done.EFFECT: (Per.EVALUATION,),
    Done.LOG: tuple(Per),
    Done.ACTIVITY: (Per.NETWORK,),
    Done.HANDOVER: (Per.MUNICIPALITY,),
    Done.TOLD: tuple(Per),
}
_KINDS: dict[Per, tuple[Kind, ...]] = {
    Per.PROJECT: (Kind.PROJECT,),
    Per.TWIN_TOWN: (Kind.TWIN_TOWN,),
    Per.MILESTONE: (Kind.PROJECT, Kind.TWIN_TOWN, Kind.GOVERNING_DOCUMENT),
    Per.MOVED: (Kind.PROJECT,),
    Per.MEETING: (Kind.PROJECT,),
}
_LEAP_YEAR = 2028

# Whom only some duties have, by what there is one of each.
_LOCAL = tuple(per for per in Per if per not in (Per.MUNICIPALITY, Per.NETWORK))
CAST: dict[str, tuple[Per, ...]] = {
    Role.SUBMITTER: (Per.PROJECT, Per.TWIN_TOWN, Per.MILESTONE, Per.MOVED, Per.MEETING),
    Role.PROJECT_MANAGER: (*_OF_PROJECTS, Per.EVALUATION),
    Role.CONTACT: _LOCAL,  # each unit has its own, so the municipality has none
    Role.MANAGER: _LOCAL,
}
OF_CASES = (Role.SUBMITTER, Role.PROJECT_MANAGER)  # whom a case names; nobody stands in for them


def one_rhythm(items: Items) -> Iterator[Problem]:
    """A duty falls due in one way, which fits what there is one of each."""
    for duty in sketches(items["duty"]):
        has = [key for key in _RHYTHMS if duty.has(key)]
        if len(has) != 1 and not (duty.item.damaged and not has):
            what = " and ".join(has) or "none"
            message = f"a duty has one of window, when and every; this one has {what}"
            yield duty.item.problem(message, *has[1:2])
        if "window" in has and duty.per in _OWN_DAY:
            message = f"a duty per {duty.per} hangs on a day of its own and has no window"
            yield duty.item.problem(message, "window", expected=("when",))


def days_fit(items: Items) -> Iterator[Problem]:
    """Days are counted from something that each of them has."""
    for duty in sketches(items["duty"]):
        for key, anchor in _anchors(duty):
            allowed = ANCHORS[duty.per] if duty.per else tuple(DutyAnchor)
            if not allowed:
                message = f"a duty per {duty.per} has no day to count from"
                yield duty.item.problem(message, *key, expected=("window",))
            elif anchor not in allowed:
                message = f"a duty per {duty.per} never has the day '{anchor}'"
                yield duty.item.problem(message, *key, expected=tuple(map(str, allowed)))
            elif anchor in _MANDATE and not items["mandate"]:
                message = f"'{anchor}' is of a mandate, and the pack has no [[mandate]]"
                yield duty.item.problem(message, *key)


def _anchors(duty: Sketch) -> Iterator[tuple[tuple[str, str], DutyAnchor]]:
    if duty.when:
        yield ("when", "anchor"), duty.when.anchor
    if duty.every:
        yield ("every", "anchor"), duty.every.anchor
        if duty.every.until:
            yield ("every", "until"), duty.every.until


def windows_hold(items: Items) -> Iterator[Problem]:
    """Windows open and close on days that exist, in the order of the year, one at a time."""
    for duty in sketches(items["duty"]):
        wrong = [*_no_days(duty.windows)] or [*_turned(duty.windows)] or [*_mixed(duty.windows)]
        for message, expected in wrong:
            yield duty.item.problem(message, "window", expected=expected)


def in_leap_year(text: str, later: bool = False) -> date | None:
    """A day of a year with 29 February, or of the year after; None when there is no such day."""
    month, day = int(text[:2]), int(text[3:])
    try:
        found = date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return date(_LEAP_YEAR + 1, month, min(day, 28) if month == 2 else day) if later else found


def span(window: Window) -> tuple[date, date]:
    """A window's first and last day, in a year with 29 February."""
    opens, due = in_leap_year(window.opens), in_leap_year(window.due, later=window.next_year)
    assert opens is not None
    assert due is not None
    return opens, due


def _no_days(windows: Sequence[Window]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for text in (text for window in windows for text in (window.opens, window.due)):
        if in_leap_year(text) is None:
            yield f"'{text}' is not a day of the year", ('a month and a day, such as "05-31"',)


def _turned(windows: Sequence[Window]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for window in windows:
        opens, due = window.opens, window.due
        if due < opens and not window.next_year:
            message = f"the window ends on {due}, before it opens on {opens}"
            yield message, ("next_year = true, if it ends in the year after",)
        elif due >= opens and window.next_year:
            yield f"next_year makes the window {opens} to {due} longer than a year", ()


def _mixed(windows: Sequence[Window]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one, other in pairwise(windows):
        if other.opens < one.opens:
            yield f"windows are not in order: {one.opens} stands before {other.opens}", ()
        elif span(other)[0] <= span(one)[1]:
            yield _overlap(one, other), ()
    if len(windows) > 1 and windows[-1].next_year and windows[-1].due >= windows[0].opens:
        yield _overlap(windows[-1], windows[0]), ()


def _overlap(one: Window, other: Window) -> str:
    return (
        f"windows overlap: {one.opens} to {one.due} is not over"
        f" when {other.opens} to {other.due} opens"
    )


def it_can_be_met(items: Items) -> Iterator[Problem]:
    """What counts as done can come about for what there is one of each."""
    for duty in sketches(items["duty"]):
        if duty.per and duty.done and duty.per not in _MET[duty.done]:
            message = f"a duty per {duty.per} can't be done by '{duty.done}'"
            fitting = tuple(str(done) for done, per in _MET.items() if duty.per in per)
            yield duty.item.problem(message, "done", expected=fitting)


def links_fit(items: Items) -> Iterator[Problem]:
    """A link answers with a day; what follows from the register or a report can't be answered so."""
    for duty in sketches(items["duty"]):
        if duty.item.raw.get("answer_link") is not True or duty.done in (Done.TALK, Done.LOG, None):
            continue
        if duty.per in _MET[duty.done]:  # else that is told already
            message = f"a duty that is done by {duty.done} can't be answered by a link"
            yield duty.item.problem(message, "answer_link", expected=("false",))


def roles_are_told(items: Items) -> Iterator[Problem]:
    """A vacancy and an appointment are of a role, and only they are."""
    for duty in sketches(items["duty"]):
        needed = duty.done is Done.APPOINTMENT or duty.per is Per.VACANCY
        if needed and not duty.has("role"):
            what = "done by 'appointment'" if duty.done is Done.APPOINTMENT else "per vacancy"
            message = f"a duty {what} needs the role that it is about"
            yield duty.item.problem(message, expected=("role",))
        elif duty.has("role") and not needed and duty.per not in (Per.APPOINTMENT, None):
            message = "'role' tells whom an appointment or a vacancy is about; this duty has none"
            yield duty.item.problem(message, "role")


def cases_fit(items: Items) -> Iterator[Problem]:
    """Phases are in the lifecycle, programmes are of projects, kinds are of units."""
    for duty in sketches(items["duty"]):
        yield from _phases(duty)
        for key in ("programmes", "except_programmes"):
            if duty.has(key) and duty.per not in (*_OF_PROJECTS, None):
                yield duty.item.problem(f"a duty per {duty.per} has no programme", key)
        for name in set(duty.item.texts("programmes")) & set(duty.item.texts("except_programmes")):
            message = f"the programme '{name}' is both in and out"
            yield duty.item.problem(message, "except_programmes")
        if duty.has("unit_kinds") and duty.per not in (Per.UNIT, Per.VACANCY, None):
            message = f"'unit_kinds' chooses among units; this is a duty per {duty.per}"
            yield duty.item.problem(message, "unit_kinds")


def _phases(duty: Sketch) -> Iterator[Problem]:
    if not duty.has("phases") or duty.per is None:
        return
    kinds = _KINDS.get(duty.per, ())
    if not kinds:
        yield duty.item.problem(f"a duty per {duty.per} has no phases", "phases")
        return
    known = tuple(str(phase) for kind in kinds for phase in LIFECYCLES[kind].phases)
    for phase in duty.item.texts("phases"):
        if phase not in known:
            message = f"the lifecycle {kinds[0]} has no phase '{phase}'"
            if len(kinds) > 1:
                message = f"no lifecycle has a phase '{phase}'"
            near = nearest(phase, known)
            yield duty.item.problem(message, "phases", expected=known, nearest=near)


def sources_are_told(items: Items) -> Iterator[Problem]:
    """A duty has a rule, or says that it is not from a governing document and asks."""
    for item in items["duty"]:
        evidence = item.get("evidence") or "seed"
        # What is remembered or assumed without a question is told for every table alike.
        if "rule" not in item.raw and (
            evidence == "seed" or (evidence == "found" and "confirm" not in item.raw)
        ):
            yield item.problem(
                "a duty without a rule is not from a governing document, and says so",
                expected=("'rule', or 'evidence' other than seed with 'confirm'",),
            )


def owners_fit(items: Items) -> Iterator[Problem]:
    """Who owes the duty is somebody around what it is about."""
    for duty in sketches(items["duty"]):
        owner = duty.item.get("owner")
        if owner and duty.per and duty.per not in CAST.get(owner, tuple(Per)):
            yield duty.item.problem(f"a duty per {duty.per} has no {owner}", "owner")


def mandates_follow(items: Items) -> Iterator[Problem]:
    """Terms of office end after they begin, one after the other; boards begin within theirs."""
    before: date | None = None
    for item in items["mandate"]:
        keys = ("council_from", "council_to", "boards_from")
        start, end, boards = (day_in(item.raw.get(key)) for key in keys)
        if start and end and end <= start:
            message = f"'council_to' {end} is not after 'council_from' {start}"
            yield item.problem(message, "council_to")
        elif start and end and boards and not start <= boards <= end:
            message = f"'boards_from' {boards} is not between {start} and {end}"
            yield item.problem(message, "boards_from")
        if start and before and start <= before:
            message = f"'council_from' {start} is not after the end of the mandate before, {before}"
            yield item.problem(message, "council_from")
        elif start and before and start > (right := before + timedelta(days=1)):
            message = f"no mandate holds between {before} and {start}: they follow one another"
            yield item.problem(message, "council_from", expected=(str(right),))
        before = end or before
