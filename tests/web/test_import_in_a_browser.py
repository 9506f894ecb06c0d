"""A list is brought in with a mistake, and taken out again, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intlflow.app.house import House
from intlflow.web.site import Site
from tests.store.whole import everything
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations
from tests.web.test_import_pages import ODD
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_list_with_a_mistake_is_brought_in_and_undone(
    page: Page, served: Site, house: House, tmp_path: Path
) -> None:
    file = tmp_path / "Projektlista gammal.csv"
    file.write_text(ODD, "cp1252")
    come_in(served, page, "sanna")
    before = everything(house)
    page.goto("/import")
    assert violations(page) == []
    page.get_by_label("Filen").first.set_input_files(file)
    page.get_by_role("button", name="Visa vad som händer : Projekt").click()
    expect(page.get_by_role("heading", name="Projektlista gammal.csv")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not sideways(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_label("Turistbyrån").select_option("klf")  # it should have been another one
    page.get_by_role("button", name="Läs listan igen").click()
    page.get_by_role("button", name="Läs in 2 projekt").click()
    expect(page.get_by_role("link", name="Solparken")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Ångra hela listan").click()

    expect(page.get_by_text("Allt är som det var")).to_be_visible()
    now, sessions = everything(house), "session"
    assert {k: v for k, v in now.items() if k != sessions} == {
        k: v for k, v in before.items() if k != sessions
    }
