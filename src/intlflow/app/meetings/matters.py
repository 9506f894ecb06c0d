"""What is to be decided, by whom and before when: of a case that is under way, or of a mere question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from intlflow.app.decisions import routes
from intlflow.domain.facts import Fact
from intlflow.domain.matter import follow
from intlflow.domain.reach import Plan, Town, plan
from intlflow.domain.reach_ways import Open, ways
from intlflow.domain.route import (
    Bodies,
    NoRoute,
    Question,
    Route,
    Step,
    Subject,
    find_route,
)
from intlflow.domain.words import BodyKind, Kind
from intlflow.packs.model import Pack
from intlflow.store.cases import CaseRow
from intlflow.store.decisions import DecisionRow

UNDER_WAY = ("support", "writing")  # phases of a project whose own money isn't decided yet


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked: which bodies, by when, and whether a delegate may do it instead."""

    question: Question
    route: Route
    delegated: Route | None
    deadline: datetime

    def plan(self, town: Town) -> Plan:
        """The plan backwards from the deadline."""
        return plan(self.route.steps, self.deadline, town)

    def ways(self, town: Town) -> tuple[Open, ...]:
        """What else can lawfully be done."""
        return ways(self.question.subject, self.route, self.delegated, self.deadline, town)


def matter(pack: Pack, question: Question, deadline: datetime, day: date) -> Matter:
    """Who decides a question, from the municipality's own rules.

    Raises:
        NoRoute: no rule says who decides it.
    """
    bodies = Bodies(pack.vocabulary(day).bodies)
    route = find_route(question, pack.decision_rule, bodies)
    try:
        delegated = find_route(question, pack.decision_rule, bodies, delegated=True)
    except NoRoute:
        delegated = None
    return Matter(question, route, delegated, deadline)


def question_of(
    pack: Pack,
    day: date,
    subject: Subject,
    units: Iterable[str],
    *,
    years: int | None = None,
    own_share: Decimal | None = None,
) -> Question:
    """A question about some units' money; the first one's board owns it, or kommunstyrelsen."""
    owners = [pack.unit_on(unit, day).body for unit in units] or [_executive(pack)]
    return Question(
        subject=subject,
        owner=owners[0],
        owner_kind=pack.bodies[owners[0]].kind,
        boards=tuple(dict.fromkeys(owners[1:])),
        budget_years=years,
        own_share=own_share,
    )


def _executive(pack: Pack) -> str:
    return next(body.key for body in pack.body if body.kind is BodyKind.EXECUTIVE_BOARD)


def of_case(
    pack: Pack,
    case: CaseRow,
    day: date,
    said: Iterable[DecisionRow] = (),
    *,
    deadline: datetime | None = None,
    years: int | None = None,
    own_share: Decimal | None = None,
) -> Matter | None:
    """The question that a case asks, from its facts and what is said besides.

    Returns:
        None when it has no deadline, or when its bodies have said all that they had to.
    """
    by = deadline or case.facts.moment(Fact.CALL_DEADLINE)
    if by is None:
        return None
    unit = pack.unit_on(case.unit, day)
    asked = routes.question_of(pack, unit, Kind(case.kind), case.facts, day)
    asked = replace(
        asked,
        budget_years=years if years is not None else asked.budget_years,
        own_share=own_share if own_share is not None else asked.own_share,
    )
    found = matter(pack, asked, by, day)
    left = _left(found.route, said)
    return replace(found, route=replace(found.route, steps=left)) if left else None


def _left(route: Route, said: Iterable[DecisionRow]) -> tuple[Step, ...]:
    """The bodies that haven't said their word."""
    taken = follow(route, said)
    if taken.turn is None:
        return ()
    return tuple(step for step, word in zip(route.steps, taken.said, strict=True) if word is None)


def under_way(
    pack: Pack,
    cases: Iterable[CaseRow],
    day: date,
    said: Mapping[int, list[DecisionRow]],
) -> Iterator[tuple[CaseRow, Matter]]:
    """The projects of a municipality that still need a decision before a day that is known.

    Args:
        pack: the municipality.
        cases: its cases.
        day: today.
        said: what has been decided in each case's present matter.
    """
    for case in cases:
        if case.municipality != pack.key or case.kind != Kind.PROJECT:
            continue
        if case.phase not in UNDER_WAY:
            continue
        asked = of_case(pack, case, day, said.get(case.id, ()))
        if asked is not None:
            yield case, asked
