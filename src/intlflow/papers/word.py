"""A paper in Word, set into a template that a municipality may edit in Word itself."""

import io
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.image.image import Image
from docx.oxml.shape import CT_Inline
from docx.shared import Length, Mm
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup

from intlflow.assets import folder
from intlflow.papers.model import Paper
from intlflow.papers.pdf import picture
from intlflow.papers.render import BadTemplate
from intlflow.papers.shown import Tongue, clean
from intlflow.papers.told import told
from intlflow.papers.word_mould import Broken, Mould, Own, Picture

LARGEST = 5 * 1024 * 1024  # bytes of a template; a logo is some hundred thousand
LARGEST_UNPACKED = 40 * 1024 * 1024
PICTURE_WIDE = Mm(160)
_MACROS = ("vbaProject.bin", "vbaData.xml")


class _Careful(SandboxedEnvironment):
    """Where a template's fields are looked up: nothing but what the paper gives, nothing undefined."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What the paper gives is found at once: a table asks for it thousands of times."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


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
    try:
        mould = _mould(_read(str(file), *_changed(file)))
        said, pictures = _said(told(paper, tongue, address))
        return mould.filled(said, _own(paper), pictures)
    except Broken as error:
        raise BadTemplate("broken", file=file.name, said=str(error), near="") from error
    except (TemplateError, ValueError, TypeError, ZeroDivisionError, RecursionError) as error:
        raise _what_is_wrong(file, error) from error


@lru_cache(maxsize=32)
def _mould(data: bytes) -> Mould:
    return Mould(data, _environment())


def _changed(file: Path) -> tuple[int, int]:
    """What tells that a template was written anew."""
    if not file.is_file():
        raise BadTemplate("absent", file=file.name)
    told = file.stat()
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=32)
def _read(file: str, *_: int) -> bytes:
    return read_template(Path(file))


def read_template(file: Path) -> bytes:
    """A template's bytes, if it is one that may be opened.

    Raises:
        BadTemplate: too large, no document, or one with macros.
    """
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


def _what_is_wrong(file: Path, error: Exception) -> BadTemplate:
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
        return BadTemplate("unknown-field", file=name, field=asked, near=_around(file, asked))
    return BadTemplate("broken", file=name, said=str(error), near=near.strip())


def _around(file: Path, field: str) -> str:
    """The line of the document in which a field is asked for."""
    document = Document(str(file))
    lines = [p.text for p in document.paragraphs]
    lines += [c.text for t in document.tables for row in t.rows for c in row.cells]
    return next((line.strip()[:160] for line in lines if "{" in line and field in line), "")


def _said(value: dict[str, Any]) -> tuple[dict[str, Any], list[Picture]]:
    """What the template is given, as in PDF, with chapters by name; and the pictures it leads to."""
    made = dict(value)
    made["chapters"] = {each["key"]: each for each in made["sections"]}
    made["paper_facts"] = made.pop("facts")
    made["new_page"] = "\f"
    pictures: list[Picture] = []
    for section in made["sections"]:
        for block in section["blocks"]:
            if block["is"] == "chart":
                block["picture"] = _picture(block, pictures)
    return made, pictures


def _picture(chart: dict[str, Any], pictures: list[Picture]) -> str:
    """Where a chart stands, with its words beside it; empty where there are no bars."""
    if not chart["svg"]:
        return ""
    png, wide, tall = _png(chart["svg"])
    relation = f"rIdChart{len(pictures) + 1}"
    pictures.append(Picture(relation, png))
    inline = CT_Inline.new_pic_inline(len(pictures), relation, f"{relation}.png", wide, tall)
    inline.docPr.set("descr", chart["alt"])
    drawn = etree.tostring(inline, encoding="unicode")
    return Markup(  # noqa: S704 - made by the library, which escapes what it is given
        f'</w:t></w:r><w:r><w:drawing>{drawn}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
    )


@lru_cache(maxsize=64)
def _png(svg: str) -> tuple[bytes, Length, Length]:
    """A drawing as a picture, with its breadth and height on paper."""
    data = picture(svg)
    return data, *Image.from_blob(data).scaled_dimensions(width=PICTURE_WIDE)


def _own(paper: Paper) -> Own:
    language = "en-GB" if paper.lang == "en" else "sv-SE"
    title, author = clean(paper.title)[:250], clean(paper.municipality)[:250]
    return Own(title, author, language, paper.foot.made_at)
