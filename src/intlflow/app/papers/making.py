"""Where a paper's templates are, what its file is called, and what is wrong with a template."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from intlflow.app.house import House, NotFound, pack_folders
from intlflow.domain.lifecycle import Refused
from intlflow.domain.money import Money
from intlflow.letters.words import Words
from intlflow.papers.model import (
    Block,
    Chart,
    Column,
    Facts,
    Foot,
    Grid,
    Kind,
    Missing,
    NewPage,
    Paper,
    Points,
    Quote,
    Section,
    Signature,
    Text,
)
from intlflow.papers.render import BadTemplate, Form, render

FOLDER = "papers"
FORMS = tuple(str(form) for form in Form)
CHAPTERS = (
    "summary", "figures", "projects", "applications", "goals", "units", "cooperation", "learning",
    "follow-up", "travel", "results", "ahead", "appendix",
)  # fmt: skip


def templates_of(house: House, municipality: str) -> Path | None:
    """The folder of templates in Word that a municipality has laid in its pack; None: it has none."""
    found = pack_folders(house.settings).get(municipality)
    papers = found / FOLDER if found else None
    return papers if papers and papers.is_dir() else None


def file_made(house: House, municipality: str, paper: Paper, form: str) -> tuple[str, bytes]:
    """A paper as a file: its name, in ASCII, and what stands in it.

    Args:
        house: the installation.
        municipality: whose templates in Word are used.
        paper: what is shown.
        form: one of `Form`.

    Raises:
        NotFound: there is no such form.
        Refused: `paper-template`; one of the municipality's templates can't be used, and nothing is made.
    """
    if form not in FORMS:
        raise NotFound(f"a paper is had as {', '.join(FORMS)}, not as '{form}'")
    words, address = house.words[paper.lang], house.settings.address or ""
    templates = templates_of(house, municipality)
    try:
        made = render(paper, Form(form), words, address=address, templates=templates)
    except BadTemplate as bad:
        raise Refused("paper-template", said=_in_words(bad, words)) from bad
    return f"{paper.key}.{form}", made


def _in_words(bad: BadTemplate, words: Words) -> str:
    return words.of("paper_template", bad.why).format(**bad.details)


def template_mistakes(pack: Path, words: Words) -> Iterator[str]:
    """What is wrong with the templates in Word of a pack, each in a line with its file and the cure.

    Args:
        pack: the pack's folder.
        words: of the language in which it is told.
    """
    files = sorted((pack / FOLDER).glob("*.doc*"))
    if files:
        from intlflow.papers.word import mistakes  # late: Word is only needed where there is any

        for file in files:
            for each in mistakes(file, specimen(words), words):
                yield f"{FOLDER}/{file.name}: {_in_words(each, words)}"


def specimen(words: Words) -> Paper:
    """A paper with every chapter and everything that can stand in one, to try a template with."""
    columns = (
        Column("A"),
        Column("B", Kind.MONEY),
        Column("C", Kind.DAY),
        Column("D", Kind.NUMBER),
    )
    rows = (("x", Money.of("1", "SEK"), date(2027, 1, 1), 3), ("y", Missing("z"), Missing(), 4))
    grid = Grid("a", "A", columns, rows, ("", "", "", 7), note="n")
    chart = Chart("A", "a", Grid("b", "B", (columns[0], columns[3]), (("x", 3),)))
    blocks: tuple[Block, ...] = (
        *(Text("a"), Text("b", strong=True), Points(("a",)), Points(("b",), numbered=True)),
        *(Facts((("a", 1),)), Quote("a", "b"), grid, chart, Signature("a", "b"), NewPage()),
    )
    return Paper(
        kind="specimen",
        key="specimen",
        lang=words.lang,
        municipality="Exempel kommun",
        title="Exempel",
        lead="a",
        facts=(("a", "b"),),
        sections=tuple(Section(key, key, blocks, 1 + n % 2) for n, key in enumerate(CHAPTERS)),
        foot=Foot(datetime(2027, 1, 1, tzinfo=UTC), "1", "https://internationellt.example"),
        draft=True,
    )
