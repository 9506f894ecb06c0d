"""Confirming a unit's people, handing over what one has in hand, and a unit on one page."""

from datetime import UTC, date, datetime

import pytest

from intlflow.app.duties.ticking import tick
from intlflow.app.handover import handover
from intlflow.app.house import House, NotFound
from intlflow.app.register import appoint, end_appointment, list_people
from intlflow.app.register_confirm import confirm, period_of
from intlflow.app.unit_page import show_unit, working_group
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind, Role
from tests.people import MORNING, an_idea, at, go, walk
from tests.reports import do, open_all
from tests.store.whole import everything, number_of

AUTUMN = datetime(2027, 9, 6, 7, tzinfo=UTC)
OF_THIS = "duty_log WHERE duty = 'contact_confirmation' AND subject = 'buf'"


# Confirming


@pytest.mark.parametrize("who", ["karin", "manne", "sanna"])
def test_PLAN_38_one_press_confirms_a_unit_s_people_for_the_half_year(
    house: House, who: str
) -> None:
    done = confirm(house, "ljungby", "buf", by=at(who), at=MORNING)

    assert (done.period, done.people, done.before) == ("2027-1", ("Karin Ek", "Disa Lund"), False)
    assert number_of(house, f"{OF_THIS} AND period = '2027-1' AND day = '2027-03-01'") == 1


def test_a_second_press_in_the_same_half_year_adds_nothing_and_the_next_half_year_is_new(
    house: House,
) -> None:
    confirm(house, "ljungby", "buf", by=at("karin"), at=MORNING)

    again = confirm(house, "ljungby", "buf", by=at("manne"), at=MORNING)
    autumn = confirm(house, "ljungby", "buf", by=at("manne"), at=AUTUMN)

    assert (again.before, autumn.before, autumn.period) == (True, False, "2027-2")
    assert number_of(house, OF_THIS) == 2


def test_the_half_years_meet_between_june_and_july() -> None:
    days = (date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1), date(2027, 12, 31))

    assert [period_of(day) for day in days] == ["2027-1", "2027-1", "2027-2", "2027-2"]


@pytest.mark.parametrize("who", ["stig", "petra", "lea", "disa"])
def test_nobody_else_confirms_for_a_unit(house: House, who: str) -> None:
    before = everything(house)

    with pytest.raises(Refused) as no:
        confirm(house, "ljungby", "buf", by=at(who), at=MORNING)

    assert no.value.why == "not-for-this-unit"
    assert no.value.details["who"] == ["unit_manager", "contact_person", "coordinator"]
    assert everything(house) == before


def test_PLAN_38_a_unit_without_a_contact_person_has_nobody_to_confirm(house: House) -> None:
    with pytest.raises(Refused) as no:
        confirm(house, "ljungby", "sof", by=at("sanna"), at=MORNING)

    assert (no.value.why, no.value.details) == ("unit-vacant", {"unit": "Socialförvaltningen"})


def test_a_merged_unit_s_people_are_its_successor_s(house: House) -> None:
    with pytest.raises(NotFound, match="use 'vidingehem'"):
        confirm(house, "vaxjo", "vaxjobostader", by=at("sanna", "vaxjo"), at=MORNING)


def test_PLAN_38_a_confirmed_unit_is_not_asked_any_more(house: House) -> None:
    opened = datetime(2027, 9, 1, 7, tzinfo=UTC)
    tick(house, opened)
    told = "duty_note WHERE duty = 'contact_confirmation' AND subject = 'buf'"
    before = number_of(house, told)

    confirm(house, "ljungby", "buf", by=at("manne"), at=opened)
    for day in (25, 28):
        tick(house, opened.replace(day=day))

    assert before == number_of(house, told) == 1


# Handing over


def test_PLAN_65_whoever_leaves_hands_over_roles_cases_tasks_duties_and_letters(
    house: House,
) -> None:
    ref = an_idea(house).ref
    walk(house, ())
    go(house, ref, Kind.PROJECT, "idea", "accept", project_manager=at("karin"))
    tick(house, MORNING)

    left = handover(house, "ljungby", at("karin"), MORNING, "sv")

    assert [(r["role"], r["scope_name"], r["deputies"]) for r in left["roles"]] == [
        ("contact_person", "Barn- och utbildningsförvaltningen", ["Disa Lund"])
    ]
    parts = {case["ref"]: case["parts"] for case in left["cases"]}
    assert parts[ref] == ["contact_person", "project_manager", "submitter"]
    assert {task["ref"] for task in left["tasks"]} <= {ref}
    assert "ledningsgrupp_talk" in {duty["duty"] for duty in left["duties"]}
    assert {row["status"] for row in left["letters"]} == {"waiting"}


def test_PLAN_65_the_coordinator_hands_over_every_open_case_and_none_that_has_ended(
    house: House,
) -> None:
    an_open, ended = an_idea(house).ref, walk(house, ("decline",)).ref

    left = handover(house, "ljungby", at("sanna"), MORNING, "en")

    refs = [case["ref"] for case in left["cases"]]
    assert (an_open in refs, ended in refs) == (True, False)


def test_an_appointment_that_has_ended_is_not_handed_over_again(house: House) -> None:
    karin = next(p for p in list_people(house, "ljungby", MORNING) if p["email"] == at("karin"))
    end_appointment(house, karin["roles"][0]["appointment"], date(2027, 2, 1))

    assert handover(house, "ljungby", at("karin"), MORNING, "sv")["roles"] == []


def test_handing_over_for_nobody_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        handover(house, "ljungby", "nobody@ljungby.example", MORNING, "sv")


# A unit, and the group


def test_VX_22_a_unit_s_page_tells_its_people_and_who_is_lacking(house: House) -> None:
    mine = show_unit(house, "ljungby", "buf", MORNING, "sv")
    other = show_unit(house, "ljungby", "sof", MORNING, "sv")

    assert [(p["name"], p["role"], p["deputy"]) for p in mine["people"]] == [
        ("Karin Ek", "contact_person", False),
        ("Disa Lund", "contact_person", True),
        ("Manne Holm", "unit_manager", False),
    ]
    assert (mine["vacant"], other["vacant"]) == ([], ["contact_person", "unit_manager"])


def test_a_unit_s_page_tells_its_cases_reports_and_days(house: House) -> None:
    ref = an_idea(house).ref
    open_all(house)
    do(house, "nothing", "karin")

    page = show_unit(house, "ljungby", "buf", MORNING, "sv")

    assert [case["ref"] for case in page["cases"]] == [ref]
    assert [(r["year"], r["state"], r["answered"]) for r in page["reports"]] == [
        (2027, "nothing", True)
    ]
    assert page["days"] == sorted(page["days"], key=lambda day: (day["on"], day["what"]))
    assert "2027-05-31" in {day["on"] for day in page["days"]}


def test_a_merged_unit_s_page_leads_to_its_successor_and_the_successor_s_tells_of_it(
    house: House,
) -> None:
    old = show_unit(house, "vaxjo", "vaxjobostader", MORNING, "sv")
    new = show_unit(house, "vaxjo", "vidingehem", MORNING, "sv")

    assert (old["to"], old["answered_by"], old["vacant"]) == ("2022-12-31", "vidingehem", [])
    assert [name["unit"] for name in new["names"]] == ["vidingehem", "vaxjobostader"]


def test_PLAN_48_KS_07_the_group_is_made_of_appointments_and_names_whom_it_lacks(
    house: House,
) -> None:
    before = working_group(house, "ljungby", MORNING)
    appoint(
        house, "ljungby", email=at("petra"), role=Role.CONTACT, scope="sof",
        start=MORNING.date(), end=None,
    )  # fmt: skip
    after = working_group(house, "ljungby", MORNING)

    assert {p["name"] for p in before["members"]} == {"Karin Ek", "Lea Falk", "Stig Strand"}
    assert "Petra Dahl" in {p["name"] for p in after["members"]}
    assert ("sof" in before["without"], "sof" in after["without"]) == (True, False)
    assert "buf" not in before["without"]
