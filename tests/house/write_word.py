"""Makes `templates/papers/word/standard.docx`, the template that papers in Word come from: `make word`.

It is made here so that what is in it can be read; a municipality edits the file itself, in Word.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TARGET = Path(__file__).parents[2] / "templates" / "papers" / "word" / "standard.docx"
INK, SOFT, LINE = RGBColor(0x1D, 0x24, 0x30), RGBColor(0x56, 0x60, 0x72), "D5DAE2"
FONT = "Calibri"
SMALL = ("Cell Small", "Cell Small Head")


def main() -> int:
    """Write the file."""
    document = Document()
    _page(document)
    _styles(document)
    for text, style in HEAD:
        document.add_paragraph(text, style)
    _facts(document, "paper_facts")
    for text, style in OPENING:
        document.add_paragraph(text, style)
    _facts(document, "b.facts")
    document.add_paragraph("{%p elif b.is == 'grid' %}")
    _grid(document, "b")
    document.add_paragraph("{%p elif b.is == 'chart' %}")
    document.add_paragraph("{{ b.title }}", "Caption")
    document.add_paragraph("{%p if b.picture %}")
    document.add_paragraph("{{ b.picture }}", "Picture")
    document.add_paragraph("{%p endif %}")
    _grid(document, "b.grid")
    for text, style in ENDING:
        document.add_paragraph(text, style)
    document.core_properties.created = datetime(2027, 1, 1, tzinfo=UTC)
    document.core_properties.modified = datetime(2027, 1, 1, tzinfo=UTC)
    document.core_properties.author = "intlflow"
    document.core_properties.title = "{{ title }}"
    _without(document.part, "stylesWithEffects")
    _without(document.part.package, "thumbnail")
    document.save(sys.argv[1] if len(sys.argv) > 1 else str(TARGET))
    return 0


HEAD = (
    ("{{ municipality }}{% if draft %}  ·  {{ draft }}{% endif %}", "Soft"),
    ("{{ title }}", "Title"),
    ("{%p if lead %}", "Normal"),
    ("{{ lead }}", "Subtitle"),
    ("{%p endif %}", "Normal"),
)
OPENING = (
    ("{%p for section in sections %}", "Normal"),
    ("{%p if section.title and section.level == 1 %}", "Normal"),
    ("{{ section.title }}", "Heading 1"),
    ("{%p elif section.title %}", "Normal"),
    ("{{ section.title }}", "Heading 2"),
    ("{%p endif %}", "Normal"),
    ("{%p for b in section.blocks %}", "Normal"),
    ("{%p if b.is == 'text' and b.strong %}", "Normal"),
    ("{{ b.text }}", "Strong Paragraph"),
    ("{%p elif b.is == 'text' %}", "Normal"),
    ("{{ b.text }}", "Normal"),
    ("{%p elif b.is == 'points' and b.numbered %}", "Normal"),
    ("{%p for point in b.points %}", "Normal"),
    ("{{ loop.index }}.\t{{ point }}", "Numbered"),
    ("{%p endfor %}", "Normal"),
    ("{%p elif b.is == 'points' %}", "Normal"),
    ("{%p for point in b.points %}", "Normal"),
    ("{{ point }}", "List Bullet"),
    ("{%p endfor %}", "Normal"),
    ("{%p elif b.is == 'quote' %}", "Normal"),
    ("”{{ b.text }}”", "Quote"),
    ("{{ b.source }}", "Soft"),
    ("{%p elif b.is == 'signature' %}", "Normal"),
    ("________________________________________", "Signature"),
    ("{{ b.name }}", "Normal"),
    ("{{ b.role }}", "Soft"),
    ("{%p elif b.is == 'newpage' %}", "Normal"),
    ("{{ new_page }}", "Normal"),
    ("{%p elif b.is == 'facts' %}", "Normal"),
)
ENDING = (
    ("{%p endif %}", "Normal"),
    ("{%p endfor %}", "Normal"),
    ("{%p endfor %}", "Normal"),
    ("{%p for row in held %}", "Normal"),
    ("{{ row }}", "Soft"),
    ("{%p endfor %}", "Normal"),
)


def _without(part: Any, kind: str) -> None:
    """Leave out what no program reads any more and every copy would carry."""
    for key, related in list(part.rels.items()):
        if related.reltype.endswith(kind):
            del part.rels[key]


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(25)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.style = document.styles["Header"]
    head.text = "{{ title }}\t{{ municipality }}"
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.text = "{{ foot }}\t"
        _field(line, "PAGE")
        line.add_run(" / ")
        _field(line, "NUMPAGES")
    for name in ("Header", "Footer"):
        style = document.styles[name]
        style.paragraph_format.tab_stops.clear_all()
        style.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
        style.font.size, style.font.color.rgb = Pt(8.5), SOFT


def _field(paragraph: Any, code: str) -> None:
    """A number that Word computes."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _styles(document: Any) -> None:
    styles = document.styles
    for name, size, bold, before, after in (
        ("Normal", 10.5, False, 0, 6),
        ("Title", 24, True, 2, 8),
        ("Subtitle", 12, False, 0, 10),
        ("Heading 1", 15, True, 20, 6),
        ("Heading 2", 12, True, 14, 4),
        ("Caption", 10.5, True, 12, 4),
        ("Quote", 10.5, False, 6, 2),
        ("Signature", 10.5, False, 36, 0),
    ):
        style = styles[name] if name in [s.name for s in styles] else styles.add_style(name, 1)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic, style.font.color.rgb = False, INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        spaced = style.element.get_or_add_rPr().find(qn("w:spacing"))
        if spaced is not None:
            style.element.rPr.remove(spaced)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(each), FONT)
        for each in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(each), None)
    _own_styles(styles)
    styles["Quote"].paragraph_format.left_indent = Mm(6)
    styles["Caption"].paragraph_format.keep_with_next = True
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        for each in ("w:val", "w:eastAsia"):
            language.set(qn(each), "sv-SE")
    _hyphens(document)


def _own_styles(styles: Any) -> None:
    """Those that Word doesn't have by itself."""
    for name in (
        "Soft", "Strong Paragraph", "Numbered", "Fact", "Fact Name", "After Facts", "Picture",
        "Cell", "Cell Head", *SMALL,
    ):  # fmt: skip
        style = styles.add_style(name, 1)
        style.base_style = styles["Cell" if name.startswith("Cell ") else "Normal"]
    styles["Cell"].font.size, styles["Cell"].paragraph_format.space_after = Pt(9), Pt(2)
    styles["Cell Head"].font.bold = styles["Cell Small Head"].font.bold = True
    for name in SMALL:
        styles[name].font.size = Pt(8)
    styles["Soft"].font.color.rgb, styles["Soft"].font.size = SOFT, Pt(9)
    styles["Strong Paragraph"].font.bold = True
    styles["Strong Paragraph"].paragraph_format.space_before = Pt(8)
    for name in ("Fact", "Fact Name", "Picture"):
        styles[name].paragraph_format.space_after = Pt(2)
        styles[name].paragraph_format.keep_with_next = True
    styles["Fact Name"].font.color.rgb = SOFT
    styles["Fact"].font.size = styles["Fact Name"].font.size = Pt(10)
    styles["After Facts"].font.size, styles["After Facts"].paragraph_format.space_after = (
        Pt(4),
        Pt(0),
    )
    styles["Numbered"].paragraph_format.left_indent = Mm(8)
    styles["Numbered"].paragraph_format.first_line_indent = Mm(-8)


def _hyphens(document: Any) -> None:
    """Words are divided in the cells of small tables, and nowhere else."""
    asked = OxmlElement("w:autoHyphenation")
    document.settings.element.find(qn("w:defaultTabStop")).addnext(asked)
    for name, off in (("Normal", "1"), *((each, "0") for each in SMALL)):
        found = OxmlElement("w:suppressAutoHyphens")
        found.set(qn("w:val"), off)
        properties = document.styles[name].element.get_or_add_pPr()
        after = [
            properties.find(qn(f"w:{each}")) for each in ("spacing", "ind", "jc", "outlineLvl")
        ]
        first = next((each for each in after if each is not None), None)
        properties.append(found) if first is None else first.addprevious(found)


def _facts(document: Any, name: str) -> None:
    """Names and values in two columns."""
    table = document.add_table(rows=3, cols=2)
    table.autofit = False
    rows = table.rows
    rows[0].cells[0].text = f"{{%tr for f in {name} %}}"
    rows[1].cells[0].paragraphs[0].text = "{{ f.name }}"
    rows[1].cells[1].paragraphs[0].text = "{{ f.value.said }}"
    for cell, style in zip(rows[1].cells, ("Fact Name", "Fact"), strict=True):
        cell.paragraphs[0].style = document.styles[style]
    rows[2].cells[0].text = "{%tr endfor %}"
    for column, width in zip(table.columns, (Mm(52), Mm(114)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    document.add_paragraph("", "After Facts")


def _grid(document: Any, name: str) -> None:
    """A table with as many columns as the paper has, set smaller where those have no room."""
    document.add_paragraph(f"{{{{ {name}.title }}}}", "Caption")
    document.add_paragraph(f"{{%p if {name}.rows and {name}.small %}}")
    _table(document, name, *SMALL)
    document.add_paragraph(f"{{%p elif {name}.rows %}}")
    _table(document, name, "Cell", "Cell Head")
    document.add_paragraph("{%p else %}")
    document.add_paragraph(f"{{{{ {name}.empty }}}}", "Soft")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph(f"{{%p if {name}.note %}}")
    document.add_paragraph(f"{{{{ {name}.note }}}}", "Soft")
    document.add_paragraph("{%p endif %}")


def _table(document: Any, name: str, style: str, strong: str) -> None:
    """A head that is repeated, rows, a sum."""
    table = document.add_table(rows=0, cols=3)
    for row, (open_row, cells, value, its) in enumerate((
        ("", f"c in {name}.columns", "{{ c.title }}", strong),
        (f"{{%tr for row in {name}.rows %}}", "c in row", "{{ c.said }}", style),
        (f"{{%tr if {name}.totals %}}", f"c in {name}.totals", "{{ c.said }}", strong),
    )):  # fmt: skip
        if open_row:
            table.add_row().cells[0].text = open_row
        made = table.add_row()
        if row == 0:
            repeated = OxmlElement("w:tblHeader")
            made._tr.get_or_add_trPr().append(repeated)
        whole = OxmlElement("w:cantSplit")
        made._tr.get_or_add_trPr().append(whole)
        made.cells[0].text = f"{{%tc for {cells} %}}"
        _cell(made.cells[1], value, document.styles[its])
        made.cells[2].text = "{%tc endfor %}"
        if open_row:
            table.add_row().cells[0].text = "{%tr endfor %}" if row == 1 else "{%tr endif %}"
    _lines(table)
    for properties in table._tbl.findall(f".//{qn('w:tcPr')}"):
        properties.getparent().remove(
            properties
        )  # a column is as broad as what stands in it asks for


def _cell(cell: Any, value: str, style: Any) -> None:
    """A cell's value, figures to the right."""
    first = cell.paragraphs[0]
    lines = [first, *(cell.add_paragraph() for _ in range(4))]
    for line, text, side in zip(
        lines,
        ("{%p if c.right %}", value, "{%p else %}", value, "{%p endif %}"),
        (None, WD_ALIGN_PARAGRAPH.RIGHT, None, None, None),
        strict=True,
    ):
        line.add_run(text)
        line.style, line.alignment = style, side


def _lines(table: Any) -> None:
    """Thin lines between rows and none between columns; the whole breadth."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    after = [properties.find(qn(f"w:{name}")) for name in ("tblLayout", "tblLook")]
    first = next((each for each in after if each is not None), None)
    if first is None:
        properties.append(borders)
    else:
        first.addprevious(borders)  # Word asks for its properties in one order
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = OxmlElement("w:tblW")
        borders.addprevious(width)
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")


if __name__ == "__main__":
    sys.exit(main())
