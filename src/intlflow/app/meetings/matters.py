"""What is to be decided, by whom and before when: of a case that is under way, or of a mere question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from intlflow.domain.facts import Fact, Facts
from intlflow.domain.reach import Plan, Town, plan
from intlflow.domain.reach_ways import Open, ways
from intlflow.domain.route import (
    Bodies,
    NoRoute,
    Question,
    Route,
    Subject,
    find_route,
)
from intlflow.domain.words import BodyKind, Kind
from intlflow.packs.model import Pack
from intlflow.store.cases import CaseRow

UNDER_WAY = ("support", "writing")  # phases of a project whose own money isn't decided yet
_DOCUMENTS = {"policy": Subject.POLICY, "strategy": Subject.STRATEGY, "plan": Subject.PLAN}


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
    *,
    deadline: datetime | None = None,
    years: int | None = None,
    own_share: Decimal | None = None,
) -> Matter | None:
    """The question that a case asks, from its facts and what is said besides; None: no deadline."""
    by = deadline or case.facts.moment(Fact.CALL_DEADLINE)
    if by is None:
        return None
    asked = question_of(
        pack,
        day,
        subject_of(case),
        (case.unit,),
        years=years if years is not None else _years(case.facts),
        own_share=own_share if own_share is not None else _share(case.facts),
    )
    return matter(pack, asked, by, day)


def subject_of(case: CaseRow) -> Subject:
    """What a case asks a body to decide."""
    if case.kind == Kind.TWIN_TOWN:
        return Subject.TWIN_TOWN
    if case.kind == Kind.GOVERNING_DOCUMENT:
        return _DOCUMENTS[case.facts.get(Fact.DOCUMENT_TYPE, "plan")]
    return Subject.OWN_FINANCING


def _years(facts: Facts) -> int | None:
    """Over how many budget years the project goes; a budget year is a calendar year (LKBR 1:5)."""
    first, last = facts.day(Fact.PERIOD_START), facts.day(Fact.PERIOD_END)
    return last.year - first.year + 1 if first and last else None


def _share(facts: Facts) -> Decimal | None:
    money = facts.money(Fact.OWN_CONTRIBUTION)
    return money.amount if money and money.currency == "SEK" else None


def under_way(pack: Pack, cases: Iterable[CaseRow], day: date) -> Iterator[tuple[CaseRow, Matter]]:
    """The projects of a municipality that still need a decision before a day that is known."""
    for case in cases:
        if case.municipality != pack.key or case.kind != Kind.PROJECT:
            continue
        if case.phase not in UNDER_WAY or Fact.FINANCING_DECISION in case.facts:
            continue
        asked = of_case(pack, case, day)
        if asked is not None:
            yield case, asked
