"""Every column that can hold somebody is declared, so that nobody is forgotten when they ask."""

import pytest
from sqlmodel import SQLModel

from intlflow.domain.personal import BELONGS, HELD, NOBODY, NOBODY_HERE, PUBLISHED, Held, Shape
from intlflow.store import every_table  # noqa: F401 - declares the tables
from tests.house import write_docs

TABLES = SQLModel.metadata.tables
DECLARED = {(held.table, held.column) for held in HELD}
# The installation's own: where chains end, what is noted under which key.
OF_THE_HOUSE = {"chain", "meta", "sequence", "search_seen", "year_line", "year_sum", "year_seen"}


def looks_personal(name: str, declared_here: bool, number: bool) -> bool:
    """A number is personal when it is a person's; anything else unless it is known to hold nobody."""
    if number:
        return declared_here or any(word in name for word in ("person", "owner", "_by", "user"))
    return name not in NOBODY


def columns() -> list[tuple[str, str, bool]]:
    """Every column with whether it looks as if it could hold somebody."""
    found = []
    for table in TABLES.values():
        if table.name in OF_THE_HOUSE | PUBLISHED:
            continue
        for column in table.columns:
            of_a_person = any(key.target_fullname == "person.id" for key in column.foreign_keys)
            number = column.type.__class__.__name__ in ("Integer", "Boolean")
            found.append(
                (table.name, column.name, looks_personal(column.name, of_a_person, number))
            )
    return found


def undeclared(found: list[tuple[str, str, bool]]) -> list[str]:
    return [
        f"{table}.{name}"
        for table, name, personal in found
        if personal and (table, name) not in DECLARED and f"{table}.{name}" not in NOBODY_HERE
    ]


def test_every_column_that_looks_personal_is_declared() -> None:
    assert undeclared(columns()) == [], "tell it in domain/personal.py: whose, or nobody's"


@pytest.mark.parametrize("new", ["contact_name", "phone", "remark", "written_by"])
def test_a_new_column_that_looks_personal_is_found(new: str) -> None:
    number = new.endswith("_by")

    found = undeclared([("partner", new, looks_personal(new, False, number))])

    assert found == [f"partner.{new}"]


def test_what_is_declared_exists() -> None:
    there = {(table, name) for table, name, _ in columns()}

    assert DECLARED - there == set()
    assert {name for name in NOBODY_HERE if tuple(name.split(".")) not in there} == set()


def test_every_declared_table_belongs_to_a_municipality() -> None:
    lost = [
        held.table
        for held in HELD
        if "municipality" not in TABLES[held.table].columns and held.table not in BELONGS
    ]

    assert lost == []


def test_nothing_is_declared_twice() -> None:
    assert len(DECLARED) == len(HELD)


def test_each_purpose_is_told_in_words() -> None:
    words = write_docs.swedish()["processing"]

    for section in ("label", "what", "basis", "recipients"):
        assert set(words[section]) == {str(held.purpose) for held in HELD}


def test_a_number_of_a_person_is_declared_as_one() -> None:
    who = {(held.table, held.column) for held in HELD if held.shape is Shape.WHO}
    pointing = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }

    assert pointing - who == set()
    assert all(isinstance(held, Held) for held in HELD)
