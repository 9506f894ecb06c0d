"""One paper in every form: made, and read back by other programs."""

import io
import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from intlflow.letters.words import in_language
from intlflow.papers.model import Foot, Paper, Section, Text
from intlflow.papers.plain import mark_of
from intlflow.papers.render import Form, render
from tests.papers.sample import ADDRESS, HOSTILE, NOW, PROJECTS, paper

WORDS = in_language("sv")
NBSP = "\u00a0"


def made(form: Form, one: Paper | None = None) -> bytes:
    """The sample, or another paper, in a form."""
    return render(one or paper(long=True), form, WORDS, address=ADDRESS)


def cells(data: bytes, sheet: str) -> list[list[Any]]:
    """A sheet as another program reads it."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()


def text_of(document: Any) -> list[str]:
    """Every line of a document in Word, those of tables among them."""
    lines = [each.text for each in document.paragraphs]
    return lines + [c.text for t in document.tables for row in t.rows for c in row.cells]


def test_word_opens_and_says_all_that_the_paper_says() -> None:
    document = Document(io.BytesIO(made(Form.DOCX)))
    said = text_of(document)
    assert document.core_properties.title == "Internationellt arbete 2026"
    assert "uppgift saknas (Socialförvaltningen)" in said
    assert f"1{NBSP}250{NBSP}000{NBSP}kr" in said
    assert "Rad 199" in said
    for each in HOSTILE[:3]:
        assert each in said
    styles = {each.style.name for each in document.paragraphs}
    assert styles >= {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet"}
    assert not any("{%" in line for line in said if line not in HOSTILE)


def test_a_chart_in_word_is_a_picture_with_its_words() -> None:
    document = Document(io.BytesIO(made(Form.DOCX)))
    pictures = document.element.body.findall(".//{*}docPr")
    assert [each.get("descr") for each in pictures] == [
        "Barn och utbildning har sökt tre gånger och fått två, socialförvaltningen sökt en gång."
    ]


def test_excel_gets_real_numbers_and_days() -> None:
    rows = cells(made(Form.XLSX), "Pågående projekt")
    assert rows[0] == [column.title for column in PROJECTS.columns]
    assert rows[1] == [
        "Gröna skolgårdar", "Barn- och utbildningsförvaltningen", 1250000.0, 0.75, 42.0,
        date(2027, 6, 30),
    ]  # fmt: skip
    assert rows[2][2:5] == [98765.5, 0.4, "uppgift saknas (Socialförvaltningen)"]


def test_excel_explains_itself_on_its_first_sheet() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(Form.XLSX)))
    assert book.sheet_names == [
        "Om",
        "Pågående projekt",
        "Ansökningar per enhet",
        "Inget här",
        "Rader",
    ]
    said = {row[0]: row[1] for row in cells(made(Form.XLSX), "Om") if len(row) > 1}
    assert said["Avser"] == "2026"
    assert said["märke"] == mark_of(paper(long=True))
    assert "aldrig noll" in str(said["Luckor"])


def test_what_looks_like_a_formula_stays_text_in_excel() -> None:
    grid = replace(PROJECTS, rows=(("=1+1", "@SUM(A1)", *PROJECTS.rows[0][2:]),), totals=())
    one = replace(paper(), sections=(Section("a", "A", (grid,)),))
    assert cells(made(Form.XLSX, one), "Pågående projekt")[1][:2] == ["=1+1", "@SUM(A1)"]


def test_two_tables_of_one_name_get_two_sheets() -> None:
    other = replace(PROJECTS, title="PÅGÅENDE PROJEKT")
    one = replace(paper(), sections=(Section("a", "A", (PROJECTS, other)),))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(Form.XLSX, one)))
    assert book.sheet_names == ["Om", "Pågående projekt", "PÅGÅENDE PROJEKT 2"]


def test_a_page_stands_alone_and_nothing_hostile_lives_on_it() -> None:
    page = made(Form.HTML).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert f'<a href="{ADDRESS}/arende/LJU-2026-00001">Gröna skolgårdar</a>' in page
    assert '<th scope="row">' in page
    assert page.count("<figcaption>") == page.count("<figure")


def test_the_pdf_is_tagged_and_in_swedish() -> None:
    data = made(Form.PDF)
    assert data.startswith(b"%PDF-1.7")
    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang(sv)", b"pdfuaid:part"):
        assert sign in data.replace(b"/Lang (sv)", b"/Lang(sv)"), sign


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_the_pdf_says_all_that_the_paper_says(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made(Form.PDF))
    said = subprocess.run(
        ["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    for text in ("Gröna skolgårdar", "{{ 7 * 7 }}", "<script>alert(1)</script>", "Rad 199", "75 %"):
        assert text in " ".join(said.replace("\u00ad\n", "").split())


def test_signs_that_no_font_has_are_no_fault() -> None:
    one = replace(paper(), sections=(Section("a", "A", (Text("Glad 😀 och 漢字"),)),))
    assert made(Form.PDF, one).startswith(b"%PDF")


def test_LJ13_08_PLAN_07_a_printed_copy_says_where_the_version_that_holds_is() -> None:
    address = paper().foot.address
    lines = (
        f"Den version som gäller finns på {address}.",
        "En utskrift gäller bara om märket är detsamma.",
    )
    in_word = text_of(Document(io.BytesIO(made(Form.DOCX, paper()))))
    on_the_page = re.sub("<[^>]+>", "", made(Form.HTML, paper()).decode())
    for line in lines:
        assert line in in_word
        assert line in on_the_page


def test_every_copy_of_one_content_has_one_mark() -> None:
    later = replace(paper(), foot=replace(paper().foot, made_at=NOW + timedelta(days=1)))
    other = replace(paper(), title="Internationellt arbete 2025")
    assert mark_of(paper()) == mark_of(later) != mark_of(other)
    mark = mark_of(paper())
    assert mark in made(Form.HTML, paper()).decode()
    assert json.loads(made(Form.JSON, paper()))["mark"] == mark
    document = Document(io.BytesIO(made(Form.DOCX, paper())))
    assert any(mark in line for line in text_of(document))


def test_a_paper_without_an_address_holds_nowhere_and_says_nothing_of_it() -> None:
    one = replace(paper(), foot=Foot(datetime(2027, 1, 2, 7, tzinfo=NOW.tzinfo)))
    for form in Form:
        assert b"Den version som g" not in made(form, one)


def test_english_is_written_the_english_way() -> None:
    page = render(paper(lang="en"), Form.HTML, in_language("en")).decode()
    assert "not reported (Socialförvaltningen)" in page
    assert 'lang="en"' in page


@pytest.mark.parametrize("form", list(Form))
def test_without_an_address_nothing_leads_anywhere(form: Form) -> None:
    data = render(paper(), form, WORDS)
    assert b'href="/' not in data
    assert b"mailto" not in data


def test_several_who_want_a_pdf_at_once_all_get_it() -> None:
    with ThreadPoolExecutor(6) as pool:
        made_at_once = list(pool.map(lambda _: made(Form.PDF), range(12)))
    assert {data[:5] for data in made_at_once} == {b"%PDF-"}
