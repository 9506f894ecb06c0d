"""'Hinner vi?' of a case looks at the bodies that haven't decided yet, and at those alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intlflow.app.decisions.recording import record_decision
from intlflow.app.house import House
from intlflow.app.meetings.asking import Asked, reachable, told
from intlflow.app.moves import move
from intlflow.domain.lifecycle import Refused
from tests import people
from tests.people import MORNING, at

DEADLINE = datetime(2027, 12, 1, 16, tzinfo=UTC)


@pytest.fixture
def long(house: House) -> str:
    """A project over five budget years, which goes on to kommunstyrelsen."""
    ref = people.walk(house, ["accept", "go"]).ref
    says(house, ref, "bun 2027-03-01 § 30 bordläggning", budget_years="5")
    return ref


def says(house: House, ref: str, decision: str, **given: str) -> None:
    record_decision(house, ref, decision, by=at("siv"), given=given, at=MORNING)


def bodies(house: House, ref: str) -> list[Any]:
    answer = reachable(house, "ljungby", Asked(deadline=DEADLINE, ref=ref), MORNING)
    return [step["body"] for step in told(answer, house)["steps"]]


def test_a_body_that_has_decided_is_in_no_plan(house: House, long: str) -> None:
    assert bodies(house, long) == ["bun", "ks"]

    says(house, long, "bun 2027-03-01 § 31 bifall")

    assert bodies(house, long) == ["ks"]


def test_after_aterremiss_all_of_them_are_planned_for_again(house: House, long: str) -> None:
    says(house, long, "bun 2027-03-01 § 31 bifall")
    says(house, long, "ks 2027-03-01 § 40 återremiss")

    assert bodies(house, long) == ["bun", "ks"]


def test_when_all_have_decided_there_is_nothing_to_plan_until_it_is_reopened(
    house: House, long: str
) -> None:
    says(house, long, "bun 2027-03-01 § 31 bifall")
    says(house, long, "ks 2027-03-01 § 40 bifall", own_contribution="300 000 kr")

    with pytest.raises(Refused, match="nothing-left-to-decide"):
        bodies(house, long)
    move(house, long, "reopen", by=at("sanna"), given={"reason": "Ny budget."}, at=MORNING)
    assert bodies(house, long) == ["bun", "ks"]
