"""Facts as people read them, in both languages."""

from datetime import date
from typing import Any

import pytest

from intlflow.domain.facts import Fact, Vocabulary, read_fact
from intlflow.domain.words import BodyKind
from intlflow.letters.shown import shown

BODIES = {"ks": "Kommunstyrelsen"}
FORMS = {"external_funding": "externa medel", "cooperation": "samverkan"}
WORDS = Vocabulary({"ks": BodyKind.EXECUTIVE_BOARD}, {key: key for key in FORMS}, date(2027, 4, 1))


@pytest.mark.parametrize(
    ("fact", "typed", "swedish", "english"),
    [
        (Fact.TOTAL_BUDGET, "250000 SEK", "250 000 kr", "SEK 250,000"),
        (Fact.AMOUNT_PAID, "1,5 mkr", "1 500 000 kr", "SEK 1,500,000"),
        (Fact.AMOUNT_GRANTED, "EUR 1234,50", "1 234,50 EUR", "EUR 1,234.50"),
        (Fact.OWN_CONTRIBUTION, "0 SEK", "0 kr", "SEK 0"),
        (Fact.PERIOD_END, "2027-03-01", "1 mars 2027", "1 March 2027"),
        (
            Fact.CALL_DEADLINE,
            "2027-03-01T17:00",
            "1 mars 2027 kl. 17:00",
            "1 March 2027 at 17:00 (Swedish time)",
        ),
        (
            Fact.SUPPLEMENT_DUE,
            "2027-07-01T15:00+00:00",
            "1 juli 2027 kl. 17:00",
            "1 July 2027 at 17:00 (Swedish time)",
        ),
        (
            Fact.FINANCING_DECISION,
            "ks 2027-02-09 § 31",
            "Kommunstyrelsen 2027-02-09, § 31 (bifall)",
            "Kommunstyrelsen 2027-02-09, § 31 (approved)",
        ),
        (
            Fact.RECEIPT,
            "101234567 2027-03-01",
            "101234567, 1 mars 2027",
            "101234567, 1 March 2027",
        ),
        (
            Fact.FORMS,
            "external_funding, cooperation",
            "samverkan, externa medel",
            "samverkan, externa medel",
        ),
        (Fact.COUNTRY, "de", "Tyskland", "Germany"),
        (Fact.DECIDED_BY, "ks", "Kommunstyrelsen", "Kommunstyrelsen"),
        (Fact.DOCUMENT_TYPE, "strategy", "strategi", "strategy"),
        (
            Fact.REASON,
            "Första raden\nandra",
            "Första raden\nandra",
            "Första raden\nandra",
        ),
    ],
)
def test_a_fact_reads_as_a_person_would_write_it(
    fact: Fact, typed: str, swedish: str, english: str
) -> None:
    value = read_fact(fact, typed, WORDS)

    said = [shown(fact, value, lang, bodies=BODIES, forms=FORMS) for lang in ("sv", "en")]

    assert [text.replace("\xa0", " ") for text in said] == [swedish, english]


def test_an_amount_never_breaks_over_two_lines() -> None:
    value: Any = {"amount": "1250000.00", "currency": "SEK"}

    assert " " not in shown(Fact.TOTAL_BUDGET, value, "sv", bodies={}, forms={})


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_paragraph_is_never_parted_from_its_sign(lang: str) -> None:
    decision = {"body": "ks", "date": "2027-02-09", "section": "31", "outcome": "bifall"}

    assert "§\u00a031" in shown(Fact.ADOPTION, decision, lang, bodies={}, forms={})


def test_a_body_or_form_without_a_name_is_shown_by_its_key() -> None:
    decision = {"body": "tn", "date": "2027-02-09", "section": "4", "outcome": "bifall"}

    assert (
        shown(Fact.ADOPTION, decision, "sv", bodies={}, forms={})
        == "TN 2027-02-09, §\u00a04 (bifall)"
    )
    assert shown(Fact.FORMS, ["cooperation"], "sv", bodies={}, forms={}) == "cooperation"
