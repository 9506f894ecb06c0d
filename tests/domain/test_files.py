"""A file is what its content says, whatever it is called."""

import io
import zipfile

import pytest

from intlflow.domain.files import ALLOWED, media_of, safe_name


def packed(*names: str, first: tuple[str, str] | None = None) -> bytes:
    held = io.BytesIO()  # without today's time: two workers must give a test the same name
    with zipfile.ZipFile(held, "w") as file:
        if first:
            file.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            file.writestr(zipfile.ZipInfo(name), "x")
    return held.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        ("Hej, å ä ö\n".encode(), "text/plain"),
        ("Hej, å ä ö\n".encode("cp1252"), "text/plain"),
        (b"Namn;Belopp\r\nA;1\r\n", "text/plain"),
        (b"From: a@ljungby.example\r\nSubject: Hej\r\n\r\n", "message/rfc822"),
        (packed("[Content_Types].xml", "word/document.xml"), WORD),
        (packed("content.xml", first=("mimetype", ODT)), ODT),
    ],
)
def test_what_a_municipality_writes_is_kept(content: bytes, media: str) -> None:
    assert media_of(content) == media
    assert media in ALLOWED


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00...",
        b"\x7fELF...",
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <!DOCTYPE html>",
        b"<svg onload=alert(1)>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...",
        b"\x1f\x8b\x08...",
        b"text\x00med en nolla",
        b"PK\x03\x04trasig",
        packed("evil.exe"),
        packed("word/document.xml", "word/vbaProject.bin"),
        packed("Basic/Standard/x.xml", first=("mimetype", ODT)),
        packed("a", first=("mimetype", "application/x-evil")),
    ],
)
def test_what_could_run_or_hide_something_is_not(content: bytes) -> None:
    assert media_of(content) not in ALLOWED


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("avtal.pdf", "avtal.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Mina dokument\\årsavtal.docx", "årsavtal.docx"),
        ("a\nb\u202efdp.exe", "a bfdp.exe"),
        ("...", "fil"),
        ("", "fil"),
        ('<b>"x"|?*.txt', "_b__x____.txt"),
    ],
)
def test_a_name_has_no_folder_and_nothing_to_stumble_on(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    assert len(safe_name("a" * 500 + ".pdf")) <= 120
    assert safe_name("a" * 500 + ".pdf").endswith(".pdf")
