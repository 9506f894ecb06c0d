"""One data folder for all that need a real Prefect: its first start, which takes longest, is made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intlflow.up import leftovers
from tests.flows.running import Up


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """An installation that is not started yet; ended with everything it left when the tests are over."""
    folder: Path = tmp_path_factory.mktemp("up") / "data"
    folder.mkdir()
    running = Up(folder)
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()
    leftovers.end(folder)
