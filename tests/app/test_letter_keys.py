"""A key that has left in a letter is kept nowhere: not in the letter's text, not in the file behind it."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from intlflow.app.access import by_link
from intlflow.app.duties import ticking
from intlflow.app.house import House, assemble
from intlflow.app.outbox import deliver, steer
from intlflow.domain.link_keys import without_keys
from intlflow.letters.post import Ending
from intlflow.settings import Settings
from intlflow.store import letter_steering
from intlflow.store.engine import reading
from tests import people
from tests.app.scripted import ScriptedPost

SECRET = "kEy-" + "q7" * 20
HERE = "https://internationellt.ljungby.example"


def texts(house: House) -> str:
    """Every letter's stored text."""
    with reading(house.engine) as tx:
        return "\n".join(
            f"{body}\n{html}" for body, html in tx.all("SELECT body, html FROM letter_text")
        )


def file_of(house: House) -> bytes:
    """The database's bytes, its log written into it."""
    file = house.settings.sqlite_file
    assert file is not None
    with closing(sqlite3.connect(file)) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def ask_to_come_in(house: House) -> None:
    """Karin's letter with a key to sign in."""
    by_link.ask(house, people.at("karin"), address=HERE, at=people.MORNING, key=lambda: SECRET)


def test_the_key_to_sign_in_is_gone_once_the_letter_has_left(house: House) -> None:
    ask_to_come_in(house)
    assert SECRET in texts(house)
    post = ScriptedPost(lambda _: Ending.SENT)

    deliver(house, post, now=lambda: people.MORNING)

    assert SECRET in post.tried[0].body  # its reader has it
    assert SECRET not in texts(house)
    assert f"{HERE}/logga-in/…" in texts(house)  # the rest stays
    assert SECRET.encode() not in file_of(house)


@pytest.mark.parametrize("ending", [Ending.LATER, Ending.UNKNOWN])
def test_a_letter_that_is_tried_again_keeps_its_key_until_it_has_left(
    house: House, ending: Ending
) -> None:
    ask_to_come_in(house)

    deliver(house, ScriptedPost(lambda _: ending), now=lambda: people.MORNING)
    assert SECRET in texts(house)
    again = ScriptedPost(lambda _: Ending.SENT)
    deliver(house, again, now=lambda: people.MORNING + people.DAY)

    assert SECRET in again.tried[0].body
    assert SECRET not in texts(house)


def test_the_key_to_answer_is_gone_and_the_question_stays(settings: Settings, house: House) -> None:
    town = assemble(replace(settings, address=HERE))
    for day in range(3):
        ticking.tick(town, people.MORNING + day * people.DAY)
    assert "/l/" in texts(town)
    assert texts(town) != without_keys(texts(town))

    deliver(town, ScriptedPost(lambda _: Ending.SENT), now=lambda: people.MORNING + 3 * people.DAY)

    assert texts(town) == without_keys(texts(town))
    assert f"{HERE}/l/…" in texts(town)
    town.close()


def test_other_links_stay_as_they_were() -> None:
    text = f"Se {HERE}/arende/LJU-2027-001 och {HERE}/plikt/ledningsgrupp_talk/buf."

    assert without_keys(text) == text


def test_whoever_steers_a_letter_is_kept_with_how_it_stood(house: House) -> None:
    people.an_idea(house)
    with reading(house.engine) as tx:
        letter, person = tx.all(
            "SELECT letter.id, person.id FROM letter, person WHERE person.email = ?"
            " AND letter.address = ?",
            *(people.at("sanna"), people.at("karin")),
        )[0]

    steer(house, letter, "hold", people.MORNING, person)
    steer(house, letter, "release", people.MORNING)

    with reading(house.engine) as tx:
        kept = letter_steering.of_letters(tx, [letter])[letter]
    assert [(one.step, one.status, one.by) for one in kept] == [
        ("hold", "waiting", "Sanna Lind"),
        ("release", "held", ""),
    ]
