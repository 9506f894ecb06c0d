"""Reading and changing every table that holds personal data, whatever its shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import SQLModel

from intlflow.domain.personal import BELONGS
from intlflow.store import every_table  # noqa: F401 - the tables register themselves
from intlflow.store.engine import Tx

Row = dict[str, Any]
PAGE = 2_000


def rows(tx: Tx, table: str, municipality: str) -> Iterator[Row]:
    """Every row of a table that belongs to a municipality, page by page."""
    found = SQLModel.metadata.tables[table]
    names = [column.name for column in found.columns]
    keys = ", ".join(column.name for column in found.primary_key)
    marks = ", ".join("?" * len(found.primary_key.columns))
    where, values = _of(table, municipality)
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE {where}"
    page = tx.all(f"{sql} ORDER BY {keys} LIMIT {PAGE}", *values)
    while page:
        made = [dict(zip(names, each, strict=True)) for each in page]
        yield from made
        last = [made[-1][column.name] for column in found.primary_key]
        after = f"{sql} AND ({keys}) > ({marks}) ORDER BY {keys} LIMIT {PAGE}"
        page = tx.all(after, *values, *last) if len(page) == PAGE else []


def _of(table: str, municipality: str) -> tuple[str, list[str]]:
    if table not in BELONGS:
        return "municipality = ?", [municipality]
    column, owner, key = BELONGS[table]
    where, values = _of(owner, municipality)
    return f"{column} IN (SELECT {key} FROM {owner} WHERE {where})", values


def change(tx: Tx, table: str, row: Row, new: Mapping[str, Any]) -> None:
    """Write other values into a row."""
    key = {column.name: row[column.name] for column in SQLModel.metadata.tables[table].primary_key}
    sets = ", ".join(f"{name} = ?" for name in new)
    where = " AND ".join(f"{name} = ?" for name in key)
    tx.run(f"UPDATE {table} SET {sets} WHERE {where}", *new.values(), *key.values())
