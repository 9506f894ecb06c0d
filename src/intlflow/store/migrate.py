"""Bringing a database to today's shape: all of it or nothing, whenever the power goes.

SQLite's own transaction holds the whole upgrade (the driver must not commit behind our back, which is
why the engine runs with isolation_level=None); the file is copied before an upgrade of old data.
"""

import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

HERE = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 0x696E746C  # any number that nobody else locks


class TooNew(RuntimeError):
    """The database was made by a newer intlflow; install that one."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def newest() -> str:
    """The version that this code brings a database to."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def version(engine: Engine) -> str | None:
    """The version that a database has; None: it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, copy_to: Path | None = None) -> bool:
    """Bring a database to the newest version; True when there was something to do.

    Args:
        engine: from `make_engine`.
        copy_to: where an old SQLite file is copied first.

    Raises:
        TooNew: the database has a version that this code does not know.
    """
    present = version(engine)
    if present == newest():
        return False
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if present is not None and present not in known:
        raise TooNew(f"the database has version {present}, which this intlflow does not know")
    if present is not None and copy_to is not None and engine.dialect.name == "sqlite":
        _copy(engine, copy_to)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Two starts at once: the second waits here and then finds everything done.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def _copy(engine: Engine, target: Path) -> None:
    """A true copy of a database that may be in use."""
    os.close(os.open(target, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with sqlite3.connect(target) as copy:
            source.backup(copy)
        copy.close()
    finally:
        pooled.close()
