"""What the night does: a copy, old copies gone, the coordinator told; and restores where links fail."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intlflow.app import keeping
from intlflow.app.house import House, assemble
from intlflow.app.keeping import BadBackup, Kept, backup, housekeeping, restore
from intlflow.app.outbox import deliver
from intlflow.letters.post import Ending
from intlflow.settings import Settings
from tests import people
from tests.app.scripted import ScriptedPost
from tests.store.whole import number_of


def test_the_coordinator_hears_in_the_night_of_letters_that_never_arrived(house: House) -> None:
    people.an_idea(house)
    post = ScriptedPost(
        lambda e: Ending.REFUSED if e.address == people.at("manne") else Ending.SENT
    )
    deliver(house, post, now=lambda: people.MORNING)
    told = "letter WHERE template = 'coordinator/letter-failed'"
    with house.engine.begin() as connection:  # a sender that died before it could tell
        connection.exec_driver_sql(f"DELETE FROM {told}")
        connection.exec_driver_sql("DELETE FROM meta WHERE key LIKE 'told%'")

    first = housekeeping(house, people.MORNING)
    second = housekeeping(house, people.MORNING)

    assert (first.troubles, second.troubles) == (1, 0)
    assert number_of(house, told) == 1


def test_a_letter_that_belongs_to_no_case_is_told_too_when_it_fails(house: House) -> None:
    people.an_idea(house)
    with house.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE letter SET case_id = NULL, status = 'failed', ended_at = created_at"
        )

    told = [housekeeping(house, people.MORNING).troubles for _ in range(2)]

    assert told == [3, 0]


def test_somebody_without_an_address_is_told_of_once_a_month(house: House) -> None:
    people.an_idea(house)
    with house.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE letter SET case_id = NULL, status = 'failed', ended_at = created_at,"
            " reply = 'no-address', person_id = 1"
        )

    told = housekeeping(house, people.MORNING).troubles

    assert told == 1


def test_on_postgresql_the_night_makes_no_copy_but_still_tells(house: House) -> None:
    elsewhere = replace(house.settings, database_url="postgresql://nobody@nowhere.example/x")

    kept = housekeeping(replace(house, settings=elsewhere), people.MORNING)

    assert kept == Kept("", 0, 0, 0)
    assert not (house.settings.data / "backups").exists()


def test_copies_that_a_person_made_are_not_tidied_away(house: House) -> None:
    folder = house.settings.data / "backups"
    folder.mkdir()
    for name in ("before-the-move.db", "intlflow-2020-01-01.db", "intlflow-2020-01-01.txt"):
        (folder / name).write_text("mine")

    kept = housekeeping(house, people.MORNING)

    assert kept == Kept("intlflow-2027-03-01.db", 1, 0, 0)
    assert sorted(os.listdir(folder)) == [
        *("before-the-move.db", "intlflow-2020-01-01.txt", "intlflow-2027-03-01.db"),
    ]


def test_a_copy_that_is_cut_off_leaves_no_file(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "_sync", full)
    with pytest.raises(OSError, match="No space left"):
        backup(house, tmp_path / "copies" / "one.db")

    assert list((tmp_path / "copies").iterdir()) == []


def test_a_database_with_a_damaged_page_is_not_passed_off_as_a_copy(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    people.an_idea(house)
    with house.engine.connect() as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'case_by_place'"
        page = int(connection.exec_driver_sql(sql).scalar_one())
    backup(house, tmp_path / "good.db")
    data = bytearray((tmp_path / "good.db").read_bytes())
    data[page * 4096 - 60 : page * 4096 - 20] = b"\x01" * 40  # an index that says something else
    (tmp_path / "bad.db").write_bytes(bytes(data))
    house.close()

    with pytest.raises(BadBackup, match=r"is damaged|no intlflow database"):
        restore(settings, tmp_path / "bad.db", people.MORNING)

    still = assemble(settings)
    assert number_of(still, "case_") == 1
    still.close()


def test_where_files_have_one_name_only_the_old_database_is_copied_aside(
    house: House, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(house, tmp_path / "copy.db")
    people.an_idea(house)
    house.close()

    def no_links(*_: Any) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(keeping.os, "link", no_links)
    aside = restore(settings, tmp_path / "copy.db", people.MORNING).aside

    assert aside is not None
    assert aside.name == "intlflow-before-restore-20270301T070000.db"
    old = assemble(replace(settings, database_url=f"sqlite:///{aside}"))
    new = assemble(settings)
    assert (number_of(old, "case_"), number_of(new, "case_")) == (1, 0)
    assert aside.stat().st_mode & 0o077 == 0
    old.close()
    new.close()


def test_a_damaged_database_takes_its_log_with_it_when_set_aside(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    backup(house, tmp_path / "copy.db")
    people.an_idea(house)
    file = settings.sqlite_file
    assert file is not None
    log = file.with_name(file.name + "-wal")
    written = log.read_bytes()
    house.close()
    file.write_bytes(b"no db" * 2000)
    log.write_bytes(written)  # as a power cut leaves it

    aside = restore(settings, tmp_path / "copy.db", people.MORNING).aside

    assert aside is not None
    assert aside.with_name(aside.name + "-wal").read_bytes() == written
    assert len(written) > 4096
    assert not log.exists()
    new = assemble(settings)
    assert (number_of(new, "person"), number_of(new, "case_")) == (2 * len(people.CAST), 0)
    new.close()
