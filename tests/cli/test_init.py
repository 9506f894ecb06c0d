"""A data folder is made ready whole, or it is as if nobody had tried, and a sentence says why."""

import subprocess
import sys
from pathlib import Path

import pytest

from intlflow.cli import start
from tests.app.test_restore import small_files
from tests.cli.conftest import Cli


def test_init_without_room_says_so_and_leaves_nothing_behind(cli: Cli, tmp_path: Path) -> None:
    empty, fresh = tmp_path / "empty", tmp_path / "fresh"
    empty.mkdir()
    with small_files(20 * 1024):
        said = [cli("init", "--data", str(folder)) for folder in (empty, fresh)]

    cure = "disk I/O error: see whether the disk is full or failing; nothing in it is lost"
    assert [(each.code, each.out) for each in said] == [(1, "")] * 2
    assert [each.err.endswith(f"{cure}\n") and each.err.count("\n") for each in said] == [1, 1]
    assert list(empty.iterdir()) == []
    assert not fresh.exists()
    assert cli("init", "--data", str(fresh)).code == 0
    assert [file.name for file in fresh.iterdir()] == ["intlflow.db"]


def test_an_upgrade_without_room_leaves_the_old_database(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "data" / "intlflow.db"
    before = file.read_bytes()
    with small_files(20 * 1024):
        said = cli("init")

    assert (said.code, said.out) == (1, "")
    assert "see whether the disk is full" in said.err
    assert file.read_bytes() == before


def test_two_inits_at_once_make_one_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from intlflow.cli import main; main()"]
    command += ["init", "--data", str(tmp_path / "new")]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    assert [(each.communicate()[1], each.returncode) for each in both] == [("", 0)] * 2
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["intlflow.db"]


@pytest.mark.parametrize("links", [True, False], ids=["two names", "one name"])
def test_a_new_database_never_takes_anothers_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    if not links:
        monkeypatch.setattr(start.os, "link", no_links)
    new, free, taken = tmp_path / "new", tmp_path / "free", tmp_path / "taken"
    taken.write_text("theirs")
    for target in (taken, free):
        new.write_text("ours")
        try:
            start._put(new, target)
        except FileExistsError:
            assert links

    assert (taken.read_text(), free.read_text()) == ("theirs", "ours")
