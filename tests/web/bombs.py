"""Files that are small to send and large to open, and files that are not what they say."""

import io
import zipfile

MEBI = 2**20
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def packed(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return out.getvalue()


def workbook(sheet: bytes | str, **more: bytes | str) -> bytes:
    """An XLSX with one sheet."""
    relation = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}'
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Blad" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": sheet,
            **more,
        }
    )


def ods(content: bytes | str) -> bytes:
    """An OpenDocument sheet."""
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def rows(text: str, number: int) -> str:
    """A sheet of many like rows."""
    one = f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'
    return f'<worksheet xmlns="{SHEETS}"><sheetData>{one * number}</sheetData></worksheet>'


def lying(data: bytes) -> bytes:
    """A zip whose directory says that its largest part is small."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        size = max(part.file_size for part in pack.infolist())
    return data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def bombs() -> dict[str, tuple[str, bytes]]:
    """Each by what it is: the file's name and what is in it."""
    space = b" " * (400 * MEBI)
    repeated = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="x"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return {
        "400 MB of space in a sheet": ("a.xlsx", workbook(space)),
        "a directory that lies": ("b.xlsx", lying(workbook(space))),
        "a million rows": ("c.xlsx", workbook(rows("Solparken", 1_000_000))),
        "entities in entities": ("d.xlsx", workbook(f"<?xml version='1.0'?>{LAUGHS}<x>&j;</x>")),
        "five thousand parts": (
            "e.xlsx",
            workbook("<x/>", **{f"xl/{n}.xml": "x" for n in range(5000)}),
        ),
        "a zip in a zip in a zip": (
            "f.xlsx",
            packed({"a.zip": packed({"b.zip": packed({"c": space})})}),
        ),
        "seventeen billion cells": ("g.ods", ods(repeated)),
        "400 MB of content": ("h.ods", ods(space)),
        "half a zip": ("i.xlsx", workbook(rows("x", 100))[:600]),
        "no zip at all": ("j.xlsx", b"PK\x03\x04" + b"\xff" * 5000),
        "an old workbook of noise": (
            "k.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40,
        ),
        "one line of 19 MB": ("l.csv", b"x" * (19 * MEBI)),
        "nine million columns": ("m.csv", b"," * (9 * MEBI)),
        "nine million lines": ("n.csv", b"\n" * (9 * MEBI)),
        "half of UTF-16": ("o.csv", "Projekt;Enhet".encode("utf-16")[:-1] + b"\xd8"),
        "nothing but noughts": ("p.csv", b"\x00" * 100_000),
        "a name that climbs": ("../../../etc/passwd\x00.csv", b"Projekt;Enhet\nA;TF\n"),
        "nothing": ("q.csv", b""),
    }
