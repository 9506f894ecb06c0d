"""Several people at one installation, each with a browser window of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from intlflow.web.site import Site
from tests.web.browser import sideways, violations
from tests.web.test_in_a_browser import come_in

Window = Callable[[str], Page]
REFUSED = "Failed to load resource"  # a form that was turned back says so with its number


@pytest.fixture
def window(browser: Browser, served: Site) -> Iterator[Window]:
    """Opens a window for somebody: `window("sanna")`; a fault in any of them fails the test."""
    with windows(browser, served) as opening:
        yield opening


@contextmanager
def windows(browser: Browser, served: Site) -> Iterator[Window]:
    """The same for pages that a test serves itself."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def note(kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(REFUSED):
            faults.append(text)

    def make(name: str) -> Page:
        context = browser.new_context(base_url=served.address, locale="sv-SE")
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: note(said.type, said.text))
        page.on(
            "response",
            lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 500 else None,
        )
        come_in(served, page, name)
        return page

    yield make
    for context in opened:
        context.close()
    assert faults == []


def press(page: Page, label: str) -> None:
    """Press the form's button."""
    page.get_by_role("button", name=label, exact=True).click()


def choose(page: Page, label: str) -> None:
    """Follow a link."""
    page.get_by_role("link", name=label, exact=True).first.click()


def done(page: Page) -> None:
    """The page says that it is done, and nothing on it is out of order."""
    expect(page.locator(".message.done[role=status]").first).to_be_visible()


def in_order(page: Page) -> None:
    """Nothing that shuts anybody out, and nothing that runs off the side."""
    assert violations(page) == []
    assert not sideways(page)


def tick_off(page: Page) -> None:
    """Do every task on the case's page."""
    ticks = page.locator("#uppgifter form:not([action$=inte-klar]) button")
    while ticks.count():
        left = ticks.count()
        ticks.first.click()
        expect(ticks).to_have_count(left - 1)
