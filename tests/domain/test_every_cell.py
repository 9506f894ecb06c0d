"""Every cell of the tables: row by role by need, and every verb from every phase."""

from collections import Counter

import pytest

from intlflow.domain.checks import Check
from intlflow.domain.facts import STANDING, Fact, Facts
from intlflow.domain.lifecycle import Lifecycle, Move, Refused, judge, judge_opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from tests.domain.standing import (
    BREAKS,
    CELLS,
    ROWS,
    WORDS,
    ACase,
    attempt,
    before,
    broken,
    name,
    read,
    refused,
    right,
)
from tests.people import MORNING

NEEDS = [(cycle, row, fact) for cycle, row in ROWS for fact in row.facts]
CHECKS = [(cycle, row, check) for cycle, row in ROWS for check in row.checks]
PHASES = [(cycle, phase) for cycle in LIFECYCLES.values() for phase in cycle.phases]


def test_the_tables_are_as_large_as_this_programme_believes() -> None:
    sizes = Counter(cycle.kind for cycle, _ in ROWS)

    assert sizes == {Kind.PROJECT: 50, Kind.TWIN_TOWN: 19, Kind.GOVERNING_DOCUMENT: 17}
    assert len(CELLS) == 1118


@pytest.mark.parametrize(("cycle", "row", "role"), CELLS, ids=name)
def test_a_row_opens_for_the_roles_it_names_and_for_no_other(
    cycle: Lifecycle, row: Move, role: Role
) -> None:
    case, given = before(row), right(row)

    answer = attempt(row, case, given, role)

    if role in row.who:
        assert answer == read(given)
    else:
        assert isinstance(answer, Refused)
        assert answer.why == "not-your-role"
        assert answer.details == {"verb": row.verb, "who": [str(who) for who in row.who]}


@pytest.mark.parametrize(("cycle", "row", "fact"), NEEDS, ids=name)
def test_a_row_refuses_when_a_fact_is_missing_and_names_it(
    cycle: Lifecycle, row: Move, fact: Fact
) -> None:
    given = right(row)
    del given[fact]

    answer = refused(row, before(row), given)

    assert (answer.why, answer.details) == ("missing", {"facts": [str(fact)]})


@pytest.mark.parametrize(("cycle", "row", "fact"), NEEDS, ids=name)
def test_only_standing_facts_need_not_be_given_again(
    cycle: Lifecycle, row: Move, fact: Fact
) -> None:
    given = right(row)
    told_earlier = {str(fact): given.pop(fact)}

    answer = attempt(row, before(row, knows=told_earlier), given)

    if fact in STANDING:
        assert answer == read(given)
    else:
        assert isinstance(answer, Refused)
        assert (answer.why, answer.details) == ("missing", {"facts": [str(fact)]})


@pytest.mark.parametrize(("cycle", "row", "check"), CHECKS, ids=name)
def test_a_row_refuses_when_a_check_fails_and_gives_its_reason(
    cycle: Lifecycle, row: Move, check: Check
) -> None:
    case, given = broken(row, check)

    answer = refused(row, case, given)

    assert answer.why == str(check)
    assert answer.details["verb"] == row.verb


def test_every_check_stands_in_a_table_and_is_broken_once() -> None:
    in_rows = {check for _, _, check in CHECKS}
    in_openings = {
        need
        for cycle in LIFECYCLES.values()
        for need in cycle.opening.needs
        if isinstance(need, Check)
    }

    assert in_rows == set(BREAKS)
    assert in_rows | in_openings == set(Check)


@pytest.mark.parametrize(("cycle", "phase"), PHASES, ids=name)
def test_a_verb_of_another_phase_is_refused_with_what_is_open(cycle: Lifecycle, phase: str) -> None:
    here = [row.verb for row in cycle.moves if row.source == phase]
    elsewhere = sorted({row.verb for row in cycle.moves} - set(here))

    answers = {}
    for verb in elsewhere:
        with pytest.raises(Refused) as no:
            cycle.find(phase, verb)
        answers[verb] = (no.value.why, no.value.details)

    assert elsewhere
    assert answers == {
        verb: ("not-from-here", {"verb": verb, "phase": phase, "open": here}) for verb in elsewhere
    }


@pytest.mark.parametrize(("cycle", "phase"), PHASES, ids=name)
def test_a_verb_that_no_table_knows_is_refused_as_unknown(cycle: Lifecycle, phase: str) -> None:
    with pytest.raises(Refused) as no:
        cycle.find(phase, "approve-all")

    assert no.value.why == "unknown-verb"
    assert no.value.details["open"] == [row.verb for row in cycle.open_from(phase)]


@pytest.mark.parametrize(("cycle", "row"), ROWS, ids=name)
def test_a_fact_that_does_not_belong_to_a_row_is_refused_by_name(
    cycle: Lifecycle, row: Move
) -> None:
    strange = Fact.WAKE_ON if Fact.WAKE_ON not in row.facts else Fact.AGREEMENT

    answer = refused(row, before(row), right(row) | {str(strange): "x", "shoe_size": "44"})

    assert answer.why == "unknown-fact"
    assert answer.details == {
        "facts": sorted([str(strange), "shoe_size"]),
        "asked": [str(fact) for fact in row.facts],
    }


def test_a_fact_in_the_wrong_form_is_refused_with_an_example() -> None:
    row = LIFECYCLES[Kind.PROJECT].find("idea", "park")

    answer = refused(row, before(row), right(row) | {"wake_on": "till hösten"})

    assert answer.why == "bad-fact"
    assert answer.details == {"fact": "wake_on", "form": "not-a-date", "example": "2027-03-01"}


def test_a_standing_fact_may_be_corrected_by_any_move() -> None:
    row = LIFECYCLES[Kind.PROJECT].find("financed", "submit")
    case, given = broken(row, Check.DEADLINE_AHEAD)

    answer = attempt(row, case, given | {"call_deadline": "2027-04-01"})

    assert isinstance(answer, Facts)
    assert answer[Fact.CALL_DEADLINE] == "2027-04-01T23:59+02:00"


def test_a_municipality_s_own_choice_of_who_may_takes_the_table_s_place() -> None:
    row = LIFECYCLES[Kind.PROJECT].find("idea", "decline")
    case = before(row)

    def decline(role: Role) -> Facts:
        return judge(
            row,
            case,
            roles=[role],
            given=right(row),
            words=WORDS,
            at=MORNING,
            who=(Role.MANAGER,),
        )

    assert decline(Role.MANAGER) == read(right(row))
    with pytest.raises(Refused) as no:
        decline(Role.COORDINATOR)
    assert no.value.details == {"verb": "decline", "who": ["unit_manager"]}


def test_somebody_with_two_roles_may_what_either_may() -> None:
    row = LIFECYCLES[Kind.PROJECT].find("idea", "decline")

    taken = judge(
        row,
        before(row),
        roles=[Role.CONTACT, Role.COORDINATOR],
        given=right(row),
        words=WORDS,
        at=MORNING,
    )

    assert taken == read(right(row))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("cycle", LIFECYCLES.values(), ids=name)
def test_a_case_is_opened_by_the_roles_that_its_opening_names(cycle: Lifecycle, role: Role) -> None:
    row = Move(cycle.start, cycle.opening.verb, cycle.start, cycle.opening.who, cycle.opening.needs)
    given = right(row)

    def opened() -> Facts:
        return judge_opening(
            cycle.opening, roles=[role], given=given, words=WORDS, at=MORNING, case=ACase("")
        )

    if role in cycle.opening.who:
        assert opened() == read(given)
    else:
        with pytest.raises(Refused, match="not-your-role"):
            opened()


@pytest.mark.parametrize("cycle", LIFECYCLES.values(), ids=name)
def test_an_opening_names_every_fact_that_is_missing(cycle: Lifecycle) -> None:
    asked = [str(need) for need in cycle.opening.needs if isinstance(need, Fact)]

    def opened() -> Facts:
        return judge_opening(
            cycle.opening,
            roles=[Role.COORDINATOR],
            given={},
            words=WORDS,
            at=MORNING,
            case=ACase(""),
        )

    if asked:
        with pytest.raises(Refused) as no:
            opened()
        assert (no.value.why, no.value.details) == ("missing", {"facts": asked})
    else:
        assert opened() == {}
