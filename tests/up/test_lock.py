from pathlib import Path

import pytest

from intlflow.up.lock import Busy, held, holder


def test_who_comes_second_is_told_who_was_first(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(Busy) as busy, held(tmp_path):
        pass

    assert busy.value.pid == (tmp_path / "up.lock").read_text().strip()


def test_a_folder_that_was_let_go_of_can_be_held_again(tmp_path: Path) -> None:
    with held(tmp_path):
        pass

    with held(tmp_path):
        held_again = True

    assert held_again


def test_who_only_asks_leaves_nothing_behind(tmp_path: Path) -> None:
    before = holder(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with held(tmp_path):
        during = holder(tmp_path)
    (tmp_path / "up.lock").write_text("1\n")
    after = holder(tmp_path)

    assert (before, after) == (None, None)
    assert during is not None
    assert (tmp_path / "up.lock").read_text() == "1\n"
