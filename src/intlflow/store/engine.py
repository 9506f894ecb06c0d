"""The way into the database: one engine, and transactions that are whole or not at all.

SQLite: WAL, synchronous=FULL, foreign keys, file mode 0600, writes begin IMMEDIATE (a deferred
transaction that upgrades fails at once with 'database is locked'). PostgreSQL: by URL. On both, those
who write come one after the other: what is looked up in a transaction still holds when it acts on it.
"""

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

from intlflow.store import changes

BUSY_SECONDS = 15.0
MOST_SPARE = 5  # connections to SQLite that are kept for the next transaction


# PostgreSQL lets many write at once, each seeing what the others have committed meanwhile. The number
# is any that nobody else locks.
_ALONE = (
    f"SET LOCAL lock_timeout = '{int(BUSY_SECONDS)}s'; SELECT pg_advisory_xact_lock({0x77726974})"
)

SCHEMA = "0020"  # the migration that this code works with


def schema_of(engine: Engine) -> str | None:
    """The migration that a database has come to; None: it has no tables of ours.

    It only looks, so that nobody waits for those who write.
    """
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if engine.dialect.name == "postgresql":
        there = (
            "SELECT 1 FROM pg_tables "
            "WHERE schemaname = current_schema() AND tablename = 'alembic_version'"
        )
    with reading(engine) as tx:
        row = tx.one("SELECT version_num FROM alembic_version") if tx.one(there) else None
    return str(row[0]) if row else None


def make_engine(url: str) -> Engine:
    """An engine for a database URL, `sqlite:////path/file.db` or `postgresql+psycopg://…`.

    A new SQLite file is made readable by its owner alone.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if parsed.database:
        _private(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"timeout": 0.0, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda c: _begin(c.connection.driver_connection))
    event.listen(engine, "engine_disposed", _let_go)
    return engine


def _private(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # SQLite's own busy handler starves a writer for up to 0.7 s; short waits of our own do not.
    connection.execute("PRAGMA busy_timeout = 0").fetchall()


@cache
def _for_postgres(sql: str) -> str:
    return sql.replace("?", "%s")


class Tx:
    """An open transaction. SQL is written with `?`, for both databases."""

    def __init__(self, connection: Any, postgres: bool) -> None:
        self._cursor = connection.cursor()
        self.postgres = postgres

    def run(self, sql: str, *values: Any) -> int:
        """Execute, and tell how many rows were touched."""
        self._cursor.execute(_for_postgres(sql) if self.postgres else sql, values)
        return int(self._cursor.rowcount)

    def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Execute once per row."""
        self._cursor.executemany(_for_postgres(sql) if self.postgres else sql, rows)

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        self._cursor.execute(_for_postgres(sql) if self.postgres else sql, values)
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        self._cursor.execute(_for_postgres(sql) if self.postgres else sql, values)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows


def beginning(tx: Tx, column: str, prefix: str) -> tuple[str, tuple[str, str]]:
    """A condition on text that begins so, and its values; an index helps, where signs are in order.

    PostgreSQL sorts as its cluster's language does, and in most of them `~` does not come last.
    """
    text = f'{column} COLLATE "C"' if tx.postgres else column
    return f"{text} >= ? AND {text} < ?", (prefix, prefix + "~")


class writing:  # noqa: N801  # used as one uses a function: `with writing(engine) as tx:`
    """A transaction that writes, alone; committed when the block ends well, else as if it never was.

    A class rather than two nested generators: those cost as much as three statements.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._postgres = engine, engine.dialect.name == "postgresql"

    def __enter__(self) -> Tx:
        self._lent = _pooled(self._engine) if self._postgres else _Lent(self._engine)
        self._connection = self._lent.__enter__()
        try:
            if self._postgres:
                self._connection.execute(_ALONE)
            else:
                _begin(self._connection)
            return Tx(self._connection, self._postgres)
        except BaseException:
            self._end(commit=False)
            raise

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(commit=kind is None)

    def _end(self, *, commit: bool) -> None:
        """Commit or undo, and give the connection back whatever happens."""
        try:
            if commit:
                try:
                    self._connection.commit()
                except BaseException:
                    self._connection.rollback()
                    raise
            else:
                self._connection.rollback()
        finally:
            self._lent.__exit__(None, None, None)


@contextmanager
def reading(engine: Engine) -> Iterator[Tx]:
    """A consistent look at the database that changes nothing."""
    postgres = engine.dialect.name == "postgresql"
    with _pooled(engine) if postgres else _Lent(engine) as connection:
        try:
            if postgres:  # its usual transactions see what others commit meanwhile
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            else:
                connection.execute("BEGIN")
            yield Tx(connection, postgres)
        finally:
            connection.rollback()


@contextmanager
def _pooled(engine: Engine) -> Iterator[Any]:
    """A connection of SQLAlchemy's pool, which first asks whether the server still answers."""
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


@dataclass(slots=True)
class _Spare:
    """Connections that wait for the next transaction, and whose they are: none outlives a fork."""

    process: int = field(default_factory=os.getpid)
    connections: list[sqlite3.Connection] = field(default_factory=list)


_kept: WeakKeyDictionary[Engine, _Spare] = WeakKeyDictionary()


class _Lent:
    """A connection to SQLite for one transaction: SQLAlchemy's pool would cost more than the SQL."""

    def __init__(self, engine: Engine) -> None:
        spare = _kept.get(engine)
        if spare is None or spare.process != os.getpid():
            spare = _kept[engine] = _Spare()
        self._engine, self._spare = engine, spare

    def __enter__(self) -> sqlite3.Connection:
        try:
            self._connection = self._spare.connections.pop()
        except IndexError:
            self._connection = _unpooled(self._engine)
        return self._connection

    def __exit__(self, *_: object) -> None:
        connection, spare = self._connection, self._spare
        if connection.in_transaction or len(spare.connections) >= MOST_SPARE:
            connection.close()
        else:
            spare.connections.append(connection)


def _unpooled(engine: Engine) -> sqlite3.Connection:
    """A new connection, prepared, that the pool knows nothing of."""
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    pooled.detach()
    return connection


def _let_go(engine: Engine) -> None:
    """Close what is kept: somebody disposes of the engine."""
    changes.forget(engine)
    spare = _kept.pop(engine, None)
    while spare and spare.process == os.getpid() and spare.connections:
        spare.connections.pop().close()


def _begin(
    connection: sqlite3.Connection,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> None:
    """Wait for the writer's place, with short jittered pauses, up to `BUSY_SECONDS`."""
    waited, pause = 0.0, 0.0005
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or waited > BUSY_SECONDS:
                raise
        nap = pause * (0.5 + chance())
        sleep(nap)
        waited, pause = waited + nap, min(pause * 1.5, 0.02)
