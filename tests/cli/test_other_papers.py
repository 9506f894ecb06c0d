"""Papers from the command line: which there are, made into files, and what is said when there is nothing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.doing import idea
from tests.people import at

HERE = ("--in", "ljungby")


def test_the_list_tells_what_each_paper_is_about(cli: Cli) -> None:
    said = dict(line.split()[:2] for line in cli("paper", "list").out.splitlines()[1:] if line)
    assert said["document-review"] == said["mandate-report"] == "document"
    assert said["meeting-call"] == said["meeting-minutes"] == "meeting"
    assert (said["handover"], said["extract"], said["half-page"]) == (
        "person", "case", "municipality",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("document-review", "plan_2018"),
        ("mandate-report", "plan_2018/2022"),
        ("half-page", ""),
        ("meeting-call", ""),
        ("meeting-minutes", "1"),
        ("handover", at("karin")),
    ],
)
def test_a_paper_is_written_to_a_file(cli: Cli, tmp_path: Path, kind: str, about: str) -> None:
    cli("meeting", "add", "digitalt", *HERE, "--as", at("sanna"), "--day", "2099-03-15")
    file = tmp_path / "papper.pdf"
    said = cli("paper", kind, about, *HERE, "--format", "pdf", "--out", str(file))
    assert (said.code, said.err) == (0, "")
    assert file.read_bytes().startswith(b"%PDF")


def test_an_extract_finds_its_municipality_by_itself(cli: Cli, tmp_path: Path) -> None:
    ref, file = idea(cli), tmp_path / "utdrag.html"
    said = cli("paper", "extract", ref, "--format", "html", "--out", str(file))
    assert said.code == 0
    assert "Inget beslut är fattat" in file.read_text("utf-8")


def test_a_paper_about_nothing_says_where_to_look(cli: Cli) -> None:
    said = cli("paper", "meeting-call", *HERE)
    assert said.code == 4
    assert "no meeting of the working group is planned; see `intlflow meeting list" in said.err
    assert "say which municipality with --in" in cli("paper", "half-page").err
