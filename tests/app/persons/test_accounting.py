"""The record of processing tells every column, why it is there, on what ground, who gets it, how long."""

import pytest

from intlflow.app.house import House
from intlflow.app.persons.accounting import as_markdown, record
from intlflow.domain.personal import HELD, KEPT_AS, Purpose


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_every_declared_column_is_told_once(house: House, municipality: str, lang: str) -> None:
    found = record(house.pack(municipality), house.words[lang])

    told = [column for each in found["processings"] for column in each["columns"]]
    assert sorted(told) == sorted(f"{held.table}.{held.column}" for held in HELD)
    for each in found["processings"]:
        assert all(each[name] for name in ("label", "what", "whose", "basis", "recipients", "kept"))


def test_every_purpose_has_a_rule_for_how_long_in_both_packs(house: House) -> None:
    for pack in house.packs.values():
        kinds = {str(rule.kind) for rule in pack.retention}
        assert {KEPT_AS[purpose] for purpose in Purpose} - kinds == set()


def test_the_page_says_what_is_assumed(house: House) -> None:
    words = house.words["sv"]

    page = as_markdown(record(house.pack("ljungby"), words), words)

    assert page.startswith("# Förteckning över behandling av personuppgifter, Ljungby kommun\n")
    assert "24 månader efter att uppdraget upphörde." in page
    assert "Antaget, ska bekräftas av kommunen." in page
    assert page.count("\n## ") == len(Purpose)
