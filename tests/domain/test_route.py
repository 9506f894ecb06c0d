"""Who decides: rules that match add up, boards first, and nobody passes the law's own bodies by."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pytest

from intlflow.domain.route import (
    Act,
    Bodies,
    NoRoute,
    Place,
    Question,
    Route,
    Subject,
    find_route,
)
from intlflow.domain.words import BodyKind as K

P, S = Place, Subject
BODIES = Bodies(
    {"kf": K.COUNCIL, "ks": K.EXECUTIVE_BOARD, "ksau": K.WORKING_COMMITTEE, "bun": K.BOARD}
    | {"tn": K.BOARD, "leab": K.COMPANY_BOARD}
)
OWN = (S.OWN_FINANCING,)


@dataclass(frozen=True)
class Rule:
    key: str
    places: tuple[Place, ...]
    subjects: tuple[Subject, ...] = OWN
    owner_kinds: tuple[K, ...] = ()
    more_budget_years_than: int | None = None
    more_boards_than: int | None = None
    own_share_at_most: Decimal | None = None
    budget_years_at_most: int | None = None
    report_to: Place | None = None


RULES = (
    Rule("own_board", (P.OWNING_BOARD,)),
    Rule("ks_area", (P.WORKING_COMMITTEE, P.EXECUTIVE_BOARD), owner_kinds=(K.EXECUTIVE_BOARD,)),
    Rule("long", (P.OWNING_BOARD, P.EXECUTIVE_BOARD), more_budget_years_than=3),
    Rule("several", (P.EACH_BOARD, P.EXECUTIVE_BOARD), more_boards_than=1),
    Rule(
        "small",
        (P.DELEGATE,),
        own_share_at_most=Decimal(100_000),
        budget_years_at_most=1,
        report_to=P.OWNING_BOARD,
    ),
    Rule("town", (P.COUNCIL, P.EXECUTIVE_BOARD, P.WORKING_COMMITTEE), subjects=(S.TWIN_TOWN,)),
)


def ask(
    owner: str = "tn", *boards: str, years: int | None = 1, share: int | None = None
) -> Question:
    own_share = None if share is None else Decimal(share)
    return Question(S.OWN_FINANCING, owner, BODIES.kinds[owner], boards, years, own_share)


def bodies(route: Route) -> list[str]:
    return [step.body for step in route.steps]


@pytest.mark.parametrize(
    ("question", "way"),
    [
        (ask("tn"), ["tn"]),
        (ask("leab"), ["leab"]),
        (ask("tn", years=3), ["tn"]),
        (ask("tn", years=4), ["tn", "ks"]),
        (ask("tn", "bun"), ["tn", "bun", "ks"]),
        (ask("tn", "tn"), ["tn"]),
        (ask("ks"), ["ksau", "ks"]),
        (ask("ks", "tn", years=5), ["tn", "ksau", "ks"]),
    ],
)
def test_the_bodies_of_all_matching_rules_decide_boards_first(
    question: Question, way: list[str]
) -> None:
    assert bodies(find_route(question, RULES, BODIES)) == way


def test_the_last_one_decides_a_board_speaks_of_its_own_money_and_the_others_prepare() -> None:
    route = find_route(ask("ks", "tn"), RULES, BODIES)

    assert [step.act for step in route.steps] == [Act.OWN, Act.PREPARES, Act.DECIDES]


def test_a_twin_town_goes_through_committee_and_board_to_the_council() -> None:
    """PLAN-29."""
    route = find_route(Question(S.TWIN_TOWN, "tn", K.BOARD), RULES, BODIES)

    assert bodies(route) == ["ksau", "ks", "kf"]


def test_each_step_tells_which_rules_asked_for_it() -> None:
    route = find_route(ask("tn", "bun", years=4), RULES, BODIES)

    assert {step.body: step.rules for step in route.steps} == {
        "tn": ("own_board", "long", "several"),
        "bun": ("several",),
        "ks": ("long", "several"),
    }
    assert route.rules == ("own_board", "long", "several")


def test_rules_that_hang_on_what_nobody_has_said_are_told() -> None:
    assert find_route(ask("tn", years=None), RULES, BODIES).unknown == ("long", "small")


def test_a_delegate_decides_within_the_limit_and_reports_to_the_board() -> None:
    route = find_route(ask("tn", share=100_000), RULES, BODIES, delegated=True)

    assert (bodies(route), route.report_to) == ([""], "tn")


@pytest.mark.parametrize(
    "question", [ask(share=100_001), ask(share=1, years=2), ask(), ask(share=1, years=None)]
)
def test_a_delegate_does_not_decide_above_the_limit_or_without_knowing(question: Question) -> None:
    with pytest.raises(NoRoute):
        find_route(question, RULES, BODIES, delegated=True)


def test_adding_years_or_boards_never_takes_a_body_away() -> None:
    for owner, board, years in product(("tn", "ks", "leab"), ("bun", "tn"), range(1, 6)):
        less = set(bodies(find_route(ask(owner, years=years), RULES, BODIES)))

        assert less <= set(bodies(find_route(ask(owner, board, years=years + 1), RULES, BODIES)))
