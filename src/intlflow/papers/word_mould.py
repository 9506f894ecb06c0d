"""A template in Word made ready once: filling it is then text into text, however many papers there are."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Environment, Template, TemplateSyntaxError
from lxml import etree  # type: ignore[import-untyped]

from intlflow.papers.word_sound import is_sound
from intlflow.papers.word_tables import W, settled, spread

FILLED = re.compile(r"(?:document\.main|header|footer|footnotes|core-properties)\+xml$")
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATED = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
_PNG = '<Default Extension="png" ContentType="image/png"/>'
_LATE = datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)  # stands where a paper's own instant will
_PARAGRAPH = re.compile(r"<w:p(?= |>)")
_DRAWN = ":docPr "
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEAD = re.compile(r"^<\?xml[^>]*\?>\s*")
_LAID_OUT = "\t\n\a\f"  # signs in a value that Word has its own for
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(frozen=True)
class Own:
    """A document's own particulars."""

    title: str
    author: str
    language: str
    made_at: datetime


@dataclass(frozen=True)
class Picture:
    """A picture that the document's text leads to by its number."""

    relation: str
    data: bytes


class Broken(Exception):
    """A filled template is no document any more.

    Args:
        said: by the reader of XML.
    """


@dataclass(frozen=True)
class _Part:
    """A part of the file that fields stand in.

    Args:
        is_settled: whether no table and no picture has to be seen to once it is filled.
        is_sound: whether what comes out can be read, whatever is filled in.
    """

    template: Template
    is_settled: bool
    is_sound: bool

    def filled(self, given: Mapping[str, Any], pictures: int, word: DocxTemplate) -> bytes:
        """The part with a paper's values.

        Raises:
            Broken: it can't be read back.
        """
        text = self.template.render(given)
        is_laid_out = _has_laid_out(text)
        if is_laid_out:
            text = _laid_out(text, word)
        if not self.is_settled or text.count(_DRAWN) > pictures:
            return _seen_to(text)
        if not self.is_sound or pictures or is_laid_out:
            return _checked(text)
        return f"{_XML}{text}".encode()


class Mould:
    """One template, read and made ready; what differs between papers is filled in.

    docxtpl knows how a field that somebody wrote in Word is found in the file; here it is asked that
    once, and not once for every paper.

    Args:
        data: the template's bytes.
        environment: where its fields are looked up.

    Raises:
        TemplateSyntaxError: a field or loop is not written as it must be; `docx_context` has the
            lines around it.
    """

    def __init__(self, data: bytes, environment: Environment) -> None:
        self._word = DocxTemplate(None)
        parts = _opened(data)
        types = parts[TYPES].decode()
        if _PNG not in types:
            types = re.sub(r"(<Types[^>]*>)", rf"\1{_PNG}", types, count=1)
        self._related = parts.pop(RELATED).decode()
        self._filled = {
            name: self._made_ready(parts.pop(name).decode(), environment)
            for name in _named(types)
            if name in parts
        }
        self._still = _packed({**parts, TYPES: types.encode()})

    def filled(self, said: Mapping[str, Any], own: Own, pictures: list[Picture]) -> bytes:
        """The document.

        Args:
            said: what the template's fields are looked up in.
            own: the document's particulars.
            pictures: that `said` leads to.

        Raises:
            jinja2.TemplateError: a field asks for what isn't there.
            Broken: what came out is no document.
        """
        made = io.BytesIO(self._still)
        when = own.made_at.timetuple()[:6]
        given = {**said, "own": own, "own_at": f"{own.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        with ZipFile(made, "a", ZIP_DEFLATED) as parts:
            for name, part in self._filled.items():
                data = part.filled(given, len(pictures), self._word)
                parts.writestr(_entry(name, when), data, compresslevel=1)
            leads = "".join(
                f'<Relationship Id="{each.relation}" Type="{_IMAGE}" '
                f'Target="media/{each.relation}.png"/>'
                for each in pictures
            )
            related = self._related.replace("</Relationships>", f"{leads}</Relationships>")
            parts.writestr(_entry(RELATED, when), related)
            for each in pictures:
                parts.writestr(_entry(f"word/media/{each.relation}.png", when), each.data)
        return made.getvalue()

    def _made_ready(self, source: str, environment: Environment) -> _Part:
        text, is_settled = settled(self._word.patch_xml(_HEAD.sub("", source)))
        try:
            template = environment.from_string(text)
        except TemplateSyntaxError:
            _raise_with_lines(text, environment)
            raise
        return _Part(template, is_settled and _DRAWN not in text, is_sound(text, environment))


def _raise_with_lines(text: str, environment: Environment) -> None:
    """Read a faulty template again, a paragraph to a line: the fault is told with what is around it."""
    lined = _PARAGRAPH.sub("\n<w:p", text)
    try:
        environment.from_string(lined)
    except TemplateSyntaxError as error:
        first = max(error.lineno - 4, 0)
        around = lined.splitlines()[first : first + 7]
        error.docx_context = [re.sub("<[^>]+>", "", line) for line in around]  # type: ignore[attr-defined]
        raise


def _laid_out(text: str, word: DocxTemplate) -> str:
    """Tabs, new lines and new pages inside values, as Word writes them."""
    return "</w:p>".join(
        word.resolve_listing(f"{each}</w:p>").removesuffix("</w:p>")
        if _has_laid_out(each)
        else each
        for each in text.split("</w:p>")
    )


def _has_laid_out(text: str) -> bool:
    return any(sign in text for sign in _LAID_OUT)


def _opened(data: bytes) -> dict[str, bytes]:
    """The template's parts, with the places of its own particulars turned into fields."""
    document = Document(io.BytesIO(data))
    its = document.core_properties
    its.title, its.author, its.language = ("{{ own.title }}", "{{ own.author }}",
                                           "{{ own.language }}")  # fmt: skip
    its.created = its.modified = _LATE.replace(tzinfo=None)
    out = io.BytesIO()
    document.save(out)
    with ZipFile(out) as parts:
        read = {name: parts.read(name) for name in parts.namelist()}
    core = "docProps/core.xml"
    read[core] = read[core].replace(f"{_LATE:%Y-%m-%dT%H:%M:%SZ}".encode(), b"{{ own_at }}")
    return read


def _named(types: str) -> list[str]:
    """The parts that fields may stand in, by what the file says its parts are."""
    overrides = re.findall(r"<Override [^>]*>", types)
    told = (
        (re.search(r'PartName="/([^"]+)"', each), re.search(r'ContentType="([^"]+)"', each))
        for each in overrides
    )
    return [name[1] for name, kind in told if name and kind and FILLED.search(kind[1])]


def _packed(parts: dict[str, bytes]) -> bytes:
    """What is the same in every paper, compressed once."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(parts, key=lambda each: each != TYPES):  # Word reads the kinds first
            packed.writestr(_entry(name, (1980, 1, 1, 0, 0, 0)), parts[name])
    return out.getvalue()


def _entry(name: str, when: tuple[int, ...]) -> ZipInfo:
    made = ZipInfo(name, when)  # type: ignore[arg-type]
    made.compress_type = ZIP_DEFLATED
    return made


def _checked(text: str) -> bytes:
    """The text as a part of the file, read through once, so that no half document leaves.

    Raises:
        Broken: it can't be read.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except expat.ExpatError:
        return _seen_to(text)  # says better what is wrong
    return f"{_XML}{text}".encode()


def _seen_to(text: str) -> bytes:
    """The text as a part of the file, its tables with as many columns as they have.

    Raises:
        Broken: it can't be read back.
    """
    try:
        tree = etree.fromstring(text)
    except etree.XMLSyntaxError as error:
        raise Broken(str(error)) from error
    for number, drawn in enumerate(tree.iter(f"{WP}docPr"), 1001):
        drawn.set("id", str(number))  # pictures set into a loop would else have one number
    for table in tree.iter(f"{W}tbl"):
        spread(table)
    made: bytes = etree.tostring(tree, encoding="UTF-8", standalone=True)
    return made
