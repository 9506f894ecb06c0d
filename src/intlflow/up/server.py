"""Prefect's server as a process: its database is brought up to date, then it runs.

A migration of Prefect's that was cut off leaves a file that it can't open again. So an older file
is copied first, and what was left half-made is begun anew.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

PREFECT = (sys.executable, "-m", "prefect", "server")


def make_ready(home: Path, wanted: str) -> bool:
    """Put the files in a state from which a migration can be made.

    Args:
        home: Prefect's folder.
        wanted: the version of Prefect that is installed.

    Returns:
        Whether a migration is needed.
    """
    database, whole, before = (home / "prefect.db", home / "migrated", home / "prefect.db.before")
    if not database.exists():
        whole.unlink(missing_ok=True)
        before.unlink(missing_ok=True)
    if whole.exists():
        if whole.read_text() == wanted:
            return False
        _copy(database, before)
        whole.unlink()
        return True
    for file in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        file.unlink(missing_ok=True)
    if before.exists():
        _copy(before, database)
    return True


def mark_whole(home: Path, done: str) -> None:
    """Note that the database is whole and of this version."""
    draft = home / "migrated.new"
    draft.write_text(done)
    draft.replace(home / "migrated")


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite file as it stands, unfinished writes left out; whole or not at all."""
    draft = target.with_name(f"{target.name}.new")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(draft)) as new:
        old.backup(new)
    draft.replace(target)


def main(home: Path) -> None:
    """Migrate if needed, then become the server."""
    home.mkdir(parents=True, exist_ok=True)
    installed = version("prefect")
    if make_ready(home, installed):
        subprocess.run([*PREFECT, "database", "upgrade", "-y"], check=True)
        mark_whole(home, installed)
    os.execv(PREFECT[0], [*PREFECT, "start"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
