"""A database that is whole but can't be reached, written or waited for is not said to be damaged."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from intlflow.app import house as house_of_app
from intlflow.app.house import NotReady, open_house
from intlflow.app.unwell import in_words
from intlflow.settings import Settings
from tests.app.test_restore import small_files

CURES = {
    "attempt to write a readonly database": "let intlflow write to the database and to its folder",
    "unable to open database file": "let intlflow write to the database and to its folder",
    "database or disk is full": "make room on the disk",
    "disk I/O error": "see whether the disk is full or failing",
}


@pytest.mark.parametrize("said", CURES)
@pytest.mark.parametrize("wrapped", [False, True], ids=["driver", "sqlalchemy"])
def test_good_data_on_a_bad_disk_is_not_to_be_replaced_by_a_backup(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, said: str, wrapped: bool
) -> None:
    error: Exception = sqlite3.OperationalError(said)

    def fail(_: object) -> str:
        raise OperationalError("SELECT 1", {}, error) if wrapped else error

    monkeypatch.setattr(house_of_app, "schema_of", fail)
    with pytest.raises(NotReady) as no:
        open_house(settings)

    assert str(no.value) == f"{settings.sqlite_file}: {said}: {CURES[said]}; nothing in it is lost"


def test_a_full_disk_is_told_from_a_damaged_file(settings: Settings) -> None:
    with small_files(20 * 1024), pytest.raises(NotReady) as no:
        open_house(settings)

    cure = "see whether the disk is full or failing; nothing in it is lost"
    assert str(no.value) == f"{settings.sqlite_file}: disk I/O error: {cure}"
    open_house(settings).close()


@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("no such table: x"), sqlite3.IntegrityError("x"), KeyError()]
)
def test_a_fault_of_ours_is_not_put_on_the_disk(fault: Exception) -> None:
    assert in_words(fault) is None


def test_a_damaged_page_points_to_a_backup(settings: Settings, tmp_path: Path) -> None:
    file = settings.sqlite_file
    assert file is not None
    data = file.read_bytes()
    file.write_bytes(data[:100] + bytes(byte ^ 0xFF for byte in data[100:]))

    with pytest.raises(NotReady, match="malformed; a backup is put back with"):
        open_house(settings)
