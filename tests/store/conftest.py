"""The same installation on each database, with the cast in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from tests import people
from tests.postgres import Cluster, cluster, postgres_url  # noqa: F401 - fixtures

DATABASES = [
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
]


@pytest.fixture(params=DATABASES)
def any_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """An open installation, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("house")
        return
    url = request.getfixturevalue("postgres_url")
    settings = Settings.from_env({"INTLFLOW_DATABASE_URL": url}, tmp_path / "data")
    prepare(settings, with_demo=False, at=people.MORNING)
    house = assemble(settings)
    people.enter(house)
    yield house
    house.close()
