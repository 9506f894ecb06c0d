"""Papers from the command line: which there are, made into files, and what is said when there is nothing."""

import json
from pathlib import Path

import pytest

from intlflow.app.house import House
from intlflow.app.unit_reports import units_of
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


def test_a_units_text_is_written_of_the_year_that_is_asked_for(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "text.json"
    form = ("--format", "json", "--out", str(file))

    said = {}
    for year in ("2024", "2025"):
        assert cli("paper", "unit-report", "buf", *HERE, "--year", year, *form).code == 0
        said[year] = json.loads(file.read_text("utf-8"))["title"]

    assert [year in said[year] for year in said] == [True, True]
    assert said["2024"].replace("2024", "2025") == said["2025"]


def test_every_units_text_of_a_year_is_there_also_of_one_that_is_no_more(
    cli: Cli, house: House, tmp_path: Path
) -> None:
    gone = [unit for unit in house.pack("vaxjo").unit if str(unit.valid_to) == "2022-12-31"]
    folder = tmp_path / "texter"
    where = ("--in", "vaxjo", "--all", "--format", "html", "--out", str(folder))

    assert cli("paper", "unit-report", *where, "--year", "2022").code == 0

    files = {file.name for file in folder.iterdir()}
    assert gone
    assert {f"unit-report-{unit.key}-2022.html" for unit in gone} <= files
    assert len(files) == len(list(units_of(house.pack("vaxjo"), 2022)))


def test_a_paper_that_is_about_no_year_says_which_are(cli: Cli) -> None:
    said = cli("paper", "half-page", *HERE, "--year", "2025")

    assert said.code == 4
    assert "half-page is about no year of its own; a year can be chosen for unit-report" in said.err
