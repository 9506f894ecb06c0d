"""A network is asked about while nobody uses it, and left in peace once somebody has."""

from datetime import timedelta

import pytest

from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.registers import keeping
from intlflow.domain.duty import Done
from intlflow.domain.registers import ACTIVITY, NETWORK
from intlflow.letters.words import in_language
from intlflow.store.engine import reading
from tests.app.duties.conftest import START

DUTY = "silent_network"


def states(house: House, municipality: str = "ljungby", year: int = 2026) -> dict[str, str]:
    """How every network of a municipality stands, on a November day."""
    at = START.replace(year=year)
    rows = list_duties(house, at, municipality=municipality, key=DUTY)
    return {row["subject"]: row["state"] for row in rows if row["period"] == str(year)}


@pytest.fixture
def two_networks(demo: House) -> House:
    """Ljungby in two networks, so that one can be used and the other not."""
    for name in ("Nät ett", "Nät två"):
        given = {"name": name, "fee": "1000 SEK"}
        keeping.add(demo, NETWORK, "ljungby", given, by=who(demo), at=START - timedelta(days=90))
    assert set(states(demo).values()) == {"open"}
    return demo


def who(house: House) -> str:
    """The coordinator's address."""
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT p.email FROM person p JOIN appointment a ON a.person_id = p.id"
            " WHERE p.municipality = 'ljungby' AND a.role = 'coordinator'"
        )
    assert row is not None
    return str(row[0])


def noted(house: House, network: str, day: str, **more: str) -> str:
    """An activity that made use of a network; gives its number."""
    given = {"purpose": "Årsmötet", "kind": "network_meeting", "day": day, "network": network}
    done = keeping.add(house, ACTIVITY, "ljungby", given | more, by=who(house), at=START)
    return str(done.number)


def test_PLAN_26_an_activity_that_used_a_network_quietens_that_network_alone(
    two_networks: House,
) -> None:
    noted(two_networks, "Nät ett", "2026-03-14")

    assert list(states(two_networks).values()).count("met") == 1
    assert states(two_networks)[number(two_networks, "Nät ett")] == "met"


def test_PLAN_26_last_year_s_use_does_not_answer_this_year_s_question(two_networks: House) -> None:
    noted(two_networks, "Nät ett", "2025-12-30")
    assert states(two_networks)[number(two_networks, "Nät ett")] == "open"

    noted(two_networks, "Nät två", "2025-12-30", last_day="2026-01-02")
    assert states(two_networks)[number(two_networks, "Nät två")] == "met"


def test_PLAN_26_an_activity_that_was_taken_back_answers_nothing(two_networks: House) -> None:
    used = noted(two_networks, "Nät ett", "2026-03-14")

    keeping.end(two_networks, ACTIVITY, "ljungby", used, by=who(two_networks), at=START,
                reason="Fel nätverk", never=True)  # fmt: skip

    assert states(two_networks)[number(two_networks, "Nät ett")] == "open"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_way_to_be_done_has_words_for_how_to_say_so(lang: str) -> None:
    ways = {*map(str, Done), "link"}  # the last: by the link in the letter, where there is one
    assert set(in_language(lang).section("how")) == ways


def number(house: House, name: str) -> str:
    rows = list_duties(house, START, municipality="ljungby", key=DUTY)
    return next(str(row["subject"]) for row in rows if row["about"] == name)
