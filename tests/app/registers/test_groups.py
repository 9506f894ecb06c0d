"""Groups at work: the working group of itself, an agenda of what is open, minutes with who does what."""

from datetime import date

import pytest

from intlflow.app.house import House
from intlflow.app.registers.groups import agenda, minutes, plan_meetings, show_group
from intlflow.app.unit_page import working_group
from intlflow.domain.lifecycle import Refused
from tests.app.registers.desk import add, change, end, rows
from tests.people import MORNING, at
from tests.store.whole import number_of


def plan(
    house: House, group: str, first: str = "2027-03-10", weeks: int = 13, times: int = 4
) -> int:
    made = plan_meetings(
        house, "ljungby", group, first=date.fromisoformat(first), weeks=weeks, times=times,
        place="Stadshuset", by=at("sanna"), at=MORNING,
    )  # fmt: skip
    return len(made)


def names(house: House, group: str) -> set[str]:
    return {member["name"] for member in show_group(house, "ljungby", group, MORNING)["members"]}


def test_PLAN_48_the_working_group_comes_of_appointments_and_nobody_is_put_in_by_hand(
    house: House,
) -> None:
    people = {member["name"] for member in working_group(house, "ljungby", MORNING)["members"]}

    assert names(house, "working") == people
    assert {"Karin Ek", "Lea Falk"} <= people
    with pytest.raises(Refused) as refused:
        add(house, "member", "member", circle="working", person=at("petra"))
    assert refused.value.why == "register-not-by-hand"
    assert number_of(house, "group_member") == 0


def test_another_group_has_a_purpose_members_and_an_end(house: House) -> None:
    add(house, "group", "Skolgruppen", purpose="Utbyten")
    add(house, "member", "chair", circle="Skolgruppen", person=at("karin"))
    add(house, "member", "member", circle="1", person=at("stig"))

    assert names(house, "skolgruppen") == {"Karin Ek", "Stig Strand"}
    end(house, "member", "2")
    end(house, "group", "Skolgruppen", date(2027, 6, 30))

    assert names(house, "1") == {"Karin Ek", "Stig Strand"}  # today is the last day
    assert show_group(house, "ljungby", "1", MORNING)["to"] == "2027-06-30"
    assert rows(house, "group", on=date(2027, 7, 1)) == []


def test_PLAN_40_a_series_of_meetings_is_planned_whole_or_not_at_all(house: House) -> None:
    assert plan(house, "working") == 4

    days = [meeting["day"] for meeting in rows(house, "meeting")]
    assert days == ["2027-12-08", "2027-09-08", "2027-06-09", "2027-03-10"]
    assert {meeting["circle_name"] for meeting in rows(house, "meeting")} == {
        "arbetsgruppen för internationella frågor"
    }
    with pytest.raises(Refused):
        plan(house, "working", times=60)
    assert number_of(house, "group_meeting") == 4


def test_the_agenda_is_made_of_what_is_open_with_the_late_first(house: House) -> None:
    plan(house, "working", times=2)
    add(house, "point", "Ny fråga", circle="working")
    add(house, "point", "Ring Gdynia", kind="action", due_on="2027-05-01", owner=at("karin"))
    add(house, "point", "Skriv brev", kind="action", due_on="2027-02-01", owner=at("stig"))
    add(house, "point", "Klart", kind="action", done_on="2027-02-01")
    add(house, "point", "Beslutat", kind="agreed")
    add(house, "group", "Skolgruppen", purpose="Utbyten")
    add(house, "point", "Annan grupps", circle="Skolgruppen")

    found = agenda(house, "ljungby", "working", MORNING)

    assert found["meeting"]["day"] == "2027-03-10"
    assert [p["what"] for p in found["late"]] == ["Skriv brev"]
    assert [(p["what"], p["owner_name"]) for p in found["to_follow_up"]] == [
        ("Ring Gdynia", "Karin Ek")
    ]
    assert [p["what"] for p in found["to_discuss"]] == ["Ny fråga"]
    assert "Karin Ek" in found["called"]


def test_what_was_done_leaves_the_agenda_and_stays_in_the_minutes(house: House) -> None:
    plan(house, "working", times=1)
    add(house, "point", "Ring Gdynia", kind="action", meeting="1", due_on="2027-02-01")
    change(house, "point", "1", done_on="2027-03-01", outcome="De kommer i maj.")
    change(house, "meeting", "1", status="held", minutes="Alla var där.")

    found = minutes(house, "ljungby", "1")

    assert agenda(house, "ljungby", "working", MORNING)["late"] == []
    assert agenda(house, "ljungby", "working", MORNING)["last_minutes"]["number"] == 1
    assert (found["minutes"], found["status"]) == ("Alla var där.", "held")
    assert [(p["what"], p["outcome"], p["late"]) for p in found["points"]] == [
        ("Ring Gdynia", "De kommer i maj.", False)
    ]
