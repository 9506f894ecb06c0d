"""A decision in kommunfullmäktige, recorded by the secretary in a real browser, and no fault on the way."""

import pytest
from playwright.sync_api import Page, expect

from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from intlflow.app.showing import show_case
from intlflow.web.site import Site
from tests import people
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations
from tests.web.test_decision_pages import before_council
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_kommunfullmaktige_makes_a_twin_town_and_the_clock_starts(
    page: Page, served: Site, house: House
) -> None:
    ref = before_council(house)
    today = people.MORNING.date()
    add(house, "ljungby", "kf", today, by=people.at("sanna"), at=people.MORNING)
    come_in(served, page, "siv")
    page.goto("/beslut")
    assert violations(page) == []
    page.get_by_role("link", name="Anteckna beslutet").click()
    expect(page.get_by_role("heading", name="Vad beslutade Kommunfullmäktige?")).to_be_visible()
    expect(page.get_by_label("måndag 1 mars 2027")).to_be_checked()
    assert violations(page) == []

    page.get_by_role("button", name="Anteckna beslutet").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Paragraf").fill("55")
    page.get_by_role("button", name="Anteckna beslutet").click()

    expect(page.get_by_text("Klart.")).to_be_visible()
    assert show_case(house, ref, people.MORNING)["phase"] == "active"
    assert violations(page) == []
    page.get_by_role("link", name="Kommunfullmäktige 1 mars 2027, § 55").click()
    expect(page.get_by_text("Kommunfullmäktige 2027-03-01, § 55 (bifall)")).to_be_visible()
    page.get_by_label("Vad?").select_option("announced")
    page.get_by_role("button", name="Anteckna").click()
    expect(page.get_by_text("kan överklagas till 22 mars 2027").first).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not sideways(page)


def test_hinner_vi_is_answered_after_four_fields(page: Page, served: Site, house: House) -> None:
    soon = people.MORNING.date() + 56 * people.DAY
    add(house, "ljungby", "bun", soon, by=people.at("sanna"), at=people.MORNING)
    come_in(served, page, "karin")
    page.goto("/")
    page.get_by_role("link", name="Hinner vi?").first.click()
    page.get_by_label("När ska det senast").fill("2027-06-15T17:00")
    page.get_by_label("Hur mycket egna pengar").fill("450 000")
    page.get_by_label("Över hur många budgetår?").fill("2")
    page.get_by_label("Vilken enhet").select_option("buf")

    page.get_by_role("button", name="Hinner vi?").click()

    expect(page.get_by_role("heading", name="Hinner i god tid")).to_be_visible()
    expect(page.get_by_text("måndag 26 april 2027")).to_be_visible()
    assert "senast=2027-06-15" in page.url
    assert violations(page) == []
