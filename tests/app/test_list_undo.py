"""Lists of people and meetings are taken out again, and what went out as a list comes in unchanged."""

from datetime import date, datetime, timedelta

import pytest

from intlflow.app.house import House, NotFound
from intlflow.app.import_undo import list_imports
from intlflow.app.list_export import as_file, export_meetings, export_people
from intlflow.app.meetings import importing
from intlflow.app.meetings.changing import move
from intlflow.app.meetings.undoing import undo_meetings
from intlflow.app.opening import open_case
from intlflow.app.people_import import import_people
from intlflow.app.people_undo import undo_people
from intlflow.app.register import add_person, appoint, list_people
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind, Role
from intlflow.store import letters
from intlflow.store.engine import reading, writing
from tests.app import calendar
from tests.app.test_people_import import DEPUTY, LEADER, SAGA, load, roles
from tests.people import MORNING, at, walk
from tests.store.whole import everything, number_of

CHANGES = (
    SAGA,
    DEPUTY,
    LEADER,
    "Karin Ek;karin@ljungby.example;Rektor;;;;;;;;",
    "Karin Ek;karin@ljungby.example;Rektor;;kontaktperson;buf;;;2027-06-30;;bun 2027-02-01 § 3",
)
LATER = MORNING + timedelta(days=10)


def undo(house: House, batch: int | None, when: datetime = MORNING) -> bool:
    assert batch is not None
    return undo_people(house, "ljungby", batch, at=when).whole


def test_people_taken_out_again_leave_the_database_as_it_was(house: House) -> None:
    before = everything(house)
    done = load(house, *CHANGES, name="personer.csv")
    assert (done.mistakes, done.added, done.changed, done.ended) == ((), 3, 1, 1)
    assert everything(house) != before

    assert undo(house, done.batch)

    assert everything(house) == before


def test_the_list_is_among_those_that_were_brought_in_and_a_second_time_it_is_nothing(
    house: House,
) -> None:
    load(house, *CHANGES, name="personer.csv")
    before = everything(house)

    again = load(house, *CHANGES, name="personer.csv")

    (told,) = list_imports(house, "ljungby")
    assert (again.batch, everything(house)) == (None, before)
    assert (told["kind"], told["file"], told["lines"]["added"]) == ("people", "personer.csv", 3)


def test_a_list_whose_people_somebody_changed_since_is_not_taken_out(house: House) -> None:
    done = load(house, *CHANGES)
    appoint(
        house, "ljungby", email="lo.ek@ljungby.example", role=Role.AUDITOR, scope="",
        start=date(2027, 3, 2), end=None, deputy=False, decision="",
    )  # fmt: skip
    load(house, SAGA.replace("Strateg", "Chef"))
    before = everything(house)

    with pytest.raises(Refused) as no:
        undo(house, done.batch)

    assert no.value.why == "import-used"
    assert no.value.details["since"] == [
        "Saga Vik (saga.vik@ljungby.example)",
        "Lo Ek (lo.ek@ljungby.example)",
    ]
    assert everything(house) == before


def test_somebody_who_has_acted_since_stays(house: House) -> None:
    done = load(house, "Saga Vik;saga.vik@ljungby.example;;;samordnare;;;;;;")
    load(house, LEADER)
    acts_as(house, "saga.vik@ljungby.example")

    with pytest.raises(Refused, match="import-used"):
        undo(house, done.batch)


def acts_as(house: House, address: str) -> None:
    """Let somebody open a case."""
    open_case(
        house, Kind.PROJECT, municipality="ljungby", unit="buf", title="Cykelvägar",
        by=address, given={}, at=MORNING,
    )  # fmt: skip


def test_whoever_got_a_letter_since_stays_with_a_last_day(house: House) -> None:
    done = load(house, SAGA, DEPUTY)
    _a_letter_to(house, "saga.vik@ljungby.example")

    whole = undo(house, done.batch, LATER)

    people = {each["email"]: each for each in list_people(house, "ljungby", LATER)}
    assert not whole
    assert people["saga.vik@ljungby.example"]["active_to"] == "2027-03-10"
    assert "asa.orn@ljungby.example" not in people
    assert roles(house, "saga.vik", LATER) == []
    assert [each["state"] for each in list_imports(house, "ljungby")] == ["undone"]
    with pytest.raises(Refused, match="import-undone"):
        undo(house, done.batch, LATER)


def _a_letter_to(house: House, address: str) -> None:
    with writing(house.engine) as tx:
        found = tx.one("SELECT id FROM person WHERE email = ?", address)
        assert found is not None
        tx.run("UPDATE letter SET person_id = ? WHERE id = (SELECT min(id) FROM letter)", *found)
    with reading(house.engine) as tx:
        assert letters.find(tx, address=None, status=None, case_id=None)


@pytest.fixture(autouse=True)
def a_letter(house: House) -> None:
    """There is always a letter, so that one can be somebody's."""
    walk(house, ("accept",))


def test_no_other_towns_list_is_taken_out(house: House) -> None:
    done = load(house, SAGA)
    assert done.batch is not None

    with pytest.raises(NotFound):
        undo_people(house, "vaxjo", done.batch, at=MORNING)


def test_people_out_and_in_again_change_nothing(house: House) -> None:
    load(house, *CHANGES)
    add_person(
        house, "ljungby", name="Ny Utanroll", email="ny@ljungby.example", title="", lang="en",
        at=MORNING,
    )  # fmt: skip
    before = everything(house)

    data = as_file(export_people(house, "ljungby", LATER))
    done = import_people(house, "ljungby", data, at=LATER)

    assert (done.mistakes, done.batch) == ((), None)
    assert done.unchanged == done.rows >= 10
    assert everything(house) == before


def test_meetings_taken_out_again_leave_the_database_as_it_was(house: House) -> None:
    calendar.bring(house, "organ;dag\nks;2027-05-04\n")
    before = everything(house)
    done = calendar.bring(house, calendar.LIST + "ks;2027-05-04;17.00;\n")
    assert everything(house) != before
    assert done.batch is not None

    told, written = undo_meetings(house, "ljungby", done.batch, by=at("sanna"), at=MORNING)

    assert (told.whole, told.cases, written) == (True, 4, 0)
    assert everything(house) == before


def test_meetings_that_a_case_was_planned_by_are_put_back_and_those_concerned_told(
    house: House,
) -> None:
    calendar.a_project(house)
    done = calendar.bring(house, calendar.LIST)
    seen, told_before = number_of(house, "reach_seen"), len(calendar.told(house))
    assert seen
    assert done.batch is not None

    told, written = undo_meetings(house, "ljungby", done.batch, by=at("sanna"), at=LATER)

    assert (told.whole, told.cases) == (False, 3)
    assert number_of(house, "meeting WHERE status = 'cancelled'") == 3
    assert len(calendar.told(house)) - told_before == written > 0


def test_meetings_that_somebody_moved_since_are_not_taken_out(house: House) -> None:
    done = calendar.bring(house, calendar.LIST)
    assert done.batch is not None
    move(house, "ljungby", 1, date(2027, 4, 15), by=at("siv"), at=MORNING)

    with pytest.raises(Refused) as no:
        undo_meetings(house, "ljungby", done.batch, by=at("sanna"), at=MORNING)

    assert (no.value.why, no.value.details["since"]) == ("import-used", ["bun 2027-04-15"])


def test_meetings_out_and_in_again_change_nothing(house: House) -> None:
    calendar.bring(house, calendar.LIST)
    move(house, "ljungby", 1, date(2027, 4, 15), by=at("siv"), at=MORNING)
    before = everything(house)

    data = as_file(export_meetings(house, "ljungby"))
    done = importing.import_meetings(house, "ljungby", data, at=LATER, by=at("sanna"))

    assert (done.mistakes, done.applied, done.batch) == ((), True, None)
    assert done.count("nothing") == 3
    assert everything(house) == before
