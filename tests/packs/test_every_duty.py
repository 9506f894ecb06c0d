"""What holds for every duty of both packs: a clock, a source or a question, words that read well."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from intlflow.domain.duty import Clock, Occurrence, ladder_order
from intlflow.domain.ladder import steps_of
from intlflow.domain.rhythm import around, every, in_windows
from intlflow.packs.dates import planned_day
from intlflow.packs.duties import Duty
from intlflow.packs.entries import Evidence
from intlflow.packs.holidays import free_days
from intlflow.packs.model import Offset
from tests.packs.test_packs import PACKS

LJUNGBY, VAXJO = PACKS["ljungby"], PACKS["vaxjo"]
BOTH = pytest.mark.parametrize("key", PACKS)
DAY = timedelta(days=1)
FREE = free_days(range(2023, 2035))


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


def times(duty: Duty, start: date) -> Iterator[Occurrence]:
    """Whenever a duty falls due, if whatever it hangs on is on a day."""
    lead = timedelta(days=duty.lead_days)
    if duty.when is not None:
        due = planned_day(Offset(**duty.when.model_dump(exclude={"anchor"})), start)
        yield around(start, lambda _: due - lead, lambda _: due)
    elif duty.every is not None:
        yield from every(duty.every.months, start, None, lead.days, start, start + 900 * DAY)
    else:
        yield from in_windows(duty.windows, start, start + 365 * DAY)


@pytest.mark.parametrize("start", [date(2027, 1, 1) + 7 * n * DAY for n in range(53)])
def test_whatever_the_day_no_step_comes_before_the_opening_or_after_the_end(start: date) -> None:
    stray = []
    for key, duty in duties():
        for one in times(duty, start):
            last = one.due + 400 * DAY
            for step in steps_of(
                duty.ladder, one, first=one.opens - 400 * DAY, last=last, free=FREE
            ):
                end = one.due if step.opening else one.due + duty.grace_days * DAY
                if step.day < one.opens or (step.day > end and not duty.standing):
                    stray.append((key, duty.key, step.key, step.day))

    assert stray == []
