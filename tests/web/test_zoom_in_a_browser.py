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

# Text that stands outside the window or its box, and text that stands on other text. What scrolls in a region that
# says so and can be reached by keyboard is no fault; nor is what is meant for screen readers alone.
FAULTS = """() => {
  const wide = document.documentElement.clientWidth, faults = [], seen = [];
  if (document.documentElement.scrollWidth > wide + 1) faults.push('runs off the side');
  const hidden = e => e.closest('svg, .unseen, .skip, option, title') || !e.checkVisibility({visibilityProperty: true});
  const region = e => e.closest('[role=region][tabindex="0"]');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.data.trim() || hidden(e)) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 2 || r.height < 2) continue;
      if ((r.left < -1 || r.right > wide + 1) && !region(e)) faults.push('cut off: ' + node.data.trim().slice(0, 40));
      seen.push([r, node]);
    }
    for (let box = e; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'hidden' && box.scrollWidth > box.clientWidth + 1 && !region(box))
        faults.push('cut off in its box: ' + node.data.trim().slice(0, 40));
    }
  }
  for (let i = 0; i < seen.length; i++) for (let j = i + 1; j < seen.length; j++) {
    const [a, one] = seen[i], [b, two] = seen[j];
    if (one === two || region(one.parentElement) !== region(two.parentElement)) continue;
    const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (over > 3 && down > 0.4 * Math.min(a.height, b.height))
      faults.push('overlap: ' + one.data.trim().slice(0, 30) + ' / ' + two.data.trim().slice(0, 30));
  }
  return [...new Set(faults)];
}"""
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


def faults_of(page: Page, found: dict[str, str], strangers: bool, large: bool) -> dict[str, list[str]]:
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


@pytest.mark.parametrize(("look", "large"), [(ZOOMED, False), (LARGE_TEXT, True)], ids=["zoom", "text"])
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
