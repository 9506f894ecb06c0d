"""Who left long ago loses the name by a decision; without one the coordinator hears that somebody waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from intlflow.app.audit import verify
from intlflow.app.disposal import holding
from intlflow.app.house import House
from intlflow.app.keeping import housekeeping
from intlflow.app.persons.leavers import Left, list_left, nightly, pseudonymise
from intlflow.app.register import appoint, end_appointment
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store.engine import reading, writing
from tests import people
from tests.app.persons.traces import files_with
from tests.people import MORNING, at
from tests.store.whole import everything, number_of

LAST = date(2027, 3, 31)
BEFORE = datetime(2029, 3, 31, 7, tzinfo=UTC)
AFTER = BEFORE + timedelta(days=1)
DECISION = "ks 2029-02-09 § 14"
TOLD = "letter WHERE template = 'person/left'"


@pytest.fixture
def left(house: House) -> tuple[House, int]:
    """Stig, a contact person in Ljungby, left on the last of March 2027."""
    people.an_idea(house, title="Stig Strands förslag")
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT a.id, p.id FROM appointment a JOIN person p ON p.id = a.person_id"
            " WHERE p.email = ?",
            at("stig"),
        )
    assert row is not None
    end_appointment(house, row[0], LAST)
    return house, row[1]


def with_decision(house: House) -> House:
    """The municipality has decided and wrote it into its pack."""
    pack = house.packs["ljungby"]
    rules = tuple(
        rule.model_copy(update={"decision": DECISION}) if rule.kind == "contact" else rule
        for rule in pack.retention
    )
    decided = pack.model_copy(update={"retention": rules})
    return replace(house, packs={**house.packs, "ljungby": decided})


def test_the_time_counts_from_the_last_appointment(left: tuple[House, int]) -> None:
    house, stig = left

    assert list_left(house, "ljungby", BEFORE) == []
    assert list_left(house, "ljungby", AFTER) == [
        Left(stig, "2027-03-31", "2029-03-31", "contacts")
    ]


def test_without_a_decision_nothing_goes_and_the_coordinator_hears_once_a_month(
    left: tuple[House, int],
) -> None:
    house, _ = left

    assert [nightly(house, AFTER + timedelta(days=day)) for day in range(5)] == [0] * 5

    assert files_with(house, "stig strand") != []
    assert number_of(house, TOLD) == 1


def test_with_the_pack_s_decision_the_night_takes_the_name_and_tells(
    left: tuple[House, int],
) -> None:
    house, stig = left
    with reading(house.engine) as tx:
        tx.one("SELECT 1")

    kept = housekeeping(with_decision(house), AFTER)

    assert kept.nameless == 1
    with reading(house.engine) as tx:
        assert tx.one("SELECT name, email FROM person WHERE id = ?", stig) == (
            f"[person {stig}]",
            None,
        )
        act = tx.one("SELECT verb, person_id FROM register_act")
    assert act == ("pseudonymise", None)
    assert verify(house).faults == []
    assert number_of(house, TOLD) == 1
    assert files_with(house, "stig@ljungby") == []  # nor in the copy that the night made


def test_a_second_night_changes_nothing(left: tuple[House, int]) -> None:
    house = with_decision(left[0])
    nightly(house, AFTER)
    before = everything(house)

    assert nightly(house, AFTER) == 0
    assert everything(house) == before


def test_a_registrar_can_do_it_once_by_a_decision(left: tuple[House, int]) -> None:
    house, stig = left

    done = pseudonymise(house, "ljungby", by=at("rolf"), decision=DECISION, at=AFTER)

    assert [each.person for each in done] == [stig]
    for by, decision, why in (
        (at("sanna"), DECISION, "not-your-office"),
        (at("rolf"), "ja", "no-disposal-decision"),
    ):
        with pytest.raises(Refused, match=why):
            pseudonymise(house, "ljungby", by=by, decision=decision, at=AFTER)


def test_whoever_came_back_is_held_or_never_left_stays(left: tuple[House, int]) -> None:
    house, stig = left
    holding.hold(house, "ljungby", f"person {stig}", reason="x", by=at("rolf"), at=MORNING)
    assert list_left(house, "ljungby", AFTER) == []
    holding.lift(house, "ljungby", 1, by=at("rolf"), at=MORNING)

    appoint(
        house, "ljungby", email=at("stig"), role=Role.CONTACT, scope="tf", start=date(2028, 1, 1),
        end=None, deputy=False, decision="",
    )  # fmt: skip

    assert list_left(house, "ljungby", AFTER) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("decided", [True, False])
def test_the_letter_says_what_happened_and_what_to_do(
    left: tuple[House, int], lang: str, decided: bool
) -> None:
    house = with_decision(left[0]) if decided else left[0]
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET lang = ?", lang)

    nightly(house, AFTER)

    with reading(house.engine) as tx:
        row = tx.one("SELECT subject, body FROM letter_text JOIN " + TOLD.replace("WHERE",
                     "ON id = letter_id WHERE"))  # fmt: skip
    assert row is not None
    said = {
        ("sv", True): ("utan namn i registret", "borttagna för 1 som lämnade"),
        ("sv", False): ("väntar på gallringsbeslut", "Be registratorn ta fram"),
        ("en", True): ("without a name", "taken away for 1 who left"),
        ("en", False): ("wait for a disposal decision", "ask the registrar"),
    }[lang, decided]
    assert said[0] in row[0]
    assert said[1] in " ".join(row[1].split())


def test_whoever_never_had_an_appointment_loses_the_name_as_well(house: House) -> None:
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET active_to = '2014-01-01' WHERE email = ?", at("petra"))
        row = tx.one("SELECT id FROM person WHERE email = ?", at("petra"))
    assert row is not None

    assert [each.person for each in list_left(house, "ljungby", AFTER)] == [row[0]]
