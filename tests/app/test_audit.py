"""History cannot be changed unseen (P7, T28): whoever edits behind the application's back is found out."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from intlflow.app.audit import Verdict, verify
from intlflow.app.house import House
from intlflow.domain.journal import GENESIS, canonical, digest, link
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind
from intlflow.store.engine import make_engine, reading
from intlflow.store.journal import JournalRow, walk
from tests import people

TOWN = "ljungby"
TIMES = 300
Tamper = Callable[[sqlite3.Connection, Random], None]


@pytest.fixture
def history(house: House) -> House:
    """Two municipalities with a few cases each; nobody has an engine open on the file."""
    for municipality in people.UNITS:
        people.walk(house, people.MAIN_ROAD, municipality=municipality)
        people.walk(house, ["park", "wake", "decline"], municipality=municipality)
        people.a_case(house, Kind.TWIN_TOWN, municipality)
    house.close()
    return house


@contextmanager
def tampered(house: House, folder: Path) -> Iterator[tuple[sqlite3.Connection, House]]:
    """A copy of the database, open to somebody with all rights, its triggers dropped."""
    file = folder / "tampered.db"
    source = house.settings.sqlite_file
    assert source is not None
    shutil.copy(source, file)
    other = replace(house, engine=make_engine(f"sqlite:///{file}"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f"DROP TRIGGER {name}")
        yield connection, other
    other.close()


def found(house: House, folder: Path, tamper: Tamper, chance: Random) -> Verdict:
    """What an audit with yesterday's heads finds after somebody has tampered."""
    anchors = verify(house).heads
    with tampered(house, folder) as (connection, other):
        tamper(connection, chance)
        return verify(other, anchors)


def some_row(connection: sqlite3.Connection, chance: Random) -> tuple[str, int]:
    rows = connection.execute("SELECT municipality, number FROM journal").fetchall()
    key, number = chance.choice(rows)
    return str(key), int(number)


def length(connection: sqlite3.Connection, key: str = TOWN) -> int:
    sql = "SELECT max(number) FROM journal WHERE municipality = ?"
    return int(connection.execute(sql, (key,)).fetchone()[0])


TEXTS = ("at", "role", "verb", "source", "target", "unit_name", "given", "salt", "digest", "hash")


def edit_a_word(connection: sqlite3.Connection, chance: Random) -> None:
    column, where = chance.choice(TEXTS), some_row(connection, chance)
    sql = f"UPDATE journal SET {column} = {column} || ? WHERE municipality = ? AND number = ?"
    connection.execute(sql, (chance.choice("abcx "), *where))


def edit_a_number(connection: sqlite3.Connection, chance: Random) -> None:
    column, where = chance.choice(("person_id", "seq", "case_id")), some_row(connection, chance)
    sql = f"UPDATE journal SET {column} = {column} + 100 WHERE municipality = ? AND number = ?"
    connection.execute(sql, where)


def give_something_else(connection: sqlite3.Connection, chance: Random) -> None:
    where = some_row(connection, chance)
    given = canonical({"reason": f"Något annat {chance.random()}"})
    sql = "UPDATE journal SET given = ? WHERE municipality = ? AND number = ?"
    connection.execute(sql, (given, *where))


def give_something_else_with_its_digest(connection: sqlite3.Connection, chance: Random) -> None:
    where, given = some_row(connection, chance), canonical({"reason": "Något annat"})
    sql = "UPDATE journal SET given = ?, digest = ? WHERE municipality = ? AND number = ?"
    connection.execute(sql, (given, digest("salt", given), *where))


def swap_two_rows(connection: sqlite3.Connection, chance: Random) -> None:
    one, two = chance.sample(range(1, length(connection) + 1), 2)
    swap = "UPDATE journal SET number = ? WHERE municipality = ? AND number = ?"
    for new, old in ((-1, one), (one, two), (two, -1)):
        connection.execute(swap, (new, TOWN, old))


def take_a_row_out(connection: sqlite3.Connection, chance: Random) -> None:
    number = chance.randrange(1, length(connection))
    connection.execute("DELETE FROM journal WHERE municipality = ? AND number = ?", (TOWN, number))


def take_a_row_out_and_close_the_gap(connection: sqlite3.Connection, chance: Random) -> None:
    gone = chance.randrange(1, length(connection))
    connection.execute("DELETE FROM journal WHERE municipality = ? AND number = ?", (TOWN, gone))
    for number in range(gone + 1, length(connection) + 1):
        sql = "UPDATE journal SET number = ? WHERE municipality = ? AND number = ?"
        connection.execute(sql, (number - 1, TOWN, number))


def cut_the_tail(connection: sqlite3.Connection, chance: Random) -> None:
    keep = chance.randrange(length(connection))
    connection.execute("DELETE FROM journal WHERE municipality = ? AND number > ?", (TOWN, keep))


def cut_the_tail_and_mend_the_chain(connection: sqlite3.Connection, chance: Random) -> None:
    """Also the cases are set back to where they then stood, or taken away."""
    cut_the_tail(connection, chance)
    mend(connection)


def write_the_chain_anew(connection: sqlite3.Connection, chance: Random) -> None:
    """Change a word and compute every hash after it, so that the chain holds in itself."""
    number = chance.randrange(1, length(connection) + 1)
    sql = "UPDATE journal SET unit_name = 'En annan' WHERE municipality = ? AND number = ?"
    connection.execute(sql, (TOWN, number))
    mend(connection)


def mend(connection: sqlite3.Connection) -> None:
    """All that a patient forger can do: hashes, the chain's end and the cases agree."""
    previous, number = GENESIS, 0
    rows = connection.execute(
        "SELECT municipality, number, case_id, seq, at, person_id, role, verb, source, target,"
        " unit_name, given, salt, digest, hash FROM journal WHERE municipality = ? ORDER BY number",
        (TOWN,),
    ).fetchall()
    facts: dict[int, dict[str, str]] = {}
    kinds = dict(connection.execute("SELECT id, kind FROM case_").fetchall())
    stood: dict[int, tuple[str, int, str]] = {}
    for values in rows:
        row = JournalRow(*values)
        number, previous = number + 1, link(previous, row.sealed())
        sql = "UPDATE journal SET hash = ? WHERE municipality = ? AND number = ?"
        connection.execute(sql, (previous, TOWN, row.number))
        known = facts.setdefault(row.case_id, {})
        known |= json.loads(row.given)
        stage = str(LIFECYCLES[Kind(kinds[row.case_id])].stage(row.target))
        before, entry, name = stood.get(row.case_id, ("", 0, row.unit_name))
        entry = entry if stage == before else row.seq
        stood[row.case_id] = stage, entry, name
        sql = (
            "UPDATE case_ SET phase = ?, version = ?, facts = ?, stage = ?, stage_entry = ?,"
            " changed_at = ?, unit_name = ? WHERE id = ?"
        )
        values = (row.target, row.seq, canonical(known), stage, entry, row.at, name, row.case_id)
        connection.execute(sql, values)
    marks = ", ".join(map(str, facts)) or "0"
    connection.execute(f"DELETE FROM case_ WHERE municipality = ? AND id NOT IN ({marks})", (TOWN,))
    sql = "UPDATE chain SET length = ?, head = ? WHERE municipality = ?"
    connection.execute(sql, (number, previous, TOWN))


def forge_a_row(connection: sqlite3.Connection, chance: Random) -> None:
    number = length(connection)
    connection.execute(
        "INSERT INTO journal SELECT municipality, number + 1, case_id, seq + 100, at, person_id,"
        " role, verb, source, target, unit_name, given, salt, digest, hash FROM journal"
        " WHERE municipality = ? AND number = ?",
        (TOWN, number),
    )


def move_a_case(connection: sqlite3.Connection, chance: Random) -> None:
    change = chance.choice(("phase = 'granted'", "version = version + 1", 'facts = \'{"a":"b"}\''))
    sql = f"UPDATE case_ SET {change} WHERE id = (SELECT max(id) - ? FROM case_)"
    connection.execute(sql, (chance.randrange(3),))


def lose_a_case(connection: sqlite3.Connection, chance: Random) -> None:
    connection.execute("DELETE FROM case_ WHERE id = (SELECT max(id) - 1 FROM case_)")


def lose_the_chains_end(connection: sqlite3.Connection, chance: Random) -> None:
    sql = chance.choice(
        ("DELETE FROM chain WHERE municipality = ?",
         "UPDATE chain SET length = length - 1 WHERE municipality = ?",
         "UPDATE chain SET head = '0' WHERE municipality = ?")
    )  # fmt: skip
    connection.execute(sql, (TOWN,))


def lose_a_whole_municipality(connection: sqlite3.Connection, chance: Random) -> None:
    for table in ("journal", "case_", "chain"):
        connection.execute(f"DELETE FROM {table} WHERE municipality = ?", (TOWN,))


TAMPERINGS: tuple[Tamper, ...] = (
    edit_a_word,
    edit_a_number,
    give_something_else,
    give_something_else_with_its_digest,
    swap_two_rows,
    take_a_row_out,
    take_a_row_out_and_close_the_gap,
    cut_the_tail,
    cut_the_tail_and_mend_the_chain,
    write_the_chain_anew,
    forge_a_row,
    move_a_case,
    lose_a_case,
    lose_the_chains_end,
    lose_a_whole_municipality,
)


def test_an_untouched_journal_is_whole_and_its_heads_are_where_they_were(
    history: House, tmp_path: Path
) -> None:
    verdict = found(history, tmp_path, lambda *_: None, Random(1))

    assert verdict.faults == []
    assert (verdict.rows, verdict.cases, verdict.erased) == (32, 6, 0)


def test_every_one_of_300_tamperings_is_found(history: House, tmp_path: Path) -> None:
    chance, missed = Random(20270301), []

    for number in range(TIMES):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        if found(history, tmp_path, tamper, chance).whole:
            missed.append(tamper.__name__)

    assert missed == []


@pytest.mark.parametrize(
    "tamper",
    [cut_the_tail_and_mend_the_chain, write_the_chain_anew, lose_a_whole_municipality],
)
def test_a_patient_forger_is_found_only_by_a_head_noted_elsewhere(
    history: House, tmp_path: Path, tamper: Tamper
) -> None:
    with tampered(history, tmp_path) as (connection, other):
        tamper(connection, Random(1))
        without = verify(other)
        with_anchor = verify(other, verify(history).heads)

    assert without.faults == []
    assert with_anchor.faults == ["ljungby: the head noted earlier is no longer in the chain"]


@pytest.mark.parametrize(
    "change",
    [
        "stage = 'closing'", "stage_entry = 7", "municipality = 'ljungby'", "unit_name = 'En annan'",
        "opened_by = 2", "opened_at = '2020'", "changed_at = '2020'", "facts = 'not json'",
    ],
)  # fmt: skip
def test_a_case_that_was_changed_behind_the_application_s_back_is_found(
    history: House, tmp_path: Path, change: str
) -> None:
    with tampered(history, tmp_path) as (connection, other):
        connection.execute(f"UPDATE case_ SET {change} WHERE id = (SELECT max(id) FROM case_)")
        connection.commit()
        assert len(verify(other).faults) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET given = '[1]' WHERE number = 2",
        "UPDATE journal SET given = 5 WHERE number = 2",
        "UPDATE journal SET at = x'00ff' WHERE number = 2",
        "UPDATE chain SET length = 'abc'",
    ],
)
def test_what_has_become_something_else_than_text_is_a_fault_like_any_other(
    history: House, tmp_path: Path, change: str
) -> None:
    with tampered(history, tmp_path) as (connection, other):
        connection.execute(change)
        connection.commit()
        assert verify(other).faults


def test_a_head_stays_good_while_the_chain_goes_on(house: House) -> None:
    people.an_idea(house)
    anchors = verify(house).heads
    people.an_idea(house)

    assert verify(house, anchors).faults == []


def test_a_made_up_head_is_not_in_the_chain(house: House) -> None:
    people.an_idea(house)

    verdict = verify(house, {TOWN: "f" * 64, "ingenstans": "f" * 64})

    assert verdict.faults == [
        "ingenstans: the head noted earlier is no longer in the chain",
        "ljungby: the head noted earlier is no longer in the chain",
    ]


def test_words_taken_away_with_their_salt_are_counted_and_miss_the_act_that_tells_why(
    history: House, tmp_path: Path
) -> None:
    def erase(connection: sqlite3.Connection, _: Random) -> None:
        connection.execute("UPDATE journal SET given = '', salt = '' WHERE number = 2")

    verdict = found(history, tmp_path, erase, Random(1))

    told = "row 2: what was given was erased; no act tells why"
    assert verdict.faults == [f"ljungby {told}", f"vaxjo {told}"]
    assert verdict.erased == 2


def test_a_long_journal_is_read_page_by_page(history: House) -> None:
    with reading(history.engine) as tx:
        by_three = list(walk(tx, TOWN, page=3))
        at_once = list(walk(tx, TOWN))

    assert by_three == at_once
    assert [row.number for row in by_three] == list(range(1, 17))
