"""What a database says when it can't go on, as a sentence that tells what to do."""

import sqlite3

from intlflow.store.engine import BUSY_SECONDS

_NOT_IN_TIME = "55P03"  # how PostgreSQL says that a lock was waited for in vain
_BUSY = (
    f"others have been writing to the database for more than {BUSY_SECONDS:.0f} seconds; "
    "try again in a moment"
)
# A part of what SQLite says, and what to do about it; a transaction that meets it is undone.
_SAID = {
    "locked": _BUSY,
    "readonly": "let intlflow write to the database and to its folder; nothing in it is lost",
    "unable to open": "let intlflow write to the database and to its folder; nothing in it is lost",
    "full": "make room on the disk; nothing in it is lost",
    "disk I/O": "see whether the disk is full or failing; nothing in it is lost",
}


def in_words(error: Exception) -> str | None:
    """What is wrong around a database that is whole itself; None: something else is wrong.

    Args:
        error: from SQLAlchemy or from the driver.
    """
    said = getattr(error, "orig", None) or error
    if getattr(said, "sqlstate", None) == _NOT_IN_TIME:
        return _BUSY
    if not isinstance(said, sqlite3.OperationalError):
        return None
    cure = next((cure for words, cure in _SAID.items() if words in str(said)), None)
    return f"{said}: {cure}" if cure and cure != _BUSY else cure
