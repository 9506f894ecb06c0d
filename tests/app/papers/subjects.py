"""What each paper can be about, for the tests that make every one of them."""

from intlflow.app.evaluating.choosing import choose
from intlflow.app.house import House
from intlflow.app.registers.keeping import add
from intlflow.domain.registers import MEETING
from tests import people


def a_meeting(house: House, day: str = "2027-03-15", status: str = "planned", **more: str) -> str:
    """A meeting of the working group, by its number."""
    given = {"day": day, "status": status, "place": "Rådhuset", **more}
    kept = add(house, MEETING, "ljungby", given, by=people.at("sanna"), at=people.MORNING)
    return str(kept.number)


def an_evaluation(house: House, ref: str) -> str:
    """A case that is chosen for evaluation, by the evaluation's number."""
    kept = choose(
        house, "ljungby", "case", ref, "Störst budget", by=people.at("sanna"), at=people.MORNING
    )
    return str(kept.number)


def subjects(house: House, ref: str) -> dict[str, str]:
    """Something of each sort that a paper can be about.

    Args:
        house: the installation.
        ref: the case.
    """
    return {
        "case": ref,
        "unit": people.home(),
        "municipality": "",
        "document": "plan_2018",
        "meeting": a_meeting(house),
        "person": people.at("karin"),
        "evaluation": an_evaluation(house, ref),
    }
