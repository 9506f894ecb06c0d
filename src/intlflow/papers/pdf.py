"""A paper as PDF that a screen reader reads as well (PDF/UA-1), set by Typst."""

import re
import threading
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

    said = orjson.dumps(told(paper, tongue, address)).decode()
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
