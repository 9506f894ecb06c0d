"""Election years and terms of office: what hangs on them opens, is due and rolls over to the next."""

from datetime import date, timedelta

import pytest

from intlflow import assets
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import opened
from intlflow.app.duties.people_book import PeopleBook
from intlflow.app.duties.steering import Steering
from intlflow.packs.model import Pack
from intlflow.packs.reader import read_packs

ELECTIONS = (date(2022, 9, 11), date(2026, 9, 13), date(2030, 9, 8))  # second Sunday of September


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return dict(read_packs(assets.folder("config")))


def open_on(
    packs: dict[str, Pack], municipality: str, duty: str, day: date
) -> list[tuple[str, date]]:
    """Period and last day of each occurrence of a municipality's duty that is open on a day."""
    since = dict.fromkeys(packs, date(2026, 10, 15))
    ground = Ground(packs, PeopleBook({}, [], {}), since, Steering([]))
    pack = packs[municipality]
    found = opened(ground, pack, pack.duties[duty], day)
    return [(one.occurrence.period, one.occurrence.due) for one in found]


@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_each_term_begins_the_month_after_its_election_and_its_boards_at_new_year(
    packs: dict[str, Pack], municipality: str
) -> None:
    terms = packs[municipality].mandate

    found = [(term.council_from, term.council_to, term.boards_from) for term in terms]

    assert found == [
        (date(e.year, 10, 15), date(e.year + 4, 10, 14), date(e.year + 1, 1, 1)) for e in ELECTIONS
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 10, 14), []),
        (date(2026, 10, 15), [("2027-01-01", date(2027, 1, 31))]),
        (date(2027, 3, 17), [("2027-01-01", date(2027, 1, 31))]),
        (date(2027, 3, 18), []),  # 45 days late: given up in Växjö
        (date(2030, 10, 14), []),
        (date(2030, 10, 15), [("2031-01-01", date(2031, 1, 31))]),
    ],
)
def test_political_leads_are_asked_for_from_the_new_council_on(
    packs: dict[str, Pack], day: date, found: list[tuple[str, date]]
) -> None:
    assert open_on(packs, "vaxjo", "political_leads", day) == found


def test_where_the_document_demands_leads_they_are_asked_for_until_the_next_election(
    packs: dict[str, Pack],
) -> None:
    this, following = ("2027-01-01", date(2027, 1, 31)), ("2031-01-01", date(2031, 1, 31))

    assert open_on(packs, "ljungby", "political_leads", date(2030, 10, 14)) == [this]
    assert open_on(packs, "ljungby", "political_leads", date(2030, 10, 15)) == [following]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 25), date(2026, 10, 14)),  # overdue on the first day
        (date(2028, 10, 13), date(2026, 10, 14)),
        (date(2028, 10, 14), date(2030, 10, 14)),  # the next opens: the one before is history
        (date(2030, 12, 1), date(2030, 10, 14)),
        (date(2032, 10, 14), date(2034, 10, 14)),
    ],
)
def test_the_follow_up_of_a_term_stays_open_until_the_next_one_opens(
    packs: dict[str, Pack], day: date, due: date
) -> None:
    found = open_on(packs, "vaxjo", "strategy_follow_up", day)

    assert found == [(due.isoformat(), due)]


def test_a_follow_up_is_open_on_every_day_of_three_terms(packs: dict[str, Pack]) -> None:
    first = date(2026, 10, 15)
    days = [first + timedelta(days=n) for n in range(0, 4380, 7)]

    counts = {len(open_on(packs, "vaxjo", "strategy_follow_up", day)) for day in days}

    assert counts == {1}
