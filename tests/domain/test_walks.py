"""Whatever people try, in whatever order, what the governing documents promise still holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intlflow.domain.checks import ADOPTERS
from intlflow.domain.facts import STANDING, Fact, Facts
from intlflow.domain.lifecycle import Lifecycle, Move, Refused, judge_opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Outcome
from tests.domain.standing import BODIES, OWNER, RIGHT, WORDS, ACase, attempt, right
from tests.people import MORNING

WALKS = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
DECISIONS = [f"{body} 2027-03-01 § 7 {outcome}" for body in BODIES for outcome in Outcome]
BODY_DECISIONS = {Fact.FINANCING_DECISION, Fact.COMMITTEE_DECISION, Fact.BOARD_DECISION} | {
    Fact.COUNCIL_DECISION,
    Fact.ADOPTION,
}
MONEY = {Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED, Fact.OWN_CONTRIBUTION}
AMOUNTS = ["1 kr", "600 000 kr", "900 000 kr", "1 200 000 kr", "10 EUR"]
# What somebody may try to slip in with any move; the rest of the standing facts are plain text.
SLIPPED = [
    ("document_type", "policy"),
    ("document_type", "plan"),
    ("decided_by", "tn"),
    ("decided_by", "ks"),
    ("partner", "Atlantis"),
    ("country", "XX"),
    ("total_budget", "1 kr"),
]


@dataclass
class Walk:
    """A case and the steps that it really took: verb, what was given, where it came to."""

    case: ACase
    steps: list[tuple[str, Facts, str]] = field(default_factory=list)
    opened_with: Facts = field(default_factory=Facts)


def typed(chance: Random, row: Move) -> dict[str, str]:
    """Facts for a row: mostly right, sometimes another body, another outcome, another amount."""
    facts = right(row)
    for fact in facts:
        if chance.random() < 0.2:
            if fact in BODY_DECISIONS:
                facts[fact] = chance.choice(DECISIONS)
            elif fact in MONEY:
                facts[fact] = chance.choice(AMOUNTS)
    if chance.random() < 0.15:
        facts.update([chance.choice(SLIPPED)])
    return facts


def walk_from(cycle: Lifecycle, chance: Random) -> Walk:
    """A case that somebody opened and then tried forty moves with."""
    given = {str(n): RIGHT[n] for n in cycle.opening.needs if isinstance(n, Fact)}
    if cycle.kind is Kind.GOVERNING_DOCUMENT:
        kind = chance.choice(sorted(ADOPTERS))
        given |= {"document_type": kind, "decided_by": "ks" if kind == "plan" else "kf"}
    role = cycle.opening.who[0]
    facts = judge_opening(
        cycle.opening, roles=[role], given=given, words=WORDS, at=MORNING, case=ACase("")
    )
    walk = Walk(ACase(str(cycle.start), facts), opened_with=facts)
    for _ in range(40):
        rows = cycle.open_from(walk.case.phase)
        if not rows:
            break
        # Ends are chosen seldom, or few walks would come far.
        row = chance.choices(rows, [1 if row.target in cycle.ends else 8 for row in rows])[0]
        taken = attempt(row, walk.case, typed(chance, row))
        if not isinstance(taken, Refused):
            walk.steps.append((row.verb, taken, str(row.target)))
            walk.case = ACase(str(row.target), Facts(walk.case.facts | taken))
    return walk


def walks(cycle: Lifecycle) -> st.SearchStrategy[Walk]:
    """Walks through a table."""
    return st.integers(0, 2**32).map(lambda seed: walk_from(cycle, Random(seed)))


def walking(kind: Kind) -> Callable[[Callable[[Walk], None]], Callable[[], None]]:
    """Run a test over many walks through one kind's table, the same ones each time."""
    return lambda test: WALKS(given(walk=walks(LIFECYCLES[kind]))(test))


def body_of(decision: Facts) -> tuple[str, str]:
    return decision["body"], decision["outcome"]


@walking(Kind.TWIN_TOWN)
def test_PLAN_29_only_kommunfullmaktige_makes_a_twin_town(walk: Walk) -> None:
    decided = False
    for verb, taken, phase in walk.steps:
        if verb == "propose_again":
            decided = False
        if Fact.COUNCIL_DECISION in taken:
            decided |= body_of(taken[Fact.COUNCIL_DECISION]) == ("kf", Outcome.APPROVED)
        assert decided or phase not in ("active", "under_review")


@walking(Kind.TWIN_TOWN)
def test_PLAN_29_the_town_that_was_proposed_is_the_town_that_is_decided_on(walk: Walk) -> None:
    for fact in (Fact.PARTNER, Fact.COUNTRY):
        assert walk.case.facts[fact] == walk.opened_with[fact]


@walking(Kind.TWIN_TOWN)
def test_KS_09_the_bodies_decide_in_their_order(walk: Walk) -> None:
    chain = {"in_committee": 0, "before_board": 1, "before_council": 2}
    stands = "proposed"

    for verb, _, phase in walk.steps:
        if phase in chain and chain[phase] > 0 and verb != "note_decision":
            assert chain[stands] == chain[phase] - 1
        if verb in ("approve", "reject"):
            assert stands == "before_council"
        stands = phase


@walking(Kind.PROJECT)
def test_PLAN_37_own_financing_is_decided_by_the_owning_body_before_every_submission(
    walk: Walk,
) -> None:
    decided = False
    for _, taken, phase in walk.steps:
        if phase == "writing":
            decided = False
        if Fact.FINANCING_DECISION in taken:
            decided = body_of(taken[Fact.FINANCING_DECISION]) == (OWNER, Outcome.APPROVED)
        assert decided or phase != "submitted"


@walking(Kind.PROJECT)
def test_PLAN_37_a_reduced_grant_is_taken_only_with_a_new_decision_of_the_owning_body(
    walk: Walk,
) -> None:
    for verb, taken, _ in walk.steps:
        if verb == "accept_reduced":
            assert body_of(taken[Fact.FINANCING_DECISION]) == (OWNER, Outcome.APPROVED)


@walking(Kind.PROJECT)
def test_an_archived_project_says_how_long_it_is_kept_and_what_was_learnt(walk: Walk) -> None:
    if walk.case.phase == "archived":
        assert {Fact.RETAIN_UNTIL, Fact.LESSONS} <= set(walk.case.facts)


@walking(Kind.PROJECT)
def test_KS_01_a_grant_on_a_condition_pays_nothing_before_the_condition_is_met(walk: Walk) -> None:
    waits = False
    for verb, _, phase in walk.steps:
        waits = (waits or verb == "grant_on_condition") and verb not in (
            "meet_condition",
            "meet_in_part",
            "fail_condition",
        )
        assert not waits or phase == "conditional"


@walking(Kind.GOVERNING_DOCUMENT)
def test_PLAN_28_PLAN_30_VX_18_only_the_right_body_adopts(walk: Walk) -> None:
    adopter = ADOPTERS[walk.opened_with[Fact.DOCUMENT_TYPE]]
    for verb, taken, _ in walk.steps:
        if Fact.ADOPTION in taken:
            outcome = Outcome.REJECTED if verb == "reject" else Outcome.APPROVED
            assert taken[Fact.ADOPTION]["body_kind"] == adopter
            assert taken[Fact.ADOPTION]["outcome"] == outcome


@walking(Kind.GOVERNING_DOCUMENT)
def test_KS_01_a_document_adopted_on_a_condition_holds_only_from_when_it_is_met(walk: Walk) -> None:
    stands = "draft"
    for verb, taken, phase in walk.steps:
        if stands == "conditional" and phase == "in_force":
            assert Fact.CONDITION_MET_ON in taken
        if verb == "adopt_on_condition":
            assert phase == "conditional"
        stands = phase


@pytest.mark.parametrize("kind", Kind)
def test_no_walk_makes_a_case_forget(kind: Kind) -> None:
    @walking(kind)
    def remembers(walk: Walk) -> None:
        given = set(walk.opened_with).union(*(set(taken) for _, taken, _ in walk.steps))
        assert set(walk.case.facts) == given

    remembers()


@pytest.mark.parametrize("kind", Kind)
def test_the_walks_reach_every_phase(kind: Kind) -> None:
    seen = {str(LIFECYCLES[kind].start)}

    @walking(kind)
    def look(walk: Walk) -> None:
        seen.update(phase for _, _, phase in walk.steps)

    look()

    assert seen == {str(phase) for phase in LIFECYCLES[kind].phases}


def test_what_a_body_decided_on_can_not_be_changed_afterwards() -> None:
    decided_on = {Fact.PARTNER, Fact.COUNTRY, Fact.DOCUMENT_TYPE, Fact.DECIDED_BY}
    decided_on |= {Fact.BUDGET_YEARS, Fact.BOARDS}  # they say by whom

    assert decided_on & STANDING == set()
