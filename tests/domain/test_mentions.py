"""Somebody is found in text however they are written, and nobody else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlflow.domain.mentions import Mentions, Names, hide_others

ASA = Mentions(["Åsa Örnfjäll", "asa.ornfjall@ljungby.example"])

THERE = {
    "plainly": "Fråga Åsa Örnfjäll.",
    "in capitals": "ÅSA ÖRNFJÄLL",
    "the other way round": "Örnfjäll, Åsa; Örnfjäll Åsa",
    "in the genitive": "Åsa Örnfjälls lista",
    "over a line's end": "Åsa\n  Örnfjäll",
    "decomposed": unicodedata.normalize("NFD", "Åsa Örnfjäll"),
    "in HTML": "<p>Åsa&nbsp;Örnfjäll</p>",
    "by address": "<asa.ornfjall@ljungby.example>",
    "by address in capitals": "Asa.Ornfjall@Ljungby.Example.",
}
NOT_THERE = {
    "a longer name": "Åsa Örnfjällström",
    "a name that ends so": "Moåsa Örnfjäll",
    "another address": "lasa.ornfjall@ljungby.example",
    "an address that goes on": "asa.ornfjall@ljungby.example.com",
    "the first name alone": "Åsa",
}


@pytest.mark.parametrize("text", THERE.values(), ids=list(THERE))
def test_a_person_is_found(text: str) -> None:
    assert ASA.there(text)
    assert not ASA.there(ASA.without(text, "[person 7]"))


@pytest.mark.parametrize("text", NOT_THERE.values(), ids=list(NOT_THERE))
def test_somebody_else_is_not(text: str) -> None:
    assert not ASA.there(text)
    assert ASA.without(text, "[person 7]") == text


def test_nobody_is_found_once_the_name_is_gone() -> None:
    assert not Mentions([]).there("Åsa Örnfjäll")
    assert Mentions([""]).without("Åsa", "x") == "Åsa"


@given(st.text(), st.text())
def test_whatever_stands_around_it_the_name_goes(before: str, after: str) -> None:
    text = f"{before} Åsa Örnfjäll {after}"

    assert "Åsa Örnfjäll " not in ASA.without(text, "[person 7]")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_json_without_the_person_is_left_byte_for_byte(value: object) -> None:
    import json

    text = json.dumps(value)

    assert ASA.without_json(text, "[person 7]") == text


def test_others_are_hidden_and_a_namesake_stays() -> None:
    others = Names(["Karin Ek", "Åsa Örnfjäll", "Bo"])

    said = hide_others("Åsa Örnfjäll och Ek, Karin (k@x.example), Bo", ASA, others, "[…]")

    assert said == "Åsa Örnfjäll och […] ([…]), Bo"
