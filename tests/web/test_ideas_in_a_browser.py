"""An idea is left half written and found again, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from intlflow.app.house import House
from intlflow.web.site import Site
from tests import people
from tests.app.evaluating.test_lessons import refused
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_idea_that_was_left_is_found_again_and_what_looks_like_it_is_shown(
    page: Page, served: Site, house: House
) -> None:
    people.an_idea(house)
    come_in(served, page, "karin")
    page.goto("/ide/ny")
    page.get_by_label("Vad heter idén?").fill("Grönare skolgårdar igen")
    expect(page.get_by_text("Utkastet sparades")).to_be_visible()

    page.goto("/")
    page.goto("/ide/ny")
    page.get_by_role("link", name="Grönare skolgårdar igen").click()
    expect(page.get_by_label("Vad heter idén?")).to_have_value("Grönare skolgårdar igen")
    page.get_by_label("Vilken enhet").select_option("buf")
    page.get_by_role("button", name="Lämna idén").click()

    expect(page.get_by_role("heading", name="Det här liknar din idé")).to_be_visible()
    assert violations(page) == []
    assert not sideways(page)
    page.get_by_role("button", name="Lämna idén").click()
    expect(page.get_by_role("heading", name="Tack för idén")).to_be_visible()
    page.goto("/ide/ny")
    expect(page.get_by_role("heading", name="Dina utkast")).to_have_count(0)


def test_lessons_of_the_programme_are_read_while_the_idea_is_written(
    page: Page, served: Site, house: House
) -> None:
    refused(house, "LIFE")
    come_in(served, page, "karin")
    page.goto("/ide/ny")
    page.get_by_label("Vad heter idén?").fill("Ljus på torget")
    page.get_by_label("Vilken enhet").select_option("buf")
    page.get_by_label("Program, om du vet").fill("LIFE")

    expect(page.get_by_role("heading", name="Lärdomar från LIFE")).to_be_visible()
    expect(page.get_by_text("Börja ett år tidigare")).to_be_visible()
    assert violations(page) == []
    assert not sideways(page)
    page.get_by_role("button", name="Lämna idén").click()
    expect(page.get_by_role("heading", name="Det här liknar din idé")).to_be_visible()
    page.get_by_role("button", name="Lämna idén").click()
    expect(page.get_by_role("heading", name="Tack för idén")).to_be_visible()
