"""Papers on the command line: one, or one of each, with a bar where somebody watches."""

import sys
from pathlib import Path

import pytest

from intlflow.cli import output
from tests.cli.conftest import Cli
from tests.people import at

pytestmark = pytest.mark.freeze_time("2028-01-10 07:00:00", tick=True)
HERE = ("--in", "ljungby")
YEAR = ("--year", "2027")


def test_the_compilation_is_written_in_every_form_at_once(cli: Cli, tmp_path: Path) -> None:
    cli("report", "open", *HERE, *YEAR)
    said = cli("report", "compile", *HERE, *YEAR, "--format", "all", "--out", str(tmp_path / "a"))
    assert said.code == 0
    assert {file.suffix for file in (tmp_path / "a").iterdir()} == {
        *(".html", ".docx", ".pdf", ".xlsx", ".json")
    }
    assert "not reported: Tekniska förvaltningen" in said.out
    assert said.err == ""


@pytest.mark.parametrize(("length", "tail"), [("paragraph", "-stycke"), ("chapter", "-kapitel")])
def test_a_length_has_a_file_of_its_own(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: str, tail: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = cli("report", "compile", *HERE, *YEAR, "--length", length)
    assert said.code == 0
    assert (tmp_path / f"internationellt-arbete-ljungby-2027{tail}.docx").is_file()


def test_an_unknown_length_is_refused_with_those_that_there_are(cli: Cli) -> None:
    said = cli("report", "compile", *HERE, *YEAR, "--length", "novel")
    assert said.code == 2
    assert "paragraph, chapter, full" in said.err


def test_every_unit_s_agenda_is_written_in_one_go(cli: Cli, tmp_path: Path) -> None:
    said = cli("paper", "agenda", *HERE, "--all", "--format", "json", "--out", str(tmp_path / "b"))
    assert said.out == f"wrote 11 papers to {tmp_path / 'b'}\n"
    assert len(list((tmp_path / "b").glob("ledningsgrupp-*.json"))) == 11


def test_a_file_where_a_folder_is_asked_for_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "c").write_text("mine")
    said = cli("paper", "agenda", *HERE, "--all", "--out", str(tmp_path / "c"))
    assert said.code == 2
    assert "name a folder" in said.err
    assert (tmp_path / "c").read_text() == "mine"


def test_the_bar_is_seen_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for watched in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda seen=watched: seen, raising=False)
        with output.progress([1, 2, 3], "agenda") as each:
            assert list(each) == [1, 2, 3]
        assert ("agenda" in capsys.readouterr().err) is watched


def test_PLAN_59_the_year_is_handed_over_once_and_the_second_time_it_is_said_when(cli: Cli) -> None:
    said = cli("report", "hand-over", *HERE, *YEAR, "--as", at("sanna"))
    assert said.code == 0
    assert "handed over as number 1, mark " in said.out
    assert "letter to Egon Berg (controller): waiting" in said.out
    again = cli("report", "hand-over", *HERE, *YEAR, "--as", at("sanna"))
    assert again.code == 3
    assert again.err.startswith("refused (handed-over)")
