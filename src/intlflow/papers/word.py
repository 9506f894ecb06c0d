"""A paper in Word, set into a template that a municipality may edit in Word itself."""

import io
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from intlflow.assets import folder
from intlflow.papers.model import Paper
from intlflow.papers.pdf import picture, told
from intlflow.papers.render import BadTemplate
from intlflow.papers.shown import Tongue

LARGEST = 5 * 1024 * 1024  # bytes of a template; a logo is some hundred thousand
LARGEST_UNPACKED = 40 * 1024 * 1024
_MACROS = ("vbaProject.bin", "vbaData.xml")


class _Careful(SandboxedEnvironment):
    """Where a template's fields are looked up: nothing but what the paper gives, nothing undefined."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self._read = lru_cache(maxsize=32)(super().from_string)

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        """A template, read once however often it is filled."""
        return self._read(source)


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's, that patches a document's text once however often it is filled."""

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)


@lru_cache(maxsize=32)
def _patched(source: str) -> str:
    made: str = DocxTemplate.patch_xml(_Template(None), source)
    return made


@cache
def _environment() -> _Careful:
    return _Careful()


def standard() -> Path:
    """The template that ships."""
    return folder("templates") / "papers" / "word" / "standard.docx"


def as_word(paper: Paper, tongue: Tongue, address: str, template: Path | None = None) -> bytes:
    """The paper as a document.

    Args:
        paper: what is shown.
        tongue: of its language.
        address: of the pages, for the links.
        template: the municipality's own; None: the one that ships.

    Raises:
        BadTemplate: the template asks for what isn't there, or is none; nothing is made.
    """
    file = template or standard()
    bytes_ = read_template(file)
    document = _Template(io.BytesIO(bytes_))
    said = _said(told(paper, tongue, address), document)
    try:
        document.render(said, _environment())
    except (TemplateError, ValueError, TypeError, ZeroDivisionError, RecursionError) as error:
        raise _what_is_wrong(file, error, bytes_) from error
    _own(document.docx, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read_template(file: Path) -> bytes:
    """A template's bytes, if it is one that may be opened.

    Raises:
        BadTemplate: too large, no document, or one with macros.
    """
    if not file.is_file():
        raise BadTemplate("absent", file=file.name)
    if file.stat().st_size > LARGEST:
        raise BadTemplate("too-large", file=file.name, most=LARGEST // 1024 // 1024)
    data = file.read_bytes()
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if any(name.rsplit("/", 1)[-1] in _MACROS for name in names):
                raise BadTemplate("macros", file=file.name)
            if sum(each.file_size for each in parts.infolist()) > LARGEST_UNPACKED:
                raise BadTemplate("too-large", file=file.name, most=LARGEST // 1024 // 1024)
            if "word/document.xml" not in names:
                raise BadTemplate("no-document", file=file.name)
        Document(io.BytesIO(data))
    except (BadZipFile, KeyError, ValueError) as error:
        raise BadTemplate("no-document", file=file.name) from error
    return data


def mistakes(file: Path, sample: Paper, tongue: Tongue) -> list[BadTemplate]:
    """What a template asks for that no paper has, and what else is wrong with it.

    Args:
        file: the template.
        sample: a paper with every kind of block in it.
        tongue: of its language.
    """
    try:
        as_word(sample, tongue, "https://internationellt.example", file)
    except BadTemplate as bad:
        return [bad]
    return []


def _what_is_wrong(file: Path, error: Exception, data: bytes) -> BadTemplate:
    """The mistake in a template, with the words around it as they stand in the document."""
    near = " ".join(" ".join(each.split()) for each in getattr(error, "docx_context", ()))[:160]
    name = file.name
    if isinstance(error, TemplateSyntaxError):
        return BadTemplate("broken", file=name, said=error.message or "", near=near.strip())
    if isinstance(error, SecurityError):
        return BadTemplate("forbidden", file=name, said=str(error), near=near.strip())
    if isinstance(error, UndefinedError):
        field = re.search(r"'([^']+)'(?: is undefined|$)", str(error))
        asked = field[1] if field else str(error)
        return BadTemplate("unknown-field", file=name, field=asked, near=_around(data, asked))
    return BadTemplate("broken", file=name, said=str(error), near=near.strip())


def _around(data: bytes, field: str) -> str:
    """The line of the document in which a field is asked for."""
    document = Document(io.BytesIO(data))
    lines = [p.text for p in document.paragraphs]
    lines += [c.text for t in document.tables for row in t.rows for c in row.cells]
    return next((line.strip()[:160] for line in lines if "{" in line and field in line), "")


def _said(value: dict[str, Any], document: Any) -> dict[str, Any]:
    """What the template is given: as in PDF, with chapters by name."""
    made = dict(value)
    made["chapters"] = {each["key"]: each for each in made["sections"]}
    made["paper_facts"] = made.pop("facts")
    made["new_page"] = RichText("\f")
    for section in made["sections"]:
        for block in section["blocks"]:
            if block["is"] == "chart":
                block["picture"] = _picture(document, block)
    return made


def _picture(document: Any, chart: dict[str, Any]) -> Any:
    """A chart as a picture with its words beside it; empty where there are no bars."""
    if not chart["svg"]:
        return ""
    return _Picture(document, io.BytesIO(_png(chart["svg"])), Mm(160), chart["alt"])


class _Picture(InlineImage):  # type: ignore[misc]
    """docxtpl's picture, with the words for whoever can't see it."""

    def __init__(self, document: Any, data: io.BytesIO, width: Any, alt: str) -> None:
        super().__init__(document, data, width=width)
        self._alt = alt

    def _insert_image(self) -> str:
        made: str = super()._insert_image()
        return re.sub(
            r"(<wp:docPr [^>]*?)(/?>)",
            lambda m: f"{m[1]} descr={quoteattr(self._alt)}{m[2]}",
            made,
            count=1,
        )


@lru_cache(maxsize=64)
def _png(svg: str) -> bytes:
    return picture(svg)


def _own(document: Any, paper: Paper) -> None:
    """The document's own particulars: title, language, whose it is."""
    properties = document.core_properties
    properties.title, properties.author = paper.title[:250], paper.municipality[:250]
    properties.language = "en-GB" if paper.lang == "en" else "sv-SE"
    properties.created = properties.modified = paper.foot.made_at.replace(tzinfo=None)
