"""What must hold for a move besides the facts it asks for: money covered, the right body, in time.

Each check is a reason key too, so that a refusal says in words what was not met.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from intlflow.domain.facts import Fact, Facts
from intlflow.domain.financing import gap_after_grant, gap_at_application
from intlflow.domain.money import OtherCurrency
from intlflow.domain.words import BodyKind, Outcome


class Check(StrEnum):
    """A condition on a move, named by the reason that is given when it fails."""

    TASKS_DONE = "tasks-open"
    DEADLINE_AHEAD = "deadline-passed"
    OWNER_DECIDED = "not-decided-by-owner"
    OWNER_REFUSED = "not-refused-by-owner"
    APPLICATION_COVERED = "application-not-covered"
    GRANT_COVERED = "grant-not-covered"
    GRANTED_IN_FULL = "granted-less"
    GRANTED_LESS = "granted-in-full"
    PERIOD_FORWARD = "period-backwards"
    COMMITTEE_PROPOSED = "not-proposed-by-committee"
    BOARD_PROPOSED = "not-proposed-by-board"
    COUNCIL_APPROVED = "not-approved-by-council"
    COUNCIL_REJECTED = "not-rejected-by-council"
    ADOPTER_APPROVED = "not-adopted-by-its-body"
    ADOPTER_REJECTED = "not-rejected-by-its-body"
    RIGHT_ADOPTER = "wrong-adopter"


class Standing(Protocol):
    """What the checks must know of a case."""

    @property
    def open_tasks(self) -> tuple[str, ...]: ...
    def deciders(self, facts: Facts) -> tuple[str, ...]:
        """Who may have the last word on the case's money: a body's key, perhaps also a delegate."""

    def refusers(self, facts: Facts) -> tuple[str, ...]:
        """Whose no is the end of it: those, and each body that answers for a part of the money."""


Details = dict[str, Any]


def unmet(check: Check, case: Standing, facts: Facts, at: datetime) -> Details:
    """Say what is not met, as details for the refusal's sentence; nothing when all is well.

    Args:
        check: which condition.
        case: the case as it stands.
        facts: its facts with what the move brings.
        at: now, with a time zone.
    """
    return _CHECKS[check](case, facts, at)


def _tasks_done(case: Standing, facts: Facts, at: datetime) -> Details:
    return {"tasks": list(case.open_tasks)} if case.open_tasks else {}


def _deadline_ahead(case: Standing, facts: Facts, at: datetime) -> Details:
    deadline = facts.moment(Fact.CALL_DEADLINE)
    return {"deadline": deadline.isoformat()} if deadline and deadline < at else {}


def _decided(fact: Fact, outcome: Outcome) -> Callable[..., Details]:
    """The decision was taken by whoever has the last word, with the right outcome."""

    def check(case: Standing, facts: Facts, at: datetime) -> Details:
        decision = facts.get(fact) or {}
        approved = outcome is Outcome.APPROVED
        bodies = case.deciders(facts) if approved else case.refusers(facts)
        right = decision.get("body") in bodies and decision.get("outcome") == outcome
        return {} if right else _wrong(bodies[0], outcome, decision)

    return check


def _said(fact: Fact, kind: BodyKind, *outcomes: Outcome) -> Callable[..., Details]:
    """A body of the right kind has said one of these."""

    def check(case: Standing, facts: Facts, at: datetime) -> Details:
        decision = facts.get(fact) or {}
        right = decision.get("body_kind") == kind and decision.get("outcome") in outcomes
        return {} if right else _wrong(str(kind), outcomes[0], decision)

    return check


def _wrong(body: str, outcome: Outcome, decision: Details) -> Details:
    return {"body": body, "outcome": str(outcome), "given": dict(decision)}


# What a preparing body can say that lets a matter go on to the body that decides.
PROPOSALS = (Outcome.APPROVED, Outcome.SUPPORTED, Outcome.OPPOSED)


def _application_covered(case: Standing, facts: Facts, at: datetime) -> Details:
    return _gap(gap_at_application, facts)


def _grant_covered(case: Standing, facts: Facts, at: datetime) -> Details:
    return _gap(gap_after_grant, facts)


def _gap(measure: Callable[[Facts], Any], facts: Facts) -> Details:
    try:
        gap = measure(facts)
    except OtherCurrency as error:
        return {"gap": "", "currencies": str(error)}
    return {"gap": str(gap), "currencies": ""} if gap else {}


def _granted(less: bool) -> Callable[..., Details]:
    def check(case: Standing, facts: Facts, at: datetime) -> Details:
        applied, granted = facts.money(Fact.AMOUNT_APPLIED), facts.money(Fact.AMOUNT_GRANTED)
        if applied is None or granted is None:
            return {}
        details = {"applied": str(applied), "granted": str(granted)}
        try:
            return {} if (granted < applied) is less else details
        except OtherCurrency:
            return details

    return check


def _period_forward(case: Standing, facts: Facts, at: datetime) -> Details:
    start, end = facts.day(Fact.PERIOD_START), facts.day(Fact.PERIOD_END)
    return {"start": str(start), "end": str(end)} if start and end and end <= start else {}


def _adopter(outcome: Outcome) -> Callable[..., Details]:
    """The document's own body has said yes, or no."""

    def check(case: Standing, facts: Facts, at: datetime) -> Details:
        decision = facts.get(Fact.ADOPTION) or {}
        body = (facts.get(Fact.DECIDED_BY) or {}).get("body")
        right = decision.get("body") == body and decision.get("outcome") == outcome
        return {} if right else {"body": body, "given": dict(decision)}

    return check


# Ljungby's plan § 4: KF antar policy, KS antar verksamhetsplan. Växjö: KF antar strategin.
ADOPTERS = {
    "policy": BodyKind.COUNCIL,
    "strategy": BodyKind.COUNCIL,
    "plan": BodyKind.EXECUTIVE_BOARD,
}


def _right_adopter(case: Standing, facts: Facts, at: datetime) -> Details:
    kind = str(facts.get(Fact.DOCUMENT_TYPE, ""))
    body = ADOPTERS.get(kind)
    decided_by = (facts.get(Fact.DECIDED_BY) or {}).get("body_kind")
    return {} if decided_by == body else {"type": kind, "body": str(body)}


C = Check
_CHECKS: dict[Check, Callable[[Standing, Facts, datetime], Details]] = {
    C.TASKS_DONE: _tasks_done,
    C.DEADLINE_AHEAD: _deadline_ahead,
    C.OWNER_DECIDED: _decided(Fact.FINANCING_DECISION, Outcome.APPROVED),
    C.OWNER_REFUSED: _decided(Fact.FINANCING_DECISION, Outcome.REJECTED),
    C.APPLICATION_COVERED: _application_covered,
    C.GRANT_COVERED: _grant_covered,
    C.GRANTED_IN_FULL: _granted(less=False),
    C.GRANTED_LESS: _granted(less=True),
    C.PERIOD_FORWARD: _period_forward,
    C.COMMITTEE_PROPOSED: _said(Fact.COMMITTEE_DECISION, BodyKind.WORKING_COMMITTEE, *PROPOSALS),
    C.BOARD_PROPOSED: _said(Fact.BOARD_DECISION, BodyKind.EXECUTIVE_BOARD, *PROPOSALS),
    C.COUNCIL_APPROVED: _said(Fact.COUNCIL_DECISION, BodyKind.COUNCIL, Outcome.APPROVED),
    C.COUNCIL_REJECTED: _said(Fact.COUNCIL_DECISION, BodyKind.COUNCIL, Outcome.REJECTED),
    C.ADOPTER_APPROVED: _adopter(Outcome.APPROVED),
    C.ADOPTER_REJECTED: _adopter(Outcome.REJECTED),
    C.RIGHT_ADOPTER: _right_adopter,
}
