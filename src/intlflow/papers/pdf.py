"""A paper as PDF that a screen reader reads as well (PDF/UA-1), set by Typst."""

import math
import re
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson

from intlflow.assets import folder
from intlflow.papers.model import Paper
from intlflow.papers.shown import Tongue
from intlflow.papers.told import told

STANDARD = "ua-1"
MOST_STRANGE = 40  # different signs that no font has, each found in one try
_ONE_AT_A_TIME = threading.Lock()  # the compiler refuses whoever comes while it sets another paper
LINE, BESIDE = 470.5, 9.0  # points: of a line of A4 with its margins, of a cell's own
CAUTION = 1.03  # for signs that stand a little further apart side by side
IN_ITS_PLACE = "\u25a1"
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")


class NotSet(Exception):
    """Typst could not set a paper: what it says of it stands inside."""


def as_pdf(paper: Paper, tongue: Tongue, address: str) -> bytes:
    """The paper as PDF/UA-1, in its language, with its tags.

    Args:
        paper: what is shown.
        tongue: of its language.
        address: of the pages, for the links.

    Raises:
        NotSet: Typst refuses.
    """
    import typst  # late: eighty megabytes that only papers need

    content = told(paper, tongue, address)
    for section in content["sections"]:
        for block in section["blocks"]:
            table = block.get("grid", block)
            if "rows" in table:
                table["one_line"] = list(_of_one_line(table))
    said = orjson.dumps(content).decode()
    for _ in range(MOST_STRANGE):
        try:
            with _ONE_AT_A_TIME:
                made: bytes = _compiler().compile(
                    format="pdf", pdf_standards=STANDARD, sys_inputs={"paper": said}
                )
        except typst.TypstError as error:
            strange = _UNKNOWN.search(str(error))
            if strange is None:
                raise NotSet(f"templates/papers/pdf/paper.typ: {error}") from error
            said = said.replace(_sign(strange[1]), IN_ITS_PLACE)
        else:
            return made
    raise NotSet("the paper holds too many signs that no font of ours has")


def _sign(told: str) -> str:
    """A sign as Typst names it: itself, or by its number."""
    number = _NUMBER.fullmatch(told)
    return chr(int(number[1], 16)) if number else told


def _of_one_line(table: Mapping[str, Any]) -> Iterator[bool]:
    """Of each row, whether all of it surely stands on one line: its height needn't be looked for.

    That is a third of the time that a table takes. Where it isn't sure, Typst finds out as usual.
    """
    widths, largest = _widths(), 1 / (table["size"] * CAUTION)
    room = [(column["share"] * LINE - BESIDE) * largest for column in table["columns"]]
    for row in table["rows"]:
        asked = (sum(map(widths.__getitem__, cell["said"])) for cell in row)
        yield all(width < most for width, most in zip(asked, room, strict=True))


class _Widths(dict[str, float]):
    """How broad signs are at one point; one that isn't known is broader than any line."""

    def __missing__(self, sign: str) -> float:
        return math.inf


@cache
def _widths() -> _Widths:
    import typst

    papers = folder("templates") / "papers"
    said = typst.query(
        str(papers / "pdf" / "widths.typ"),
        "<widths>",
        field="value",
        one=True,
        root=str(papers),
        font_paths=[str(papers / "font")],
        ignore_system_fonts=True,
    )
    return _Widths(orjson.loads(said))


@cache
def _compiler() -> Any:
    """The compiler with its template and fonts, made once: the fonts are read once."""
    import typst

    papers = folder("templates") / "papers"
    return typst.Compiler(
        input=str(papers / "pdf" / "paper.typ"),
        root=str(papers),
        font_paths=[str(papers / "font")],
        ignore_system_fonts=True,
    )


def picture(svg: str) -> bytes:
    """A drawing as a picture of dots, for programs that show no other."""
    import typst

    papers = folder("templates") / "papers"
    made: bytes = typst.compile(
        input=str(papers / "pdf" / "picture.typ"),
        root=str(papers),
        font_paths=[str(papers / "font")],
        ignore_system_fonts=True,
        format="png",
        ppi=200.0,
        sys_inputs={"svg": svg},
    )
    return made
