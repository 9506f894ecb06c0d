"""On paper stands what was asked and nothing to press; a narrow screen shows that a table goes on."""

import pytest
from playwright.sync_api import Page, expect

from intlflow.web.site import Site
from tests import people
from tests.web.browser import browser as browser
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_answer_is_printed_with_its_question(page: Page, served: Site) -> None:
    come_in(served, page, "sanna")
    page.goto(f"/hinner-vi?senast=2027-06-01T12:00&enhet={people.home()}&insats=450000")
    asked = page.locator("dl.only-print")

    expect(asked).to_be_hidden()
    page.emulate_media(media="print")

    expect(asked).to_be_visible()
    expect(asked).to_contain_text("450000")
    expect(asked).to_contain_text("Barn- och utbildningsförvaltningen")


def test_filters_and_what_is_folded_on_paper(page: Page, served: Site) -> None:
    people.walk(served.house, ["accept", "go"])
    come_in(served, page, "sanna")
    page.goto("/projekt?vy=lista")
    page.emulate_media(media="print")

    expect(page.locator("form.filters").first).to_be_hidden()
    expect(page.get_by_role("link", name="Läs in en lista")).to_have_count(0)
    page.goto("/arende/LJU-2027-001")
    expect(page.locator("main").get_by_text("Anteckna beslutet")).to_be_hidden()
    inside = page.locator("details.fold:not([open]) > p").first  # other moves, behind a fold
    assert inside.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")


def test_escape_closes_the_menu(page: Page, served: Site) -> None:
    come_in(served, page, "sanna")
    page.goto("/")
    page.locator(".wide-nav .more > summary").click()
    expect(page.locator(".wide-nav .more[open]")).to_have_count(1)

    page.keyboard.press("Escape")

    expect(page.locator(".more[open]")).to_have_count(0)


def test_a_table_that_goes_on_shows_it(page: Page, served: Site) -> None:
    come_in(served, page, "sanna")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/paminnelser")
    table = page.locator(".scroll").first

    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    assert "local" in table.evaluate("one => getComputedStyle(one).backgroundAttachment")
    assert "gradient" in table.evaluate("one => getComputedStyle(one).backgroundImage")
