"""Small facts about the database itself."""

from intlflow.store.engine import Tx, beginning


def get(tx: Tx, key: str) -> str | None:
    """What is noted under a key."""
    row = tx.one("SELECT value FROM meta WHERE key = ?", key)
    return str(row[0]) if row else None


def starting(tx: Tx, prefix: str) -> dict[str, str]:
    """Everything noted under keys that begin so."""
    begins, values = beginning(tx, "key", prefix)
    rows = tx.all(f"SELECT key, value FROM meta WHERE {begins}", *values)
    return {str(key): str(value) for key, value in rows}


def put(tx: Tx, key: str, value: str) -> None:
    """Note something, in place of what was noted before."""
    tx.run(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value ="
        " excluded.value",
        *(key, value),
    )


def put_once(tx: Tx, key: str, value: str) -> bool:
    """Note something unless it is noted already; True when it was new."""
    sql = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return tx.run(sql, key, value) == 1


def drop(tx: Tx, key: str) -> None:
    """Forget what is noted under a key."""
    tx.run("DELETE FROM meta WHERE key = ?", key)
