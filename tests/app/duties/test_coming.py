"""What is decided about a letter to come is honoured by the tick: held, reworded, left out, sent early."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intlflow.app.access import entering
from intlflow.app.access.permission import Visitor
from intlflow.app.duties import answering, coming, ticking
from intlflow.app.house import House
from intlflow.domain.lifecycle import Refused
from intlflow.store import people as register
from intlflow.store.engine import reading
from tests import people

BEFORE = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
OPENS = date(2027, 1, 15)


def who(house: House, name: str = "sanna") -> Visitor:
    """A member of the cast as a visitor."""
    with reading(house.engine) as tx:
        found = register.by_email(tx, "ljungby", people.at(name), str(BEFORE.date()))
        assert found is not None
        seen = entering.known(house, tx, found.person_id, BEFORE)
    assert seen is not None
    return seen


def ahead(house: House, name: str = "karin") -> coming.ComingLetter:
    """Somebody's letter of the day the half-year opens."""
    return coming.coming_letter(house, who(house), OPENS, who(house, name).person_id, BEFORE)


def decide(house: House, kind: str, text: str = "", name: str = "karin") -> None:
    """Sanna decides about it."""
    person = who(house, name).person_id
    coming.decide(house, who(house), OPENS, person, kind, BEFORE, text)


def went(house: House, name: str = "karin") -> list[tuple[str, str, str]]:
    """Somebody's letters about the talk: how they stand, when they were written, their text."""
    with reading(house.engine) as tx:
        return tx.all(
            "SELECT status, substr(created_at, 1, 10), body FROM letter"
            " JOIN letter_text ON letter_id = id"
            " WHERE address = ? AND subject || body LIKE '%internationella frågor i ledningsgruppen%'"
            " ORDER BY created_at",
            people.at(name),
        )


def live(house: House, days: int = 6) -> None:
    """A tick each morning."""
    for number in range(days):
        ticking.tick(house, BEFORE + timedelta(days=number))


@pytest.fixture
def begun(house: House) -> House:
    """The day before yesterday was the first."""
    ticking.tick(house, BEFORE - timedelta(days=1))
    return house


def test_a_letter_to_come_is_word_for_word_the_letter_that_comes(begun: House) -> None:
    foreseen = ahead(begun)

    live(begun)

    assert went(begun) == [("waiting", "2027-01-15", foreseen.body)]


def test_a_letter_that_is_held_is_written_and_waits_for_a_person(begun: House) -> None:
    decide(begun, "hold")
    assert ahead(begun).held

    live(begun)

    assert [status for status, _, _ in went(begun)] == ["held"]
    assert [status for status, _, _ in went(begun, "stig")] == ["waiting"]


def test_what_was_held_and_let_go_again_goes(begun: House) -> None:
    decide(begun, "hold")
    decide(begun, "unhold")

    live(begun)

    assert [status for status, _, _ in went(begun)] == ["waiting"]


def test_a_letter_begins_with_the_lines_that_somebody_gave_it(begun: House) -> None:
    decide(begun, "opening", "Snart är det dags igen.\nRing mig gärna <b>först</b>.")
    foreseen = ahead(begun)

    live(begun)

    body = went(begun)[0][2]
    assert "Snart är det dags igen.\nRing mig gärna <b>först</b>." in body
    assert "Senast måndag 31 maj 2027: ta upp" not in body
    assert body == foreseen.body
    with reading(begun.engine) as tx:
        html = tx.one(
            "SELECT html FROM letter_text JOIN letter ON id = letter_id WHERE address = ?"
            " AND template = 'duty/talk'",
            people.at("karin"),
        )
    assert html is not None
    assert "&lt;b&gt;först&lt;/b&gt;" in html[0]


def test_somebody_who_is_left_out_gets_no_letter_and_the_duty_stands(begun: House) -> None:
    decide(begun, "leave_out")
    assert ahead(begun).left_out

    live(begun)

    assert went(begun) == []
    assert len(went(begun, "stig")) == 1


def test_whoever_is_taken_in_again_gets_the_letter(begun: House) -> None:
    decide(begun, "leave_out")
    decide(begun, "take_in")

    live(begun)

    assert len(went(begun)) == 1


def test_a_letter_sent_now_does_not_go_again_on_its_day(begun: House) -> None:
    person = who(begun, "karin").person_id

    assert coming.send_now(begun, who(begun), OPENS, person, BEFORE) == 1
    with pytest.raises(Refused, match="no-coming-letter"):
        ahead(begun)
    live(begun)

    assert [day for _, day, _ in went(begun)] == ["2027-01-12"]
    assert [day for _, day, _ in went(begun, "stig")] == ["2027-01-15"]


def test_nobody_gets_two_letters_a_day_however_somebody_presses(begun: House) -> None:
    monday = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
    ticking.tick(begun, monday)  # Sanna gets the week's overview
    sanna = who(begun)
    found = coming.coming_letters(begun, sanna, monday, 60)
    mine = [one for _, ones in found for one in ones if one.person_id == sanna.person_id]

    with pytest.raises(Refused, match="letter-today-already"):
        coming.send_now(begun, sanna, mine[0].day, sanna.person_id, monday)


def test_a_duty_met_meanwhile_sends_nothing_whatever_was_decided(begun: House) -> None:
    decide(begun, "opening", "Hej igen.")
    answering.log(
        begun,
        "ljungby",
        "ledningsgrupp_talk",
        subject="buf",
        by=people.at("karin"),
        on=BEFORE.date(),
        forum="ledningsgruppen",
        at=BEFORE,
    )

    live(begun)

    assert went(begun) == []


def test_a_decision_holds_when_the_letter_comes_days_later(begun: House) -> None:
    decide(begun, "hold")

    ticking.tick(begun, BEFORE + timedelta(days=9))  # the machine was off on the day

    assert [status for status, _, _ in went(begun)] == ["held"]


def test_every_decision_is_kept_with_who_and_when(begun: House) -> None:
    decide(begun, "hold")
    decide(begun, "unhold")

    with reading(begun.engine) as tx:
        rows = tx.all("SELECT kind, by_id, substr(at, 1, 10) FROM letter_wish ORDER BY id")
    sanna = who(begun).person_id
    assert rows == [("hold", sanna, "2027-01-12"), ("unhold", sanna, "2027-01-12")]
