"""A lifecycle with a hole in it can't be read in, and the three that ship have the promised shape."""

from enum import StrEnum

import pytest

from intlflow.domain.checks import ADOPTERS, Check
from intlflow.domain.facts import DOCUMENT_TYPES, Fact
from intlflow.domain.lifecycle import Lifecycle, Move, Opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.minutes import MINUTES
from intlflow.domain.project import PROJECT
from intlflow.domain.words import BodyKind, Kind, Role, Stage
from tests.domain.standing import ROWS


class Light(StrEnum):
    """Three phases of a table made up for the tests."""

    RED = "red"
    GREEN = "green"
    OUT = "out"


WHO = (Role.COORDINATOR,)
GO = Move(Light.RED, "go", Light.GREEN, WHO)
BREAK = Move(Light.GREEN, "break", Light.OUT, WHO)
STAGES: dict[StrEnum, Stage] = {
    Light.RED: Stage.IDEA,
    Light.GREEN: Stage.RUNNING,
    Light.OUT: Stage.ARCHIVE,
}


def table(*moves: Move, stages: dict[StrEnum, Stage] | None = None) -> Lifecycle:
    return Lifecycle(
        kind=Kind.PROJECT,
        phases=Light,
        start=Light.RED,
        opening=Opening("light", WHO),
        moves=moves,
        ends=frozenset({Light.OUT}),
        stages=STAGES if stages is None else stages,
    )


def test_a_whole_table_is_read_and_knows_where_one_comes_from_everywhere() -> None:
    lights = table(GO, BREAK)

    assert lights.walk() == set(Light)
    assert lights.exits("red") == {Light.GREEN}
    assert lights.open_from("green") == (BREAK,)
    assert lights.find("green", "break") is BREAK
    assert lights.stage("green") is Stage.RUNNING


def test_a_row_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="project: a row stands twice"):
        table(GO, BREAK, Move(Light.RED, "go", Light.OUT, WHO))


def test_a_phase_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match=r"project: nothing leads to green$"):
        table(Move(Light.RED, "break", Light.OUT, WHO), BREAK)


def test_a_dead_end_is_refused_also_when_one_can_turn_round_in_it() -> None:
    wait = Move(Light.GREEN, "wait", Light.GREEN, WHO)
    crash = Move(Light.RED, "crash", Light.OUT, WHO)

    with pytest.raises(ValueError, match=r"project: dead end in green$"):
        table(GO, wait, crash)


def test_a_phase_without_a_headline_stage_is_refused() -> None:
    with pytest.raises(ValueError, match=r"project: no headline stage for out$"):
        table(GO, BREAK, stages={Light.RED: Stage.IDEA, Light.GREEN: Stage.RUNNING})


def test_every_kind_of_case_has_its_own_table() -> None:
    assert set(LIFECYCLES) == set(Kind)
    assert {kind: cycle.kind for kind, cycle in LIFECYCLES.items()} == {k: k for k in Kind}


def test_a_project_passes_through_every_headline_stage() -> None:
    assert set(PROJECT.stages.values()) == set(Stage)


def test_every_row_tells_somebody_of_what_was_done() -> None:
    assert [row.verb for _, row in ROWS if not row.tells] == []
    assert [row.verb for _, row in ROWS if not row.who] == []


def test_every_fact_but_the_optional_ones_is_asked_for_somewhere() -> None:
    asked = {need for _, row in ROWS for need in row.facts}
    asked |= {n for c in LIFECYCLES.values() for n in c.opening.needs if isinstance(n, Fact)}

    taken = {fact for _, row in ROWS for fact in row.takes}
    beside = {Fact.PROGRAMME, Fact.VERSION_LABEL, Fact.RECUSED}
    beside |= {Fact.ACRONYM, Fact.OWN_ROLE, Fact.REGISTRY_NUMBER, Fact.FUNDER_NUMBER}
    beside |= {Fact.EU_SHARE, Fact.IMPORTED_FROM}
    assert set(Fact) - asked - taken - MINUTES == beside


@pytest.mark.parametrize("verb", ["submit", "terminate", "refuse_grant"])
def test_what_binds_the_municipality_is_done_by_who_may_sign_for_it(verb: str) -> None:
    assert {row.who for row in PROJECT.moves if row.verb == verb} == {(Role.SIGNATORY,)}


@pytest.mark.parametrize("verb", ["go", "no_go"])
def test_the_unit_s_manager_alone_decides_whether_to_apply(verb: str) -> None:
    assert PROJECT.find("support", verb).who == (Role.MANAGER,)


def test_PLAN_37_what_a_body_decided_on_money_is_never_recorded_by_who_gets_the_money() -> None:
    recording = [row for row in PROJECT.moves if Fact.FINANCING_DECISION in row.facts]

    assert [row.verb for row in recording] == [
        "decide_financing",
        "refuse_financing",
        "accept_reduced",
    ]
    assert {role for row in recording for role in row.who} == {
        Role.SECRETARY,
        Role.REGISTRAR,
        Role.COORDINATOR,
    }


@pytest.mark.parametrize("kind", [Kind.TWIN_TOWN, Kind.GOVERNING_DOCUMENT])
def test_KS_13_what_a_political_body_decided_is_entered_by_its_clerk(kind: Kind) -> None:
    decisions = {Fact.COMMITTEE_DECISION, Fact.BOARD_DECISION, Fact.COUNCIL_DECISION, Fact.ADOPTION}
    recorded = [row for row in LIFECYCLES[kind].moves if decisions & set(row.facts)]

    assert recorded
    assert {row.who for row in recorded} == {(Role.SECRETARY, Role.REGISTRAR)}


def test_PLAN_29_a_twin_town_has_one_way_in_and_it_goes_through_the_council() -> None:
    cycle = LIFECYCLES[Kind.TWIN_TOWN]

    ways = {(row.source, row.verb) for row in cycle.moves if row.target == "active"}

    assert ways == {("before_council", "approve"), ("under_review", "keep")}
    assert Check.COUNCIL_APPROVED in cycle.find("before_council", "approve").checks


def test_KS_14_who_coordinates_hears_of_every_decision_that_a_body_took() -> None:
    decisions = {F for F in Fact if F.endswith("_decision") or F is Fact.ADOPTION}
    recorded = [row for _, row in ROWS if decisions & set(row.facts)]

    unheard = [row.verb for row in recorded if Role.COORDINATOR not in row.tells]

    assert recorded
    assert unheard == []


def test_PLAN_46_nobody_decides_to_apply_while_a_point_of_the_support_is_open() -> None:
    ways_out = [row for row in PROJECT.open_from("support") if row.target == "writing"]

    assert [(row.verb, Check.TASKS_DONE in row.checks) for row in ways_out] == [("go", True)]


def test_PLAN_53_an_idea_reaches_the_unit_s_contact_person_and_the_coordinator() -> None:
    assert {Role.CONTACT, Role.COORDINATOR} <= set(PROJECT.opening.tells)


def test_LJP_07_an_idea_gets_support_only_with_a_form_of_work() -> None:
    assert Fact.FORMS in PROJECT.find("idea", "accept").facts


def test_PLAN_58_an_evaluation_tells_both_results_and_effects() -> None:
    into = [row for row in PROJECT.moves if row.target == "evaluated"]

    assert [{Fact.RESULTS, Fact.EFFECTS} <= set(row.facts) for row in into] == [True]


def test_LJ13_17_no_project_is_archived_without_its_lessons() -> None:
    before = {row.source for row in PROJECT.moves if row.target == "archived"}

    assert before == {"evaluated", "rejected"}
    assert Fact.LESSONS in PROJECT.find("rejected", "learn").facts
    assert Fact.LESSONS in PROJECT.find("evaluation", "evaluate").facts


def test_LJ13_05_a_document_comes_into_force_only_with_a_last_day_for_its_revision() -> None:
    cycle = LIFECYCLES[Kind.GOVERNING_DOCUMENT]
    into = [row for row in cycle.moves if row.target == "in_force"]

    assert {row.verb for row in into} == {"adopt", "meet_condition", "keep"}
    # What was adopted on a condition was given its last day then.
    asked = {row.target for row in cycle.moves if Fact.REVISE_BY in row.facts}
    assert [r.verb for r in into if Fact.REVISE_BY not in r.facts and r.source not in asked] == []


def test_PLAN_01_a_document_comes_into_force_only_with_its_first_day() -> None:
    cycle = LIFECYCLES[Kind.GOVERNING_DOCUMENT]
    newly = [r for r in cycle.moves if r.target == "in_force" and r.source != "under_review"]

    assert [row.verb for row in newly if Fact.VALID_FROM not in row.facts] == []


def test_PLAN_28_PLAN_30_VX_18_each_type_of_document_has_its_one_adopter() -> None:
    assert ADOPTERS == {
        "policy": BodyKind.COUNCIL,
        "strategy": BodyKind.COUNCIL,
        "plan": BodyKind.EXECUTIVE_BOARD,
    }
    assert set(ADOPTERS) == set(DOCUMENT_TYPES)
