"""What every test can ask for: a fresh register with its cast, and a fixed morning."""

import prefect.testing.utilities  # noqa: F401, I001 - first of all: importing it while time is frozen fails

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import people, programme

from intlflow import assets
from intlflow.app import house as house_of_app
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.letters.words import Words
from intlflow.settings import Settings


LONGEST_NAME = 60


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A case is named by its text; bytes and long texts by what they are for, lest megabytes be a name.

    A file made anew in each process has other bytes each time, and two processes must agree on names.
    """
    too_much = isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_NAME)
    return argname if too_much else None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests that run in a step of their own are looked for by their mark's words: none may lack them."""
    for mark in programme.APART:
        if item.get_closest_marker(mark) and not programme.names(item.path, mark):
            raise pytest.UsageError(
                f"{item.nodeid}: its file must say 'mark.{mark}', or it never runs"
            )


@pytest.fixture(scope="session", autouse=True)
def _packs_and_words_are_read_once() -> Iterator[None]:
    """What is shipped doesn't change while the tests run; reading it was half of most tests' time."""
    packs, words = assets.folder("config"), assets.folder("templates") / "words"
    read, load = house_of_app.read_packs, Words.load
    kept, known = read(packs), load(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house_of_app, "read_packs", lambda at: kept if at == packs else read(at))
        patch.setattr(Words, "load", lambda at: known if at == words else load(at))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the cast of both municipalities, made once."""
    folder = tmp_path_factory.mktemp("template")
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=False, at=people.MORNING)
    house = assemble(settings)
    people.enter(house)
    house.close()
    return folder / "intlflow.db"


@pytest.fixture
def settings(tmp_path: Path, template: Path) -> Settings:
    """A data folder of the test's own, with the cast in it."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(template, data / "intlflow.db")
    return Settings.from_env({}, data)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """An open installation of the test's own."""
    opened = assemble(settings)
    yield opened
    opened.close()
