"""Every register in the database, in one way: a row is added, a newer version of it is added, all is read."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlmodel import SQLModel

from intlflow.store import tables_registers  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

Row = dict[str, Any]


@cache
def columns(table: str) -> tuple[str, ...]:
    """A register's columns, without the number that only the database knows."""
    return tuple(str(c.name) for c in SQLModel.metadata.tables[table].columns if c.name != "id")


def take_turn(tx: Tx, table: str) -> None:
    """Wait until nobody else writes in this register. SQLite has one writer anyhow."""
    if tx.postgres:
        tx.run(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def next_number(tx: Tx, table: str, municipality: str) -> int:
    """The number of the next row."""
    row = tx.one(
        f"SELECT COALESCE(MAX(number), 0) + 1 FROM {table} WHERE municipality = ?", municipality
    )
    assert row is not None
    return int(row[0])


def write(tx: Tx, table: str, row: Mapping[str, Any]) -> None:
    """Add a version of a row; the older ones stay as they are."""
    names = columns(table)
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    tx.run(sql, *(row.get(name) for name in names))


def newest(tx: Tx, table: str, municipality: str, **where: Any) -> list[Row]:
    """The newest version of every row that says so, oldest number first."""
    names = columns(table)
    more = "".join(f" AND r.{name} = ?" for name in where)
    sql = (
        f"SELECT {', '.join(f'r.{name}' for name in names)} FROM {table} r"
        f" WHERE r.municipality = ?{more} AND NOT EXISTS (SELECT 1 FROM {table} n"
        " WHERE n.municipality = r.municipality AND n.number = r.number AND n.version > r.version)"
        " ORDER BY r.number"
    )
    return [_row(names, values) for values in tx.all(sql, municipality, *where.values())]


def versions(tx: Tx, table: str, municipality: str, number: int) -> list[Row]:
    """All versions of one row, the newest first."""
    names = columns(table)
    sql = (
        f"SELECT {', '.join(names)} FROM {table} WHERE municipality = ? AND number = ?"
        " ORDER BY version DESC"
    )
    return [_row(names, values) for values in tx.all(sql, municipality, number)]


def last_days(tx: Tx, municipality: str, link: str) -> dict[Any, str]:
    """The last day of an activity for each network, cooperation or case that one is linked to."""
    found: dict[Any, str] = {}
    for row in newest(tx, "activity", municipality):
        if row[link] is not None and not row["withdrawn"]:
            found[row[link]] = max(found.get(row[link], ""), row["last_day"] or row["day"])
    return found


def names_of(tx: Tx, municipality: str) -> dict[int, tuple[str, str]]:
    """Everybody's name and address by number, also of those who have left."""
    sql = "SELECT id, name, COALESCE(email, '') FROM person WHERE municipality = ?"
    return {int(number): (name, email) for number, name, email in tx.all(sql, municipality)}


def _row(names: tuple[str, ...], values: tuple[Any, ...]) -> Row:
    row = dict(zip(names, values, strict=True))
    return row | {"withdrawn": bool(row["withdrawn"])}
