"""A municipality's own template in Word: what is wrong is told with its place, and nothing is made."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from intlflow.letters.words import in_language
from intlflow.papers.render import BadTemplate, Form, render
from intlflow.papers.word import mistakes, standard
from tests.papers.sample import paper

WORDS = in_language("sv")


def written(folder: Path, *lines: str) -> Path:
    """A template with these lines, as somebody would write it in Word."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = folder / "standard.docx"
    document.save(str(file))
    return file


def test_the_template_that_ships_has_no_mistake() -> None:
    assert mistakes(standard(), paper(), WORDS) == []


def test_a_chapter_is_asked_for_by_its_name(tmp_path: Path) -> None:
    written(tmp_path, "{{ title }}", "{{ chapters.summary.title }}")
    made = render(paper(), Form.DOCX, WORDS, templates=tmp_path)
    (tmp_path / "made.docx").write_bytes(made)
    lines = [each.text for each in Document(str(tmp_path / "made.docx")).paragraphs]
    assert lines == ["Internationellt arbete 2026", "Sammanfattning"]


def test_a_paper_s_own_template_goes_before_the_standard(tmp_path: Path) -> None:
    own = written(tmp_path, "Bara årsrapporten")
    own.rename(tmp_path / "annual-report.docx")
    written(tmp_path, "Allmän")
    made = render(paper(), Form.DOCX, WORDS, templates=tmp_path)
    (tmp_path / "made.docx").write_bytes(made)
    assert Document(str(tmp_path / "made.docx")).paragraphs[0].text == "Bara årsrapporten"


@pytest.mark.parametrize(
    ("line", "why", "told"),
    [
        ("{{ titel }}", "unknown-field", {"field": "titel", "near": "{{ titel }}"}),
        (
            "{{ chapters.budget.title }}",
            "unknown-field",
            {"field": "budget", "near": "{{ chapters.budget.title }}"},
        ),
        ("{%p for x in sections %}", "broken", {}),
        ("{{ title | shout }}", "broken", {}),
        ("{{ title.__class__.__mro__ }}", "forbidden", {}),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "forbidden", {}),
        ("{{ 1 / 0 }}", "broken", {}),
        ("{% include '/etc/passwd' %}", "broken", {}),
    ],
)
def test_a_mistake_is_told_and_nothing_is_made(
    tmp_path: Path, line: str, why: str, told: dict[str, str]
) -> None:
    file = written(tmp_path, "{{ title }}", line)
    (found,) = mistakes(file, paper(), WORDS)
    assert found.why == why
    assert found.details["file"] == "standard.docx"
    for key, value in told.items():
        assert value in found.details[key]
    with pytest.raises(BadTemplate):
        render(paper(), Form.DOCX, WORDS, templates=tmp_path)


def test_macros_a_huge_picture_and_what_is_no_document_are_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "{{ title }}")
    with ZipFile(file, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"macro")
    assert [each.why for each in mistakes(file, paper(), WORDS)] == ["macros"]

    file = written(tmp_path, "{{ title }}")
    with ZipFile(file, "a") as parts:
        parts.writestr("word/media/huge.bmp", bytes(50 * 2**20))
    assert [each.why for each in mistakes(file, paper(), WORDS)] == ["too-large"]

    file.write_bytes(b"not a document")
    assert [each.why for each in mistakes(file, paper(), WORDS)] == ["no-document"]


def test_a_loop_that_tears_a_table_apart_is_refused_and_no_half_paper_made(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{% for s in sections %}{{ s.title }}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{% endfor %}"
    document.save(str(tmp_path / "standard.docx"))

    (found,) = mistakes(tmp_path / "standard.docx", paper(), WORDS)

    assert found.why == "broken"
    assert "mismatch" in found.details["said"]


def test_a_template_written_anew_is_used_at_once(tmp_path: Path) -> None:
    for line in ("Den första", "Den andra, längre"):
        written(tmp_path, line)
        made = render(paper(), Form.DOCX, WORDS, templates=tmp_path)
        assert Document(BytesIO(made)).paragraphs[0].text == line


def test_a_column_is_as_broad_as_its_words_ask_for() -> None:
    made = Document(BytesIO(render(paper(), Form.DOCX, WORDS)))
    table = next(each for each in made.tables if len(each.columns) == 6)
    broad = dict(
        zip(
            (cell.text for cell in table.rows[0].cells),
            (int(column._gridCol.get(qn("w:w"))) for column in table.columns),
            strict=True,
        )
    )
    assert broad["Enhet"] > broad["Budget"] > broad["Andel EU"]
    assert broad["Deltagare"] > broad["Andel EU"]  # 'uppgift saknas (…)' stands in it


def test_two_papers_from_one_template_do_not_mix() -> None:
    first, other = paper(), replace(paper(), title="Ett annat", municipality="Växjö kommun")
    alone = [render(each, Form.DOCX, WORDS) for each in (first, other)]
    turned = [render(each, Form.DOCX, WORDS) for each in (other, first)][::-1]
    assert alone == turned
    its = [Document(BytesIO(each)).core_properties for each in alone]
    assert [(each.title, each.author, each.language) for each in its] == [
        (first.title, "Ljungby kommun", "sv-SE"),
        ("Ett annat", "Växjö kommun", "sv-SE"),
    ]
