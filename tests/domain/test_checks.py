"""What a check says when it is not met: enough for a sentence that a person can act on."""

import pytest

from intlflow.domain.checks import ADOPTERS, Check, unmet
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Refused, judge_opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from tests.domain.standing import OWNER, WORDS, ACase, attempt, before, broken, read, refused, right
from tests.people import MORNING

PROJECT = LIFECYCLES[Kind.PROJECT]
DOCUMENT = LIFECYCLES[Kind.GOVERNING_DOCUMENT]


def said(check: Check, **facts: str) -> dict[str, object]:
    return unmet(check, ACase(""), read(facts), MORNING)


def test_open_tasks_are_named() -> None:
    case = ACase("", open_tasks=("undersoka", "stotta"))

    assert unmet(Check.TASKS_DONE, case, Facts(), MORNING) == {"tasks": ["undersoka", "stotta"]}
    assert said(Check.TASKS_DONE) == {}


def test_a_deadline_that_has_passed_is_named_to_the_minute() -> None:
    now = "2027-03-01T08:00+01:00"

    assert said(Check.DEADLINE_AHEAD, call_deadline="2027-03-01T07:59") == {
        "deadline": "2027-03-01T07:59:00+01:00"
    }
    assert said(Check.DEADLINE_AHEAD, call_deadline=now) == {}
    assert said(Check.DEADLINE_AHEAD) == {}


@pytest.mark.parametrize("given", ["tn 2027-03-01 § 31 bifall", f"{OWNER} 2027-03-01 § 31 avslag"])
def test_PLAN_37_neither_another_board_nor_another_outcome_decides_on_own_financing(
    given: str,
) -> None:
    details = said(Check.OWNER_DECIDED, financing_decision=given)

    assert details["body"] == OWNER
    assert details["outcome"] == "bifall"
    assert details["given"] == read({"financing_decision": given})["financing_decision"]


def test_a_decision_that_is_not_there_is_not_the_right_one() -> None:
    assert said(Check.COUNCIL_APPROVED) == {"body": "council", "outcome": "bifall", "given": {}}
    assert said(Check.ADOPTER_APPROVED, decided_by="kf") == {"body": "kf", "given": {}}


@pytest.mark.parametrize("outcome", ["avslag", "återremiss", "bordläggning"])
def test_PLAN_29_nothing_but_a_yes_of_the_council_is_a_yes(outcome: str) -> None:
    decision = f"kf 2027-03-01 § 55 {outcome}"

    assert said(Check.COUNCIL_APPROVED, council_decision=decision)["body"] == "council"
    assert said(Check.COUNCIL_APPROVED, council_decision="kf 2027-03-01 § 55") == {}


def test_a_gap_is_told_to_the_ore() -> None:
    row = PROJECT.find("financed", "submit")

    answer = refused(row, *broken(row, Check.APPLICATION_COVERED))

    assert answer.details == {"verb": "submit", "gap": "1.00 SEK", "currencies": ""}


def test_other_currencies_are_shown_and_not_guessed_when_applying() -> None:
    row = PROJECT.find("financed", "submit")

    answer = refused(row, before(row), right(row) | {"amount_applied": "900 000 EUR"})

    assert answer.why == "application-not-covered"
    assert answer.details == {"verb": "submit", "gap": "", "currencies": "SEK ≠ EUR"}


@pytest.mark.parametrize("verb", ["grant", "grant_less"])
def test_a_grant_in_another_currency_is_neither_full_nor_less(verb: str) -> None:
    row = PROJECT.find("submitted", verb)

    answer = refused(row, before(row), right(row) | {"amount_granted": "80 000 EUR"})

    assert answer.details == {
        "verb": verb,
        "applied": "900000.00 SEK",
        "granted": "80000.00 EUR",
    }


def test_where_no_amount_is_known_a_grant_is_not_compared() -> None:
    assert said(Check.GRANTED_IN_FULL, amount_granted="1 kr") == {}
    assert said(Check.GRANTED_LESS, amount_applied="1 kr") == {}


def test_a_larger_grant_than_applied_for_is_granted_in_full() -> None:
    more = {"amount_applied": "1 kr", "amount_granted": "2 kr"}

    assert said(Check.GRANTED_IN_FULL, **more) == {}
    assert said(Check.GRANTED_LESS, **more) == {"applied": "1.00 SEK", "granted": "2.00 SEK"}


def test_a_period_ends_after_its_beginning() -> None:
    backwards = {"period_start": "2027-08-01", "period_end": "2027-08-01"}

    assert said(Check.PERIOD_FORWARD, **backwards) == {"start": "2027-08-01", "end": "2027-08-01"}
    assert said(Check.PERIOD_FORWARD, **backwards | {"period_end": "2027-08-02"}) == {}
    assert said(Check.PERIOD_FORWARD, period_start="2027-08-01") == {}


OPENINGS = {
    ("policy", "kf"): True,
    ("policy", "ks"): False,
    ("policy", "bun"): False,
    ("strategy", "kf"): True,
    ("strategy", "ks"): False,
    ("strategy", "ksau"): False,
    ("plan", "ks"): True,
    ("plan", "kf"): False,
    ("plan", "ksau"): False,
}


@pytest.mark.parametrize(("kind", "body"), OPENINGS)
def test_PLAN_28_PLAN_30_VX_18_a_document_is_begun_only_for_its_own_adopter(
    kind: str, body: str
) -> None:
    def begun() -> Facts:
        return judge_opening(
            DOCUMENT.opening,
            roles=[Role.COORDINATOR],
            given={"document_type": kind, "decided_by": body},
            words=WORDS,
            at=MORNING,
            case=ACase(""),
        )

    if OPENINGS[kind, body]:
        assert begun()[Fact.DECIDED_BY]["body"] == body
    else:
        with pytest.raises(Refused) as no:
            begun()
        assert no.value.why == "wrong-adopter"
        assert no.value.details == {"verb": "draft", "type": kind, "body": str(ADOPTERS[kind])}


def test_a_document_of_no_known_type_has_no_adopter() -> None:
    assert said(Check.RIGHT_ADOPTER, decided_by="kf") == {"type": "", "body": "None"}


def test_PLAN_21_a_project_in_one_form_may_what_a_project_in_three_may() -> None:
    one, three = "samarbete", "samarbete, kompetensutveckling, extern finansiering"

    for row in PROJECT.moves:
        if Fact.FORMS in row.facts:
            continue
        taken = [
            attempt(row, before(row, knows={"forms": forms}), right(row)) for forms in (one, three)
        ]
        assert taken[0] == taken[1] == read(right(row))


def test_KS_10_a_case_comes_before_the_bodies_only_with_its_memo() -> None:
    for kind, phase, verb in (
        (Kind.TWIN_TOWN, "preparing", "hand_over"),
        (Kind.GOVERNING_DOCUMENT, "consultation", "propose"),
    ):
        row = LIFECYCLES[kind].find(phase, verb)
        answer = refused(row, before(row), {})

        assert (answer.why, answer.details) == ("missing", {"facts": ["memo"]})
