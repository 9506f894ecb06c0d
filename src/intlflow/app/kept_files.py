"""Copying the files that a database names: into a backup, and back; each is compared with its hash.

Files never change and are named by their hash, so that backups in one folder share them: what is there
already is not copied again.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from intlflow.app.registers.attaching import place


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the files that a database names.

    Args:
        files: how many are where they should be now, whether copied or there before.
        wrong: of each other one, what it is called and why it can't be had.
    """

    files: int
    wrong: tuple[str, ...]


def carry(database: Path, source: Path, target: Path) -> Carried:
    """See that every file a database names lies, as it was kept, in `target/attachments`.

    Args:
        database: a SQLite file that nobody writes to.
        source: the folder whose `attachments` they are copied from.
        target: the folder whose `attachments` they are copied to.
    """
    wrong, done = [], 0
    for sha256, name in _named(database):
        if _is(place(target, sha256), sha256):
            done += 1
        elif not place(source, sha256).is_file():
            wrong.append(f"{name} is gone ({place(source, sha256)})")
        elif _copy(place(source, sha256), place(target, sha256), sha256):
            done += 1
        else:
            wrong.append(f"{name} is not what was kept ({place(source, sha256)})")
    return Carried(done, tuple(wrong))


def clear(folder: Path, databases: Iterable[Path]) -> int:
    """Remove the files of a folder that none of its databases names any more; gives how many.

    When one of the databases can't be read, nobody knows what it names, and nothing is removed.
    """
    try:
        named = {sha256 for database in databases for sha256, _ in _named(database)}
    except sqlite3.DatabaseError:
        return 0
    left = [file for file in folder.glob("attachments/??/*") if _is_ours(file, named)]
    for file in left:
        file.unlink()
    return len(left)


def _is_ours(file: Path, named: set[str]) -> bool:
    """Whether a file bears a hash that nobody names; what else lies there is somebody else's."""
    return len(file.name) == 64 and file.name not in named and file.name[:2] == file.parent.name


def _named(database: Path) -> list[tuple[str, str]]:
    """The hash and one name of every file in every version that a database knows."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'attachment'"
        if opened.execute(there).fetchone() is None:  # a database from before files were kept
            return []
        sql = "SELECT sha256, min(file) FROM attachment GROUP BY sha256 ORDER BY sha256"
        return opened.execute(sql).fetchall()


def _is(file: Path, sha256: str) -> bool:
    """Whether a file is there and is what it says."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == sha256


def _copy(source: Path, target: Path, sha256: str) -> bool:
    """Copy one file, whole or not at all; only its owner can read it. False: it is damaged."""
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")  # 0600 from the beginning
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened, source.open("rb") as read:
            shutil.copyfileobj(read, opened)
            opened.flush()
            os.fsync(opened.fileno())
        whole = _is(new, sha256)
        if whole:
            os.replace(new, target)
    finally:
        new.unlink(missing_ok=True)
    _sync(target.parent)
    return whole


def _sync(folder: Path) -> None:
    """See that a folder's list of files survives a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
