"""The clocks ask for results by their day and for effects after 6, 12 and 24 months, until they are told."""

from datetime import UTC, datetime, timedelta

import pytest

from intlflow.app.duties.showing import list_duties
from intlflow.app.duties.ticking import tick
from intlflow.app.evaluating.choosing import add_part, choose, remove, write
from intlflow.app.house import House
from intlflow.app.registers import keeping
from intlflow.domain.registers import COOPERATION
from intlflow.store import letters
from intlflow.store.engine import reading
from tests.people import MORNING, at

EFFECTS = ("effects_6", "effects_12", "effects_24")
END = datetime(2027, 10, 31, 7, 0, tzinfo=UTC)  # by when a cooperation's results are told


@pytest.fixture
def number(house: House) -> str:
    """A cooperation that is chosen for evaluation in March; the clocks have begun before."""
    tick(house, MORNING - timedelta(days=30))
    given = {"name": "Rügen"}
    keeping.add(
        house, COOPERATION, "ljungby", given, by=at("sanna"), at=MORNING, unit="buf"
    )  # fmt: skip
    kept = choose(
        house, "ljungby", "cooperation", "Rügen", "Tio år i år", by=at("sanna"), at=MORNING
    )
    return str(kept.number)


def asked(house: House, day: datetime) -> dict[str, str]:
    """What is asked of the evaluation on a day, and how each stands."""
    rows = list_duties(house, day, municipality="ljungby")
    wanted = (*EFFECTS, "evaluation_sheet")
    return {r["duty"]: r["state"] for r in rows if r["duty"] in wanted}


def test_PLAN_58_the_results_of_a_chosen_cooperation_are_asked_for_until_they_are_told(
    house: House, number: str
) -> None:
    assert asked(house, END - timedelta(days=10))["evaluation_sheet"] == "open"

    write(
        house, "ljungby", number, {"results": "Fyra utbyten"}, by=at("karin"),
        at=END - timedelta(days=9),
    )  # fmt: skip

    assert asked(house, END - timedelta(days=8))["evaluation_sheet"] == "met"


@pytest.mark.parametrize(("months", "due"), [(6, "2028-04-30"), (12, "2028-10-31"),
                                             (24, "2029-10-31")])  # fmt: skip
def test_PLAN_58_PLAN_63_effects_are_asked_for_again_each_on_its_own_day(
    house: House, number: str, months: int, due: str
) -> None:
    day = datetime.fromisoformat(f"{due}T07:00+00:00") - timedelta(days=5)
    duty = f"effects_{months}"
    assert asked(house, day)[duty] == "open"

    told = {"effect": "Tyskan väljs av fler", "months": str(months)}
    add_part(house, "ljungby", "evaluation_effect", number, told, by=at("karin"), at=day)

    assert asked(house, day)[duty] == "met"


def test_PLAN_63_the_question_about_effects_comes_by_letter_to_the_units_contact_person(
    house: House, number: str
) -> None:
    day = datetime(2028, 4, 3, 7, 0, tzinfo=UTC)

    tick(house, day)
    tick(house, day)

    with reading(house.engine) as tx:
        found = letters.find(tx, address=at("karin"), status=None, case_id=None)
    line = "Skriv ner vilka effekter det har haft sex månader efter slutet (Rügen)"
    (letter,) = [each for each in found if line in each.body]
    assert "Senast söndag 30 april 2028" in letter.body
    assert "Verksamhetsplan för internationellt arbete, 5 Uppföljning och" in letter.body


def test_nobody_is_asked_about_what_was_taken_out(house: House, number: str) -> None:
    remove(house, "ljungby", number, by=at("sanna"), at=MORNING, reason="Fel samarbete")

    assert asked(house, END - timedelta(days=10)) == {}
