"""Makes the fonts that papers in PDF are set in out of the pages' own: Typst reads no woff2 and no axes.

Run through `make vendor`; needs fonttools and brotli.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "Semibold": 600}
FAMILY = "Source Sans 3"


def main(source: Path, target: Path) -> None:
    """Write one file for each weight, named so that a program finds them as one family."""
    target.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
        font.flavor = None
        style = "Regular" if weight == 400 else "Bold"  # two styles of one family, to every program
        for each, text in ((1, FAMILY), (2, style), (4, f"{FAMILY} {name}"), (6, f"SourceSans3-{name}"),
                           (16, FAMILY), (17, style)):  # fmt: skip
            font["name"].setName(text, each, 3, 1, 0x409)
        font["OS/2"].usWeightClass = 400 if weight == 400 else 700
        bold = weight != 400
        font["OS/2"].fsSelection = 0x20 if bold else 0x40
        font["head"].macStyle = 1 if bold else 0
        font.save(target / f"SourceSans3-{name}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
