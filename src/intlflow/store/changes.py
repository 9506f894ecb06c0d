"""Whether anything has been written since one looked last: so that what was worked out can be kept."""

import sqlite3
import threading
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

_watchers: WeakKeyDictionary[Engine, sqlite3.Connection] = WeakKeyDictionary()
_lock = threading.Lock()


def mark(engine: Engine) -> int | None:
    """A number that is another after every commit, from whichever process; None: nobody can tell.

    SQLite tells it to a connection that only watches; PostgreSQL has nothing as cheap, and there what
    was worked out is worked out again.
    """
    if engine.dialect.name != "sqlite":
        return None
    with _lock:
        watcher = _watchers.get(engine)
        if watcher is None:
            file = engine.url.database
            if not file or file == ":memory:":
                return None
            watcher = sqlite3.connect(
                f"file:{quote(file)}?mode=ro", uri=True, check_same_thread=False
            )
            watcher.isolation_level = None
            _watchers[engine] = watcher
        return int(watcher.execute("PRAGMA data_version").fetchone()[0])


def forget(engine: Engine) -> None:
    """Let go of the watcher: somebody disposes of the engine."""
    with _lock:
        watcher = _watchers.pop(engine, None)
    if watcher is not None:
        watcher.close()
