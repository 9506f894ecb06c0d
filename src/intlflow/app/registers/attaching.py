"""Files beside the cases: kept by the hash of their content, readable by their owner alone, never changed."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.registers import finding
from intlflow.app.registers.keeping import Desk, Kept
from intlflow.app.registers.reading import Reader
from intlflow.domain.facts import one_line
from intlflow.domain.files import ALLOWED, MOST_BYTES, media_of, safe_name
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import ATTACHMENT, REGISTERS
from intlflow.store import meetings, registers
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.registers import Row

SITTING = "sitting"  # a meeting of a political body, as on the command line
Plain = dict[str, Any]
MEGABYTE = 1024 * 1024
_PARAGRAPH = r"OSL \d{1,2}( kap\.)?[: ]\d{1,3}( ?[a-z])?( §)?( .{0,120})?"


def attach(
    house: House,
    municipality: str,
    file: Path,
    about: str,
    *,
    by: str,
    at: datetime,
    secrecy: str = "",
    note: str = "",
    replaces: str = "",
    reason: str = "",
) -> Kept:
    """Keep a file with a case (`LJU-2027-001`) or a row (`partner 3`), or a new version of one.

    Args:
        house: the installation.
        municipality: the pack's key.
        file: what is kept; it is copied.
        about: what it belongs to.
        by: whose address.
        at: now.
        secrecy: the paragraph that keeps it secret, e.g. `OSL 19:1`.
        note: anything else.
        replaces: the number of the attachment that this is a new version of.
        reason: why there is a new version.

    Raises:
        NotFound: no such municipality, person, case, row or attachment.
        Refused: the file is empty, too large or of a kind that isn't kept, or the paragraph can't be one.
    """
    content = _read(file)
    media = media_of(content)
    if media not in ALLOWED:
        raise Refused("file-not-allowed", media=media)
    given = {
        "file": safe_name(file.name),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": str(len(content)),
        "media": media,
        "secrecy": _basis(secrecy),
        "note": note,
    }
    kept = {name: text for name, text in given.items() if text}
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        where, unit = _owner(tx, desk, about)
        if replaces:
            new = kept | {"about": where}
            done = desk.change(ATTACHMENT, replaces, new, reason or "Ny version")
        else:
            done = desk.add(ATTACHMENT, kept | {"about": where}, unit)
        # Before the commit: a crash in between leaves a file that nobody names, never a row without one.
        _store(house.settings.data, given["sha256"], content)
    return done


def _read(file: Path) -> bytes:
    """A file's content, never more than may be kept."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if not content:
        raise Refused("file-empty")
    if len(content) > MOST_BYTES:
        size = file.stat().st_size
        raise Refused("file-too-large", size=-(-size // MEGABYTE), most=MOST_BYTES // MEGABYTE)
    return content


def _basis(text: str) -> str:
    clean = one_line(text)
    if clean and not re.fullmatch(_PARAGRAPH, clean):
        raise Refused("secrecy-without-paragraph", given=clean)
    return clean


def _owner(tx: Tx, desk: Desk, about: str) -> tuple[str, str]:
    """What a file belongs to, as it is kept, and whose it is."""
    kind, _, which = one_line(about).partition(" ")
    if kind in REGISTERS and which:
        register = REGISTERS[kind]
        row = finding.find_row(tx, register, desk.pack.key, which)
        return f"{kind} {row['number']}", row["unit"]
    if kind == SITTING and which:
        return f"{kind} {_sitting(tx, desk, which)}", finding.central_unit(desk.pack)
    case = finding.case_called(tx, desk.pack.key, about)
    return case.ref, desk.pack.unit_on(case.unit, desk.day).key


def _sitting(tx: Tx, desk: Desk, which: str) -> int:
    """The number of a body's meeting.

    Raises:
        NotFound: there is none.
    """
    number = int(which) if which.isascii() and which.isdecimal() and len(which) < 8 else 0
    if not meetings.history(tx, desk.pack.key, number):
        raise NotFound(f"no meeting {which[:20]}; see `intlflow sitting list --in {desk.pack.key}`")
    return number


def place(data: Path, sha256: str) -> Path:
    """Where a file lies, by its hash."""
    return data / "attachments" / sha256[:2] / sha256


def _store(data: Path, sha256: str, content: bytes) -> None:
    """Write a file once, whole or not at all, and see that it survives a power cut."""
    target = place(data, sha256)
    if target.exists():
        return
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")  # 0600 from the beginning
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder_handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder_handle)
    finally:
        os.close(folder_handle)


def list_files(house: House, municipality: str, about: str = "") -> list[Plain]:
    """The files of a municipality, or those of one case or row.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        reader = Reader(tx, pack)
        rows = registers.newest(tx, ATTACHMENT.table, municipality)
    wanted = one_line(about).lower()
    return [
        reader.plain(ATTACHMENT, row)
        for row in rows
        if not row["withdrawn"] and (not wanted or row["about"].lower() == wanted)
    ]


def take_out(
    house: House, municipality: str, number: str, target: Path, version: int | None = None
) -> Plain:
    """Copy a file out, after its hash was found right.

    Raises:
        NotFound: no such municipality, attachment or version, or something stands in the way.
        Refused: the file is damaged.
    """
    house.pack(municipality)
    with reading(house.engine) as tx:
        row = finding.find_row(tx, ATTACHMENT, municipality, number)
        past = registers.versions(tx, ATTACHMENT.table, municipality, row["number"])
    chosen = next((each for each in past if each["version"] == (version or row["version"])), None)
    if chosen is None:
        raise NotFound(
            f"attachment {row['number']} has no version {version}; its newest is {row['version']}"
        )
    where = target / chosen["file"] if target.is_dir() else target
    if where.exists():
        raise NotFound(f"{where} exists; choose another name, nothing was overwritten")
    lies = place(house.settings.data, chosen["sha256"])
    content = lies.read_bytes() if lies.exists() else b""
    if hashlib.sha256(content).hexdigest() != chosen["sha256"]:
        raise Refused("attachment-damaged", file=chosen["file"])
    handle = os.open(where, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
    return {
        "number": row["number"],
        "version": chosen["version"],
        "to": str(where),
        "sha256": chosen["sha256"],
        "secrecy": chosen["secrecy"],
    }


def damaged(house: House) -> Iterator[str]:
    """The files that are not there, or are not what was kept, or that others can read."""
    with reading(house.engine) as tx:
        rows: list[Row] = [
            {"sha256": sha256, "size": size, "file": file}
            for sha256, size, file in tx.all("SELECT DISTINCT sha256, size, file FROM attachment")
        ]
    for row in rows:
        lies = place(house.settings.data, row["sha256"])
        if not lies.exists():
            yield f"{row['file']} is gone ({lies})"
        elif _hash(lies) != row["sha256"]:
            yield f"{row['file']} is not what was kept ({lies})"
        elif lies.stat().st_mode & 0o077:
            yield f"others can read {lies}; run chmod 600 on it"


def how_many(house: House) -> int:
    """How many different files are kept."""
    with reading(house.engine) as tx:
        row = tx.one("SELECT COUNT(DISTINCT sha256) FROM attachment")
    return int(row[0]) if row else 0


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
