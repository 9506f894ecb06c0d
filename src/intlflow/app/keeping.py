"""Looking after the data: copies that are whole, a database that does not grow without need."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from alembic.script import ScriptDirectory

from intlflow.app import kept_files, trouble, uploads
from intlflow.app.house import House
from intlflow.app.papers import made_files
from intlflow.app.persons import leavers
from intlflow.settings import Settings
from intlflow.store.engine import reading
from intlflow.store.migrate import HERE

KEEP_COPIES = 14


class BadBackup(RuntimeError):
    """A file is no usable backup, or one can't be made here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was made.

    Args:
        size: of the database, in bytes.
        files: how many attachments lie beside it.
        wrong: attachments that are gone or damaged, so that they are not in the copy.
    """

    size: int
    files: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that was put back.

    Args:
        aside: where the database is that stood there; None: there was none.
        files: how many attachments it names that are in place.
        wrong: attachments that neither the data folder nor the backup has as they were.
    """

    aside: Path | None
    files: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the nightly housekeeping did."""

    copy: str
    removed: int
    troubles: int
    nameless: int  # people who left long ago and lost their name


def backup(house: House, target: Path) -> BackedUp:
    """Copy the database, in use or not, to a file that did not exist, and its attachments beside it.

    The attachments come into the folder `attachments` there, which backups share.

    Raises:
        BadBackup: the file exists, or the database is PostgreSQL (use pg_dump).
    """
    _sqlite(house.settings)
    if target.exists():
        raise BadBackup(f"{target} exists; choose another name, nothing was overwritten")
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-", suffix=".db")
    os.close(handle)
    try:
        _copy_out(house, Path(name))
        carried = kept_files.carry(Path(name), house.settings.data, target.parent)
        os.replace(name, target)  # last: a copy that is there has its attachments
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return BackedUp(target.stat().st_size, carried.files, carried.wrong)


def _copy_out(house: House, target: Path) -> None:
    pooled = house.engine.raw_connection()
    copy = sqlite3.connect(target)
    try:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        _whole(copy, target)
    finally:
        copy.close()
        pooled.close()
    _sync(target)


def _whole(connection: sqlite3.Connection, file: Path) -> None:
    """Raise unless a file is a whole intlflow database."""
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()
        connection.execute("SELECT 1 FROM alembic_version, chain LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"{file} is no intlflow database: {error}") from error
    if verdict != ("ok",):
        raise BadBackup(f"{file} is damaged: {verdict[0]}")


def restore(settings: Settings, source: Path, at: datetime) -> Restored:
    """Put a backup in the database's place; what stood there is set aside, and where is given back.

    Attachments that are missing or damaged are fetched from beside the backup; none is removed.
    Letters accepted since the backup are not sent again: the list of accepted letters stays.
    Two at once come one after the other.

    Raises:
        BadBackup: not a whole intlflow database, one of a version that is not known, intlflow is
            running on this data folder, or there is no room.
    """
    file = _sqlite(settings)
    if not source.is_file():
        raise BadBackup(f"there is no file {source}")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone_in(file.parent):
        return _put_in_place(settings, source, file, at)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else restores here; the folder itself is the lock, so that none is left."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _put_in_place(settings: Settings, source: Path, file: Path, at: datetime) -> Restored:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".restore-")
    os.close(handle)
    new = Path(name)
    try:
        _copy_in(source, new)
        carried = kept_files.carry(new, source.parent, settings.data)
        aside = _set_aside(file, at)
        os.replace(new, file)  # until here the old database is in place, from here the new one
    except (OSError, sqlite3.Error) as error:
        raise BadBackup(
            f"{source} could not be copied into {file.parent}: {error}; see whether there is room "
            "and whether intlflow may write there. Nothing was changed"
        ) from error
    finally:
        for left in file.parent.glob(f"{new.name}*"):
            left.unlink()
    _sync(file.parent)
    return Restored(aside, carried.files, carried.wrong)


def _copy_in(source: Path, new: Path) -> None:
    """Copy a backup that was found to be whole."""
    found = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(new)
    try:
        _whole(found, source)
        _known(found, source)
        found.backup(copy)
    finally:
        copy.close()
        found.close()
    _sync(new)


def _known(connection: sqlite3.Connection, file: Path) -> None:
    """Raise unless a database has a version that this intlflow can bring to its own."""
    found = [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]
    if len(found) != 1 or found[0] not in _versions():
        raise BadBackup(
            f"{file} has version {' and '.join(found) or 'none'}, which this intlflow does not know; "
            "put it back with the intlflow that made it"
        )


def _versions() -> set[str]:
    """Every version that a database of ours has ever had."""
    return {script.revision for script in ScriptDirectory(str(HERE)).walk_revisions()}


def _sync(path: Path) -> None:
    """See that a file, or a folder's list of files, survives a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _set_aside(file: Path, at: datetime) -> Path | None:
    """Give the present database a second name, with everything from its write-ahead log in it."""
    if not file.exists():
        return None
    _fold(file)
    began = f"{file.stem}-before-restore-{at:%Y%m%dT%H%M%S}"
    names = (f"{began}.db" if turn == 1 else f"{began}-{turn}.db" for turn in count(1))
    aside = next(path for name in names if _named_anew(file, path := file.with_name(name)))
    for tail in ("-wal", "-shm"):
        if (left := file.with_name(file.name + tail)).exists():
            os.replace(left, aside.with_name(aside.name + tail))
    return aside


def _named_anew(file: Path, name: Path) -> bool:
    """Give a file a second name, or a copy where no file has two; False: something has that name."""
    try:
        os.link(file, name)
    except FileExistsError:
        return False
    except OSError:  # some file systems know no second names
        if name.exists():
            return False
        try:
            shutil.copy2(file, name)
            _sync(name)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
    return True


def _fold(file: Path) -> None:
    """Bring the write-ahead log into the database's file, which also shows whether anybody uses it."""
    present = sqlite3.connect(file, timeout=1.0)
    try:
        mode = present.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != ("delete",):
            raise sqlite3.OperationalError(f"the write-ahead log stays locked: {mode}")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):  # no room for what stands in the log, and the like
            raise
        raise BadBackup(f"{file} is in use; stop intlflow first") from error
    except sqlite3.DatabaseError:
        pass  # too damaged to be opened: it is set aside as it is, log and all
    finally:
        present.close()


def _sqlite(settings: Settings) -> Path:
    file = settings.sqlite_file
    if file is None:
        raise BadBackup("this database is PostgreSQL; use pg_dump and pg_restore")
    return file


def housekeeping(house: House, at: datetime) -> Kept:
    """What is done each night: a copy is made, old copies go, the coordinator hears of failed letters,
    those who left long ago lose their names, and what was taken away is swept out of the files."""
    troubles = trouble.report(house, at)
    uploads.sweep(house, at)
    made_files.sweep(house, at)
    nameless = leavers.nightly(
        house, at
    )  # before the copy, which then holds no more than it should
    if house.settings.sqlite_file is None:
        return Kept("", 0, troubles, nameless)
    folder = house.settings.data / "backups"
    target = folder / f"intlflow-{at:%Y-%m-%d}.db"
    if not target.exists():
        backup(house, target)
    oldest = at.date() - timedelta(days=KEEP_COPIES)
    old = [f for f in folder.glob("intlflow-*.db") if f.stem < f"intlflow-{oldest}"]
    for file in old:
        file.unlink()
    kept_files.clear(folder, folder.glob("intlflow-*.db"))
    with reading(house.engine) as tx:
        tx.all("PRAGMA optimize")
    return Kept(target.name, len(old), troubles, nameless)
