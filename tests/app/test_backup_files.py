"""A backup has the attachments that its database names, and a restore puts them back, by their hashes."""

import hashlib
from pathlib import Path

import pytest

from intlflow.app.house import House, assemble
from intlflow.app.keeping import backup, housekeeping, restore
from intlflow.app.registers.attaching import attach, damaged, place
from intlflow.settings import Settings
from tests import people
from tests.people import MORNING, at

LETTER, PLAN = b"%PDF-1.7\nbrevet", b"%PDF-1.7\nplanen"


def kept(house: House, content: bytes, folder: Path, name: str = "brev.pdf") -> str:
    """A file that is kept with a case; gives its hash."""
    file = folder / name
    file.write_bytes(content)
    ref = people.an_idea(house).ref
    attach(house, "ljungby", file, ref, by=at("sanna"), at=MORNING)
    file.unlink()
    return hashlib.sha256(content).hexdigest()


def lies(folder: Path) -> dict[str, bytes]:
    """The attachments of a folder by their names."""
    return {file.name: file.read_bytes() for file in folder.glob("attachments/*/*")}


def test_a_backup_has_the_attachments_beside_it_for_its_owner_alone(
    house: House, tmp_path: Path
) -> None:
    letter, plan = kept(house, LETTER, tmp_path), kept(house, PLAN, tmp_path)

    done = backup(house, tmp_path / "copies" / "one.db")

    assert (done.files, done.wrong) == (2, ())
    assert lies(tmp_path / "copies") == {letter: LETTER, plan: PLAN}
    modes = {file.stat().st_mode & 0o777 for file in (tmp_path / "copies").glob("attachments/*/*")}
    assert modes == {0o600}


def test_a_restore_on_a_new_machine_brings_database_and_attachments(
    house: House, tmp_path: Path
) -> None:
    letter = kept(house, LETTER, tmp_path)
    backup(house, tmp_path / "copies" / "one.db")
    fresh = Settings.from_env({}, tmp_path / "fresh")

    done = restore(fresh, tmp_path / "copies" / "one.db", MORNING)

    assert (done.files, done.wrong) == (1, ())
    assert lies(fresh.data) == {letter: LETTER}
    new = assemble(fresh)
    assert list(damaged(new)) == []
    new.close()


def test_a_restore_mends_what_is_damaged_and_removes_nothing(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    letter = kept(house, LETTER, tmp_path)
    backup(house, tmp_path / "one.db")
    later = kept(house, PLAN, tmp_path)
    place(settings.data, letter).write_bytes(b"%PDF-1.7\nnagot annat")
    house.close()

    done = restore(settings, tmp_path / "one.db", MORNING)

    assert (done.files, done.wrong) == (1, ())
    assert lies(settings.data) == {letter: LETTER, later: PLAN}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: file.unlink(), "is gone"),
        (lambda file: file.write_bytes(b"x"), "is not what was kept"),
    ],
)
def test_what_is_gone_or_damaged_is_named_and_the_rest_is_copied(
    house: House, tmp_path: Path, harm: object, said: str
) -> None:
    letter, plan = kept(house, LETTER, tmp_path), kept(house, PLAN, tmp_path, "plan.pdf")
    assert callable(harm)
    harm(place(house.settings.data, letter))

    done = backup(house, tmp_path / "copies" / "one.db")

    assert done.files == 1
    assert [said in wrong and "brev.pdf" in wrong for wrong in done.wrong] == [True]
    assert lies(tmp_path / "copies") == {plan: PLAN}
    fresh = Settings.from_env({}, tmp_path / "fresh")
    assert [w.split(" ")[0] for w in restore(fresh, tmp_path / "copies" / "one.db", MORNING).wrong] == [
        "brev.pdf"
    ]  # fmt: skip


def test_backups_share_what_is_there_already(house: House, tmp_path: Path) -> None:
    letter = kept(house, LETTER, tmp_path)
    backup(house, tmp_path / "copies" / "one.db")
    before = place(tmp_path / "copies", letter).stat()

    backup(house, tmp_path / "copies" / "two.db")

    after = place(tmp_path / "copies", letter).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_night_s_copy_has_attachments_and_drops_those_no_copy_names(
    house: House, tmp_path: Path
) -> None:
    letter = kept(house, LETTER, tmp_path)
    folder = house.settings.data / "backups"
    stray = place(folder, "ab" + "0" * 62)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"nobody names it")
    (folder / "attachments" / "notes.txt").write_text("somebody else's")

    housekeeping(house, MORNING)

    assert lies(folder) == {letter: LETTER}
    assert (folder / "attachments" / "notes.txt").exists()


def test_nothing_is_dropped_while_a_copy_can_t_be_read(house: House, tmp_path: Path) -> None:
    letter = kept(house, LETTER, tmp_path)
    folder = house.settings.data / "backups"
    folder.mkdir()
    (folder / "intlflow-2027-02-28.db").write_bytes(b"no database" * 500)
    stray = place(folder, "ab" + "0" * 62)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"the unreadable copy may name it")

    housekeeping(house, MORNING)

    assert set(lies(folder)) == {letter, stray.name}
