"""Whose turn it is in a matter: in order, once each, and back to the start after an återremiss."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlflow.domain.lifecycle import Refused
from intlflow.domain.matter import Matter, ends, follow, take_turn
from intlflow.domain.route import Act, Route, Step
from intlflow.domain.words import BodyKind, Outcome

KSAU = Step("ksau", BodyKind.WORKING_COMMITTEE, Act.PREPARES, ("twin_town",))
KS = Step("ks", BodyKind.EXECUTIVE_BOARD, Act.PREPARES, ("twin_town",))
KF = Step("kf", BodyKind.COUNCIL, Act.DECIDES, ("twin_town",))
BUN = Step("bun", BodyKind.BOARD, Act.OWN, ("own_board",))
LONG = Route((KSAU, KS, KF), ("twin_town",))
MONEY = Route((BUN, Step("ks", BodyKind.EXECUTIVE_BOARD, Act.DECIDES, ())), ())
DAY = date(2027, 3, 1)


@dataclass(frozen=True)
class Word:
    """What a body said."""

    body: str
    outcome: str = Outcome.APPROVED
    day: str = "2027-03-01"


def whose(route: Route, *words: Word) -> str | None:
    turn = follow(route, words).turn
    return turn.body if turn else None


def test_KS_09_each_body_has_its_turn_in_order() -> None:
    assert whose(LONG) == "ksau"
    assert whose(LONG, Word("ksau")) == "ks"
    assert whose(LONG, Word("ksau"), Word("ks")) == "kf"
    assert whose(LONG, Word("ksau"), Word("ks"), Word("kf")) is None


@pytest.mark.parametrize("no", [Outcome.REJECTED, Outcome.OPPOSED])
def test_a_preparing_body_s_no_is_its_proposal_and_the_matter_goes_on(no: Outcome) -> None:
    assert whose(LONG, Word("ksau", no)) == "ks"


def test_a_board_s_no_about_its_own_money_ends_the_matter() -> None:
    assert whose(MONEY, Word("bun", Outcome.REJECTED)) is None
    assert whose(MONEY, Word("bun")) == "ks"


def test_aterremiss_sends_the_matter_back_to_the_first_body() -> None:
    back = (Word("ksau"), Word("ks", Outcome.REMITTED))

    assert whose(LONG, *back) == "ksau"
    assert whose(LONG, *back, Word("ksau")) == "ks"


def test_bordlaggning_leaves_it_where_it_lies() -> None:
    assert whose(LONG, Word("ksau"), Word("ks", Outcome.TABLED)) == "ks"


@pytest.mark.parametrize(
    ("words", "body", "outcome", "why"),
    [
        ((), "kf", Outcome.APPROVED, "chain-before"),
        ((), "tn", Outcome.APPROVED, "not-in-the-chain"),
        ((Word("ksau", day="2027-03-02"),), "ks", Outcome.APPROVED, "chain-earlier"),
        ((Word("ksau"), Word("ks"), Word("kf")), "kf", Outcome.REJECTED, "matter-settled"),
        ((Word("ksau"), Word("ks")), "kf", Outcome.SUPPORTED, "not-an-answer"),
    ],
)
def test_a_decision_out_of_turn_is_refused(
    words: tuple[Word, ...], body: str, outcome: str, why: str
) -> None:
    with pytest.raises(Refused, match=f"^{why}$"):
        take_turn(follow(LONG, words), body, DAY, outcome)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["ksau", "ks", "kf", "tn"]), st.sampled_from(list(Outcome))),
        max_size=12,
    )
)
def test_a_body_is_never_decided_for_by_counting_decisions(
    tries: list[tuple[str, Outcome]],
) -> None:
    """Whatever is tried, the last word is kommunfullmäktige's own, after both have had theirs."""
    taken: list[Word] = []
    for body, outcome in tries:
        matter: Matter[Word] = follow(LONG, taken)
        try:
            step = take_turn(matter, body, DAY, outcome)
        except Refused:
            continue
        taken.append(Word(body, outcome))
        if ends(step, outcome):
            since = [w.body for w in taken if w.outcome != Outcome.TABLED]
            assert since[-3:] == ["ksau", "ks", "kf"]
