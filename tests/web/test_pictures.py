"""Every page has its pictures, wide, narrow and dark, and those who print get what they can file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.album import PAGES
from tests.web.browser import browser as browser
from tests.web.pictures import FOLDER, INDEX, LOOKS, index, take
from tests.web.test_zoom_in_a_browser import places as places

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MOST_WEIGHT = 12 * 2**20


@pytest.mark.slow
def test_every_page_has_its_pictures_and_the_index_shows_them(
    browser: Browser, tmp_path: Path
) -> None:
    shots = take(browser, tmp_path / "pictures")
    taken = {file.name for file in (tmp_path / "pictures").iterdir()}

    pages = {route.path for route in PAGES}
    assert {(s.page, s.look) for s in shots} >= {(page, look) for page in pages for look in LOOKS}
    assert {s.name for s in shots} == taken == {file.name for file in FOLDER.iterdir()}
    assert index(shots) == INDEX.read_text("utf-8"), "run `make pictures`"
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_WEIGHT


@pytest.mark.parametrize(("path", "most"), [("/ks", 1), ("/revision", 2)])
def test_what_is_read_on_paper_is_short(
    browser: Browser, places: tuple[str, str, dict[str, str]], path: str, most: int
) -> None:
    address, key, _ = places
    context = browser.new_context(base_url=address, locale="sv-SE")
    context.add_cookies([{"name": "sid", "value": key, "url": address}])
    page = context.new_page()
    page.goto(path)
    printed = page.pdf(format="A4")
    context.close()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
