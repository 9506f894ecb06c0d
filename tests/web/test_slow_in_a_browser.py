"""A file that takes long, in a real browser: the page tells how it goes, and the file comes by itself."""

import threading

import pytest
from playwright.sync_api import Page, expect

from intlflow.web import slow
from intlflow.web.site import Site
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations
from tests.web.test_in_a_browser import come_in
from tests.web.test_in_a_browser import page as page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_file_that_takes_long_is_told_of_and_comes_by_itself(
    page: Page, served: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def made(*_: object) -> tuple[str, bytes]:
        assert go.wait(20)
        return "x", b"%PDF-1.7"

    monkeypatch.setattr(slow, "file_made", made)
    monkeypatch.setattr(slow, "PATIENCE", 0.1)
    come_in(served, page, "sanna")
    page.goto("/arsrapport/2027")
    page.get_by_role("link", name="PDF").click()

    expect(page.get_by_text("Filen görs som PDF.")).to_be_visible()
    assert violations(page) == []
    assert not sideways(page)
    with page.expect_download() as got:
        go.set()
    assert got.value.suggested_filename == "internationellt-arbete-ljungby-2027.pdf"
    expect(page.get_by_text("Filen är klar")).to_be_visible()
    assert violations(page) == []
