"""Every *must* about decisions, documents and words is held by a test whose name has its number."""

import csv

import pytest

from tests.house import write_docs

CLASSES = ("DECISION", "DOC", "VOCAB")


def musts() -> list[str]:
    """The requirements that are looked for, by number."""
    with (write_docs.DOCS / "requirements.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [row["id"] for row in rows if row["class"] in CLASSES and row["priority"] == "must"]


def without_a_test(wanted: list[str]) -> list[str]:
    """Those that no test names."""
    held = write_docs.tests_by_requirement()
    return [number for number in wanted if not held.get(number)]


def test_every_must_about_decisions_documents_and_words_has_a_test_that_names_it() -> None:
    assert len(musts()) > 30
    assert without_a_test(musts()) == []


@pytest.mark.parametrize("number", ["POL-999", "PLAN-3", "PLAN-340"])
def test_a_number_that_no_test_names_is_missed(number: str) -> None:
    assert without_a_test([number]) == [number]
