"""The pages in a real browser: no accessibility fault, nothing that runs off the side, whole stories."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from intlflow.app.access.entering import enter
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.store import people as register
from intlflow.store.engine import reading
from intlflow.web.doorman import cookie_name, cookie_value
from intlflow.web.site import Site
from tests import people
from tests.web.browser import LOOKS, sideways, violations
from tests.web.browser import browser as browser
from tests.web.routes import READING, a_case

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NOT_PAGES = ("/statisk", "/halsa", "/logga-in", "/metrics", "/.well-known", "/tema", "/api")
FILES = (".csv", ".json", ".txt", ".ics", ".css", "{form}", "{making}")
PAGES = [
    *sorted(
        route.url
        for route in READING
        if not route.path.startswith(NOT_PAGES) and not route.path.endswith(FILES)
    ),
    "/projekt?vy=lista",
    "/projekt?vy=tidslinje",
    "/finns-inte",
]


def come_in(site: Site, page: Page, name: str) -> None:
    """Let a member of the cast be signed in."""
    with reading(site.house.engine) as tx:
        found = register.by_email(tx, "ljungby", people.at(name), str(local_day(site.now())))
    assert found is not None
    key = enter(site.house, found.person_id, way="test", agent="Chromium", at=site.now())
    value = cookie_value(site, key)
    page.context.add_cookies([{"name": cookie_name(site), "value": value, "url": site.address}])


@pytest.fixture
def page(browser: Browser, served: Site) -> Iterator[Page]:
    """A page in a fresh browser; a fault in the console or a request to elsewhere fails the test."""
    context = browser.new_context(base_url=served.address, locale="sv-SE")
    opened, faults = context.new_page(), list[str]()
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith(served.address) else faults.append(asked.url),
    )
    yield opened
    context.close()
    refusals = "Failed to load resource"  # a form that was turned back says so with its number
    assert [fault for fault in faults if not fault.startswith(refusals)] == []


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_an_accessibility_fault_or_runs_off_the_side(
    browser: Browser, served: Site, house: House, look: str
) -> None:
    a_case(house)
    context = browser.new_context(base_url=served.address, locale="sv-SE", **LOOKS[look])
    page = context.new_page()
    come_in(served, page, "sanna")
    wrong = {}
    for path in PAGES:
        page.goto(path)
        found = violations(page) + (["runs off the side"] if sideways(page) else [])
        if found:
            wrong[path] = found
    context.close()
    assert wrong == {}


def test_an_idea_is_brought_and_taken_up_by_keyboard_alone(
    page: Page, served: Site, house: House
) -> None:
    come_in(served, page, "sanna")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå till innehållet")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.get_by_role("link", name="Ny idé").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Vad heter idén?").fill("Grönare skolgårdar")
    page.get_by_label("Vilken enhet").select_option("buf")
    page.get_by_role("button", name="Lämna idén").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tack för idén")).to_be_visible()
    page.get_by_role("link", name="Se idén").press("Enter")
    page.get_by_role("link", name="Ta emot för stöd").press("Enter")
    page.get_by_label("Projektledare").select_option(people.at("petra"))
    page.get_by_label("Extern finansiering").press("Space")
    page.get_by_role("button", name="Visa breven först").press("Enter")
    expect(page.get_by_role("heading", name="Så blir breven")).to_be_visible()
    page.get_by_role("button", name="Ta emot för stöd").press("Enter")

    expect(page.get_by_text("Samordnaren ger stöd").first).to_be_visible()
    expect(page.get_by_role("heading", name="Uppgifter")).to_be_visible()


def test_what_is_wrong_is_told_on_top_and_has_the_focus(page: Page, served: Site) -> None:
    come_in(served, page, "karin")
    page.goto("/ide/ny")

    page.get_by_role("button", name="Lämna idén").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Vad heter idén?").click()
    expect(page.get_by_label("Vad heter idén?")).to_be_focused()


def test_everything_works_without_javascript(browser: Browser, served: Site, house: House) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    come_in(served, page, "sanna")
    page.goto("/ide/ny")
    page.get_by_label("Vad heter idén?").fill("Träd åt alla")
    page.get_by_label("Vilken enhet").select_option("buf")
    page.get_by_role("button", name="Lämna idén").click()
    expect(page.get_by_role("heading", name="Tack för idén")).to_be_visible()
    context.close()


def test_language_and_look_are_chosen_and_kept(page: Page, served: Site) -> None:
    come_in(served, page, "sanna")
    page.goto("/projekt")
    page.get_by_role("button", name="English").first.click()
    expect(page.get_by_role("heading", name="Projects", level=1)).to_be_visible()

    page.get_by_role("button", name="Dark look").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/projekt")
