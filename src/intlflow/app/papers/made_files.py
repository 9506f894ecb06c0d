"""Files of papers that take long to make: made once for what they say, kept for an hour, then gone.

They stand in the data folder's `made` (0700, each file 0600). A file is known by its paper's mark: what
has changed since is another paper, so nobody gets an old file for a new question.
"""

import hashlib
import json
import os
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from intlflow.app.house import House
from intlflow.app.papers.making import templates_of
from intlflow.papers.model import Paper
from intlflow.papers.plain import mark_of

FOLDER = "made"
KEPT = timedelta(hours=1)
_KEY = re.compile(r"[0-9a-f]{32}")


def is_key(text: str) -> bool:
    """Whether this can be the key of a file."""
    return _KEY.fullmatch(text) is not None


def key_of(house: House, municipality: str, paper: Paper, form: str) -> str:
    """By which a paper's file is known: the same for two presses that would give the same file.

    Args:
        house: the installation.
        municipality: whose templates in Word are used.
        paper: what is shown.
        form: docx, pdf and the like.
    """
    folder = templates_of(house, municipality)
    templates = [
        (file.name, (seen := file.stat()).st_mtime_ns, seen.st_size)
        for file in sorted(folder.glob("*.doc*") if folder else ())
    ]
    said = [municipality, paper.key, paper.lang, mark_of(paper), form, house.settings.address]
    text = json.dumps([*said, templates])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def note_of(house: House, key: str) -> Path:
    """Where it stands how far a file has come."""
    return _folder(house) / f"{key}.work"


def load(house: House, key: str, at: datetime) -> bytes | None:
    """A file that has been made; None: it has not, or its hour is over."""
    file = _folder(house) / key
    try:
        fresh = at.timestamp() - file.stat().st_mtime <= KEPT.total_seconds()
        return file.read_bytes() if fresh else None
    except FileNotFoundError:
        return None


def save(house: House, key: str, made: bytes, at: datetime) -> None:
    """Keep a file for an hour: whole or not at all."""
    sweep(house, at)
    file = _folder(house) / key
    draft = file.with_suffix(f".{secrets.token_hex(4)}.new")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(made)
    os.utime(draft, (at.timestamp(), at.timestamp()))
    draft.replace(file)


def sweep(house: House, at: datetime) -> None:
    """Take away every file whose hour is over, with the note of how it was made."""
    for file in _folder(house).iterdir():
        try:
            if at.timestamp() - file.stat().st_mtime > KEPT.total_seconds():
                file.unlink()
        except FileNotFoundError:  # another process swept it
            continue


def _folder(house: House) -> Path:
    folder = house.settings.data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
