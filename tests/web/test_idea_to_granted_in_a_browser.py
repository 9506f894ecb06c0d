"""An idea becomes an application and gets less money than it asked for; six people press the buttons."""

import re

import pytest
from playwright.sync_api import Page, expect

from intlflow.app.house import House
from intlflow.app.showing import show_case
from tests import people
from tests.web.browser import browser as browser
from tests.web.windows import Window, choose, done, in_order, press, tick_off
from tests.web.windows import window as window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


GAP = re.compile(r"Det fattas 300\s000\skr")


def brought(page: Page) -> str:
    """A contact person brings an idea; its reference."""
    page.goto("/")
    choose(page, "Ny idé")
    page.get_by_label("Vad heter idén?").fill("Grönare skolgårdar")
    page.get_by_label("Vilken enhet").select_option("buf")
    press(page, "Lämna idén")
    choose(page, "Se idén")
    return page.url.rsplit("/", 1)[1]


def taken_up(page: Page) -> None:
    page.goto("/")
    choose(page, "Ta emot för stöd: Grönare skolgårdar")
    page.get_by_label("Projektledare").select_option(people.at("petra"))
    page.get_by_label("Extern finansiering").check()
    press(page, "Ta emot för stöd")
    done(page)
    tick_off(page)


def applied_for(page: Page, ref: str) -> None:
    page.goto(f"/arende/{ref}")
    choose(page, "Besluta att söka")
    page.get_by_label("Utlysning").fill("Interreg South Baltic, tredje utlysningen")
    page.get_by_label("Sista ansökningsdag").fill("2027-06-15T17:00")
    page.locator("#total_budget-amount").fill("1 200 000")
    page.get_by_label("Varifrån egna medel tas").fill("Nämndens ram")
    press(page, "Besluta att söka")
    done(page)


def decided(page: Page, ref: str) -> None:
    page.goto("/beslut")
    page.get_by_role("link", name=re.compile("Anteckna beslutet.*Grönare")).click()
    page.get_by_label("Vilken dag?").fill(str(people.MORNING.date()))
    page.get_by_label("Paragraf").fill("31")
    page.locator("#own_contribution-amount").fill("300 000")
    press(page, "Anteckna beslutet")
    done(page)


def sent_in(page: Page, ref: str) -> None:
    page.goto(f"/arende/{ref}")
    choose(page, "Skicka in ansökan")
    page.locator("#receipt-reference").fill("INT-4711")
    page.locator("#receipt-date").fill(str(people.MORNING.date()))
    page.locator("#amount_applied-amount").fill("900 000")
    press(page, "Skicka in ansökan")
    done(page)


def test_an_idea_is_carried_to_a_grant_and_the_gap_is_pointed_out(
    window: Window, house: House
) -> None:
    karin, sanna = window("karin"), window("sanna")
    ref = brought(karin)
    taken_up(sanna)
    in_order(sanna)
    applied_for(window("manne"), ref)
    sanna.goto(f"/arende/{ref}")
    tick_off(sanna)
    expect(sanna.locator("#beslut")).to_contain_text("deras tur")
    decided(window("siv"), ref)
    sanna.reload()
    tick_off(sanna)
    sent_in(window("firma"), ref)

    sanna.goto(f"/arende/{ref}")
    expect(sanna.get_by_text("Vi väntar på finansiärens svar.")).to_be_visible()
    sanna.get_by_text("Annat som kan hända").click()
    choose(sanna, "Registrera bidrag med lägre belopp")
    sanna.locator("#funder_decision-reference").fill("SB-2027-88")
    sanna.locator("#funder_decision-date").fill(str(people.MORNING.date()))
    sanna.locator("#amount_granted-amount").fill("600 000")
    press(sanna, "Registrera bidrag med lägre belopp")

    done(sanna)
    expect(sanna.get_by_role("main")).to_contain_text(GAP)
    in_order(sanna)
    assert show_case(house, ref, people.MORNING)["phase"] == "reduced"
    karin.goto(f"/arende/{ref}")
    expect(karin.get_by_role("main")).to_contain_text(GAP)
