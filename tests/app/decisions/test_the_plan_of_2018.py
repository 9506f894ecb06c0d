"""Ljungby's decision of 2018, end to end: proposed, adopted on a condition, in force with the policy."""

from datetime import UTC, date, datetime

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.recording import Recorded, record_decision
from intlflow.app.decisions.showing import extract, list_decisions, show_matter
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.showing import list_letters, show_case
from intlflow.domain.appeal import After
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from tests.people import at

JUNE, JULY, SEPTEMBER = (datetime(2018, month, 25, 7, tzinfo=UTC) for month in (6, 7, 9))
OCTOBER = datetime(2018, 10, 1, 7, tzinfo=UTC)
CONDITION = "Under förutsättning att kommunfullmäktige antar policyn."


def proposed(house: House, kind: str, title: str) -> str:
    """A document that has been written and handed over with its tjänsteskrivelse."""
    body = {"policy": "kf", "plan": "ks"}[kind]
    given = {"document_type": kind, "decided_by": body}
    ref = open_case(
        house,
        Kind.GOVERNING_DOCUMENT,
        municipality="ljungby",
        unit="klf",
        title=title,
        by=at("sanna"),
        given=given,
        at=JUNE,
    ).ref
    move(house, ref, "consult", by=at("sanna"), given={}, at=JUNE)
    memo = {Fact.MEMO: "Tjänsteskrivelse 2018-06-04"}
    from tests.people import tick_all

    tick_all(house, ref)
    move(house, ref, "propose", by=at("sanna"), given=memo, at=JUNE)
    return ref


def says(
    house: House, ref: str, decision: str, when: datetime = SEPTEMBER, **given: str
) -> Recorded:
    return record_decision(house, ref, decision, by=at("siv"), given=given, at=when)


def phase(house: House, ref: str) -> str:
    return str(show_case(house, ref, OCTOBER)["phase"])


def waiting_plan(house: House) -> tuple[str, str]:
    """The policy before the council, and the plan that KS adopted on its condition."""
    policy = proposed(house, "policy", "Policy för internationellt arbete")
    plan = proposed(house, "plan", "Verksamhetsplan för internationellt arbete")
    says(house, plan, "ksau 2018-06-19 § 79 tillstyrkan", JUNE)
    says(
        house,
        plan,
        "ks 2018-09-04 § 130 bifall",
        condition=CONDITION,
        condition_case=policy,
        revise_by="2023-09-04",
        extract_to="Internationell samordnare",
    )
    says(house, policy, "ksau 2018-06-19 § 78 tillstyrkan", JUNE)
    says(house, policy, "ks 2018-09-04 § 129 tillstyrkan")
    return policy, plan


def test_KS_01_KS_09_the_plan_comes_into_force_the_day_the_council_adopts_the_policy(
    house: House,
) -> None:
    policy, plan = waiting_plan(house)
    assert phase(house, plan) == "conditional"

    done = says(
        house,
        policy,
        "kf 2018-09-24 § 100 bifall",
        valid_from="2018-09-24",
        revise_by="2023-09-24",
    )

    assert done.moved.settled == (plan,)
    case = show_case(house, plan, OCTOBER)
    assert case["phase"] == "in_force"
    assert case["facts"]["condition_met_on"] == case["facts"]["valid_from"] == "2018-09-24"
    told = {letter["template"] for letter in case["letters"]}
    assert "governing-document/meet_condition" in told


def test_KS_01_when_the_council_says_no_the_plan_lapses_and_the_reason_is_told(
    house: House,
) -> None:
    policy, plan = waiting_plan(house)

    done = says(house, policy, "kf 2018-09-24 § 100 avslag")

    assert (done.moved.target, done.moved.settled) == ("rejected", (plan,))
    case = show_case(house, plan, OCTOBER)
    assert case["phase"] == "lapsed"
    assert case["facts"]["reason"].startswith("KF 2018-09-24 § 100: Policy")


def test_after_aterremiss_the_bodies_begin_anew(house: House) -> None:
    plan = proposed(house, "plan", "Verksamhetsplan")
    says(house, plan, "ksau 2018-06-19 § 79 bifall", JUNE)

    back = says(house, plan, "ks 2018-09-04 § 130 återremiss", decision_text="Kostnaden saknas.")

    assert (back.moved.verb, back.moved.target) == ("send_back", "draft")
    assert show_case(house, plan, OCTOBER)["facts"]["reason"] == "Kostnaden saknas."
    steps = show_matter(house, plan, OCTOBER)["steps"]
    assert [step["turn"] for step in steps] == [True, False]


def test_KS_02_an_extract_goes_to_the_coordinator_and_says_what_was_decided(house: House) -> None:
    _, plan = waiting_plan(house)
    adopted = list_decisions(house, "ljungby", OCTOBER)
    number = next(row["id"] for row in adopted if row["ref"] == plan and row["body"] == "ks")

    told = note_event(
        house, number, After.EXTRACT, by=at("siv"), day=None, note="Samordnaren", at=OCTOBER
    )

    assert [each.name for each in told] == ["Sanna Lind"]
    said = extract(house, number, OCTOBER)
    assert said["says"].startswith("Kommunstyrelsen")
    assert said["extract_to"] == "Internationell samordnare"


def test_an_appeal_on_the_last_day_a_sunday_moved_to_monday_is_in_time(house: House) -> None:
    """Announced on a Sunday three weeks before: the last day is the Monday after."""
    policy, _ = waiting_plan(house)
    number = says(
        house, policy, "kf 2018-09-24 § 100 bifall", valid_from="2018-09-24", revise_by="2023-09-24"
    ).decision
    late = datetime(2018, 11, 5, 7, tzinfo=UTC)

    def note(kind: After, day: str) -> None:
        note_event(house, number, kind, by=at("siv"), day=date.fromisoformat(day), note="", at=late)

    note(After.ADJUSTED, "2018-10-05")
    note(After.ANNOUNCED, "2018-10-07")
    with pytest.raises(Refused, match="appeal-too-late"):
        note(After.APPEALED, "2018-10-30")
    assert extract(house, number, late)["force"] == "in_force"
    note(After.APPEALED, "2018-10-29")

    shown = extract(house, number, late)
    assert (shown["force"], shown["last_day_to_appeal"]) == ("appealed", "2018-10-29")
    with pytest.raises(Refused, match="decision-event-twice"):
        note(After.APPEALED, "2018-10-29")
    note(After.ANNULLED, "2018-11-02")
    assert extract(house, number, late)["force"] == "annulled"
    letters = list_letters(house, address=None, status=None)
    assert {each["template"] for each in letters} >= {"decision/appealed", "decision/annulled"}
