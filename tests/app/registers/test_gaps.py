"""What is missing is listed, and no longer once it is there."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from intlflow.app.demo import roads
from intlflow.app.house import House
from intlflow.app.registers.gaps import find_gaps
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from tests.app.registers.desk import add, change, end, travel
from tests.people import DAY, MORNING, at, walk

LONG_AGO = date(2020, 1, 1)
TO_THE_COUNCIL = [move.verb for move in roads.to(Kind.TWIN_TOWN, "active")]


def gaps(house: House, now: datetime = MORNING, lang: str = "sv") -> list[dict[str, Any]]:
    return [
        g for g in find_gaps(house, "ljungby", now, lang) if not g["about"].startswith("document")
    ]


def keys(house: House, now: datetime = MORNING) -> list[str]:
    return [gap["gap"] for gap in gaps(house, now)]


def test_a_network_lacks_somebody_a_day_of_renewal_and_a_use(house: House) -> None:
    add(house, "network", "Nätet", start=LONG_AGO)
    assert keys(house) == ["network-without-owner", "network-without-renewal", "network-unused"]

    change(house, "network", "1", owner=at("karin"), renewal_on="2028-12-31")
    add(house, "activity", "Träff", network="Nätet")

    assert keys(house) == []


def test_PLAN_26_a_network_is_unused_after_the_months_of_the_pack_and_the_rule_is_told(
    house: House,
) -> None:
    add(house, "network", "Nätet", start=LONG_AGO, owner=at("karin"), renewal_on="2099-12-31")
    add(house, "activity", "Träff", network="1", day="2026-03-01")

    assert keys(house) == []
    (gap,) = gaps(house, MORNING + DAY)
    assert (gap["gap"], gap["since"], gap["months"]) == ("network-unused", "2026-03-01", 12)
    assert "aktivt användas" in gap["rule"]
    assert gap["assumed"] is True  # the plan names no number of months


def test_what_has_just_come_into_the_register_is_not_unused_yet(house: House) -> None:
    add(house, "network", "Nätet", owner=at("karin"), renewal_on="2099-12-31")

    assert keys(house) == []


def test_a_renewal_is_seen_four_months_ahead(house: House) -> None:
    add(house, "network", "Nätet", owner=at("karin"), renewal_on="2027-07-02")

    assert keys(house) == []
    assert keys(house, MORNING + DAY) == ["renewal-ahead"]


def test_what_has_ended_or_was_taken_back_lacks_nothing(house: House) -> None:
    add(house, "network", "Nätet", start=LONG_AGO)
    add(house, "cooperation", "Hamnar", start=LONG_AGO)
    end(house, "network", "1", date(2026, 12, 31))
    end(house, "cooperation", "1", never=True)

    assert keys(house) == []


def test_a_cooperation_lacks_somebody_a_partner_a_review_and_signs_of_life(house: House) -> None:
    add(house, "cooperation", "Hamnar", start=LONG_AGO, review_on="2027-02-28")

    assert keys(house) == [
        *("cooperation-without-owner", "cooperation-without-partner"),
        *("review-passed", "cooperation-silent"),
    ]


def test_a_twin_town_lacks_an_agreement_and_is_silent_after_two_years(house: House) -> None:
    ref = walk(house, TO_THE_COUNCIL, Kind.TWIN_TOWN).ref
    later = MORNING + timedelta(days=740)

    assert keys(house) == ["twin-town-without-agreement"]
    assert keys(house, later) == ["twin-town-without-agreement", "twin-town-silent"]
    add(house, "cooperation", "Vänort", kind="twin_town", case_ref=ref, agreed_on="2027-03-01",
        owner=at("karin"))  # fmt: skip
    assert keys(house) == []


def test_VX_17_a_flight_is_open_until_it_is_compensated_for(house: House) -> None:
    travel(house, "A; B; flight; 700", day="2027-01-15")
    travel(house, "A; B; train; 700", day="2027-01-15")
    travel(house, "A; B; flight; 700", day="2027-02-20")

    assert [gap["about"] for gap in gaps(house)] == ["trip 1"]
    change(house, "trip", "1", compensated_on="2027-02-01")
    assert keys(house) == []


def test_a_point_that_should_be_done_is_late(house: House) -> None:
    add(house, "point", "Ring Gdynia", kind="action", due_on="2027-03-01")

    assert keys(house) == []
    assert keys(house, MORNING + DAY) == ["point-late"]


def test_PLAN_05_documents_that_should_be_revised_are_gaps_too(house: House) -> None:
    found = {(g["about"], g["gap"]) for g in find_gaps(house, "ljungby", MORNING, "sv")}

    assert ("document plan_2018", "document-late") in found
    assert ("document policy_newer", "document-without-day") in found


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_gap_has_its_sentence_in_both_languages(house: House, lang: str) -> None:
    add(house, "network", "Nätet", start=LONG_AGO)

    said = [gap["said"] for gap in find_gaps(house, "ljungby", MORNING, lang)]

    assert [text for text in said if "{" in text or not text.endswith(".")] == []
    assert set(in_language("sv").section("gap")) == set(in_language("en").section("gap"))
