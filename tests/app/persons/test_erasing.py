"""P12: once a person is erased, their name is in no table, file, log or index; the journal still verifies."""

from collections.abc import Sequence

import pytest

from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.app.outbox import deliver
from intlflow.app.persons import sweep
from intlflow.app.persons.erasing import Erased, erase, survey
from intlflow.domain.lifecycle import Refused
from intlflow.letters.post import Done, Ending, Envelope, Result
from intlflow.store.engine import reading, writing
from tests.app.persons.traces import ADDRESS, NAME, everywhere, files_with, rows_with
from tests.app.scripted import ScriptedPost
from tests.people import MORNING, at
from tests.store.whole import everything

DATABASE = ["intlflow.db", "intlflow.db-wal"]
ROLF, SANNA = at("rolf"), at("sanna")


def erased(house: House, who: str = ADDRESS, by: str = ROLF, decision: str = "") -> Erased:
    return erase(house, "ljungby", who, by=by, at=MORNING, decision=decision)


def test_T29_not_a_byte_of_the_name_is_left_in_any_file(house: House) -> None:
    everywhere(house)
    assert files_with(house, "petra") != []  # the look itself works

    done = erased(house)

    file = house.settings.sqlite_file
    assert file is not None
    assert rows_with(file, "petra") == []
    assert files_with(house, "petra") == []
    assert files_with(house, "dahl") == []
    assert (done.swept, done.left_in, done.decisions) == (True, [], [])


def test_P12_the_journal_and_the_acts_still_verify(house: House) -> None:
    everywhere(house)

    done = erased(house)

    verdict = verify(house)
    assert verdict.faults == []
    assert done.journal_rows > 0
    assert set(verdict.heads) == {"ljungby", "ljungby/acts"}


def test_looking_first_tells_exactly_what_is_done_and_changes_nothing(house: House) -> None:
    everywhere(house)
    before = everything(house)

    seen = survey(house, "ljungby", ADDRESS, at=MORNING)

    assert everything(house) == before
    done = erased(house)
    assert (seen.rows, seen.journal_rows, seen.letters) == (
        done.rows,
        done.journal_rows,
        done.letters,
    )


def test_erasing_twice_is_harmless(house: House) -> None:
    everywhere(house)
    first = erased(house)
    before = everything(house)

    again = erased(house, str(first.person))

    assert (again.already, again.rows, again.act) == (True, {}, 0)
    assert everything(house) == before


def test_a_name_in_a_decision_stays_and_is_told(house: House) -> None:
    everywhere(house, decision=True)

    done = erased(house)

    with reading(house.engine) as tx:
        kept = tx.one("SELECT text FROM decision WHERE id = 1")
    assert done.decisions[0] == 1
    assert kept is not None
    assert NAME in kept[0]


def test_a_disposal_decision_takes_the_name_out_of_decisions_too(house: House) -> None:
    everywhere(house, decision=True)

    erased(house, decision="ks 2027-02-09 § 14")

    assert files_with(house, "petra") == []
    assert verify(house).faults == []


def test_a_new_name_in_an_erased_row_is_taken_when_it_is_told(house: House) -> None:
    everywhere(house)
    number = erased(house).person
    with writing(house.engine) as tx:
        tx.run("UPDATE support SET note = 'P. Dahl ringde' WHERE id = 1")
        tx.run("INSERT INTO support (case_id, person_id, at, kind, minutes, note)"
               " VALUES (1, 1, '2027-01-01', 'informera', 5, 'P. Dahl ringde')")  # fmt: skip

    erase(house, "ljungby", str(number), by=ROLF, at=MORNING, also=["P. Dahl"])

    assert files_with(house, "dahl") == []


@pytest.mark.parametrize(
    ("who", "why"), [("karin", "person-in-office"), ("petra", "person-in-charge")]
)
def test_whoever_is_still_needed_is_not_erased(house: House, who: str, why: str) -> None:
    from tests import people

    people.walk(house, ["accept"])

    with pytest.raises(Refused) as refused:
        erased(house, at(who))

    assert refused.value.why == why


@pytest.mark.parametrize("by", ["karin", "egon"])
def test_only_registrar_and_coordinator_erase(house: House, by: str) -> None:
    with pytest.raises(Refused, match="not-your-office"):
        erased(house, by=at(by))


def test_only_a_registrar_takes_a_name_out_of_decisions(house: House) -> None:
    with pytest.raises(Refused, match="not-your-office"):
        erased(house, by=SANNA, decision="ks 2027-02-09 § 14")


def test_somebody_else_s_reading_puts_the_sweep_off_and_the_night_does_it(house: House) -> None:
    everywhere(house)
    with reading(house.engine) as tx:
        tx.one("SELECT count(*) FROM person")  # a look that began before, and lasts
        done = erased(house)
        assert (done.swept, sweep.is_due(house)) == (False, True)

    assert sweep.now(house)
    assert not sweep.is_due(house)
    assert files_with(house, "petra") == []


def test_whoever_comes_back_with_a_backup_is_noticed(house: House) -> None:
    everywhere(house)
    number = erased(house).person
    assert sweep.come_back(house) == []

    with writing(house.engine) as tx:
        tx.run("UPDATE person SET name = 'Petra Dahl', erased_at = NULL WHERE id = ?", number)

    assert sweep.come_back(house) == [("ljungby", number)]


def test_whoever_is_erased_while_a_letter_leaves_stays_erased(house: House) -> None:
    everywhere(house)
    link = "Hej Petra Dahl: http://x.example/l/abcdefghijklmnopqrstuvwxyz0123"
    with writing(house.engine) as tx:
        hers = "letter_id IN (SELECT id FROM letter WHERE address = ?)"
        tx.run(f"UPDATE letter_text SET body = ? WHERE {hers}", link, ADDRESS)
        tx.run(
            "UPDATE letter SET status = 'waiting', due_at = created_at WHERE address = ?", ADDRESS
        )
    left: list[str] = []

    class Post(ScriptedPost):
        def send(self, letters: Sequence[Envelope], done: Done) -> None:
            for letter in letters:
                if letter.address == ADDRESS and ADDRESS not in left:
                    erased(house)
                left.append(letter.address)
                done(Result(letter.id, Ending.SENT, f"250 <{letter.address}> is fine"))

    deliver(house, Post(lambda _: Ending.SENT), now=lambda: MORNING)
    sweep.now(house)

    assert ADDRESS in left
    file = house.settings.sqlite_file
    assert file is not None
    assert rows_with(file, "petra") == []
