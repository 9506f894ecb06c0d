"""A case in memory, and right facts for every row of every table: the rules need no database."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest

from intlflow.domain.checks import Check
from intlflow.domain.facts import Fact, Facts, Vocabulary, read_fact
from intlflow.domain.lifecycle import Lifecycle, Move, Refused, judge
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import BodyKind, Role
from intlflow.packs.model import Pack
from tests import people

OWNER = "bun"
BODIES = {
    "kf": BodyKind.COUNCIL,
    "ks": BodyKind.EXECUTIVE_BOARD,
    "ksau": BodyKind.WORKING_COMMITTEE,
    "bun": BodyKind.BOARD,
    "tn": BodyKind.BOARD,
}
FORMS = {
    "extern finansiering": "external_funding",
    "kompetensutveckling": "competence_development",
    "samarbete": "cooperation",
    "samverkan": "cooperation",
}
WORDS = Vocabulary(BODIES, FORMS, people.MORNING.date())

_pack = SimpleNamespace(units={people.home(): SimpleNamespace(body=OWNER)})
RIGHT = people.right_facts(cast(Pack, _pack))
ROWS = [(cycle, row) for cycle in LIFECYCLES.values() for row in cycle.moves]
CELLS = [(cycle, row, role) for cycle, row in ROWS for role in Role]


@dataclass
class ACase:
    """What the rules must know of a case, and nothing more."""

    phase: str
    facts: Facts = field(default_factory=Facts)
    open_tasks: tuple[str, ...] = ()
    last: str = OWNER  # the body that decides on its money

    def deciders(self, facts: Facts) -> tuple[str, ...]:
        return (self.last,)

    def refusers(self, facts: Facts) -> tuple[str, ...]:
        return (self.last,)


def name(value: object) -> str | None:
    """How a parameter is called in a test's name."""
    if isinstance(value, Lifecycle):
        return str(value.kind)
    if isinstance(value, Move):
        return f"{value.source}-{value.verb}"
    return str(value)


def right(row: Move) -> dict[str, str]:
    """Right facts for a row, as somebody would type them."""
    special = people.OTHERWISE.get(row.verb, {})
    return {str(f): special.get(f, RIGHT[f]).format(owner=OWNER) for f in row.facts}


def read(typed: Mapping[str, str]) -> Facts:
    """Typed facts as they are kept."""
    return Facts({key: read_fact(Fact(key), text, WORDS) for key, text in typed.items()})


def before(row: Move, *, knows: Mapping[str, str] | None = None) -> ACase:
    """A case standing before a row, knowing every right fact but those that the row asks for."""
    others = {str(fact): text for fact, text in RIGHT.items() if fact not in row.facts}
    return ACase(str(row.source), read(others | dict(knows or {})))


def attempt(
    row: Move, case: ACase, given: Mapping[str, str], role: Role | None = None
) -> Facts | Refused:
    """Judge a row; a refusal comes back as a value, after seeing that it left no trace."""
    untouched = deepcopy(case)
    roles = [role or row.who[0]]
    try:
        return judge(row, case, roles=roles, given=given, words=WORDS, at=people.MORNING)
    except Refused as refused:
        assert case == untouched
        return refused


def refused(row: Move, case: ACase, given: Mapping[str, str], role: Role | None = None) -> Refused:
    """The refusal that a row must meet with."""
    answer = attempt(row, case, given, role)
    if not isinstance(answer, Refused):
        pytest.fail(f"{row.source} {row.verb} went through with {answer}")
    return answer


# What breaks each check and nothing else, as typed facts; tasks are broken by leaving one open.
BREAKS: dict[Check, dict[str, str]] = {
    Check.TASKS_DONE: {},
    Check.DEADLINE_AHEAD: {Fact.CALL_DEADLINE: "2027-02-28T17:00"},
    Check.OWNER_DECIDED: {Fact.FINANCING_DECISION: "tn 2027-03-01 § 31 bifall"},
    Check.OWNER_REFUSED: {Fact.FINANCING_DECISION: f"{OWNER} 2027-03-01 § 31 bifall"},
    Check.APPLICATION_COVERED: {Fact.AMOUNT_APPLIED: "899 999 kr"},
    Check.GRANT_COVERED: {Fact.OWN_CONTRIBUTION: "299 999 kr"},
    Check.GRANTED_IN_FULL: {Fact.AMOUNT_GRANTED: "899 999,99 kr"},
    Check.GRANTED_LESS: {Fact.AMOUNT_GRANTED: "900 000 kr"},
    Check.PERIOD_FORWARD: {Fact.PERIOD_END: "2027-08-01"},
    Check.COMMITTEE_PROPOSED: {Fact.COMMITTEE_DECISION: "ks 2027-03-01 § 79 bifall"},
    Check.BOARD_PROPOSED: {Fact.BOARD_DECISION: "ks 2027-03-01 § 101 återremiss"},
    Check.COUNCIL_APPROVED: {Fact.COUNCIL_DECISION: "ks 2027-03-01 § 55 bifall"},
    Check.COUNCIL_REJECTED: {Fact.COUNCIL_DECISION: "kf 2027-03-01 § 55 bifall"},
    Check.ADOPTER_REJECTED: {Fact.ADOPTION: "ks 2027-03-01 § 102 bifall"},
    Check.ADOPTER_APPROVED: {Fact.ADOPTION: "kf 2027-03-01 § 102 bifall"},
}


def broken(row: Move, check: Check) -> tuple[ACase, dict[str, str]]:
    """A case and facts that are right but for one check."""
    wrong = {str(fact): text for fact, text in BREAKS[check].items()}
    asked = {key: text for key, text in wrong.items() if key in row.facts}
    case = before(row, knows={key: text for key, text in wrong.items() if key not in asked})
    if check is Check.TASKS_DONE:
        case.open_tasks = ("budget",)
    return case, right(row) | asked
