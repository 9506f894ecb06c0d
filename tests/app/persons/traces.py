"""Somebody who has left a trace in every table that can hold one, and a look at every byte of every file."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from intlflow.app import finding
from intlflow.app.house import House
from intlflow.domain.journal import canonical
from intlflow.domain.personal import HELD, Held, Shape
from intlflow.store.engine import Tx, writing
from tests import people
from tests.app.registers import desk
from tests.people import MORNING, at

NAME, ADDRESS = "Petra Dahl", at("petra")
SAID = f"Frågan till {NAME} ({ADDRESS}), och DAHL, PETRA svarade: det är Petra Dahls lista."
_REAL = {"person", "journal", "case_", "letter", "letter_text", "search_text", "decision"}
_OWN = {"appointment", "register_act", "disposal", "legal_hold"}  # these would keep her here


PLANTED = "0" * 32  # the key of a planted row that has no number


def everywhere(house: House, decision: bool = False) -> str:
    """Let Petra lead a project to its end, and be named in a row of every other table."""
    with writing(house.engine) as tx:
        tx.run(
            "UPDATE person SET name = 'Pia Dal', email = 'pia@vaxjo.example' WHERE email = ?",
            at("petra", "vaxjo"),
        )
        tx.run("UPDATE person SET channels = 'msteams://petra' WHERE email = ?", ADDRESS)
    ref = people.walk(house, people.MAIN_ROAD).ref
    people.an_idea(house, title="Petra Dahls skolgård")
    desk.add(house, "partner", "Rostock", country="DE", kind="municipality", note=SAID)
    finding.find(house, "ljungby", "petra")
    with writing(house.engine) as tx:
        for table in dict.fromkeys(held.table for held in HELD):
            if table not in _REAL | _OWN and (decision or table != "decision_event"):
                _plant(tx, table, [held for held in HELD if held.table == table])
        if decision:
            tx.run("UPDATE decision SET text = ? WHERE id = 1", SAID)
    return ref


def _plant(tx: Tx, table: str, columns: list[Held]) -> None:
    """One row with her name in every column that can have one."""
    number = people_number(tx)
    said = {held.column: _value(held, number) for held in columns if held.column != "id"}
    row: dict[str, Any] = {}
    for column in SQLModel.metadata.tables[table].columns:
        targets = {key.target_fullname for key in column.foreign_keys}
        if column.name == "id" and not targets:
            if column.type.__class__.__name__ == "Integer":
                continue
            row["id"] = PLANTED
            continue
        if column.name in said:
            row[column.name] = said[column.name]
        elif targets:
            row[column.name] = _one_there(tx, targets.pop())
        elif column.name == "municipality":
            row[column.name] = "ljungby"
        elif not column.nullable:
            integer = column.type.__class__.__name__ == "Integer"
            row[column.name] = 900 if integer else (False if _yes_no(column) else "2027-01-01")
    marks = ", ".join("?" * len(row))
    tx.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())


def _one_there(tx: Tx, target: str) -> int | str:
    """The first row of a table that another points to; one is planted where there is none."""
    table = target.partition(".")[0]
    if tx.one(f"SELECT id FROM {table}") is None:
        _plant(tx, table, [])
    found = tx.one(f"SELECT min(id) FROM {table}")
    assert found is not None
    return found[0]  # type: ignore[no-any-return]


def _yes_no(column: Any) -> bool:
    return column.type.__class__.__name__ == "Boolean"


def _value(held: Held, number: int) -> Any:
    if held.shape is Shape.WHO:
        return number
    return canonical({"sagt": [SAID], NAME: 1}) if held.shape is Shape.JSON else SAID


def people_number(tx: Tx, email: str = ADDRESS) -> int:
    row = tx.one("SELECT id FROM person WHERE email = ?", email)
    assert row is not None
    return int(row[0])


def files_with(house: House, word: str) -> list[str]:
    """The files that hold a word, in whatever letters."""
    data = house.settings.data
    found = [file for file in data.rglob("*") if file.is_file()]
    return sorted(
        str(file.relative_to(data)) for file in found if word.encode() in _lower(file.read_bytes())
    )


def _lower(data: bytes) -> bytes:
    return data.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")


def rows_with(file: Path, word: str) -> list[str]:
    """Where a database still says a word, for a test that fails."""
    found = []
    with sqlite3.connect(file) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                if word in str(row).lower():
                    found.append(f"{table}: {str(row)[:200]}")
    connection.close()
    return found


__all__ = ["ADDRESS", "MORNING", "NAME", "SAID", "everywhere", "files_with", "rows_with"]
