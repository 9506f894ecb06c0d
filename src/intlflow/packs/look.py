"""How a municipality's pages look: three colours and a logo, which everybody must be able to read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from intlflow.domain.contrast import MARK, TEXT, contrast, enough
from intlflow.packs.entries import Entry
from intlflow.packs.files import Item
from intlflow.packs.problems import Problem

COLOUR = r"^#[0-9a-f]{6}$"
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
LOGO = r"^[a-z0-9_-]+\.(svg|png)$"
LARGEST_LOGO = 40 * 1024  # bytes; the first page of all has to weigh little

# What the pages put these colours on or beside; a test holds it against the stylesheet.
LIGHT = ("#ffffff", "#f3f5f3", "#e8ecea")
DARK = ("#1b2427", "#12191b", "#222d30")
ON_BRAND, ON_BRAND_DARK = "#ffffff", "#0d2326"
_GROUNDS = {
    "brand": ((*LIGHT, ON_BRAND), TEXT),
    "brand_dark": ((*DARK, ON_BRAND_DARK), TEXT),
    "mark": ((LIGHT[0], DARK[0]), MARK),
}


class Look(Entry):
    """The colours of links and buttons, light and dark, of the mark on top, and a logo in its place."""

    brand: Colour
    brand_dark: Colour
    mark: Colour
    logo: Annotated[str, StringConstraints(pattern=LOGO)] | None = None


def colours_can_be_read(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    """Each colour is told apart from what it stands on (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for item in items["look"]:
        for name, (grounds, least) in _GROUNDS.items():
            colour = item.get(name) or ""
            if not _is_colour(colour):
                continue
            worst = min(grounds, key=lambda ground: contrast(colour, ground))
            if (found := contrast(colour, worst)) >= least:
                continue
            told = f"'{colour}' on {worst} has a contrast of {found:.1f}; {least} is needed"
            better = enough(colour, grounds, least)
            yield item.problem(told, name, expected=(f"'{better}'",) if better else ())


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdef" for c in text[1:])


def the_logo_is_there(items: Mapping[str, Sequence[Item]], folder: Path) -> Iterator[Problem]:
    """The logo stands in the pack's folder and is small."""
    for item in items["look"]:
        name = item.get("logo")
        if not name:
            continue
        file = folder / Path(name).name
        if not file.is_file():
            yield item.problem(f"there is no '{name}' beside municipality.toml", "logo")
        elif file.stat().st_size > LARGEST_LOGO:
            most = LARGEST_LOGO // 1024
            yield item.problem(f"'{name}' is larger than {most} kB; make it smaller", "logo")
