"""Twice as large, by the browser's zoom or by larger text alone: nothing is cut off, nothing overlaps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from intlflow.web.app import serve
from intlflow.web.doorman import cookie_name
from tests import people
from tests.web.album import addresses, demo, step_in
from tests.web.asking import Asker
from tests.web.browser import browser as browser
from tests.web.conftest import serving
from tests.web.pictures import BESIDES, STRANGER

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FAULTS = (Path(__file__).parent / "faults.js").read_text("utf-8")
ZOOMED = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
LARGE_TEXT = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Where the demo register is served, the coordinator's key, and an address for every page."""
    house = demo(tmp_path_factory.mktemp("demo"))
    with serving(house, people.MORNING, still=True) as site:
        asker = Asker(serve(site))
        step_in(asker)
        found = addresses(site, asker) | BESIDES
        yield site.address, asker.cookies[cookie_name(site)], found
    house.close()


def faults_of(
    page: Page, found: dict[str, str], strangers: bool, large: bool
) -> dict[str, list[str]]:
    wrong = {}
    for name, url in found.items():
        if (name in STRANGER) != strangers:
            continue
        page.goto(url)
        if large:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        if seen := page.evaluate(FAULTS):
            wrong[name] = seen[:6]
    return wrong


@pytest.mark.parametrize(
    ("look", "large"), [(ZOOMED, False), (LARGE_TEXT, True)], ids=["zoom", "text"]
)
def test_at_200_percent_nothing_is_cut_off_and_nothing_overlaps(
    browser: Browser, places: tuple[str, str, dict[str, str]], look: dict[str, object], large: bool
) -> None:
    address, key, found = places
    wrong = {}
    for strangers in (True, False):
        context = browser.new_context(base_url=address, locale="sv-SE", **look)  # type: ignore[arg-type]
        if not strangers:
            context.add_cookies([{"name": "sid", "value": key, "url": address}])
        wrong |= faults_of(context.new_page(), found, strangers, large)
        context.close()
    assert wrong == {}


WRONG = {
    "cut off": "<p style='margin-left:-3rem'>Utanför</p>",
    "cut off in its box": "<p style='width:3rem;overflow:hidden;white-space:nowrap'>En lång mening</p>",
    "overlap": "<p>Första raden</p><p style='margin-top:-2.5rem'>Andra raden</p>",
    "runs off the side": "<div style='width:200vw'>Bred</div>",
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_looked_for_is_seen(browser: Browser, fault: str) -> None:
    page = browser.new_page()
    page.set_content(f"<!doctype html><body>{WRONG[fault]}</body>")
    seen = page.evaluate(FAULTS)
    page.close()

    assert [each for each in seen if each.split(":")[0] == fault]
