"""What becomes of a step: told, overtaken or too late; the same however often and however late one asks."""

from datetime import date, timedelta

import pytest

from intlflow.domain.duty import Step
from intlflow.domain.ledger import Entry, Outcome, judge

DUE = date(2027, 5, 31)
KARIN, MANNE = "contact_person", "unit_manager"
TOLD, OVERTAKEN, SKIPPED = Outcome.TOLD, Outcome.OVERTAKEN, Outcome.SKIPPED


def step(days: int, to: str = KARIN, *, again: bool = False) -> Step:
    return Step(f"{days:+}>{to}", to, DUE + timedelta(days=days), again=again)


def judged(
    *steps: Step,
    today: int,
    recorded: dict[str, Entry] | None = None,
    grace: int = 45,
    since: date | None = None,
) -> dict[str, Outcome]:
    """How steps come out so many days after the due day."""
    day = DUE + timedelta(days=today)
    verdicts = judge(steps, recorded or {}, day, grace=grace, since=since)
    return {verdict.step.key: verdict.outcome for verdict in verdicts}


def told_on(days: int) -> Entry:
    return str(TOLD), (DUE + timedelta(days=days)).isoformat()


def test_a_step_is_told_on_its_day_and_not_the_day_before() -> None:
    assert judged(step(-30), today=-31) == {}
    assert judged(step(-30), today=-30) == {"-30>contact_person": TOLD}


def test_what_the_ledger_holds_is_not_judged_again_whatever_it_says() -> None:
    recorded = {
        "-30>contact_person": told_on(-30),
        "-14>contact_person": (str(SKIPPED), "2027-05-17"),
    }

    assert judged(step(-30), step(-14), today=-14, recorded=recorded) == {}


@pytest.mark.parametrize(("late", "outcome"), [(0, TOLD), (1, TOLD), (45, TOLD), (46, SKIPPED)])
def test_a_late_step_is_told_within_the_grace_and_listed_as_skipped_after_it(
    late: int, outcome: Outcome
) -> None:
    assert judged(step(-60), today=-60 + late) == {"-60>contact_person": outcome}


def test_after_a_silence_only_the_latest_is_told_and_those_before_are_overtaken() -> None:
    steps = (step(-30), step(-14), step(-3))

    assert judged(*steps, today=0) == {
        "-30>contact_person": OVERTAKEN,
        "-14>contact_person": OVERTAKEN,
        "-3>contact_person": TOLD,
    }


def test_after_a_long_silence_the_oldest_are_skipped_the_next_overtaken_the_last_told() -> None:
    steps = (step(-60), step(-30), step(7))

    assert judged(*steps, today=10) == {
        "-60>contact_person": SKIPPED,
        "-30>contact_person": OVERTAKEN,
        "+7>contact_person": TOLD,
    }


def test_each_addressee_is_told_the_latest_of_their_own() -> None:
    steps = (step(-14), step(-3), step(-3, "deputy"), step(7, MANNE))

    assert judged(*steps, today=8) == {
        "-14>contact_person": OVERTAKEN,
        "-3>contact_person": TOLD,
        "-3>deputy": TOLD,
        "+7>unit_manager": TOLD,
    }


def test_a_rung_put_in_before_one_that_is_told_already_is_overtaken() -> None:
    recorded = {"-3>contact_person": told_on(-3)}

    found = judged(step(-7), step(-3), today=-2, recorded=recorded)

    assert found == {"-7>contact_person": OVERTAKEN}


def test_asked_again_after_writing_it_down_there_is_nothing_more_to_do() -> None:
    steps = (step(-60), step(-30), step(7), step(7, MANNE))
    once = judged(*steps, today=10)
    recorded = {key: (str(outcome), "2027-06-10") for key, outcome in once.items()}

    assert len(once) == 4
    assert judged(*steps, today=10, recorded=recorded) == {}


@pytest.mark.parametrize(("since_told", "outcome"), [(1, OVERTAKEN), (6, OVERTAKEN), (7, TOLD)])
def test_a_repeated_rung_keeps_silent_when_the_same_was_told_within_the_week(
    since_told: int, outcome: Outcome
) -> None:
    first, second = step(0, again=True), step(30, again=True)
    recorded = {first.key: told_on(30 - since_told)}

    assert judged(first, second, today=30, recorded=recorded) == {second.key: outcome}


def test_a_rung_of_its_own_is_told_even_the_day_after_another() -> None:
    recorded = {"-3>contact_person": told_on(-1)}

    found = judged(step(-3), step(0), today=0, recorded=recorded)

    assert found == {"+0>contact_person": TOLD}


def test_what_others_were_told_does_not_silence_a_repeated_rung() -> None:
    mine, theirs = step(30, again=True), step(29, MANNE)
    recorded = {theirs.key: told_on(29)}

    assert judged(theirs, mine, today=30, recorded=recorded) == {mine.key: TOLD}


def test_what_was_skipped_does_not_silence_a_repeated_rung() -> None:
    first, second = step(0, again=True), step(30, again=True)
    recorded = {first.key: (str(SKIPPED), "2027-06-29")}

    assert judged(first, second, today=30, recorded=recorded) == {second.key: TOLD}


def test_a_unit_that_is_new_hears_of_what_began_before_it_was_there() -> None:
    born = DUE - timedelta(days=5)

    assert judged(step(-90), today=-5) == {"-90>contact_person": SKIPPED}
    assert judged(step(-90), today=-5, since=born) == {"-90>contact_person": TOLD}


def test_the_grace_of_a_new_unit_runs_from_its_first_day() -> None:
    born = DUE - timedelta(days=60)

    assert judged(step(-90), today=-15, since=born) == {"-90>contact_person": TOLD}
    assert judged(step(-90), today=-14, since=born) == {"-90>contact_person": SKIPPED}


def test_a_grace_of_no_days_tells_on_the_day_alone() -> None:
    assert judged(step(0), today=0, grace=0) == {"+0>contact_person": TOLD}
    assert judged(step(0), today=1, grace=0) == {"+0>contact_person": SKIPPED}
