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
    running, like = request.getfixturevalue("cluster"), request.getfixturevalue("filled")
    (tmp_path / "data").mkdir()
    with running.database(like) as url:
        house = assemble(_settings(url, tmp_path / "data"))
        yield house
        house.close()


@pytest.fixture(scope="session")
def filled(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: F811
    """The name of a database with the cast in it, made once: others are copied from it."""
    with cluster.database() as url:
        settings = _settings(url, tmp_path_factory.mktemp("filled"))
        prepare(settings, with_demo=False, at=people.MORNING)
        house = assemble(settings)
        people.enter(house)
        house.close()
        yield url.rpartition("/")[2]


def _settings(url: str, data: Path) -> Settings:
    return Settings.from_env({"INTLFLOW_DATABASE_URL": url}, data)
