"""Looking through every file of an installation for a name, byte by byte."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK = 4 * 1024 * 1024


def naming(folder: Path, terms: Iterable[str]) -> list[Path]:
    """The files under a folder that hold a name or address in so many letters: backups, logs, others."""
    wanted = {
        unicodedata.normalize(form, term).encode() for term in terms for form in ("NFC", "NFD")
    }
    if not wanted:
        return []
    return sorted(file for file in folder.rglob("*") if file.is_file() and _holds(file, wanted))


def _holds(file: Path, wanted: set[bytes]) -> bool:
    overlap = max(map(len, wanted))
    before = b""
    try:
        for chunk in _chunks(file):
            if any(term in before + chunk for term in wanted):
                return True
            before = chunk[-overlap:]
    except FileNotFoundError:
        pass  # it was a temporary file
    return False


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk
