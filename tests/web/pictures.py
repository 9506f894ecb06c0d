"""Pictures of every page into `docs/pictures/`, and the page that shows them: `make pictures`."""

import base64
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from intlflow.web.app import serve
from intlflow.web.doorman import cookie_name
from intlflow.web.site import Site
from tests import people
from tests.web.album import addresses, demo, step_in
from tests.web.asking import Asker, sign_in
from tests.web.browser import CHROMIUM, QUIET
from tests.web.conftest import serving

ROOT = Path(__file__).parents[2]
FOLDER, INDEX = ROOT / "docs" / "pictures", ROOT / "docs" / "pictures.md"
QUALITY = 60  # of WebP, as Chromium writes it: text stays sharp, a page takes some 30 KB
TALLEST = {1280: 2400, 390: 3000, 794: 2246}  # pixels of a picture, by its width; A4 twice
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
}
SAME_PORT = """address => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replaceAll(address, 'http://127.0.0.1:8080');
}"""
PAPER = {"viewport": {"width": 794, "height": 1123}, "color_scheme": "light"}
PRINTED = (
    "/ks",
    "/revision",
    "/revision/arende/{ref}",
    "/arende/{ref}",
    "/kalender",
    "/paminnelser",
)
BESIDES = {
    "/projekt, som lista": "/projekt?vy=lista",
    "/projekt, som tidslinje": "/projekt?vy=tidslinje",
    "/hinner-vi, ett svar": "/hinner-vi?senast=2027-06-15T17:00&belopp=450000&enhet=buf",
    "/finns-inte": "/finns-inte",
}
STRANGER = ("/logga-in", "/logga-in/{ticket}", "/l/{ticket}", "/svar/{receipt_}", "/om")
EMPTY = (
    "/",
    "/projekt",
    "/paminnelser",
    "/beslut",
    "/utskick",
    "/utlysningar",
    "/register",
    "/import",
)

WORD = {"wide": "bred", "narrow": "smal", "dark": "mörk", "print": "utskrift", "empty": "tom"}
HEAD = """# Every page in pictures

Made by `make pictures` from the demo register on the morning of 1 March 2027: wide (bred, 1280 pixels),
narrow (smal, 390), dark (mörk), and, where it is made for paper, as printed (utskrift); some with nothing in
the register yet (tom). A page that goes on for long is cut. Nobody in them exists. The words inside a field
for a date or a file are the browser's own: where it speaks Swedish, so do they.

| page | pictures |
|---|---|"""


@dataclass(frozen=True)
class Shot:
    """One picture.

    Args:
        page: what it shows: the route, or a name for one of its states.
        url: where that is.
        look: wide, narrow, dark, print, or empty: wide with nothing in the register.
        asker: whether somebody is signed in.
    """

    page: str
    url: str
    look: str
    stranger: bool = False

    @property
    def name(self) -> str:
        """The file's."""
        words = re.sub(r"\{[^}]*\}|[^\w]+", "-", self.page).strip("-")
        return f"{re.sub('-+', '-', words) or 'oversikt'}.{self.look}.webp"


def wanted(found: dict[str, str]) -> Iterator[Shot]:
    """Every picture there is to take, from the pages' addresses."""
    for page, url in sorted((found | BESIDES).items()):
        for look in LOOKS:
            yield Shot(page, url, look, stranger=page in STRANGER)
        if page in PRINTED:
            yield Shot(page, url, "print")


def take(browser: Browser, folder: Path) -> list[Shot]:
    """Take them all.

    Args:
        browser: Chromium.
        folder: where they go; what was there is gone.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    taken: list[Shot] = []
    with _empty() as house:
        taken += _series(browser, house, [Shot(one, one, "empty") for one in EMPTY], folder)
    with _full() as house:
        taken += _series(browser, house, None, folder)
    return taken


def _series(browser: Browser, house: House, shots: list[Shot] | None, folder: Path) -> list[Shot]:
    """The pictures of one installation; without a list, of every page."""
    with serving(house, people.MORNING, still=True) as site:
        asker = Asker(serve(site))
        if site.demo:
            step_in(asker)
        else:
            sign_in(site, asker, "sanna")
        shots = list(wanted(addresses(site, asker))) if shots is None else shots
        name = cookie_name(site)
        key = {"name": name, "value": asker.cookies[name], "url": site.address}
        for look in dict.fromkeys((shot.look, shot.stranger) for shot in shots):
            _look(browser, site, key, [s for s in shots if (s.look, s.stranger) == look], folder)
    return shots


def _look(
    browser: Browser, site: Site, key: dict[str, str], shots: list[Shot], folder: Path
) -> None:
    look, stranger = shots[0].look, shots[0].stranger
    dressed: Any = PAPER if look == "print" else LOOKS.get(look, LOOKS["wide"])
    context = browser.new_context(base_url=site.address, locale="sv-SE", **dressed)
    if not stranger:
        context.add_cookies([key])  # type: ignore[list-item]
    for shot in shots:
        page = context.new_page()
        if look == "print":
            page.emulate_media(media="print")
        page.goto(shot.url, wait_until="load")
        if look == "print":
            page.evaluate("document.body.style.padding = '15mm'")  # as the paper has
        page.evaluate("document.fonts.ready")
        page.evaluate(SAME_PORT, site.address)  # so that the same page gives the same picture
        (folder / shot.name).write_bytes(_photograph(page))
        page.close()
    context.close()


def _photograph(page: Page) -> bytes:
    """The whole page as WebP, cut where it goes on and on."""
    wide = int(page.evaluate("document.documentElement.clientWidth"))
    high = int(page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": wide, "height": min(high, TALLEST[wide]), "scale": 1}
    answer = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    return base64.b64decode(answer["data"])


@contextmanager
def _full() -> Iterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        house = demo(Path(folder))
        yield house
        house.close()


@contextmanager
def _empty() -> Iterator[House]:
    """The cast, and nothing that they have done."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env({}, Path(folder))
        prepare(settings, with_demo=False, at=people.MORNING)
        house = assemble(settings)
        people.enter(house)
        yield house
        house.close()


def index(shots: list[Shot]) -> str:
    """The page that shows them: a row for each page, a picture in each look."""
    lines = [HEAD]
    for page in dict.fromkeys(shot.page for shot in shots if shot.look != "empty"):
        links = [f"[{WORD[s.look]}](pictures/{s.name})" for s in shots if s.page == page]
        lines.append(f"| `{page}` | {' · '.join(links)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Take them anew and write the index."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        shots = take(browser, FOLDER)
        browser.close()
    INDEX.write_text(index(shots), "utf-8")
    weight = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{len(shots)} pictures, {weight / 2**20:.1f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
