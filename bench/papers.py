"""The year's paper of 290 municipalities with 20 units each, in every form, against two peers."""

import itertools
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from bench.report import Line
from intlflow.domain.money import Money
from intlflow.letters.words import in_language
from intlflow.papers.model import (
    Column,
    Foot,
    Grid,
    Kind,
    Linked,
    Missing,
    Paper,
    Section,
    Text,
    Value,
)
from intlflow.papers.render import Form, render

TOWNS = int(os.environ.get("BENCH_TOWNS", "290"))
UNITS, PROJECTS = (
    20,
    48,
)  # rows of a paper: 290 towns of 345 projects are a hundred thousand, summed by unit
GOALS = {Form.HTML: 0.15, Form.XLSX: 1.2, Form.DOCX: 4.0, Form.PDF: 8.0}
NOW = datetime(2027, 1, 2, 7, tzinfo=UTC)
PEER_ROUNDS, MANY = 3, 500


def paper(number: int, projects: int = PROJECTS) -> Paper:
    """One municipality's paper: a table of units and one of projects."""
    units = Grid(
        "enheter",
        "Per enhet",
        (Column("Enhet"), Column("Projekt", Kind.NUMBER), Column("Beviljat", Kind.MONEY)),
        tuple(
            (f"Förvaltning {n}", Linked(n * number % 17, "/projekt"), Money.of(n * 10_000, "SEK"))
            for n in range(1, UNITS + 1)
        ),
    )
    head = (Column("Projekt"), Column("Enhet"), Column("Slutar", Kind.DAY),
            Column("Budget", Kind.MONEY))  # fmt: skip
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (Linked(f"Projekt {number}-{n}", f"/arende/{n}"), f"Förvaltning {n % UNITS}",
         date(2027, 1 + n % 12, 1), Money.of(n * 25_000 + number, "SEK") if n % 7 else Missing("x"))
        for n in range(projects)
    )  # fmt: skip
    sections = (
        Section("summary", "Sammanfattning", (Text("Året i korthet."), units)),
        Section("projects", "Projekt", (Grid("projekt", "Projekt", head, rows),)),
    )
    title = f"Internationellt arbete 2026, kommun {number}"
    return Paper(
        "annual-report", f"k{number}", "sv", f"Kommun {number}", title, sections, Foot(NOW, "1")
    )


def one(given: tuple[int, str]) -> int:
    """Make one paper in a form; gives back its size."""
    number, form = given
    return len(render(paper(number), Form(form), in_language("sv")))


def lines(_: Path) -> list[Line]:
    """Every form on two processors, and two peers on the same contents."""
    told = []
    with ProcessPoolExecutor(2) as pool:
        for form, goal in GOALS.items():
            list(pool.map(one, [(0, str(form))] * 4))  # warm
            since = time.perf_counter()
            size = sum(pool.map(one, [(n, str(form)) for n in range(TOWNS)], chunksize=16))
            took = time.perf_counter() - since
            name = f"{TOWNS} papers as {form}, two processes"
            told.append(Line(name, took, None, "s", took, goal, True, f"{size // 1024:,} kB"))
    return [*told, *peers()]


def peers() -> list[Line]:
    """Word row by row with python-docx, and PDF by WeasyPrint if it is there."""
    words, sample, long = in_language("sv"), paper(1), paper(1, MANY)
    made = [
        _against(f"python-docx, {name}", lambda one=one: render(one, Form.DOCX, words),
                 lambda one=one: by_rows(one), 30)
        for name, one in (("row by row", sample), (f"{MANY} rows", long))
    ]  # fmt: skip
    try:
        from weasyprint import HTML  # type: ignore[import-not-found,unused-ignore]
    except (ImportError, OSError):
        return made
    page = render(sample, Form.HTML, words).decode()
    as_pdf = (lambda n=n: render(paper(n), Form.PDF, words) for n in itertools.count(2))
    other = lambda: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")  # noqa: E731
    return [*made, _against("WeasyPrint, PDF/UA", lambda: next(as_pdf)(), other, 15)]


def _against(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], goal: float
) -> Line:
    mine, other = _median(ours) * 1000, _median(theirs) * 1000
    return Line(f"a paper / {name}", mine, other, "ms", other / mine, goal, False, "")


def _median(make: Callable[[], object]) -> float:
    taken = []
    make()
    for _ in range(PEER_ROUNDS):
        since = time.process_time()
        make()
        taken.append(time.process_time() - since)
    return statistics.median(taken)


def by_rows(sample: Paper) -> bytes:
    """The same tables with python-docx alone."""
    from docx import Document

    document = Document()
    document.add_heading(sample.title)
    for _, grid in sample.grids():
        table = document.add_table(rows=1, cols=len(grid.columns))
        for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
            cell.text = column.title
        for row in grid.rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = str(value)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
