"""A leg is read in one form; its kilograms are exact."""

from decimal import Decimal

import pytest

from intlflow.domain.lifecycle import Refused
from intlflow.domain.travel import Leg, kilograms, read_leg, total


def test_a_leg_is_from_to_by_what_and_how_far() -> None:
    assert read_leg(" Alvesta ;Köpenhamn; Electric car ; 250 km ") == Leg(
        *("Alvesta", "Köpenhamn", "electric_car", 250)
    )
    assert read_leg("A; B; train; 0").stretch == "A – B"


@pytest.mark.parametrize("text", ["", "A; B; train", "A;;train;5", "A; B; train; 1.5", "A;B;C;D;1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_leg(text)


@pytest.mark.parametrize(
    ("km", "travellers", "grams", "kg"),
    [(240, 1, "7", "1.68"), (770, 2, "200", "308.00"), (1, 1, "5", "0.01"), (0, 9, "200", "0.00")],
)
def test_kilograms_are_rounded_to_ten_grams(km: int, travellers: int, grams: str, kg: str) -> None:
    assert kilograms(km, travellers, Decimal(grams)) == Decimal(kg)


def test_no_legs_weigh_nothing() -> None:
    assert total([]) == Decimal("0.00")
    assert str(total([Decimal("0.10")] * 3)) == "0.30"
