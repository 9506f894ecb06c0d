"""The coordinator's day: what waits is done, a mistake is undone, and nothing of today's is left."""

import re

import pytest
from playwright.sync_api import Page, expect

from intlflow.app.house import House
from intlflow.app.showing import show_case
from tests import people
from tests.web.browser import browser as browser
from tests.web.test_decision_pages import written
from tests.web.windows import Window, choose, done, in_order, press
from tests.web.windows import window as window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TODAY = str(people.MORNING.date())
URGENT = ".todo.late, .todo:has(.tag.soon:text-is('I dag'))"  # late, or the day is today


def taken_up(page: Page, manager: str) -> None:
    """An idea is given support; the letters are read before anything is done."""
    page.goto("/")
    choose(page, "Ta emot för stöd: Träd åt alla")
    page.get_by_label("Projektledare").select_option(people.at(manager))
    page.get_by_label("Extern finansiering").check()
    press(page, "Visa breven först")
    expect(page.get_by_role("heading", name="Så blir breven")).to_be_visible()
    expect(page.locator(".letter").first).to_contain_text("Träd åt alla")
    press(page, "Ta emot för stöd")
    done(page)


def cleared(page: Page) -> int:
    """Everything late or due today on the overview is done; how many there were."""
    for number in range(10):
        page.goto("/")
        if not page.locator(URGENT).count():
            return number
        page.locator(URGENT).first.get_by_role("link").click()
        if page.get_by_label("När blev det gjort?").count():
            page.get_by_label("När blev det gjort?").fill(TODAY)
            press(page, "Notera")
        else:  # it is not hers to do: the board appoints its politicians next month
            page.get_by_text("Avstå, skjut upp eller pausa").click()
            page.get_by_label("Beslut").select_option("postpone")
            page.get_by_label("Till och med").fill("2027-04-15")
            page.get_by_label("Skäl").fill("Kommunstyrelsen utser dem i april.")
            press(page, "Besluta")
        expect(page.get_by_role("status").first).to_contain_text(re.compile("Noterat|framflyttad"))
    raise AssertionError("the list never ends")


def test_the_day_begins_on_the_overview_and_ends_with_nothing_of_todays_left(
    window: Window, house: House
) -> None:
    financed, idea = written(house), people.an_idea(house, title="Träd åt alla").ref
    sanna = window("sanna")
    sanna.goto("/")
    expect(sanna.get_by_role("heading", name="Att göra nu")).to_be_visible()
    in_order(sanna)

    taken_up(sanna, "stig")  # the wrong person
    press(sanna, "Ångra")
    expect(sanna.get_by_text("Det är taget tillbaka.")).to_be_visible()
    assert show_case(house, idea, people.MORNING)["phase"] == "idea"
    taken_up(sanna, "petra")
    expect(sanna.get_by_role("complementary")).to_contain_text("Petra Dahl")

    sanna.goto("/beslut")
    sanna.get_by_role("link", name=re.compile("Anteckna beslutet.*Grönare")).click()
    sanna.get_by_label("Vilken dag?").fill(TODAY)
    sanna.get_by_label("Paragraf").fill("31")
    sanna.locator("#own_contribution-amount").fill("300 000")
    press(sanna, "Anteckna beslutet")
    done(sanna)
    assert show_case(house, financed, people.MORNING)["phase"] == "financed"

    assert cleared(sanna) >= 1
    in_order(sanna)
    assert not sanna.get_by_role("link", name="Ta emot för stöd").count()
    assert not sanna.get_by_role("link", name=re.compile("Första svaret")).count()


def test_who_has_not_reported_is_seen_after_one_press(window: Window) -> None:
    sanna = window("sanna")
    sanna.goto("/")

    choose(sanna, "Påminnelser")

    table = sanna.get_by_role("table").first
    expect(table).to_contain_text("Barn- och utbildningsförvaltningen")
    expect(table).to_contain_text("0/2")
    in_order(sanna)
