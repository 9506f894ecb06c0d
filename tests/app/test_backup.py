"""Copies made while others write are whole (T14), and a restored one sends nothing twice (P4, P11)."""

import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from intlflow.app import keeping
from intlflow.app.audit import verify
from intlflow.app.house import House, assemble
from intlflow.app.keeping import BadBackup, backup, housekeeping, restore
from intlflow.app.outbox import deliver
from intlflow.domain.words import Kind
from intlflow.letters.channels import CombinedPost
from intlflow.letters.plugin import MailPost, parse_mail_url
from intlflow.selftest.mailbox import mailbox, taken
from intlflow.settings import Settings
from intlflow.store.engine import make_engine, reading
from tests import people

ROUNDS = 20


def rows(house: House, table: str) -> int:
    with reading(house.engine) as tx:
        row = tx.one(f"SELECT count(*) FROM {table}")
    assert row is not None
    return int(row[0])


def copy_of(house: House, file: Path) -> House:
    return replace(house, engine=make_engine(f"sqlite:///{file}"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "accepted.log"


@pytest.fixture
def post(book: Path) -> Iterator[CombinedPost]:
    """The way to a real mail server that takes everything."""
    with mailbox(book) as port:
        mail = parse_mail_url(f"mailto://127.0.0.1:{port}?from=intlflow@ljungby.example")
        post = CombinedPost(MailPost(mail), None)
        yield post
        post.close()


def test_twenty_copies_made_while_others_write_are_whole(house: House, tmp_path: Path) -> None:
    done, found = threading.Event(), []

    def write() -> None:
        while not done.is_set():
            people.go(house, people.an_idea(house).ref, Kind.PROJECT, "idea", "park")

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(ROUNDS):
        before = rows(house, "journal")
        file = tmp_path / f"{number}.db"
        backup(house, file)
        copy = copy_of(house, file)
        verdict = verify(copy)
        found.append((verdict.faults, rows(copy, "journal") >= before))
        copy.close()
    done.set()
    writer.join()

    assert found == [([], True)] * ROUNDS
    assert rows(house, "journal") > ROUNDS


def test_a_copy_is_its_owners_alone_and_needs_no_other_file(house: House, tmp_path: Path) -> None:
    size = backup(house, tmp_path / "copies" / "one.db").size

    folder = tmp_path / "copies"
    assert [file.name for file in folder.iterdir()] == ["one.db"]
    assert (folder / "one.db").stat().st_size == size
    assert (folder / "one.db").stat().st_mode & 0o777 == 0o600


def test_a_copy_never_takes_the_place_of_a_file(house: House, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep me")

    with pytest.raises(BadBackup, match="nothing was overwritten"):
        backup(house, tmp_path / "precious")

    assert (tmp_path / "precious").read_text() == "keep me"


def test_after_a_restore_no_letter_is_sent_a_second_time(
    house: House, settings: Settings, tmp_path: Path, post: CombinedPost, book: Path
) -> None:
    for number in range(10):
        people.an_idea(house, title=f"Före {number}")
    deliver(house, post, now=lambda: people.MORNING)
    for number in range(10):
        people.an_idea(house, title=f"Väntar {number}")
    backup(house, tmp_path / "copy.db")
    deliver(house, post, now=lambda: people.MORNING)
    house.close()

    restore(settings, tmp_path / "copy.db", people.MORNING)
    restored = assemble(settings)
    again = deliver(restored, post, now=lambda: people.MORNING)

    restored.close()
    assert again.sent == 30  # known as accepted, not sent anew
    assert Counter(taken(book).values()) == {1: 60}


def test_after_a_restore_a_move_made_anew_tells_people_anew(
    house: House, settings: Settings, tmp_path: Path, post: CombinedPost, book: Path
) -> None:
    """The same case gets the same number again, and yet it is another decision."""
    ref = people.an_idea(house).ref
    backup(house, tmp_path / "copy.db")
    people.go(house, ref, Kind.PROJECT, "idea", "park")
    lost = people.an_idea(house, title="Förlorad").ref
    deliver(house, post, now=lambda: people.MORNING)
    house.close()
    before = taken(book)

    restore(settings, tmp_path / "copy.db", people.MORNING)
    restored = assemble(settings)
    declined = people.go(restored, ref, Kind.PROJECT, "idea", "decline")
    opened = people.an_idea(restored, title="En annan")
    deliver(restored, post, now=lambda: people.MORNING)

    restored.close()
    new = taken(book) - before
    assert opened.ref == lost
    assert set(new) == {
        message_id
        for letter in (*declined.letters, *opened.letters)
        for message_id in taken(book)
        if letter.id in message_id
    }
    assert new.total() == len(declined.letters) + len(opened.letters) > 0


def test_what_stood_there_is_set_aside_whole(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    backup(house, tmp_path / "copy.db")
    people.an_idea(house)
    house.close()

    aside = restore(settings, tmp_path / "copy.db", people.MORNING).aside

    assert aside is not None
    old, new = copy_of(house, aside), assemble(settings)
    assert (rows(old, "case_"), rows(new, "case_")) == (1, 0)
    assert verify(old).faults == verify(new).faults == []
    old.close()
    new.close()


def test_a_restore_into_an_empty_folder_sets_nothing_aside(house: House, tmp_path: Path) -> None:
    people.an_idea(house)
    backup(house, tmp_path / "copy.db")
    fresh = Settings.from_env({}, tmp_path / "fresh")

    assert restore(fresh, tmp_path / "copy.db", people.MORNING).aside is None

    new = assemble(fresh)
    assert rows(new, "case_") == 1
    new.close()


def picture(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; a log that is open while looked at is left out."""
    return {f.name: f.read_bytes() for f in folder.iterdir() if not f.name.endswith(("-shm",))}


def rubbish(folder: Path, good: Path) -> list[Path]:
    """Files that are no whole intlflow database."""
    data = good.read_bytes()
    made = {
        "text": b"Hej!\n" * 1000,
        "empty": b"",
        "half": data[: len(data) // 2],
        "head-only": data[:4096],
        "bits-turned": data[:4096] + bytes(byte ^ 0xFF for byte in data[4096:]),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    with closing(sqlite3.connect(folder / "somebody-elses")) as other:
        other.execute("CREATE TABLE things (a)")
    (folder / "a-folder").mkdir()
    names = [*made, "somebody-elses", "a-folder", "not-there"]
    return [folder / name for name in names]


def test_rubbish_is_refused_and_all_stays_as_it_was(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    people.an_idea(house)
    backup(house, tmp_path / "good.db")
    house.close()
    before = picture(settings.data)

    for file in rubbish(tmp_path, tmp_path / "good.db"):
        with pytest.raises(BadBackup):
            restore(settings, file, people.MORNING)

    assert picture(settings.data) == before


def test_a_database_in_use_is_not_replaced(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    people.an_idea(house)
    backup(house, tmp_path / "copy.db")
    people.an_idea(house)

    with reading(house.engine) as tx:
        tx.one("SELECT 1 FROM case_")
        with pytest.raises(BadBackup, match="in use"):
            restore(settings, tmp_path / "copy.db", people.MORNING)

    assert rows(house, "case_") == 2
    assert not list(settings.data.glob(".restore-*"))


def test_a_damaged_database_can_be_replaced(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    people.an_idea(house)
    backup(house, tmp_path / "copy.db")
    house.close()
    file = settings.sqlite_file
    assert file is not None
    file.write_bytes(b"no database any more" * 500)

    aside = restore(settings, tmp_path / "copy.db", people.MORNING).aside

    assert aside is not None
    assert aside.read_bytes().startswith(b"no database")
    new = assemble(settings)
    assert rows(new, "case_") == 1
    new.close()


def test_a_restore_that_is_cut_off_leaves_the_old_database_in_place(
    house: House, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.an_idea(house)
    backup(house, tmp_path / "copy.db")
    people.an_idea(house)
    house.close()

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping.os, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        restore(settings, tmp_path / "copy.db", people.MORNING)

    old = assemble(settings)
    assert rows(old, "case_") == 2
    old.close()


def test_postgresql_has_tools_of_its_own(house: House, tmp_path: Path) -> None:
    elsewhere = replace(house.settings, database_url="postgresql://nobody@nowhere.example/x")

    for act in (
        lambda: backup(replace(house, settings=elsewhere), tmp_path / "copy.db"),
        lambda: restore(elsewhere, tmp_path / "copy.db", people.MORNING),
    ):
        with pytest.raises(BadBackup, match="pg_dump"):
            act()


def test_each_night_makes_one_copy_and_a_fortnight_of_them_is_kept(house: House) -> None:
    kept = [housekeeping(house, people.MORNING + n * people.DAY) for n in range(17)]
    again = housekeeping(house, people.MORNING + 16 * people.DAY)

    files = sorted(os.listdir(house.settings.data / "backups"))
    assert [k.copy for k in kept[:2]] == ["intlflow-2027-03-01.db", "intlflow-2027-03-02.db"]
    assert (files[0], files[-1], len(files)) == (
        "intlflow-2027-03-03.db",
        "intlflow-2027-03-17.db",
        15,
    )
    assert (again.copy, again.removed) == ("intlflow-2027-03-17.db", 0)
