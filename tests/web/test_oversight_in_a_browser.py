"""The half page prints on one A4, the pages with much on them have no accessibility fault."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from intlflow.app.house import House
from intlflow.web.site import Site
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations
from tests.web.test_decision_pages import before_council, written
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_half_page_prints_on_one_a4(page: Page, served: Site, house: House) -> None:
    for _ in range(4):
        written(house)
    before_council(house)
    come_in(served, page, "lea")
    page.goto("/ks")

    paper = page.pdf(format="A4", prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 1, Path(page.url).name


def test_pages_with_much_on_them_have_no_accessibility_fault(
    page: Page, served: Site, house: House
) -> None:
    ref = written(house)
    before_council(house)
    come_in(served, page, "sanna")
    wrong = {}
    for path in (
        *("/ks", "/revision", f"/revision/arende/{ref}", "/beslut", f"/arende/{ref}/jav"),
        *(f"/arende/{ref}", f"/arende/{ref}/beslut/nytt", "/styrdokument/policy_newer"),
    ):
        page.goto(path)
        found = violations(page)
        page.set_viewport_size({"width": 360, "height": 800})
        found += ["runs off the side"] if sideways(page) else []
        page.set_viewport_size({"width": 1280, "height": 900})
        if found:
            wrong[path] = found
    assert wrong == {}
