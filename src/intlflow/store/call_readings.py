"""When each funder's file was read, and what came of it: a failed try stands beside the last good one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from intlflow.store.engine import Tx

_COLUMNS = "source, origin, at, sha256, etag, read, kept, new, changed, skipped, trouble"


@dataclass(frozen=True, slots=True)
class Reading:
    """One try. `trouble` is empty when it went well.

    Args:
        source: whose file.
        origin: the file's name, or the address it was fetched from.
        sha256: of the file's bytes.
        etag: what the server calls this version of the file.
        read, kept, new, changed: rows in the file, of them ours, and what was new in them.
        skipped: why rows were left out, and how many.
    """

    source: str
    origin: str
    at: str
    sha256: str = ""
    etag: str = ""
    read: int = 0
    kept: int = 0
    new: int = 0
    changed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""


def add(tx: Tx, it: Reading) -> None:
    """Note a try."""
    skipped = json.dumps(dict(sorted(it.skipped.items())))
    tx.run(
        f"INSERT INTO call_reading ({_COLUMNS}) VALUES ({', '.join('?' * 11)})",
        *(it.source, it.origin, it.at, it.sha256, it.etag, it.read, it.kept, it.new),
        *(it.changed, skipped, it.trouble),
    )


def last_good(tx: Tx, source: str) -> Reading | None:
    """The last time that a source was read to its end."""
    return _last(tx, "source = ? AND trouble = ''", source)


def last(tx: Tx, source: str) -> Reading | None:
    """The last try, however it went."""
    return _last(tx, "source = ?", source)


def _last(tx: Tx, where: str, source: str) -> Reading | None:
    sql = f"SELECT {_COLUMNS} FROM call_reading WHERE {where} ORDER BY id DESC LIMIT 1"
    row = tx.one(sql, source)
    if row is None:
        return None
    told = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Reading(**told | {"skipped": json.loads(told["skipped"])})
