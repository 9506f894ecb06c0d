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
    RIGHT_ADOPTER = "wrong-adopter"


class Standing(Protocol):
    """What the checks must know of a case."""

    @property
    def open_tasks(self) -> tuple[str, ...]: ...
    @property
    def owner_body(self) -> str: ...


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


def _decided(fact: Fact, outcome: Outcome, kind: BodyKind | None = None) -> Callable[..., Details]:
    """The decision was taken by the right body, with the right outcome."""

    def check(case: Standing, facts: Facts, at: datetime) -> Details:
        decision = facts.get(fact) or {}
        body = str(kind) if kind else case.owner_body
        taken_by = decision.get("body_kind" if kind else "body")
        right = taken_by == body and decision.get("outcome") == outcome
        return {} if right else {"body": body, "outcome": str(outcome), "given": dict(decision)}

    return check


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


def _adopter_approved(case: Standing, facts: Facts, at: datetime) -> Details:
    decision = facts.get(Fact.ADOPTION) or {}
    body = (facts.get(Fact.DECIDED_BY) or {}).get("body")
    right = decision.get("body") == body and decision.get("outcome") == Outcome.APPROVED
    return {} if right else {"body": body, "given": dict(decision)}


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
    C.COMMITTEE_PROPOSED: _decided(
        Fact.COMMITTEE_DECISION, Outcome.APPROVED, BodyKind.WORKING_COMMITTEE
    ),
    C.BOARD_PROPOSED: _decided(Fact.BOARD_DECISION, Outcome.APPROVED, BodyKind.EXECUTIVE_BOARD),
    C.COUNCIL_APPROVED: _decided(Fact.COUNCIL_DECISION, Outcome.APPROVED, BodyKind.COUNCIL),
    C.COUNCIL_REJECTED: _decided(Fact.COUNCIL_DECISION, Outcome.REJECTED, BodyKind.COUNCIL),
    C.ADOPTER_APPROVED: _adopter_approved,
    C.RIGHT_ADOPTER: _right_adopter,
}
