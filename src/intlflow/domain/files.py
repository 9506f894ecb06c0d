"""What a file is, by its content: its name and its sender are not believed."""

import re
import zipfile
from io import BytesIO

from intlflow.domain.facts import one_line

MOST_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 120
PLAIN = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_STARTS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole-storage",  # old Word and Excel: may run macros
    b"MZ": "application/x-dosexec",
    b"\x7fELF": "application/x-elf",
    b"#!": "text/x-script",
    b"Rar!": "application/x-rar",
    b"7z\xbc\xaf": "application/x-7z",
    b"\x1f\x8b": "application/gzip",
}
_INSIDE = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_MACROS = re.compile(r"vbaProject\.bin$|/Basic/|^Basic/|activeX", re.IGNORECASE)
_MARKUP = re.compile(rb"^\s*<(!doctype|html|svg|script|\?xml)", re.IGNORECASE)
_HEADER = re.compile(
    rb"^(From|Received|Return-Path|Date|Subject|Message-ID|MIME-Version):", re.IGNORECASE
)
ALLOWED = frozenset(
    {
        *("application/pdf", "image/png", "image/jpeg", "message/rfc822", PLAIN),
        *_INSIDE.values(),
        *(f"{_OPEN}{kind}" for kind in ("text", "spreadsheet", "presentation")),
    }
)


def media_of(content: bytes) -> str:
    """What a file is, by its first bytes or by what lies in it."""
    for start, media in _STARTS.items():
        if content.startswith(start):
            return media
    if content.startswith(b"PK\x03\x04"):
        return _inside(content)
    if _MARKUP.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    if _HEADER.match(content):
        return "message/rfc822"
    return _text(content)


def _inside(content: bytes) -> str:
    """What a packed file holds; nothing of it is unpacked but the few bytes that name an OpenDocument."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
            if any(_MACROS.search(name) for name in names):
                return "application/x-with-macros"
            if names and names[0] == "mimetype" and packed.getinfo("mimetype").file_size < 200:
                return packed.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return "application/zip"
    return next((media for name, media in _INSIDE.items() if name in names), "application/zip")


def _text(content: bytes) -> str:
    """Text, when it reads as UTF-8 or as Swedish Windows text and has no control characters."""
    if re.search(rb"[\x00-\x08\x0e-\x1f]", content):
        return "application/octet-stream"
    for coding in ("utf-8", "cp1252"):
        try:
            content.decode(coding)
        except UnicodeDecodeError:
            continue
        return PLAIN
    return "application/octet-stream"


def safe_name(name: str) -> str:
    """A file's name without a folder, and without what a terminal or file system could stumble on."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r'[<>:"|?*]', "_", one_line(last)).strip(". ")
    stem, dot, tail = clean.rpartition(".")
    kept = clean if len(clean) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 10]}{dot}{tail[:9]}"
    return kept or "fil"
