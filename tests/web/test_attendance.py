"""The attendance of a meeting on the web: ticked without any script, undone, and read by members."""

from collections.abc import Callable

import pytest

from intlflow.app.house import House
from intlflow.app.registers.attendance import attendance
from tests import people
from tests.app.papers.subjects import a_meeting
from tests.web.asking import Asker
from tests.web.test_other_papers import person

Ask = Callable[..., Asker]


@pytest.fixture
def page(house: House) -> str:
    """The attendance of a meeting that was held this morning."""
    return f"/gruppmoten/{a_meeting(house, str(people.MORNING.date()), 'held')}/narvaro"


def present(house: House) -> list[str]:
    return attendance(house, "ljungby", "1").present


def test_the_coordinator_ticks_who_was_there_and_the_notes_say_so(
    house: House, asker: Ask, page: str
) -> None:
    sanna = asker("sanna")
    assert f'href="{page}"' in sanna.text("/register/meeting/1")
    here = [str(person(house, "karin")), people.at("disa")]

    answer = sanna.act(page, {"here": here, "version": "0"})

    assert answer.headers["location"] == f"{page}?gjort=sparat"
    assert present(house) == ["Karin Ek", "Disa Lund"]
    notes = sanna.text("/gruppmoten/1/anteckningar")
    assert "Karin Ek, Disa Lund" in notes
    assert "Lea Falk, Stig Strand" in notes
    again = sanna.text(page)
    assert again.count(" checked") == 2
    assert "Disa Lund <span" in again


def test_what_was_ticked_wrongly_is_undone_by_a_press(house: House, asker: Ask, page: str) -> None:
    sanna = asker("sanna")
    sanna.act(page, {"here": str(person(house, "karin")), "version": "0"})
    sanna.act(page, {"here": str(person(house, "lea")), "version": "1"})

    answer = sanna.act(f"{page}/angra", seen=page)

    assert answer.headers["location"] == f"{page}?gjort=angrat"
    assert present(house) == ["Karin Ek"]


def test_somebody_who_was_slower_keeps_their_ticks_and_is_told(
    house: House, asker: Ask, page: str
) -> None:
    sanna = asker("sanna")
    sanna.act(page, {"here": str(person(house, "karin")), "version": "0"})

    late = sanna.act(page, {"here": str(person(house, "lea")), "version": "0"})

    assert late.status_code == 409
    assert "Någon annan har just ändrat närvaron." in late.text
    assert f'value="{person(house, "lea")}" checked' in late.text
    assert present(house) == ["Karin Ek"]


def test_a_member_reads_who_was_there_and_has_nothing_to_tick(
    house: House, asker: Ask, page: str
) -> None:
    asker("sanna").act(page, {"here": str(person(house, "karin")), "version": "0"})
    karin = asker("karin")

    text = karin.text(page)

    assert "Karin Ek" in text
    assert 'name="here"' not in text
    assert karin.act(page, {"here": "1"}, seen="/register/meeting").status_code == 404


def test_before_the_day_of_the_meeting_there_is_nothing_to_tick(house: House, asker: Ask) -> None:
    number = a_meeting(house)

    assert 'name="here"' not in asker("sanna").text(f"/gruppmoten/{number}/narvaro")
