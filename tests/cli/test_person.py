"""Personal data and disposal on the command line: told first, asked, done, and said what is left."""

import json
import os
from pathlib import Path

import pytest
import typer

from tests.cli.conftest import Cli
from tests.cli.doing import idea
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
PETRA, HERE, ROLF = at("petra"), ("--in", "ljungby"), ("--in", "ljungby", "--as", at("rolf"))


def test_a_person_s_data_is_read_as_text_and_written_in_both_forms(
    cli: Cli, tmp_path: Path
) -> None:
    idea(cli, "Petra Dahls skolgård")

    shown = cli("person", "export", PETRA, *HERE)
    written = cli("person", "export", PETRA, *HERE, "--to", str(tmp_path))

    assert shown.out.startswith("Uppgifter om Petra Dahl (nummer 4")
    assert "  title: Petra Dahls skolgård" in shown.out
    assert (shown.code, written.code) == (0, 0)
    told = json.loads((tmp_path / "person-4.json").read_text("utf-8"))
    assert [each["table"] for each in told["tables"]][:1] == ["person"]
    assert cli("person", "export", PETRA, *HERE, "--to", str(tmp_path)).code == 4


def test_erasing_tells_first_and_does_nothing_without_a_yes(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea(cli, "Petra Dahls skolgård")
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: (_ for _ in ()).throw(typer.Abort()))

    looked = cli("person", "erase", PETRA, *ROLF, "--dry-run")
    said_no = cli("person", "erase", PETRA, *ROLF)

    assert "would go: person, 1 row" in looked.out
    assert "stays: the number 4, which names nobody" in looked.out
    assert (looked.code, said_no.code) == (0, 1)
    assert cli("person", "export", PETRA, *HERE, "--json").json["name"] == "Petra Dahl"


def test_erasing_with_a_yes_says_what_went(cli: Cli) -> None:
    idea(cli, "Petra Dahls skolgård")

    done = cli("person", "erase", PETRA, *ROLF, "--yes")

    assert done.code == 0
    assert "went: case_, 1 row" in done.out
    assert cli("audit", "verify").code == 0
    assert cli("person", "export", "4", *HERE, "--json").json["name"] == "[person 4]"
    assert cli("person", "export", PETRA, *HERE).code == 4


def test_files_that_still_name_somebody_are_told(
    cli: Cli, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.environ["INTLFLOW_DATA"])
    (folder / "backups").mkdir()
    assert cli("backup", str(folder / "backups" / "intlflow-2027-02-28.db")).code == 0

    done = cli("person", "erase", PETRA, *ROLF, "--yes")

    assert "look into: backups/intlflow-2027-02-28.db" in done.out
    assert "nightly copies go after 14 days" in done.out


def test_a_backup_that_is_put_back_brings_nobody_back_unseen(cli: Cli) -> None:
    folder = Path(os.environ["INTLFLOW_DATA"])
    copy = folder / "old.db"
    cli("backup", str(copy))
    cli("person", "erase", PETRA, *ROLF, "--yes")
    assert cli("restore", str(copy)).code == 0

    sick = cli("doctor")

    assert "BAD   erased people: 1 erased people are named again" in sick.out
    assert cli("person", "erase", "4", *ROLF, "--yes").code == 0
    assert "ok    erased people" in cli("doctor").out


def test_json_does_not_ask(cli: Cli) -> None:
    assert cli("person", "erase", PETRA, *ROLF, "--json").code == 2
    assert cli("disposal", "approve", "1", *ROLF, "--decision", "x", "--json").code == 2


def test_the_record_is_printed_in_both_languages(cli: Cli) -> None:
    assert cli("person", "record", *HERE).out.startswith("# Förteckning över behandling")
    assert cli("person", "record", *HERE, "--lang", "en").out.startswith("# Record of processing")
    assert cli("person", "record", *HERE, "--lang", "de").code == 2


def test_an_empty_list_says_so_and_is_not_proposed(cli: Cli) -> None:
    assert cli("disposal", "list", *HERE).out == "Nothing may be disposed of today.\n"
    refused = cli("disposal", "propose", *ROLF)
    assert (refused.code, "nothing-to-dispose" in refused.err) == (3, True)
    assert cli("disposal", "show", "1", *HERE).code == 4
    assert "No list was proposed" in cli("disposal", "lists", *HERE).out
    assert cli("disposal", "holds", *HERE).out == "Nothing is held back.\n"
    assert cli("person", "left", *HERE).out == "Nobody's time is over.\n"


def test_a_hold_keeps_a_person_and_is_lifted(cli: Cli) -> None:
    held = cli("disposal", "hold", PETRA, *ROLF, "--reason", "Tvist")
    refused = cli("person", "erase", PETRA, *ROLF, "--yes")

    assert held.out == "person 4 is held back (hold 1)\n"
    assert refused.code == 3
    assert "Lift the hold first" in refused.err
    assert "Tvist" in cli("disposal", "holds", *HERE).out
    assert cli("disposal", "lift", "1", *ROLF).out == "hold 1 is lifted\n"
    assert cli("person", "erase", PETRA, *ROLF, "--yes").code == 0
