"""Both municipalities with made-up people in every unit, as on a November morning."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo register, made once."""
    folder = tmp_path_factory.mktemp("peopled")
    prepare(Settings.from_env({}, folder), with_demo=True, at=START)
    return folder / "intlflow.db"


@pytest.fixture
def demo(peopled: Path, tmp_path: Path) -> Iterator[House]:
    """An installation of the test's own, with the demo register."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(peopled, folder / "intlflow.db")
    opened = assemble(Settings.from_env({}, folder))
    yield opened
    opened.close()
