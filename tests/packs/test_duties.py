"""What the governing documents demand is a duty of the packs, with their words, on sensible days."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from intlflow.domain.duty import Done, DutyAnchor, Per, Rung, ladder_order
from intlflow.domain.ladder import steps_of
from intlflow.domain.months import shift_months
from intlflow.domain.rhythm import around, in_windows
from intlflow.domain.words import Role
from intlflow.packs.duties import Duty
from intlflow.packs.entries import Evidence
from intlflow.packs.holidays import free_days
from intlflow.packs.quotes import flat
from intlflow.packs.reader import read_packs

ROOT = Path(__file__).parents[2]
PACKS = read_packs(ROOT / "config")
LJUNGBY, VAXJO = PACKS["ljungby"], PACKS["vaxjo"]
FREE = free_days(range(2022, 2033))


def quote(number: str) -> str:
    """What a requirement quotes."""
    with (ROOT / "docs" / "requirements.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return next(row["quote"] for row in rows if row["id"] == number)


def demands(duty: Duty, number: str, key: str = "ljungby") -> bool:
    """Whether the duty's rule says what the requirement quotes, word for word."""
    rule = PACKS[key].rules[duty.rule or ""]
    return flat(quote(number)) in flat(rule.quote)


def told(duty: Duty, to: str) -> list[str]:
    """When somebody is told, in order."""
    return [said(rung) for rung in ladder_order(duty.ladder) if rung.to == to]


def said(rung: Rung) -> str:
    counts = ((rung.months, "m"), (rung.days, ""), (rung.working_days, "w"))
    when = "".join(f"{count:+}{unit}" for count, unit in counts if count)
    again = f" every {rung.every_days}" if rung.every_days else ""
    return ("open" if rung.opening else "") + (when or ("" if rung.opening else "due")) + again


def order(duty: Duty) -> list[str]:
    """Whom the ladder comes to, in the order it comes to them first."""
    return list(dict.fromkeys(rung.to for rung in ladder_order(duty.ladder)))


def in_year(duty: Duty, year: int) -> list[tuple[date, date]]:
    """The windows that open in a year."""
    found = in_windows(duty.windows, date(year, 1, 1), date(year, 12, 31))
    return [(each.opens, each.due) for each in found if each.year == year]


def test_PLAN_50_the_talk_is_asked_for_twice_a_calendar_year() -> None:
    talk = LJUNGBY.duties["ledningsgrupp_talk"]

    assert demands(talk, "PLAN-50")
    assert (talk.per, talk.done, talk.owner) == (Per.UNIT, Done.TALK, Role.CONTACT)
    assert in_year(talk, 2027) == [
        (date(2027, 1, 15), date(2027, 5, 31)),
        (date(2027, 8, 20), date(2027, 11, 30)),
    ]
    assert [each.needed for each in in_windows(talk.windows, *[date(2027, 9, 1)] * 2)] == [2]


def test_PLAN_50_who_does_not_talk_is_reminded_then_the_deputy_the_manager_the_coordinator() -> (
    None
):
    talk = LJUNGBY.duties["ledningsgrupp_talk"]

    assert told(talk, "contact_person") == ["open", "-30", "-14", "-3"]
    assert order(talk) == ["contact_person", "deputy", "unit_manager", "coordinator", "director"]
    assert talk.unit_kinds == ("administration", "company")


def test_LJ13_05_and_PLAN_05_a_document_is_revised_by_the_day_written_on_it() -> None:
    revision = LJUNGBY.duties["document_revision"]
    days = {d.key: d.revise_by for d in LJUNGBY.document}

    assert demands(revision, "PLAN-05")
    assert revision.when is not None
    assert (revision.per, revision.when.anchor) == (Per.DOCUMENT, DutyAnchor.REVISE_BY)
    assert days == {
        "policy_2013": date.fromisoformat(quote("LJ13-05").removeprefix("Revideras senast: ")),
        "policy_newer": None,
        "plan_2018": date.fromisoformat(quote("PLAN-05").removeprefix("Revideras senast: ")),
    }


def test_LJ13_05_a_revision_is_asked_for_a_year_before_and_every_month_after() -> None:
    revision = LJUNGBY.duties["document_revision"]

    assert revision.standing
    assert told(revision, "contact_person") == ["-12m", "-6m", "-3m", "due", "+30 every 30"]
    assert told(revision, "director") == ["+30"]
    assert shift_months(date(2023, 8, 14), -12) >= date(2023, 8, 14) - timedelta(revision.lead_days)


def test_LJ13_07_the_owner_of_a_document_is_a_unit_and_its_contact_person_of_the_day() -> None:
    revision = LJUNGBY.duties["document_revision"]

    owners = {LJUNGBY.units[document.owner_unit].name for document in LJUNGBY.document}

    assert owners == {quote("LJ13-07").removeprefix("Dokumentansvarig förvaltning: ")}
    assert revision.owner is Role.CONTACT


def test_PLAN_47_and_PLAN_59_the_year_is_compiled_by_the_coordinator_with_the_contacts() -> None:
    compiled, confirmed = (LJUNGBY.duties[k] for k in ("annual_compilation", "compilation_check"))

    assert demands(compiled, "PLAN-47")
    assert demands(confirmed, "PLAN-59")
    assert (compiled.per, compiled.owner) == (Per.MUNICIPALITY, Role.COORDINATOR)
    assert (confirmed.per, confirmed.owner) == (Per.UNIT, Role.CONTACT)


def test_PLAN_56_each_unit_reports_once_a_year_and_is_chased() -> None:
    report = LJUNGBY.duties["unit_annual_report"]

    assert demands(report, "PLAN-56")
    assert (report.per, report.done) == (Per.UNIT, Done.REPORT)
    assert in_year(report, 2027) == [(date(2027, 12, 1), date(2028, 1, 20))]
    assert order(report) == ["contact_person", "unit_manager", "coordinator", "director"]
    assert "verksamhetsberättelsen" in report.ask.sv


def test_VX_24_each_unit_reports_in_the_annual_report_under_its_target_area() -> None:
    report = VAXJO.duties["unit_annual_report"]

    assert demands(report, "VX-24", "vaxjo")
    assert (report.per, report.done) == (Per.UNIT, Done.REPORT)
    assert "årsrapporten, målområde Arbete och Företag" in report.ask.sv


def test_PLAN_60_the_year_comes_from_the_units_to_the_accounts_in_time_one_step_after_another() -> (
    None
):
    chain = ("unit_annual_report", "annual_compilation", "compilation_check", "handover_to_finance")
    dues = [max(due for _, due in in_year(LJUNGBY.duties[key], 2027)) for key in chain]
    dues[0] = in_year(LJUNGBY.duties[chain[0]], 2026)[0][1]
    outer = in_year(LJUNGBY.duties["annual_report_adopted"], 2027)[0][1]

    assert demands(LJUNGBY.duties["handover_to_finance"], "PLAN-60")
    assert dues == sorted(dues)
    assert dues[-1] == date(2027, 3, 1)
    assert outer == date(2027, 4, 15)


def test_LJP_12_LJ13_11_and_PLAN_31_the_executive_board_follows_up_every_year() -> None:
    spring, autumn = LJUNGBY.duties["report_to_executive_board"], LJUNGBY.duties["plan_follow_up"]

    assert demands(spring, "LJP-12")
    assert demands(spring, "LJ13-11")
    assert demands(autumn, "PLAN-31")
    assert [len(in_year(duty, 2027)) for duty in (spring, autumn)] == [1, 1]


def test_VX_30_the_strategy_is_followed_up_within_each_mandate() -> None:
    duty = VAXJO.duties["strategy_follow_up"]
    assert duty.when is not None
    ends = [term.council_to for term in VAXJO.mandate]

    assert demands(duty, "VX-30", "vaxjo")
    assert (duty.per, duty.when.anchor) == (Per.MUNICIPALITY, DutyAnchor.MANDATE_END)
    assert duty.standing
    assert ends == [date(2026, 10, 14), date(2030, 10, 14), date(2034, 10, 14)]
    assert told(duty, "coordinator") == [
        "open",
        "-18m",
        "-12m",
        "-6m",
        "-3m",
        "due",
        "+30 every 30",
    ]


def test_VX_30_the_first_letter_comes_at_mid_term_and_what_was_missed_is_asked_for_until_done() -> (
    None
):
    duty = VAXJO.duties["strategy_follow_up"]
    opens = timedelta(days=duty.lead_days)
    first, second = (
        around(term.council_to, lambda day: day - opens, lambda day: day)
        for term in VAXJO.mandate[:2]
    )

    late = steps_of(duty.ladder, first, first=date(2026, 11, 1), last=date(2027, 1, 31), free=FREE)

    assert second.opens == date(2028, 10, 14)
    assert [(step.to, step.day) for step in late] == [
        ("coordinator", date(2026, 11, 13)),
        ("director", date(2026, 11, 13)),
        ("coordinator", date(2026, 12, 13)),
        ("coordinator", date(2027, 1, 12)),
    ]


def test_VX_31_a_strategy_is_revised_when_that_is_needed() -> None:
    assert demands(VAXJO.duties["document_revision"], "VX-31", "vaxjo")


def test_PLAN_32_political_leads_are_asked_for_when_a_new_council_has_been_elected() -> None:
    duty = LJUNGBY.duties["political_leads"]
    assert duty.when is not None
    due = [term.boards_from + timedelta(days=duty.when.days) for term in LJUNGBY.mandate]

    assert demands(duty, "PLAN-32")
    assert (duty.done, duty.role) == (Done.APPOINTMENT, Role.LEAD)
    assert duty.standing
    assert due[1] == date(2027, 1, 31)
    assert due[1] - timedelta(days=duty.lead_days) == LJUNGBY.mandate[1].council_from
    assert demands(LJUNGBY.duties["lead_term_end"], "PLAN-32")


@pytest.mark.parametrize(("key", "number"), [("ljungby", "PLAN-38"), ("vaxjo", "VX-22")])
def test_PLAN_38_and_VX_22_a_unit_without_contact_person_is_asked_until_it_has_one(
    key: str, number: str
) -> None:
    duty = PACKS[key].duties["contact_vacancy"]
    assert duty.when is not None
    started = date(2027, 3, 1)
    one = around(started, lambda day: day, lambda day: day + timedelta(days=14))

    steps = steps_of(duty.ladder, one, first=started, last=date(2027, 5, 1), free=FREE)

    assert demands(duty, number, key)
    assert (duty.per, duty.role, duty.when.days) == (Per.VACANCY, Role.CONTACT, 14)
    assert duty.standing
    assert duty.unit_kinds == ("administration", "company")
    assert [(step.to, (step.day - started).days) for step in steps] == [
        ("unit_manager", 0),
        ("coordinator", 14),
        ("unit_manager", 44),
        ("director", 45),
    ]


@pytest.mark.parametrize(("key", "number"), [("ljungby", "PLAN-38"), ("vaxjo", "VX-22")])
def test_PLAN_38_and_VX_22_contact_persons_are_confirmed_twice_a_year_and_followed(
    key: str, number: str
) -> None:
    confirmed, ending = (
        PACKS[key].duties[name] for name in ("contact_confirmation", "contact_term_end")
    )

    assert demands(confirmed, number, key)
    assert demands(ending, number, key)
    assert [opens.month for opens, _ in in_year(confirmed, 2027)] == [2, 9]
    assert (ending.per, ending.role, ending.lead_days) == (Per.APPOINTMENT, Role.CONTACT, 60)


def test_KS_07_every_unit_is_represented_in_the_working_group_or_asked_why_not() -> None:
    duty = LJUNGBY.duties["contact_vacancy"]
    rule = LJUNGBY.rules[duty.rule or ""]

    assert "arbetsgruppen" in quote("KS-07")
    assert "arbetsgruppen" in rule.quote
    assert {unit.kind for unit in LJUNGBY.unit} == set(duty.unit_kinds)


def test_PLAN_51_a_new_contact_person_is_welcomed() -> None:
    welcome = LJUNGBY.duties["welcome"]

    assert demands(welcome, "PLAN-51")
    assert (welcome.per, welcome.done, order(welcome)) == (Per.APPOINTMENT, Done.TOLD, ["holder"])


def test_PLAN_34_boards_and_companies_are_asked_before_they_plan_but_administrations_not() -> None:
    duty = LJUNGBY.duties["activity_plan_input"]

    assert demands(duty, "PLAN-34")
    assert duty.per is Per.BOARD
    assert in_year(duty, 2027) == [(date(2027, 8, 20), date(2027, 10, 15))]


def test_VX_21_administrations_and_companies_bring_it_into_their_planning() -> None:
    duty = VAXJO.duties["activity_plan_input"]

    assert demands(duty, "VX-21", "vaxjo")
    assert (duty.per, duty.unit_kinds) == (Per.UNIT, ("administration", "company"))


def test_PLAN_40_the_working_group_meets() -> None:
    duty = LJUNGBY.duties["working_group_meetings"]

    assert demands(duty, "PLAN-40")
    assert len(in_year(duty, 2027)) == 4
    assert (duty.evidence, duty.confirm is None) == (Evidence.ASSUMED, False)


def test_PLAN_45_an_idea_gets_its_first_reply_within_ten_working_days() -> None:
    duty = LJUNGBY.duties["first_reply"]
    rule = LJUNGBY.rules[duty.rule or ""]
    assert duty.when is not None

    assert flat(quote("PLAN-45")) in flat(rule.quote)
    assert (duty.when.anchor, duty.when.working_days) == (DutyAnchor.ENTERED, 10)
    assert (duty.phases, duty.owner) == (("idea",), Role.COORDINATOR)


def test_PLAN_46_an_application_is_helped_to_its_last_day() -> None:
    duty = LJUNGBY.duties["call_deadline"]

    assert demands(duty, "PLAN-46")
    assert duty.phases == ("support", "writing", "financed")
    for to in ("project_manager", "coordinator"):
        assert told(duty, to) == ["-60", "-30", "-14", "-7", "-2", "due"]


def test_PLAN_58_evaluations_are_chosen_done_and_asked_for_again_when_effects_can_be_seen() -> None:
    chosen, finished = LJUNGBY.duties["choose_evaluations"], LJUNGBY.duties["finish_evaluations"]
    later = [LJUNGBY.duties[f"effects_{months}"] for months in (6, 12, 24)]

    assert [demands(duty, "PLAN-58") for duty in (chosen, finished, *later)] == [True] * 5
    assert in_year(chosen, 2027)[0][1] == in_year(finished, 2027)[0][0]
    assert [each.when.months for each in later if each.when] == [6, 12, 24]
    assert {each.per for each in later} == {Per.EVALUATION}  # chosen projects and cooperations
    assert "samarbeten" in chosen.ask.sv


def test_VX_27_results_are_evaluated_when_a_project_has_ended() -> None:
    assert demands(VAXJO.duties["evaluation_results"], "VX-27", "vaxjo")


def test_VX_17_flights_are_compensated_every_year() -> None:
    duty = VAXJO.duties["flight_compensation"]

    assert demands(duty, "VX-17", "vaxjo")
    assert duty.per is Per.UNIT
    assert "flight_compensation" not in LJUNGBY.duties


def test_PLAN_26_a_network_that_nobody_uses_is_asked_about() -> None:
    duty = LJUNGBY.duties["silent_network"]

    assert demands(duty, "PLAN-26")
    assert duty.per is Per.NETWORK
