"""The table of a unit's annual report: every state by verb by role, and what counts as an answer."""

from dataclasses import replace
from itertools import product

import pytest

from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move, Refused, Table
from intlflow.domain.unit_report import CLOCK, MOVES, UNIT_REPORT, State, answered, judge
from intlflow.domain.words import Role

VERBS = ("start", "submit", "nothing", "approve", "return", "reopen", "close")
CELLS = list(product(State, VERBS, Role))
BY_HAND = [row for row in MOVES if row.who != CLOCK]


def row_of(state: str, verb: str) -> Move | None:
    return next((row for row in MOVES if (row.source, row.verb) == (state, verb)), None)


def attempt(state: str, verb: str, role: Role, note: str = "Ett ord", rows: int = 0) -> str:
    """Where the report comes to, or why not."""
    try:
        return str(judge(state, verb, roles={role}, note=note, year=2026, rows=rows).target)
    except Refused as no:
        return no.why


def test_the_table_is_as_large_as_this_programme_believes() -> None:
    assert len(MOVES) == 17
    assert {row.verb for row in MOVES} == set(VERBS)
    assert UNIT_REPORT.walk() == set(State)


@pytest.mark.parametrize(("state", "verb", "role"), CELLS, ids=lambda each: str(each))
def test_each_cell_opens_for_the_roles_it_names_and_for_no_other(
    state: State, verb: str, role: Role
) -> None:
    row = row_of(state, verb)

    answer = attempt(state, verb, role)

    if row is None:
        assert answer == "report-not-from-here"
    elif row.who == CLOCK:
        assert answer == "report-by-the-clock"
    else:
        assert answer == (str(row.target) if role in row.who else "not-for-this-unit")


def test_a_verb_that_nobody_knows_is_told_what_can_be_done_instead() -> None:
    with pytest.raises(Refused) as no:
        judge("submitted", "burn", roles={Role.COORDINATOR}, note="", year=2026)

    assert (no.value.why, no.value.details["open"]) == ("unknown-verb", ["approve", "return"])


def test_PLAN_59_the_unit_answers_its_manager_approves_and_the_coordinator_asks_for_more() -> None:
    may = {row.verb: set(row.who) for row in MOVES}

    assert may == {
        "start": {Role.CONTACT, Role.MANAGER},
        "submit": {Role.CONTACT, Role.MANAGER},
        "nothing": {Role.CONTACT, Role.MANAGER},
        "approve": {Role.MANAGER},
        "return": {Role.COORDINATOR},
        "reopen": {Role.COORDINATOR},
        "close": set(),
    }


def test_PLAN_47_nothing_to_report_is_an_answer_and_silence_is_none() -> None:
    assert {state for state in State if answered(state)} == {
        State.SUBMITTED,
        State.APPROVED,
        State.NOTHING,
    }
    assert not answered(None)


def test_PLAN_47_nothing_to_report_is_signed_by_a_person_and_never_by_the_clock() -> None:
    signed = [row for row in MOVES if row.target is State.NOTHING]

    assert signed
    assert [row for row in signed if row.who == CLOCK or row.verb != "nothing"] == []
    assert {row.target for row in MOVES if row.who == CLOCK} == {State.NOT_ANSWERED}


def test_PLAN_57_nothing_to_report_against_the_register_needs_a_reason() -> None:
    assert attempt("started", "nothing", Role.CONTACT, note="", rows=3) == "report-has-rows"
    assert attempt("started", "nothing", Role.CONTACT, note="Räknas hos tf", rows=3) == "nothing"
    assert attempt("started", "nothing", Role.CONTACT, note="", rows=0) == "nothing"


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: f"{row.source} {row.verb}")
def test_whoever_sends_a_report_back_says_what_is_lacking(row: Move) -> None:
    answer = attempt(str(row.source), row.verb, row.who[0], note="")

    assert answer == ("missing" if Fact.REASON in row.needs else str(row.target))
    assert (Fact.REASON in row.needs) == (row.verb in ("return", "reopen"))


def test_a_report_is_approved_only_once_it_has_been_handed_in() -> None:
    assert [row.source for row in MOVES if row.target is State.APPROVED] == [State.SUBMITTED]


def test_the_clock_closes_only_what_was_never_answered() -> None:
    closed = {row.source for row in MOVES if row.verb == "close"}

    assert closed == {State.NOT_OPENED, State.STARTED}


def test_VX_24_a_late_answer_is_still_possible_in_every_form() -> None:
    late = {row.verb for row in UNIT_REPORT.open_from("not_answered")}

    assert {"start", "submit", "nothing"} <= late


@pytest.mark.parametrize(
    ("moves", "fault"),
    [
        ((*MOVES, MOVES[0]), "a row stands twice"),
        (tuple(row for row in MOVES if row.verb != "approve"), "nothing leads to approved"),
        (
            tuple(row for row in MOVES if row.source is not State.RETURNED),
            "dead end in returned",
        ),
    ],
)
def test_a_table_with_a_hole_in_it_can_not_be_read(moves: tuple[Move, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=f"unit-report: {fault}$"):
        Table("unit-report", State, State.NOT_OPENED, moves, UNIT_REPORT.ends)
    assert replace(UNIT_REPORT) == UNIT_REPORT
