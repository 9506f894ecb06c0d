"""Acts on the data are as hard to change unseen as the journal itself."""

import sqlite3
from contextlib import closing

import pytest

from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.app.persons.erasing import erase
from intlflow.store import acts
from intlflow.store.engine import reading, writing
from tests.app.persons.traces import ADDRESS, everywhere
from tests.people import MORNING, at

CHANGES = {
    "another verb": "UPDATE register_act SET verb = 'hold'",
    "another number": """UPDATE register_act SET given = replace(given, '"person":4', '"person":5')""",
    "another day": "UPDATE register_act SET at = '2020-01-01'",
    "gone": "DELETE FROM register_act",
    "gone with its chain": "DELETE FROM register_act; DELETE FROM chain WHERE municipality LIKE '%/acts'",
    "other words": """UPDATE journal SET given = replace(given, '[person 4]', 'stig@ljungby.example')""",
    "no words": "UPDATE journal SET given = '', salt = '' WHERE number = 2",
}


@pytest.fixture
def after(house: House) -> House:
    everywhere(house)
    erase(house, "ljungby", ADDRESS, by=at("rolf"), at=MORNING)
    return house


@pytest.mark.parametrize("sql", CHANGES.values(), ids=list(CHANGES))
def test_a_change_behind_the_back_is_found(after: House, sql: str) -> None:
    heads = verify(after).heads
    after.close()
    file = after.settings.sqlite_file
    assert file is not None
    with closing(sqlite3.connect(file)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(sql)
        connection.commit()

    assert verify(after, heads).faults != []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE register_act SET verb = 'hold'",
        "DELETE FROM register_act",
        "INSERT OR REPLACE INTO register_act SELECT * FROM register_act",
    ],
)
def test_the_database_itself_refuses(after: House, sql: str) -> None:
    with (
        pytest.raises(sqlite3.IntegrityError, match="never rewritten"),
        writing(after.engine) as tx,
    ):
        tx.run(sql)


def test_an_act_names_nobody(after: House) -> None:
    with reading(after.engine) as tx:
        (act,) = acts.walk(tx, "ljungby")

    assert (act.verb, act.role) == ("erase", "registrar")
    assert "petra" not in act.given
    assert "@" not in act.given
