"""Two people have one case open: the later is told who changed what meanwhile, and loses nothing."""

import pytest
from playwright.sync_api import expect

from intlflow.app.house import House
from intlflow.app.showing import show_case
from tests import people
from tests.web.browser import browser as browser
from tests.web.windows import Window, done, in_order, press
from tests.web.windows import window as window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_who_came_second_reads_what_happened_and_keeps_what_was_typed(
    window: Window, house: House
) -> None:
    ref, page = people.an_idea(house).ref, "/arende/{}/gor/park"
    sanna, again, karin = window("sanna"), window("sanna"), window("karin")
    sanna.goto(page.format(ref))
    sanna.get_by_label("Väcks den").fill("2027-10-01")
    sanna.get_by_label("Skäl").fill("Vi väntar på nästa års ram.")
    again.goto(page.format(ref))
    again.get_by_label("Väcks den").fill("2027-09-01")
    again.get_by_label("Skäl").fill("Inga pengar i år.")
    press(again, "Låt idén vila")
    karin.goto(f"/arende/{ref}/gor/wake")
    press(karin, "Väck idén")  # it stands in the same phase again, but is another

    press(sanna, "Låt idén vila")

    told = sanna.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Karin Ek")
    expect(told).to_contain_text("Väck idén")
    expect(sanna.get_by_label("Skäl")).to_have_value("Vi väntar på nästa års ram.")
    expect(sanna.get_by_label("Väcks den")).to_have_value("2027-10-01")
    in_order(sanna)
    press(sanna, "Låt idén vila")  # now knowing it
    done(sanna)
    assert show_case(house, ref, people.MORNING)["phase"] == "parked"


def test_who_came_when_it_had_moved_on_still_has_what_was_typed(
    window: Window, house: House
) -> None:
    ref = people.an_idea(house).ref
    sanna, again = window("sanna"), window("sanna")
    sanna.goto(f"/arende/{ref}/gor/decline")
    sanna.get_by_label("Skäl").fill("Det passar inte i planen.")
    again.goto(f"/arende/{ref}/gor/accept")
    again.get_by_label("Projektledare").select_option(people.at("petra"))
    again.get_by_label("Extern finansiering").check()
    press(again, "Ta emot för stöd")

    press(sanna, "Säg nej till idén")

    told = sanna.get_by_role("alert")
    expect(told).to_contain_text("Sanna Lind")
    expect(told).to_contain_text("Ta emot för stöd")
    expect(sanna.get_by_role("main")).to_contain_text("Det passar inte i planen.")
    in_order(sanna)
    assert show_case(house, ref, people.MORNING)["phase"] == "support"
