"""Which bodies a case's matter goes to, from the municipality's rules and what is known of the case."""

from datetime import date

from intlflow.domain.facts import DELEGATION, Fact, Facts
from intlflow.domain.route import Act, Bodies, NoRoute, Question, Route, Subject, find_route
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack, Unit

# The moves with which a matter begins anew, by kind: what was decided before them is history.
BEGINS = {
    Kind.PROJECT: ("go", "reopen", "rework", "grant_less", "meet_in_part"),
    Kind.TWIN_TOWN: ("hand_over", "review"),
    Kind.GOVERNING_DOCUMENT: ("propose", "review"),
}
_OF_A_DOCUMENT = {"plan": Subject.PLAN, "strategy": Subject.STRATEGY, "policy": Subject.POLICY}


def subject_of(kind: Kind, facts: Facts) -> Subject:
    """What a case asks its bodies."""
    if kind is Kind.PROJECT:
        return Subject.OWN_FINANCING
    if kind is Kind.TWIN_TOWN:
        return Subject.TWIN_TOWN
    return _OF_A_DOCUMENT[facts.get(Fact.DOCUMENT_TYPE, "policy")]


def question_of(pack: Pack, unit: Unit, kind: Kind, facts: Facts, day: date) -> Question:
    """What is known of a case when one asks who decides."""
    own = facts.money(Fact.OWN_CONTRIBUTION)
    return Question(
        subject=subject_of(kind, facts),
        owner=unit.body,
        owner_kind=pack.vocabulary(day).bodies[unit.body],
        boards=tuple(facts.get(Fact.BOARDS) or ()),
        budget_years=budget_years(facts),
        own_share=own.amount if own and own.currency == "SEK" else None,
    )


def budget_years(facts: Facts) -> int | None:
    """Over how many budget years: as said, else counted from the project's first and last day."""
    if said := facts.get(Fact.BUDGET_YEARS):
        return int(said)
    start, end = facts.day(Fact.PERIOD_START), facts.day(Fact.PERIOD_END)
    return end.year - start.year + 1 if start and end else None


def route_of(
    pack: Pack, unit: Unit, kind: Kind, facts: Facts, day: date, *, delegated: bool = False
) -> Route:
    """The way that a case's matter takes.

    Raises:
        NoRoute: nobody may decide it, or nobody on delegation.
    """
    bodies = Bodies(pack.vocabulary(day).bodies)
    question = question_of(pack, unit, kind, facts, day)
    return find_route(question, pack.decision_rule, bodies, delegated=delegated)


def deciders(pack: Pack, unit: Unit, kind: Kind, facts: Facts, day: date) -> tuple[str, ...]:
    """Who may have the last word: a body, and `delegation` where a rule lets somebody decide alone."""
    last = route_of(pack, unit, kind, facts, day).last.body
    try:
        route_of(pack, unit, kind, facts, day, delegated=True)
    except NoRoute:
        return (last,)
    return (last, DELEGATION)


def refusers(pack: Pack, unit: Unit, kind: Kind, facts: Facts, day: date) -> tuple[str, ...]:
    """Whose no ends a matter: the last body's, and each board's about its own money."""
    steps = route_of(pack, unit, kind, facts, day).steps
    owners = [step.body for step in steps if step.act is Act.OWN]
    return (*deciders(pack, unit, kind, facts, day), *owners)
