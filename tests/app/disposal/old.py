"""An idea and a project that ended long ago, with letters and notes, and a short way through the years."""

from datetime import UTC, datetime
from typing import Any

from intlflow.app import checklists
from intlflow.app.disposal import lists
from intlflow.app.disposal.lists import Disposed
from intlflow.app.house import House
from intlflow.app.registers.attaching import attach
from tests import people
from tests.people import MORNING, at

SOON = datetime(2029, 3, 10, 7, tzinfo=UTC)  # two years after: ideas and letters
LATE = datetime(2041, 1, 10, 7, tzinfo=UTC)  # after the project's promise, 2040-12-31
DECISION = "ks 2027-02-09 § 14"
ROLF, SANNA = at("rolf"), at("sanna")


def archive(house: House) -> tuple[str, str]:
    """A declined idea with a file, and an archived project with a note; gives their references."""
    idea = people.walk(house, ["decline"]).ref
    paper = house.settings.data / "skiss.csv"
    paper.write_text("namn;antal\nHemliga planen;7\n")
    attach(house, "ljungby", paper, idea, by=SANNA, at=MORNING, note="Utkastet till planen")
    paper.unlink()
    project = people.walk(house, people.MAIN_ROAD).ref
    checklists.support(
        house, project, kind="informera", minutes=30, note="Ringde om partnern", by=SANNA,
        at=MORNING,
    )  # fmt: skip
    lists_sent(house)
    return idea, project


def lists_sent(house: House) -> None:
    """Every letter has been sent."""
    from intlflow.store.engine import writing

    with writing(house.engine) as tx:
        tx.run("UPDATE letter SET status = 'sent', due_at = NULL, ended_at = created_at")


def proposed(house: House, when: datetime = SOON) -> dict[str, Any]:
    return lists.propose(house, "ljungby", by=SANNA, at=when)


def approved(house: House, number: int = 1, when: datetime = SOON, by: str = ROLF) -> Disposed:
    return lists.approve(house, "ljungby", number, decision=DECISION, by=by, at=when)
