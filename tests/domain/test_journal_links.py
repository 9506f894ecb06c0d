"""The journal's chain: one spelling, blind fingerprints, and no change that goes unseen."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intlflow.domain.facts import Fact
from intlflow.domain.journal import GENESIS, canonical, digest, link

ROW = {"municipality": "ljungby", "number": 1, "verb": "accept", "digest": "d"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_a_value_has_one_spelling() -> None:
    assert canonical({"b": ["å", 1], "a": None}) == '{"a":null,"b":["å",1]}'
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


def test_the_hashes_are_those_of_the_first_version() -> None:
    # Chains that exist were made so; another result would break every journal.
    assert digest("salt", "{}")[:16] == "66795fae9b7c89ab"
    assert link(GENESIS, ROW)[:16] == "af9125c1bad3e0a7"


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(JSON)
@example(2**64)  # more than the quick way can spell
@example({Fact.REASON: '\x00\x1f\x7f\u2028"\\å'})
def test_the_spelling_is_that_of_the_standard_library(value: object) -> None:
    spelt = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert canonical(value) == spelt


@pytest.mark.parametrize("odd", [datetime(2027, 3, 1, tzinfo=UTC), object(), "\ud800"])
def test_what_json_cannot_say_is_refused(odd: object) -> None:
    with pytest.raises((TypeError, UnicodeEncodeError)):
        canonical({"a": odd})


@pytest.mark.parametrize("field", sorted(ROW))
def test_a_change_anywhere_in_a_row_changes_its_hash(field: str) -> None:
    assert link(GENESIS, ROW | {field: "other"}) != link(GENESIS, ROW)


def test_a_row_is_tied_to_the_row_before_it() -> None:
    assert link("f" * 64, ROW) != link(GENESIS, ROW)


def test_the_same_words_have_another_fingerprint_with_another_salt() -> None:
    assert digest("one", "avslag") != digest("two", "avslag")


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(JSON, JSON)
def test_two_values_share_a_spelling_only_when_they_are_the_same(
    one: object, other: object
) -> None:
    same = canonical(one) == canonical(other)

    # In JSON true is not 1, though Python thinks so.
    assert same == (one == other and repr_of(one) == repr_of(other))


def repr_of(value: object) -> object:
    """A value with its types, so that True and 1 differ."""
    if isinstance(value, dict):
        return {key: repr_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [repr_of(inner) for inner in value]
    return (type(value), value)
