"""Who was at a meeting of the working group: ticked, corrected, taken back, and shown in its notes."""

from datetime import timedelta

import pytest

from intlflow.app.house import House, NotFound
from intlflow.app.papers.meeting import minutes
from intlflow.app.registers.attendance import (
    Attendance,
    attendance,
    note_attendance,
    undo_attendance,
)
from intlflow.app.registers.groups import minutes as told_minutes
from intlflow.domain.lifecycle import Refused
from intlflow.papers.model import Missing
from intlflow.store.engine import reading
from tests.app.papers.subjects import a_meeting
from tests.people import MORNING, at

CALLED = ["Karin Ek", "Lea Falk", "Stig Strand"]


@pytest.fixture
def meeting(house: House) -> str:
    """A meeting that was held this morning."""
    return a_meeting(house, str(MORNING.date()), "held")


def ticked(house: House, meeting: str, *names: str, by: str = "sanna", **more: int) -> Attendance:
    return note_attendance(
        house, "ljungby", meeting, [at(name) for name in names], by=at(by), at=MORNING, **more
    )


def said(house: House, meeting: str, fact: str) -> object:
    """What the notes on paper say of something."""
    return dict(minutes(house, "ljungby", meeting, MORNING).facts).get(fact)


def test_before_anybody_has_said_the_notes_lead_to_where_it_is_told(
    house: House, meeting: str
) -> None:
    told = attendance(house, "ljungby", meeting)

    assert ([seat.name for seat in told.seats], told.version) == (CALLED, 0)
    gap = said(house, meeting, "Närvarande")
    assert isinstance(gap, Missing)
    assert gap.href == f"/gruppmoten/{meeting}/narvaro"
    assert told_minutes(house, "ljungby", meeting)["present"] is None


def test_who_is_ticked_was_there_and_who_was_called_and_is_not_was_absent(
    house: House, meeting: str
) -> None:
    ticked(house, meeting, "karin", "lea", "disa")

    assert said(house, meeting, "Närvarande") == "Karin Ek, Lea Falk, Disa Lund"
    assert said(house, meeting, "Frånvarande") == "Stig Strand"
    plain = told_minutes(house, "ljungby", meeting)
    assert (len(plain["present"]), plain["absent"]) == (3, ["Stig Strand"])


def test_a_later_saving_holds_and_undoing_it_brings_back_the_one_before(
    house: House, meeting: str
) -> None:
    ticked(house, meeting, "karin", "disa")
    ticked(house, meeting, "lea")
    assert said(house, meeting, "Närvarande") == "Lea Falk"

    back = undo_attendance(house, "ljungby", meeting, by=at("sanna"), at=MORNING)
    assert (back.version, back.present) == (1, ["Karin Ek", "Disa Lund"])
    gone = undo_attendance(house, "ljungby", meeting, by=at("sanna"), at=MORNING)
    assert (gone.version, gone.present) == (0, [])
    assert isinstance(said(house, meeting, "Närvarande"), Missing)
    with pytest.raises(Refused, match="attendance-nothing-to-undo"):
        undo_attendance(house, "ljungby", meeting, by=at("sanna"), at=MORNING)
    assert ticked(house, meeting, "karin").version == 3
    with reading(house.engine) as tx:
        kept = tx.all("SELECT version, COUNT(*), COUNT(undone_by) FROM attended GROUP BY version")
    assert sorted(kept) == [(1, 4, 4), (2, 3, 3), (3, 3, 0)]


def test_that_nobody_came_is_not_that_nobody_has_said(house: House, meeting: str) -> None:
    ticked(house, meeting)

    assert said(house, meeting, "Närvarande") == "ingen av de kallade"
    assert said(house, meeting, "Frånvarande") == ", ".join(CALLED)


@pytest.mark.parametrize("name", ["karin", "lea", "manne"])
def test_only_the_coordinator_or_the_registrar_says_who_was_there(
    house: House, meeting: str, name: str
) -> None:
    with pytest.raises(Refused, match="attendance-of-coordinator"):
        ticked(house, meeting, "karin", by=name)
    assert attendance(house, "ljungby", meeting).version == 0
    assert ticked(house, meeting, "karin", by="rolf").by == "Rolf Rask"


@pytest.mark.parametrize(("days", "status"), [(1, "planned"), (0, "cancelled")])
def test_a_meeting_that_has_not_been_held_has_no_attendance(
    house: House, days: int, status: str
) -> None:
    meeting = a_meeting(house, str(MORNING.date() + timedelta(days=days)), status)

    with pytest.raises(Refused, match="attendance-not-held"):
        ticked(house, meeting, "karin")


def test_somebody_who_looked_at_an_older_saving_is_told(house: House, meeting: str) -> None:
    ticked(house, meeting, "karin", version=0)

    with pytest.raises(Refused, match="attendance-stale"):
        ticked(house, meeting, "lea", version=0)
    assert attendance(house, "ljungby", meeting).present == ["Karin Ek"]


@pytest.mark.parametrize("named", ["ingen@ljungby.example", "999999", "karin@vaxjo.example"])
def test_nobody_outside_the_municipalitys_register_can_be_ticked(
    house: House, meeting: str, named: str
) -> None:
    with pytest.raises(NotFound):
        note_attendance(house, "ljungby", meeting, [named], by=at("sanna"), at=MORNING)
    assert attendance(house, "ljungby", meeting).version == 0
