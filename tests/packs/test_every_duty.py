"""What holds for every duty of both packs: a clock, a source or a question, words that read well."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from intlflow.domain.duty import Clock, ladder_order
from intlflow.packs.duties import Duty
from intlflow.packs.entries import Evidence
from tests.packs.test_packs import PACKS

LJUNGBY, VAXJO = PACKS["ljungby"], PACKS["vaxjo"]
BOTH = pytest.mark.parametrize("key", PACKS)


def duties() -> Iterator[tuple[str, Duty]]:
    for key, pack in PACKS.items():
        yield from ((key, duty) for duty in pack.duty)


@BOTH
def test_every_clock_has_duties(key: str) -> None:
    assert {duty.clock for duty in PACKS[key].duty} == set(Clock)


@BOTH
def test_LJP_14_each_duty_has_its_source_or_a_question(key: str) -> None:
    silent = [d.key for d in PACKS[key].duty if d.rule is None and d.evidence is Evidence.SEED]

    assert silent == []
    assert [d.key for d in PACKS[key].duty if d.rule is None and not d.confirm] == []


def test_both_packs_ask_for_the_same_but_for_what_only_one_has() -> None:
    assert LJUNGBY.duties.keys() - VAXJO.duties.keys() == {"plan_follow_up"}
    assert VAXJO.duties.keys() - LJUNGBY.duties.keys() == {
        "strategy_follow_up",
        "flight_compensation",
    }


def test_what_is_asked_reads_well_after_a_day() -> None:
    odd = [
        (key, duty.key)
        for key, duty in duties()
        for text in (duty.ask.sv, duty.ask.en)
        if not text[0].islower() or text.endswith((".", "!")) or len(text) > 100
    ]

    assert odd == []


def test_the_ladder_climbs_from_whoever_owes_it_to_the_director_and_never_back() -> None:
    height = ["contact_person", "unit_manager", "coordinator", "director"]
    fallen = []
    for key, duty in duties():
        after = [r.to for r in ladder_order(duty.ladder) if r.days > 0 and not r.every_days]
        heights = [height.index(to) for to in dict.fromkeys(after) if to in height]
        if heights != sorted(heights):
            fallen.append((key, duty.key))

    assert fallen == []


@BOTH
def test_mandates_follow_one_another_without_a_gap(key: str) -> None:
    terms = PACKS[key].mandate

    assert [term.council_from for term in terms[1:]] == [
        term.council_to + timedelta(days=1) for term in terms[:-1]
    ]
    assert [term.boards_from for term in terms] == [
        date(term.council_from.year + 1, 1, 1) for term in terms
    ]


def test_each_says_its_own_words_for_what_is_the_same() -> None:
    asked = {key: PACKS[key].duties["working_group_meetings"].ask.sv for key in PACKS}

    assert PACKS["ljungby"].words["working_group"].sv in asked["ljungby"]
    assert PACKS["vaxjo"].words["working_group"].sv in asked["vaxjo"]
