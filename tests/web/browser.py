"""A real browser, Debian's Chromium, and the accessibility rules of axe inside it."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "narrow-dark": {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"},
}


_PLAYS: list[Playwright] = []  # one per process, however many modules ask for a browser
_OPEN: list[Browser] = []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests; without it they are skipped, except where CI promises it."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not on this machine")
        pytest.skip("Chromium is not on this machine")
    if not _PLAYS:
        _PLAYS.append(sync_playwright().start())
    opened = _PLAYS[0].chromium.launch(executable_path=CHROMIUM, args=QUIET)
    _OPEN.append(opened)
    yield opened
    opened.close()
    _OPEN.remove(opened)
    if not _OPEN:
        _PLAYS.pop().stop()


def violations(page: Page) -> list[str]:
    """What axe finds wrong, in a line each."""
    page.evaluate(AXE)
    found: Any = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']}))"
        ".violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' '"
        " + (n.any[0] || n.all[0] || n.none[0] || {}).message)])",
        TAGS,
    )
    return [f"{rule}: {json.dumps(where, ensure_ascii=False)}" for rule, where in found]


def sideways(page: Page) -> bool:
    """Whether the page is broader than its window."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    return bool(page.evaluate(wide))
