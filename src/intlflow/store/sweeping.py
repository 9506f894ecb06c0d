"""Making sure that what was taken away is no longer in the database's files either.

SQLite: the index of words is made anew, the file is written anew, and the write-ahead log is emptied.
PostgreSQL: the tables' files are written anew; its write-ahead log goes with time.
"""

import sqlite3
from collections.abc import Iterable

from sqlalchemy import Engine

from intlflow.store.engine import BUSY_SECONDS

DUE = "sweep:due"  # under which `meta` notes that something was taken away and not yet swept

SEARCH_INDEXES = ("search_heading", "search_said")


def sweep(engine: Engine, tables: Iterable[str]) -> bool:
    """Write the files anew; False when somebody else reads or writes and it must be tried again.

    Args:
        engine: the database; nobody may hold a transaction open on it.
        tables: those that something was taken from; only PostgreSQL asks.
    """
    if engine.dialect.name == "postgresql":
        return _postgres(engine, tables)
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    pooled.detach()
    try:
        return _sqlite(connection)
    finally:
        connection.close()


def _sqlite(connection: sqlite3.Connection) -> bool:
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}").fetchall()
    try:
        # FTS5 before 3.42 keeps deleted words in its segments: the whole indexes are made anew.
        for index in SEARCH_INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _postgres(engine: Engine, tables: Iterable[str]) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
    return True
