"""A house is opened only when everything it needs is there; else it says what to run or what to mend."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intlflow import assets, clock
from intlflow.app.doctor import examine
from intlflow.app.house import NotFound, NotReady, is_demo, open_house
from intlflow.app.opening import open_case
from intlflow.app.setup import prepare
from intlflow.app.showing import show_letter
from intlflow.domain.words import Kind
from intlflow.packs.problems import PackError
from intlflow.settings import BadSetting, Settings
from intlflow.store import meta
from intlflow.store.engine import SCHEMA, reading, writing
from tests import people
from tests.flows.running import free_port


@pytest.fixture(autouse=True)
def real_time() -> Iterator[None]:
    yield
    clock.reset()


def test_a_folder_without_a_database_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotReady) as no:
        open_house(Settings.from_env({}, tmp_path))

    assert str(no.value) == f"no database in {tmp_path}; run `intlflow up` or `intlflow init` first"
    assert list(tmp_path.iterdir()) == []


def test_an_installation_can_be_for_one_municipality_alone(settings: Settings) -> None:
    house = open_house(replace(settings, only=("vaxjo",)))

    assert list(house.packs) == ["vaxjo"]
    with pytest.raises(NotFound, match="no municipality 'ljungby'; there are vaxjo"):
        house.pack("ljungby")
    house.close()
    with pytest.raises(BadSetting, match="INTLFLOW_ONLY: no pack 'lund'; there are ljungby, vaxjo"):
        open_house(replace(settings, only=("vaxjo", "lund")))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "has version 9999"),
        ("DROP TABLE alembic_version", "has version none"),
    ],
)
def test_a_database_of_another_version_is_not_worked_with(
    settings: Settings, sql: str, said: str
) -> None:
    with closing(sqlite3.connect(settings.sqlite_file or "")) as connection:
        connection.execute(sql)
        connection.commit()

    with pytest.raises(NotReady) as no:
        open_house(settings)

    assert said in str(no.value)
    assert str(no.value).endswith(f"works with {SCHEMA}; run `intlflow init`")


def test_a_file_that_is_no_database_points_to_restore(settings: Settings) -> None:
    assert settings.sqlite_file is not None
    settings.sqlite_file.write_bytes(b"Hej!\n" * 1000)

    with pytest.raises(NotReady, match="a backup is put back with `intlflow restore`"):
        open_house(settings)
    with pytest.raises(NotReady, match="file is not a database"):
        prepare(settings, with_demo=False, at=people.MORNING)


def test_a_postgresql_that_is_not_there_is_named_without_its_password(settings: Settings) -> None:
    url = f"postgresql://intlflow:hemligt@127.0.0.1:{free_port()}/intlflow"

    with pytest.raises(NotReady) as no:
        open_house(replace(settings, database_url=url))

    assert str(no.value).startswith("the database at INTLFLOW_DATABASE_URL does not answer")
    assert "hemligt" not in str(no.value)


def test_an_unknown_municipality_is_answered_with_those_there_are(settings: Settings) -> None:
    house = open_house(settings)

    with pytest.raises(NotFound) as no:
        house.pack("lund")

    house.close()
    assert str(no.value) == "no municipality 'lund'; there are ljungby, vaxjo"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a third municipality in it, which has a letter of its own."""
    folder = tmp_path / "own" / "alvesta"
    shutil.copytree(assets.folder("config") / "ljungby", folder)
    head = folder / "municipality.toml"
    text = head.read_text("utf-8").replace('key = "ljungby"', 'key = "alvesta"')
    text = text.replace('prefix = "LJU"', 'prefix = "ALV"').replace("Ljungby", "Alvesta")
    head.write_text(text.replace("ljungby.example", "alvesta.example"), "utf-8")
    letter = folder / "letters" / "project" / "register" / "sv.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text(
        "{% extends layout %}\n{% block subject %}Alvesta har din idé{% endblock %}\n"
        "{% block lead %}\nTack, {{ person.name }}.\n{% endblock %}\n"
    )
    return tmp_path / "own"


def test_a_municipality_of_one_s_own_works_beside_the_others_with_its_own_letters(
    settings: Settings, own: Path
) -> None:
    house = open_house(replace(settings, packs=own))
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET municipality = 'alvesta' WHERE municipality = 'ljungby'")
        tx.run("UPDATE appointment SET municipality = 'alvesta' WHERE municipality = 'ljungby'")

    opened = open_case(
        *(house, Kind.PROJECT),
        municipality="alvesta",
        unit="buf",
        title="En idé",
        by=people.at("karin"),
        given={},
        at=people.MORNING,
    )

    letter = show_letter(house, opened.letters[0].id)
    house.close()
    assert sorted(house.packs) == ["alvesta", "ljungby", "vaxjo"]
    assert opened.ref == "ALV-2027-001"
    assert letter is not None
    assert (letter["subject"], letter["from"]) == (
        "Alvesta har din idé",
        "Internationella samordnaren, Alvesta kommun <internationellt@alvesta.example>",
    )


def test_a_pack_with_a_mistake_keeps_the_house_closed(settings: Settings, own: Path) -> None:
    head = own / "alvesta" / "municipality.toml"
    head.write_text(head.read_text("utf-8").replace('code = "0781"', 'code = "781"'), "utf-8")

    with pytest.raises(PackError, match="code"):
        open_house(replace(settings, packs=own))


def test_a_pack_of_one_s_own_with_a_shipped_prefix_keeps_the_house_closed_and_names_both(
    settings: Settings, own: Path
) -> None:
    head = own / "alvesta" / "municipality.toml"
    head.write_text(head.read_text("utf-8").replace('"ALV"', '"VXO"'), "utf-8")
    line = head.read_text("utf-8").splitlines().index('prefix = "VXO"') + 1
    clashing = replace(settings, packs=own)

    with pytest.raises(PackError) as no:
        open_house(clashing)
    packs = next(each for each in examine(clashing) if each.what == "packs")

    said = (
        f"own/alvesta/municipality.toml:{line}: the prefix 'VXO' of alvesta is also used by vaxjo"
        " (config/vaxjo/municipality.toml); expected a prefix of its own"
    )
    assert str(no.value) == said
    assert (packs.state, packs.said) == ("bad", f"1 mistake; first: {said}")


@pytest.fixture
def toy(settings: Settings) -> Settings:
    """A folder marked as holding the demo register."""
    house = open_house(settings)
    with writing(house.engine) as tx:
        meta.put(tx, "demo", "2027-03-01T07:00:00.000000Z")
    house.close()
    return settings


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("nästa vecka", "must look like 2027-03-01T07:00:00"),
        ("2027-03-01T07:00:00", "needs a time zone"),
    ],
)
def test_a_wished_for_time_must_be_one_instant(settings: Settings, wish: str, said: str) -> None:
    with pytest.raises(BadSetting, match=f"INTLFLOW_CLOCK {said}"):
        open_house(replace(settings, clock=wish))


def test_time_is_moved_for_the_demo_register_and_never_for_real_cases(
    settings: Settings, toy: Settings, tmp_path: Path
) -> None:
    real = Settings.from_env({}, tmp_path / "real")
    prepare(real, with_demo=False, at=people.MORNING)
    wish = "2031-05-05T09:00:00+02:00"

    open_house(replace(real, clock=wish)).close()
    untouched = clock.now() - datetime.now(UTC)
    house = open_house(replace(toy, clock=wish))

    assert is_demo(house)
    assert abs(untouched) < timedelta(minutes=1)
    assert f"{clock.now():%Y-%m-%d %H}" == "2031-05-05 07"
    house.close()


def test_a_folder_is_made_once_and_its_birthday_kept(tmp_path: Path) -> None:
    settings = Settings.from_env({}, tmp_path / "new")

    first = prepare(settings, with_demo=False, at=people.MORNING)
    second = prepare(settings, with_demo=False, at=people.MORNING + people.DAY)

    house = open_house(settings)
    with reading(house.engine) as tx:
        assert meta.get(tx, "made") == "2027-03-01T07:00:00.000000Z"
    house.close()
    assert (first, second) == ([f"database brought to version {SCHEMA}"], [])
    assert settings.data.stat().st_mode & 0o777 == 0o700
    assert settings.sqlite_file is not None
    assert settings.sqlite_file.stat().st_mode & 0o777 == 0o600
