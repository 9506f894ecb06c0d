"""The commands for lists: told first, done when asked, taken out, exported; wrong use is explained."""

from pathlib import Path

import pytest
import xlsxwriter

from intlflow.cli.run import run
from intlflow.settings import Settings
from tests.app.lists import MESSY
from tests.people import at

SANNA = ("--in", "ljungby", "--as", at("sanna"))


@pytest.fixture(autouse=True)
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTLFLOW_DATA", str(settings.data))


def test_a_list_is_told_then_done_then_taken_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "projects", str(MESSY), "--in", "ljungby"]) == 0
    told = capsys.readouterr().out
    assert run(["import", "projects", str(MESSY), *SANNA, "--apply"]) == 0
    assert run(["import", "list"]) == 0
    assert run(["import", "projects", "--undo", "1", *SANNA]) == 0
    done = capsys.readouterr().out

    assert "G5 (guess): the currency isn't said; assumed EUR" in told
    assert told.endswith("5 lines: create 4, duplicate 1\na dry run: nothing was changed\n")
    assert "done as batch 1" in done
    assert done.endswith("import 1: 4 cases, gone as if it had never been\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "projects", "--in", "ljungby"], "give a FILE"),
        (["import", "projects", str(MESSY)], "--in is needed"),
        (["import", "projects", str(MESSY), "--in", "ljungby", "--apply"], "--as is needed"),
        (["import", "projects", str(MESSY), "--in", "ljungby", "--unit", "x"], "TEXT=KEY"),
        (["export", "projects", "x.pdf", "--in", "ljungby", "--format", "pdf"], "xlsx or csv"),
    ],
)
def test_wrong_use_is_explained(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert said in capsys.readouterr().err


def test_an_export_overwrites_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ut.csv"

    codes = [
        run(["export", "projects", str(file), "--in", "ljungby", "--format", "csv"]) for _ in "12"
    ]

    assert codes == [0, 1]
    assert "File exists" in capsys.readouterr().err


def test_people_come_in_from_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Kontakter")
        sheet.write_row("A1", ["Namn", "E-post", "Roll", "Enhet", "Från"])
        row = ["Saga Vik", "saga.vik@ljungby.example", "kontaktperson", "sof", "2027-03-01"]
        sheet.write_row("A2", row)

    assert run(["import", "people", str(file), "--in", "ljungby"]) == 0
    assert run(["import", "people", str(file), "--in", "ljungby", "--apply"]) == 0

    told, done, back = capsys.readouterr().out.strip().split("\n")
    assert back == "`intlflow import people --undo 1` takes it out again"
    assert "people added 1" in told
    assert told == f"{done} (a dry run: nothing was changed)"
    assert run(["import", "people", "--undo", "1", "--in", "ljungby"]) == 0
    assert capsys.readouterr().out == "list 1: 1 person, gone as if it had never been\n"


def test_people_and_meetings_go_out_as_lists_that_come_in_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, meetings, plan = (tmp_path / name for name in ("p.csv", "m.csv", "plan.csv"))
    plan.write_text("organ;dag\nks;2027-06-01\n")
    assert run(["sitting", "import", str(plan), *SANNA, "--apply"]) == 0
    for what, file in (("people", people), ("meetings", meetings)):
        assert run(["export", what, str(file), "--in", "ljungby"]) == 0
    capsys.readouterr()

    assert run(["import", "people", str(people), "--in", "ljungby", "--apply"]) == 0
    assert run(["sitting", "import", str(meetings), *SANNA, "--apply"]) == 0
    assert run(["sitting", "import", "--undo", "1", *SANNA]) == 0
    said = capsys.readouterr().out

    assert "people added 0, changed 0; appointed 0" in said
    assert "list 1: 1 meeting, gone as if it had never been" in said
