"""A paper in the form that is asked for."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from intlflow.papers.model import Paper
from intlflow.papers.shown import Tongue


class BadTemplate(Exception):
    """A template in Word can't be used: which, where and what to do stands in the words.

    Args:
        why: the reason's key in templates/words, `[paper_template]`.
        details: what its sentence names.
    """

    def __init__(self, why: str, **details: Any) -> None:
        super().__init__(f"{why}: {details}")
        self.why, self.details = why, details


class Form(StrEnum):
    """How a paper can be had."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


KINDS = {
    Form.HTML: "text/html; charset=utf-8",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
}


def render(
    paper: Paper, form: Form, tongue: Tongue, *, address: str = "", templates: Path | None = None
) -> bytes:
    """The paper as a file.

    Args:
        paper: what is shown.
        form: how.
        tongue: words and ways of writing of the paper's language.
        address: of the pages, so that numbers lead to their rows from outside; empty: they lead
            nowhere.
        templates: a municipality's folder of templates in Word: `annual-report.docx` for one paper,
            `standard.docx` for all others.

    Raises:
        BadTemplate: a template in Word that can't be used; nothing is made.
        NotSet: Typst refuses.
    """
    match form:
        case Form.HTML:
            from intlflow.papers.html import as_page

            return as_page(paper, tongue, address)
        case Form.DOCX:
            from intlflow.papers.word import as_word

            return as_word(paper, tongue, address, template_for(paper.kind, templates))
        case Form.PDF:
            from intlflow.papers.pdf import as_pdf

            return as_pdf(paper, tongue, address)
        case Form.XLSX:
            from intlflow.papers.sheet import as_sheets

            return as_sheets(paper, tongue, address)
        case Form.JSON:
            from intlflow.papers.plain import as_json

            return as_json(paper)


def template_for(kind: str, templates: Path | None) -> Path | None:
    """The municipality's own template for a paper; None: it has none."""
    if templates is None:
        return None
    own = (templates / f"{kind}.docx", templates / "standard.docx")
    return next((file for file in own if file.is_file()), None)
