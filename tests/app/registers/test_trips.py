"""Journeys: whole with their legs, kilograms by way of travelling, figures with their source."""

from decimal import Decimal

import pytest

from intlflow.app.house import House
from intlflow.app.registers.trips import carbon
from intlflow.domain.lifecycle import Refused
from tests.app.registers.desk import change, rows, show, travel
from tests.people import MORNING
from tests.store.whole import number_of

TRAIN, FLIGHT = "Alvesta; Köpenhamn; train; 240", "Köpenhamn; Bryssel; flight; 770"


def grams(house: House, mode: str) -> int:
    return next(f.grams for f in house.pack("ljungby").travel_factor if f.mode == mode)


def test_VX_17_a_journey_tells_its_kilograms_and_where_each_figure_comes_from(house: House) -> None:
    travel(house, TRAIN, FLIGHT, travellers="2")

    legs = show(house, "trip")["legs"]

    assert [Decimal(leg["kg"]) for leg in legs] == [
        Decimal(240 * 2 * grams(house, "train")) / 1000,
        Decimal(770 * 2 * grams(house, "flight")) / 1000,
    ]
    assert {leg["factor"] for leg in legs} == {"Antaget värde, ingen källa vald (ska bekräftas)"}
    assert Decimal(rows(house, "trip")[0]["kg"]) == sum(Decimal(leg["kg"]) for leg in legs)


def test_every_figure_says_that_it_is_to_be_confirmed(house: House) -> None:
    for pack in house.packs.values():
        assert {f.evidence for f in pack.travel_factor} == {"assumed"}
        assert [f.mode for f in pack.travel_factor if not f.confirm or not f.source] == []


@pytest.mark.parametrize(
    "leg", ["Alvesta till Köpenhamn", "A; B; train", "; B; train; 4", "A;B;train;-4"]
)
def test_a_journey_without_its_way_is_refused_whole(house: House, leg: str) -> None:
    with pytest.raises(Refused) as refused:
        travel(house, TRAIN, leg)

    assert refused.value.why == "trip-without-way"
    assert (number_of(house, "trip"), number_of(house, "trip_leg")) == (0, 0)


def test_a_way_that_the_pack_has_no_figure_for_leaves_nothing_half_done(house: House) -> None:
    with pytest.raises(Refused) as refused:
        travel(house, TRAIN, "A; B; rocket; 5")

    assert refused.value.why == "trip-mode-unknown"
    assert "train" in refused.value.details["known"]
    assert (number_of(house, "trip"), number_of(house, "trip_leg")) == (0, 0)


def test_VX_16_a_journey_says_why_a_digital_meeting_would_not_do(house: House) -> None:
    with pytest.raises(Refused) as refused:
        travel(house, TRAIN, why_not_digital=" ")

    assert (refused.value.details["fact"], refused.value.details["form"]) == (
        *("why_not_digital", "empty"),
    )


def test_a_year_is_added_up_by_way_and_unit_and_names_the_flights_that_are_open(
    house: House,
) -> None:
    travel(house, FLIGHT, day="2027-02-01")
    travel(house, TRAIN, by="karin", day="2027-02-03")
    travel(house, FLIGHT, day="2026-12-30")

    found = carbon(house, "ljungby", 2027, MORNING)

    assert [(m["mode"], m["km"]) for m in found["modes"]] == [("flight", 770), ("train", 240)]
    assert Decimal(found["kg"]) == sum(Decimal(u["kg"]) for u in found["units"])
    assert (found["trips"], found["not_compensated"]) == (2, [1])


def test_a_flight_that_is_compensated_for_is_open_no_longer(house: House) -> None:
    travel(house, FLIGHT, day="2027-02-01")

    change(house, "trip", "1", compensated_on="2027-02-20", receipt="Kvitto 9", compensation="Fond")

    assert carbon(house, "ljungby", 2027, MORNING)["not_compensated"] == []
    assert carbon(house, "vaxjo", 2027, MORNING)["trips"] == 0
