"""The registers on SQLite and on PostgreSQL: rows once, versions in order, two writers at once."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from intlflow.app.house import House
from intlflow.app.registers import keeping, reading
from intlflow.domain.registers import NETWORK, PARTNER, REGISTERS
from intlflow.store import migrate, registers
from intlflow.store.engine import make_engine
from intlflow.store.engine import reading as looking
from tests.people import MORNING, at


def put(house: House, name: str) -> int:
    given = {"name": name, "country": "DE"}
    return keeping.add(house, PARTNER, "ljungby", given, by=at("sanna"), at=MORNING).number


def test_a_row_is_added_corrected_and_ended(any_house: House) -> None:
    put(any_house, "Rostock")
    keeping.change(
        any_house, PARTNER, "ljungby", "rostock", {"country": "PL"}, by=at("sanna"), at=MORNING,
        reason="Fel land",
    )  # fmt: skip
    keeping.end(
        any_house, PARTNER, "ljungby", "1", by=at("sanna"), at=MORNING, reason="Slut", never=True
    )

    with looking(any_house.engine) as tx:
        past = registers.versions(tx, PARTNER.table, "ljungby", 1)
    assert [(row["version"], row["country"], row["withdrawn"]) for row in past] == [
        (3, "PL", True),
        (2, "PL", False),
        (1, "DE", False),
    ]


def test_many_who_write_at_once_get_a_number_each(any_house: House) -> None:
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda turn=turn: numbers.append(put(any_house, f"Stad {turn}")))
        for turn in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == list(range(1, 13))
    assert len(reading.list_rows(any_house, PARTNER, "ljungby", MORNING)) == 12


def test_every_register_has_a_table_with_its_fields(any_house: House) -> None:
    for register in REGISTERS.values():
        asked = {column for field in register.fields for column in field.columns}
        with looking(any_house.engine) as tx:
            assert registers.newest(tx, register.table, "ljungby") == []
        assert asked <= set(registers.columns(register.table)), register.key


def test_the_networks_of_an_older_database_keep_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, file = tmp_path / "migrations", tmp_path / "old.db"
    shutil.copytree(
        migrate.HERE, old, ignore=shutil.ignore_patterns("000[4-9]*", "00[1-9]*", "__pycache__")
    )
    engine = make_engine(f"sqlite:///{file}")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "HERE", old)
        migrate.upgrade(engine)
    with sqlite3.connect(file) as connection:
        connection.executemany(
            "INSERT INTO network (id, municipality, name, abbreviation, member_since)"
            " VALUES (?, ?, ?, ?, ?)",
            [(3, "vaxjo", "Energy Cities", "", "2002"), (7, "ljungby", "Nätet", "N", "")],
        )
    connection.close()

    assert migrate.upgrade(engine) is True

    with looking(engine) as tx:
        rows = [r for key in ("ljungby", "vaxjo") for r in registers.newest(tx, NETWORK.table, key)]
    told = [
        (r["number"], r["name"], r["abbreviation"], r["member_since"], r["version"]) for r in rows
    ]
    assert told == [(7, "Nätet", "N", None, 1), (3, "Energy Cities", None, "2002", 1)]
    engine.dispose()
