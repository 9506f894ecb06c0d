"""What would be written, to whom, when and why: the same planning as a tick, on a clock that people choose.

It reads the register as it is now and changes nothing. What people do meanwhile changes what happens.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from intlflow.app.duties import digest, ground, moved, wording
from intlflow.app.duties.desk import Desk, Post
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import Open
from intlflow.app.duties.planning import Judged, Planner, Wanted, take
from intlflow.app.duties.ticking import everything
from intlflow.app.house import House
from intlflow.domain.duty import Step
from intlflow.domain.ledger import Outcome
from intlflow.packs.model import Pack
from intlflow.store.engine import reading


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that one person would be told, or would not, and why not.

    Args:
        day: when.
        municipality: whose.
        person: the name; empty when nobody would be told.
        email: the address, if there is one.
        role: in which capacity.
        duty: its key, or `digest` for Monday's overview.
        subject, about: what it concerns, by key and by name.
        period, due: which time it is, and its last day.
        step: the rung of the ladder.
        ask: what is to be done.
        rule: the key of the sentence behind it; empty: no governing document demands it.
        outcome: told, overtaken, skipped, nobody; or waived, paused, met.
    """

    day: date
    municipality: str
    person: str
    email: str | None
    role: str
    duty: str
    subject: str
    about: str
    period: str
    due: date | None
    step: str
    ask: str
    rule: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Day:
    """One previewed day: the steps that were judged, those nobody hears of, and the letters.

    `left` are the letters that somebody has decided are not to be.
    """

    day: date
    judged: tuple[Judged, ...]
    posts: tuple[Post, ...]
    hushed: tuple[tuple[Open, Step, str], ...]
    left: tuple[Post, ...] = ()
    desk: Desk | None = (
        None  # for putting that day's letters into words, before the next is looked at
    )


def days(house: House, first: date, last: date, wanted: Wanted = everything) -> Iterator[Day]:
    """Go through the days as a tick each morning would."""
    with reading(house.engine) as tx:
        known = ground.load(house, tx, first)
    yield from days_from(known, first, last, wanted)


def days_from(known: Ground, first: date, last: date, wanted: Wanted = everything) -> Iterator[Day]:
    """The same from what is known already, which takes in what would happen."""
    for number in range((last - first).days + 1):
        yield _day(known, first + timedelta(days=number), wanted)


def _day(known: Ground, day: date, wanted: Wanted) -> Day:
    found = list(moved.changes(known))
    moved.take(known, found, day)
    said = {(each.case.ref, each.new.isoformat()) for each in found if each.old is not None}
    planner = Planner(known, day, said)
    judged = planner.plan(wanted)
    take(known, judged, day)
    desk = Desk(planner)
    desk.pass_on()
    settled = desk.settle()
    digest.mark(known, day)
    posts, left = tuple(settled.posts), tuple(settled.left)
    return Day(day, tuple(judged), posts, tuple(planner.hushed), left, desk)


def rows(
    house: House,
    first: date,
    last: date,
    *,
    today: date,
    municipality: str | None = None,
    email: str | None = None,
    lang: str = "sv",
) -> list[Row]:
    """Everything that would happen between two days, one row per person and step.

    Args:
        house: the installation.
        first, last: the days, both included.
        today: the day it is; what falls due before `first` is told before it.
        municipality: only this one.
        email: only what this person would be told.
        lang: of `ask`.

    Raises:
        NotFound: no such municipality.
    """
    if municipality is not None:
        house.pack(municipality)
    found: list[Row] = []
    for day in days(house, min(first, today), last):
        if day.day >= first:
            found += _of_day(house, day, lang)
    keep = _filter(municipality, email)
    return [row for row in found if keep(row)]


def _of_day(house: House, day: Day, lang: str) -> Iterator[Row]:
    for judged in day.judged:
        yield from _of_step(day.day, judged, lang)
    for one, step, why in day.hushed:
        yield _row(day.day, one, "", None, step.to, step.key, why, lang)
    for post in day.posts:
        yield from _of_digest(day.day, post, house.packs[post.municipality])


def _filter(municipality: str | None, email: str | None) -> Callable[[Row], bool]:
    return lambda row: (
        (municipality is None or row.municipality == municipality)
        and (email is None or row.email == email.strip().lower())
    )


def _of_step(day: date, judged: Judged, lang: str) -> Iterator[Row]:
    one, step = judged.one, judged.step
    people = [(r.holder.name, r.holder.email, str(r.role)) for r in judged.recipients]
    for name, email, role in people or [("", None, step.to)]:
        yield _row(day, one, name, email, role, step.key, str(judged.outcome), lang)


def _row(
    day: date, one: Open, name: str, email: str | None, role: str, step: str, out: str, lang: str
) -> Row:
    return Row(
        day=day,
        municipality=one.pack.key,
        person=name,
        email=email,
        role=role,
        duty=one.duty.key,
        subject=one.subject.key,
        about=one.subject.name,
        period=one.occurrence.period,
        due=one.occurrence.due,
        step=step,
        ask=wording.ask_of(one, lang),
        rule=one.duty.rule or "",
        outcome=out,
    )


def _of_digest(day: date, post: Post, pack: Pack) -> Iterator[Row]:
    """A Monday overview, as one row."""
    if post.coming is None or not post.coming.lines:
        return
    yield Row(
        day=day,
        municipality=pack.key,
        person=post.person.name,
        email=post.person.email,
        role=str(post.coming.role),
        duty=digest.DUTY,
        subject="",
        about=pack.municipality.name,
        period=digest.week_of(day),
        due=None,
        step="week",
        ask=", ".join(line.key for line in post.coming.lines[: digest.MOST_LINES]),
        rule="",
        outcome=str(Outcome.TOLD),
    )
