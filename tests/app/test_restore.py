"""A restore loses nothing, however often, and says in a sentence why it could not be done."""

import errno
import resource
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intlflow.app import keeping
from intlflow.app.house import House, assemble
from intlflow.app.keeping import BadBackup, Restored, backup, restore
from intlflow.settings import Settings
from intlflow.store.engine import reading
from tests import people

NAME = "intlflow-before-restore-20270301T070000"


def cases(settings: Settings, file: Path | None) -> int:
    """How many cases a database has."""
    assert file is not None
    house = assemble(replace(settings, database_url=f"sqlite:///{file}"))
    with closing(house), reading(house.engine) as tx:
        row = tx.one("SELECT count(*) FROM case_")
    return int(row[0]) if row else 0


@pytest.fixture
def copies(house: House, tmp_path: Path) -> list[Path]:
    """Two backups, with one case and with two; the database has three."""
    made = []
    for number in (1, 2):
        people.an_idea(house, title=f"Idé {number}")
        made.append(tmp_path / f"{number}.db")
        backup(house, made[-1])
    people.an_idea(house, title="Idé 3")
    house.close()
    return made


def no_links(*_: Any) -> None:
    raise OSError(95, "Operation not supported")


@pytest.mark.parametrize("links", [True, False], ids=["two names", "one name"])
def test_each_restore_of_a_second_sets_aside_under_a_name_of_its_own(
    settings: Settings, copies: list[Path], links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr(keeping.os, "link", no_links)

    done = [restore(settings, copy, people.MORNING) for copy in (*copies, copies[0])]

    asides = [each.aside for each in done]
    assert [aside.name for aside in asides if aside] == [
        f"{NAME}.db",
        f"{NAME}-2.db",
        f"{NAME}-3.db",
    ]
    assert [cases(settings, aside) for aside in asides] == [3, 1, 2]
    assert cases(settings, settings.sqlite_file) == 1


def test_two_restores_at_once_come_one_after_the_other(
    settings: Settings, copies: list[Path]
) -> None:
    def put_back(copy: Path) -> Restored:
        return restore(settings, copy, people.MORNING)

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(put_back, copies))

    found = sorted(cases(settings, each.aside) for each in done)
    left = cases(settings, settings.sqlite_file)
    assert (found, left) in (([1, 3], 2), ([2, 3], 1))


def test_while_somebody_restores_another_waits(
    settings: Settings, copies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    most: list[int] = []
    copy_in = keeping._copy_in

    def watched(*given: Path) -> None:
        inside.append(1)
        most.append(len(inside))
        copy_in(*given)
        inside.pop()

    monkeypatch.setattr(keeping, "_copy_in", watched)
    with ThreadPoolExecutor(4) as several:
        list(several.map(lambda copy: restore(settings, copy, people.MORNING), copies * 4))

    assert most == [1] * 8


def pictures(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "has version 9999, which"),
        ("DELETE FROM alembic_version", "has version none, which"),
        ("INSERT INTO alembic_version VALUES ('0001')", "has version 0020 and 0001, which"),
    ],
)
def test_a_backup_of_a_version_that_nobody_knows_is_refused_and_nothing_changes(
    settings: Settings, copies: list[Path], sql: str, said: str
) -> None:
    with closing(sqlite3.connect(copies[0])) as forged, forged:
        forged.execute(sql)
    before = pictures(settings.data)

    with pytest.raises(BadBackup, match=said):
        restore(settings, copies[0], people.MORNING)

    assert pictures(settings.data) == before


def test_a_backup_of_an_older_version_is_put_in_place(
    settings: Settings, copies: list[Path]
) -> None:
    with closing(sqlite3.connect(copies[0])) as older, older:
        older.execute("UPDATE alembic_version SET version_num = '0019'")

    assert restore(settings, copies[0], people.MORNING).aside is not None


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file may grow beyond some bytes, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_restore_without_room_says_so_and_leaves_nothing_behind(
    settings: Settings, copies: list[Path]
) -> None:
    before = pictures(settings.data)

    with small_files(20 * 1024), pytest.raises(BadBackup, match=r"room .* Nothing was changed"):
        restore(settings, copies[0], people.MORNING)

    assert pictures(settings.data) == before


def test_no_room_for_what_stands_in_the_log_is_not_taken_for_somebody_who_uses_it(
    settings: Settings, copies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(keeping, "_fold", full)
    with pytest.raises(BadBackup, match="disk is full; see whether there is room"):
        restore(settings, copies[0], people.MORNING)


def test_half_a_copy_of_what_stood_there_is_taken_away(
    settings: Settings, copies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    before = pictures(settings.data)
    monkeypatch.setattr(keeping.os, "link", no_links)
    monkeypatch.setattr(keeping.shutil, "copy2", half)
    with pytest.raises(BadBackup, match="No space left on device"):
        restore(settings, copies[0], people.MORNING)

    assert sorted(pictures(settings.data)) == sorted(before)
