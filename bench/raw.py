"""The floor: the statements of real moves, recorded, then replayed with nothing but sqlite3.

What is left out is everything that is not SQL: the rules, the hashes, the letter's text, the pool.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import ours
from intlflow.store.engine import Tx

Statement = tuple[str, tuple[Any, ...]]
# The same as in intlflow.store.engine.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
           "trusted_schema = OFF")  # fmt: skip
_HEX = re.compile(r"[0-9a-f]{16,}")


def recorded(house: ours.House, ref: str, verb: str) -> list[Statement]:
    """The statements of one real move, in order."""
    heard: list[Statement] = []

    class Listening(Tx):
        def run(self, sql: str, *values: Any) -> int:
            heard.append((sql, values))
            return super().run(sql, *values)

        def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
            heard.append((sql, values))
            return super().one(sql, *values)

        def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
            heard.append((sql, values))
            return super().all(sql, *values)

        def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
            heard.extend((sql, row) for row in rows)
            super().many(sql, rows)

    with patch("intlflow.store.engine.Tx", Listening):
        ours.step(house, ref, verb)
    return heard


class Raw:
    """Two recordings of the same two moves tell which values change; later ones are made up alike."""

    def __init__(self, folder: Path) -> None:
        house = ours.installed(folder)
        ref = ours.idea(house, ours.KARIN)
        first, second = ([recorded(house, ref, v) for v in ("park", "wake")] for _ in range(2))
        house.close()
        self._pairs = [list(zip(a, b, strict=True)) for a, b in zip(first, second, strict=True)]
        self._made = 1  # how many pairs of moves there are beyond the first
        self._script: list[list[Statement]] = []
        self._db = sqlite3.connect(folder / "intlflow.db", isolation_level=None)
        for pragma in PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}").fetchall()

    def ready(self, size: int) -> None:
        self._script = []
        for _ in range(size // 2):
            self._made += 1
            self._script += [list(self._alike(pairs)) for pairs in self._pairs]

    def _alike(self, pairs: list[tuple[Statement, Statement]]) -> Iterator[Statement]:
        for (sql, before), (_, after) in pairs:
            yield sql, tuple(map(self._next, before, after))

    def _next(self, before: Any, after: Any) -> Any:
        if before == after:
            return after
        if isinstance(after, int):
            return after + (after - before) * (self._made - 1)
        return _HEX.sub(self._like, after)

    def _like(self, run: re.Match[str]) -> str:
        """Another run of hex digits, as scattered as real ones: in order they would cost less to keep."""
        return hashlib.sha256(f"{self._made} {run[0]}".encode()).hexdigest()[: len(run[0])]

    def go(self) -> None:
        cursor = self._db.cursor()
        for move in self._script:
            cursor.execute("BEGIN IMMEDIATE")
            for sql, values in move:
                cursor.execute(sql, values)
                if sql.startswith("SELECT"):
                    cursor.fetchall()
            cursor.execute("COMMIT")
