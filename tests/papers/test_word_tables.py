"""Tables in Word: as many columns as the paper has, each as broad as it needs, small where they are many."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from intlflow.letters.words import in_language
from intlflow.papers.model import Column, Grid, Paper, Section
from intlflow.papers.render import Form, render
from intlflow.papers.word import mistakes
from tests.papers.sample import paper

WORDS = in_language("sv")


def table_of(columns: int, *more: Column) -> Paper:
    """A paper with a table of so many columns, the last one with long lines in it."""
    columns += len(more)
    grid = Grid(
        "en",
        "En tabell",
        (*(Column(f"Kolumn {n}") for n in range(columns - len(more))), *more),
        ((*("kort" for _ in range(columns - 1)), "en rad som är mycket längre än de andra"),) * 3,
    )
    return replace(paper(), sections=(Section("ett", "Ett", (grid,)),))


def own(folder: Path, head: str, row: str) -> Path:
    """A template with a table that somebody made: a head, and a row for each of the paper's."""
    document = Document()
    for text in ("{%p for s in sections %}", "{%p for b in s.blocks %}"):
        document.add_paragraph(text)
    table = document.add_table(rows=4, cols=3)
    for number, texts in enumerate((
        (f"{{%tc for c in {head} %}}", "{{ c.title }}", "{%tc endfor %}"),
        ("{%tr for row in b.rows %}", "", ""),
        (f"{{%tc for c in {row} %}}", "{{ c.said }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )):  # fmt: skip
        for cell, text in zip(table.rows[number].cells, texts, strict=True):
            cell.text = text
    for properties in table._tbl.findall(f".//{qn('w:tcPr')}"):
        properties.getparent().remove(properties)
    for _ in ("blocks", "sections"):
        document.add_paragraph("{%p endfor %}")
    document.save(str(folder / "standard.docx"))
    return folder / "standard.docx"


def tables(made: bytes) -> list[Any]:
    return list(Document(BytesIO(made)).tables)


def breadths(table: Any) -> list[int]:
    return [int(each._gridCol.get(qn("w:w"))) for each in table.columns]


def test_a_table_without_room_is_set_smaller_and_its_words_may_be_divided() -> None:
    long = Column("Internationaliseringssamordning")
    for one, style in (
        (table_of(6), "Cell"),
        (table_of(7), "Cell Small"),
        (table_of(1, *[long] * 3), "Cell Small"),
    ):
        made = render(one, Form.DOCX, WORDS)
        table = tables(made)[-1]
        assert {c.paragraphs[0].style.name for c in table.rows[1].cells} == {style}
        assert {c.paragraphs[0].style.name for c in table.rows[0].cells} == {f"{style} Head"}
    its = Document(BytesIO(made))
    assert its.settings.element.find(qn("w:autoHyphenation")) is not None
    hyphens = {
        name: its.styles[name].element.pPr.find(qn("w:suppressAutoHyphens")).get(qn("w:val"))
        for name in ("Normal", "Cell Small")
    }
    assert hyphens == {"Normal": "1", "Cell Small": "0"}


def test_a_table_is_as_broad_whoever_counts_its_columns(tmp_path: Path) -> None:
    by_the_paper = own(tmp_path, "b.columns", "row")
    told = breadths(tables(render(table_of(4), Form.DOCX, WORDS, templates=tmp_path))[-1])
    by_the_paper.unlink()
    own(tmp_path, "b.columns[:9]", "row[:9]")
    counted = breadths(tables(render(table_of(4), Form.DOCX, WORDS, templates=tmp_path))[-1])
    assert all(abs(one - other) <= 2 for one, other in zip(told, counted, strict=True))
    assert told[-1] > told[0] == told[1]


def test_a_template_s_loop_over_some_of_the_columns_makes_as_many(tmp_path: Path) -> None:
    file = own(tmp_path, "b.columns[:2]", "row[:2]")
    made = render(table_of(5), Form.DOCX, WORDS, templates=tmp_path)
    assert [len(breadths(each)) for each in tables(made)] == [2]
    assert mistakes(file, table_of(5), WORDS) == []


def test_nothing_hostile_in_a_title_breaks_a_document() -> None:
    for said in ("a\x00b", "<w:p>", "]]>", "\ufffe", "a\tb\nc\fd", "{{ 7 * 7 }}", "&lt;"):
        one = replace(table_of(3), title=said, municipality=said)
        made = Document(BytesIO(render(one, Form.DOCX, WORDS)))
        assert made.paragraphs
        assert "\x00" not in made.core_properties.title
