"""Every *must* is held by a test whose name has its number, and it is told where it is done."""

import csv

import pytest

from tests.house import write_requirements


def musts() -> list[str]:
    """The requirements that are looked for, by number."""
    with (write_requirements.DOCS / "requirements.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [row["id"] for row in rows if row["priority"] == "must"]


def without_a_test(wanted: list[str]) -> list[str]:
    """Those that no test names."""
    held = write_requirements.tests_by_requirement()
    return [number for number in wanted if not held.get(number)]


def test_every_must_has_a_test_that_names_it_and_a_place_where_it_is_done() -> None:
    assert len(musts()) == 84
    assert without_a_test(musts()) == []
    held = write_requirements.tests_by_requirement()
    assert [number for number in musts() if not write_requirements.places_of(held[number])] == []


@pytest.mark.parametrize("number", ["POL-999", "PLAN-3", "PLAN-340"])
def test_a_number_that_no_test_names_is_missed(number: str) -> None:
    assert without_a_test([number]) == [number]
