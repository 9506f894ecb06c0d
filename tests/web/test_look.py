"""Colours that everybody can read: our own in every pair, a municipality's before they are used."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from intlflow.app.house import House
from intlflow.domain.contrast import MARK, TEXT, contrast, enough
from intlflow.packs import look
from intlflow.packs.look import Look
from intlflow.web.site import open_site
from tests import people
from tests.web.asking import HERE, Asker, sign_in
from tests.web.test_entry import asking

CSS = Path(__file__).parents[2] / "templates" / "web" / "static" / "css"
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
TOKENS = {
    name: (light, dark) for name, light, dark in PAIR.findall((CSS / "1-tokens.css").read_text())
}
GROUNDS = ("ground", "sheet", "sunk")
SAID = ("late", "soon", "done", "note")
READ = [
    *((ink, ground) for ink in ("ink", "ink-soft", "brand") for ground in GROUNDS),
    ("brand-ink", "brand"),
    *((word, f"{word}-ground") for word in SAID),
    *((word, ground) for word in SAID for ground in ("ground", "sheet")),
    *(("ink", f"{word}-ground") for word in SAID),
]
STAGES = [name for name in TOKENS if name.startswith("stage-")]
SEEN = [
    *(("line-strong", ground) for ground in GROUNDS),
    *(("mark", ground) for ground in ("ground", "sheet")),
    *((stage, ground) for stage in STAGES for ground in GROUNDS),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(READ, TEXT), (SEEN, MARK)], ids=["text", "what is no text"]
)
def test_every_pair_of_colours_is_told_apart(
    pairs: list[tuple[str, str]], least: float, dark: bool
) -> None:
    found = {pair: contrast(TOKENS[pair[0]][dark], TOKENS[pair[1]][dark]) for pair in pairs}

    assert {pair: round(value, 2) for pair, value in found.items() if value < least} == {}
    assert len(STAGES) == 7


def test_the_grounds_that_packs_are_held_against_are_those_of_the_stylesheet() -> None:
    assert tuple(TOKENS[name][0] for name in ("sheet", "ground", "sunk")) == look.LIGHT
    assert tuple(TOKENS[name][1] for name in ("sheet", "ground", "sunk")) == look.DARK
    assert TOKENS["brand-ink"] == (look.ON_BRAND, look.ON_BRAND_DARK)


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert enough("#ffee00", ("#ffffff",), TEXT) not in (None, "#ffee00")
    assert enough("#777777", ("#ffffff", "#000000"), 10) is None


def test_each_municipality_has_its_own_colours(house: House, asker: Callable[..., Asker]) -> None:
    ours, theirs = asker("sanna").text("/"), asker("sanna", "vaxjo").text("/")
    sheet = re.search(r'href="(/tema/ljungby\.css\?v=\w+)"', ours)

    assert sheet
    answer = asker().get(sheet[1])
    assert house.pack("ljungby").look[0].brand in answer.text
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "/tema/vaxjo.css" in theirs
    assert asker().get("/tema/ljungby.toml").status_code == 404
    assert asker().get("/tema/..%2fmunicipality.css").status_code == 404


def test_a_logo_stands_in_place_of_our_mark(house: House, tmp_path: Path) -> None:
    pack = house.pack("ljungby")
    own = tmp_path / "packs" / "ljungby"
    own.mkdir(parents=True)
    (own / "municipality.toml").write_text("")
    (own / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    drawn = pack.look[0].model_copy(update={"logo": "logo.svg"})
    packs = {**house.packs, "ljungby": pack.model_copy(update={"look": (drawn,)})}
    settings = replace(house.settings, packs=own.parent)
    site = open_site(replace(house, packs=packs, settings=settings), lambda: people.MORNING, HERE)
    with asking(site) as one:
        sign_in(site, one, "sanna")
        address = re.search(r'<img src="(/tema/ljungby\.svg\?v=\w+)"', one.text("/"))
        assert address
        assert one.get(address[1]).headers["content-type"] == "image/svg+xml"


def test_colours_in_no_known_writing_are_refused() -> None:
    for bad in ("red", "#FFF", "#0F5960", "url(x)", "#0f5960;}"):
        with pytest.raises(ValueError, match="brand"):
            Look(brand=bad, brand_dark="#7fd0d3", mark="#2a8a92")
