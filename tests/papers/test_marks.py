"""The mark by which two copies are known to say the same, whatever is said in them."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlflow.domain.money import CURRENCIES, Money
from intlflow.papers.model import (
    Block,
    Column,
    Foot,
    Grid,
    Linked,
    Missing,
    Paper,
    Section,
    Share,
    Value,
)
from intlflow.papers.plain import mark_of, marked, plain
from tests.papers.sample import paper

PLAIN = st.one_of(
    st.text(),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(0, 1, places=4).map(Share),
    st.builds(Missing, st.text(), st.text()),
    st.builds(Money, st.decimals(0, 10**12, places=2), st.sampled_from(sorted(CURRENCIES))),
)
VALUES = st.one_of(PLAIN, st.builds(Linked, PLAIN, st.text()))


def saying(*values: Value) -> Paper:
    """A paper with a table that says this and no more."""
    grid = Grid("en", "En", (Column("Vad"),), tuple((each,) for each in values))
    return replace(paper(), sections=(Section("ett", "Ett", (grid,)),))


@given(st.lists(VALUES))
def test_a_mark_is_made_from_all_that_a_paper_says(values: list[Value]) -> None:
    one = saying(*values)
    said = plain(one)
    del said["foot"]["made_at"]
    assert json.loads(marked(one)) == without_kinds(said)


def without_kinds(said: Any) -> Any:
    """The same without each part's name: what it holds tells what it is."""
    if isinstance(said, dict):
        return {key: without_kinds(each) for key, each in said.items() if key != "is"}
    return [without_kinds(each) for each in said] if isinstance(said, list) else said


def test_what_a_part_holds_tells_what_it_is() -> None:
    parts = [*get_args(Block), *get_args(Value), Money, Share, Missing, Column, Foot, Section]
    held = [
        frozenset(each.name for each in fields(part)) for part in {*parts} if is_dataclass(part)
    ]
    assert len(held) == len({*held}) >= 10


def test_when_a_copy_was_made_is_not_in_its_mark() -> None:
    one = paper()
    later = replace(one.foot, made_at=one.foot.made_at + timedelta(days=40))
    assert mark_of(replace(one, foot=later)) == mark_of(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (Decimal(1), "1.0"),
        (date(2027, 1, 2), datetime(2027, 1, 2, tzinfo=UTC)),
        (Money.of(5, "SEK"), Money.of(5, "EUR")),
        (Linked(5, "/a"), Linked(5, "/b")),
        ("", Missing()),
        (Missing("Kultur"), Missing("", "Kultur")),
    ],
)
def test_what_is_not_the_same_has_another_mark(one: Value, other: Value) -> None:
    assert mark_of(saying(one)) != mark_of(saying(other))


def test_an_amount_written_with_more_noughts_is_the_same() -> None:
    assert mark_of(saying(Decimal("1.50"))) == mark_of(saying(Decimal("1.5")))
    assert mark_of(saying(Decimal("1E+3"))) == mark_of(saying(Decimal(1000)))
