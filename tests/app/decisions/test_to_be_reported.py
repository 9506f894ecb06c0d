"""A decision on delegation is asked for until it is reported to the board, and not every day."""

from datetime import timedelta
from itertools import pairwise

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.duties import ticking
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.domain.appeal import After
from intlflow.store.engine import reading
from tests.app.decisions.test_who_decides import DELEGATED, OWN, SMALL, says
from tests.people import DAY, MORNING, at, walk

DUTY = "report_delegated_decision"


@pytest.fixture
def writing(house: House) -> str:
    """A project whose application is being written."""
    return walk(house, ["accept", "go"]).ref


def told(house: House, days: int) -> list[tuple[str, int]]:
    """Who was told of it on which day after the decision, with a tick every morning."""
    for number in range(1, days + 1):
        ticking.tick(house, MORNING + number * DAY)
    sql = (
        "SELECT p.email, n.letter_day FROM duty_note n JOIN person p ON p.id = n.person_id"
        " WHERE n.duty = ? AND n.letter_day IS NOT NULL ORDER BY n.letter_day, p.email"
    )
    with reading(house.engine) as tx:
        rows = tx.all(sql, DUTY)
    first = MORNING.date()
    return [(email, (first.fromisoformat(day) - first).days) for email, day in rows]


def test_whoever_decided_and_the_secretary_are_reminded_until_it_is_reported(
    house: House,
    writing: str,
) -> None:
    done = says(house, writing, DELEGATED, delegate=at("manne"), **SMALL)

    first = told(house, 40)
    note_event(
        house, done.decision, After.REPORTED, by=at("siv"), day=None, note="§ 44",
        at=MORNING + 40 * DAY,
    )  # fmt: skip

    days = [day for who, day in first if who == at("manne")]
    assert days[0] == 7
    assert {who for who, _ in first} >= {at("manne"), at("siv")}
    assert all(later - sooner >= 7 for sooner, later in pairwise(days))
    assert told(house, 80) == first


def test_a_body_s_own_decision_is_reported_to_nobody(house: House, writing: str) -> None:
    says(house, writing, "bun 2027-03-01 § 31 bifall", **OWN)

    assert list_duties(house, MORNING + timedelta(days=60), municipality="ljungby", key=DUTY) == []


@pytest.mark.parametrize(
    ("days", "state"), [(1, "upcoming"), (7, "open"), (31, "overdue"), (900, "overdue")]
)
def test_it_stands_until_it_is_done(
    house: House,
    writing: str,
    days: int,
    state: str,
) -> None:
    says(house, writing, DELEGATED, delegate=at("manne"), **SMALL)

    rows = list_duties(house, MORNING + days * DAY, municipality="ljungby", key=DUTY)

    assert [row["state"] for row in rows] == [state]
    assert all(writing in row["about"] for row in rows)
