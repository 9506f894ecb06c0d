"""What holds on SQLite holds on PostgreSQL: the road of a project, the outbox, the journal's guard."""

import threading
from pathlib import Path
from typing import Any

import pytest

from intlflow.app import outbox
from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.app.setup import prepare
from intlflow.domain.words import Kind
from intlflow.letters.channels import CombinedPost
from intlflow.letters.plugin import MailPost, parse_mail_url
from intlflow.selftest.mailbox import mailbox, taken
from intlflow.store import letters
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.store.journal import _COLUMNS
from intlflow.store.migrate import newest, upgrade, version
from tests import people
from tests.store.racing import race
from tests.store.whole import everything, number_of

NOW = stamp(people.MORNING)
LATER = stamp(people.MORNING + people.DAY)
SEALED = [column for column in _COLUMNS.split(", ") if column not in ("given", "salt")]


def test_a_project_goes_its_whole_road(any_house: House) -> None:
    ended = people.walk(any_house, people.MAIN_ROAD)

    assert (ended.target, ended.version) == ("archived", len(people.MAIN_ROAD) + 1)
    assert verify(any_house).faults == []


def test_bringing_a_database_up_to_date_twice_changes_nothing(any_house: House) -> None:
    before = everything(any_house)

    assert upgrade(any_house.engine) is False
    assert prepare(any_house.settings, with_demo=False, at=people.MORNING + people.DAY) == []
    assert version(any_house.engine) == newest()
    assert everything(any_house) == before


def test_a_letter_that_one_sender_has_no_other_takes(any_house: House) -> None:
    for number in range(3):
        people.an_idea(any_house, title=f"Idé {number}")
    with writing(any_house.engine) as tx:
        first = letters.claim(tx, "one", now=NOW, until=LATER, limit=4)

    with writing(any_house.engine) as tx:
        second = letters.claim(tx, "two", now=NOW, until=LATER, limit=99)

    ids = [row.id for row in first + second]
    assert len(first) == 4
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == number_of(any_house, "letter")


def test_four_senders_at_once_send_each_letter_once(any_house: House, tmp_path: Path) -> None:
    for number in range(60):
        people.an_idea(any_house, title=f"Idé {number}")
    book = tmp_path / "accepted.log"

    with mailbox(book) as port:

        def send(house: House, number: int, lap: int) -> Any:
            mail = parse_mail_url(f"mailto://127.0.0.1:{port}?from=intlflow@ljungby.example")
            post = CombinedPost(MailPost(mail), None)
            sent = outbox.deliver(house, post, now=lambda: people.MORNING, at_once=10).sent
            post.close()
            return sent

        sent = race(any_house, 4, [1], send)[0]

    copies = taken(book)
    assert sum(sent) == len(copies) == number_of(any_house, "letter WHERE status = 'sent'")
    assert set(copies.values()) == {1}
    assert number_of(any_house, "letter WHERE status <> 'sent'") == 0


@pytest.mark.parametrize("column", SEALED)
def test_the_journal_refuses_to_be_rewritten(house: House, column: str) -> None:
    refuses(house, f"UPDATE journal SET {column} = {column}")


def test_the_journal_refuses_every_change_of_what_is_sealed(any_house: House) -> None:
    people.an_idea(any_house)
    before = everything(any_house)
    columns = ", ".join(f"{column} = excluded.{column}" for column in SEALED)

    for column in SEALED:
        refuses(any_house, f"UPDATE journal SET {column} = {column}")
    refuses(any_house, "DELETE FROM journal")
    refuses(
        any_house,
        f"INSERT INTO journal SELECT * FROM journal WHERE true ON CONFLICT"
        f" (municipality, number) DO UPDATE SET {columns}",
    )
    if any_house.engine.dialect.name == "sqlite":
        refuses(any_house, "INSERT OR REPLACE INTO journal SELECT * FROM journal")
        refuses(any_house, "UPDATE OR REPLACE journal SET number = number + 1")
    else:
        refuses(any_house, "TRUNCATE journal")

    assert everything(any_house) == before


def refuses(house: House, sql: str) -> None:
    if not number_of(house, "journal"):
        people.an_idea(house)
    with (
        pytest.raises(Exception, match="the journal is never rewritten"),
        writing(house.engine) as tx,
    ):
        tx.run(sql)


def test_an_audit_finds_nothing_while_others_write(any_house: House) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            people.go(any_house, people.an_idea(any_house).ref, Kind.PROJECT, "idea", "park")

    writer = threading.Thread(target=write)
    writer.start()
    verdicts = [verify(any_house)]
    while verdicts[-1].rows < verdicts[0].rows + 100:
        verdicts.append(verify(any_house))
    done.set()
    writer.join()

    assert [verdict.faults for verdict in verdicts] == [[]] * len(verdicts)
