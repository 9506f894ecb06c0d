"""A pretended time is honoured only where the demo register is; elsewhere the time is the real one."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intlflow import clock
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from tests.cli.conftest import Cli

PRETENDED = "2031-05-02T09:00:00+02:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was made with the demo register."""
    settings = Settings.from_env({}, tmp_path_factory.mktemp("demo") / "data")
    prepare(settings, with_demo=True, at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    return settings.data


@pytest.fixture
def demo(cli: Cli, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work on a copy of it."""
    shutil.copytree(made, tmp_path / "demo")
    monkeypatch.setenv("INTLFLOW_DATA", str(tmp_path / "demo"))
    yield
    clock.reset()


def said_by_doctor(cli: Cli) -> tuple[str, str]:
    """What the doctor thinks of the clock: how it is, and in words."""
    (finding,) = (each for each in cli("doctor", "--json").json if each["what"] == "clock")
    return finding["state"], finding["said"]


def opened_at(cli: Cli) -> datetime:
    """The time that is written down when somebody in the register does something now."""
    somebody = cli("people", "list", "--in", "ljungby", "--json").json[0]["email"]
    new = ("case", "new", "--in", "ljungby", "--unit", "buf", "--by", somebody, "--title", "Skolor")
    return datetime.fromisoformat(cli(*new, "--json").json["at"])


def test_with_the_demo_register_the_pretended_time_is_written_down(
    cli: Cli, demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_CLOCK", PRETENDED)

    written = opened_at(cli)

    pretended = datetime.fromisoformat(PRETENDED)
    assert pretended <= written <= pretended + timedelta(minutes=5)
    assert said_by_doctor(cli) == (
        "note",
        "pretending that it is 2031-05-02 09:00 (INTLFLOW_CLOCK)",
    )


def test_without_it_set_the_demo_register_lives_in_the_real_time(cli: Cli, demo: None) -> None:
    before = datetime.now(UTC)

    written = opened_at(cli)

    assert before <= written <= before + timedelta(minutes=5)
    state, said = said_by_doctor(cli)
    assert (state, said[:11], said[-15:]) == ("ok", "real time, ", "; demo register")


def test_without_the_demo_register_the_time_is_the_real_one(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_CLOCK", PRETENDED)
    before = datetime.now(UTC)

    written = opened_at(cli)

    assert before <= written <= before + timedelta(minutes=5)
    assert said_by_doctor(cli) == (
        "note",
        "real time; INTLFLOW_CLOCK is ignored: this folder has no demo register",
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("yesterday", "INTLFLOW_CLOCK must look like 2027-03-01T07:00:00+01:00"),
        ("2027-03-01T07:00", "INTLFLOW_CLOCK needs a time zone: 2027-03-01T07:00:00+01:00"),
        ("2027-03-01", "INTLFLOW_CLOCK needs a time zone: 2027-03-01T07:00:00+01:00"),
    ],
)
def test_a_time_that_is_none_stops_every_command_with_its_right_form(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, value: str, sentence: str
) -> None:
    monkeypatch.setenv("INTLFLOW_CLOCK", value)

    said, told = cli("case", "list"), cli("case", "list", "--json")

    assert (said.code, said.out, said.err) == (1, "", f"intlflow: {sentence}\n")
    assert (told.code, told.json) == (1, {"fault": {"message": sentence}})
    assert sentence in cli("doctor").out


def test_a_clock_set_by_file_is_honoured_too(
    cli: Cli, demo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clock").write_text(f"{PRETENDED}\n")
    monkeypatch.setenv("INTLFLOW_CLOCK_FILE", str(tmp_path / "clock"))

    assert said_by_doctor(cli)[1].startswith("pretending that it is 2031-05-02 09:0")
