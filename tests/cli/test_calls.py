"""Calls on the command line: empty, brought in, chosen, dismissed, and what goes wrong said in words."""

from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.app.calls.funder import LIFE, SCHOOLS, TWINNING, usual, written
from tests.cli.conftest import Cli
from tests.people import at, home

HERE = ("--in", "ljungby")
pytestmark = pytest.mark.usefixtures("a_morning")


@pytest.fixture
def a_morning() -> object:
    """1 March 2027; the doors ask the clock."""
    with freeze_time("2027-03-01 07:00:00", tick=True):
        yield


@pytest.fixture
def known(cli: Cli, tmp_path: Path) -> Cli:
    """Three calls have come in."""
    assert cli("call", "import", "ft", str(written(tmp_path, usual()))).code == 0
    return cli


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("list", *HERE), "No calls are known. Bring them in with `intlflow call import ft FILE`."),
        (("match", *HERE), "No open call answers to it by its words."),
        (("known", "skola"), "No known project has all these words."),
    ],
)
def test_an_empty_register_says_how_to_begin(cli: Cli, command: tuple[str, ...], says: str) -> None:
    said = cli("call", *command)

    assert (said.code, said.out.startswith(says)) == (0, True)


def test_an_import_tells_rows_rate_and_what_was_left_out(cli: Cli, tmp_path: Path) -> None:
    file = str(written(tmp_path, [*usual(), {"type": 0, "identifier": "T", "title": "Tender"}]))

    first, second = cli("call", "import", "ft", file), cli("call", "import", "ft", file)

    assert "/s): 3 kept, 3 new, 0 changed, 0 deadlines moved, 0 letters" in first.out
    assert first.out.startswith("4 rows in ")
    assert first.out.splitlines()[1] == "  left out, tender: 1"
    assert second.out.startswith("grants.json: the same as last time; nothing was changed")


def test_a_list_shows_state_deadline_programme_and_county(known: Cli) -> None:
    said = known("call", "list", *HERE)

    head, first, *_ = said.out.splitlines()
    assert head.split() == ["CALL", "STATE", "DEADLINE", "PROGRAMME", "COUNTY", "HERE", "TITLE"]
    assert first.startswith(SCHOOLS)
    assert "20 May 2027 at 17:00" in first
    assert "all may" in first


def test_the_list_can_be_narrowed(known: Cli) -> None:
    by_programme = known("call", "list", *HERE, "--programme", "life", "--json").json
    by_day = known("call", "list", *HERE, "--before", "2027-06-01", "--json").json
    closed = known("call", "list", *HERE, "--state", "closed")

    assert [c["call"] for c in by_programme["calls"]] == [LIFE]
    assert [c["call"] for c in by_day["calls"]] == [SCHOOLS]
    assert closed.out == "None of the 3 calls that are known fits.\n"


def test_a_call_is_chosen_for_a_unit_and_shown_with_who_and_why(known: Cli) -> None:
    chosen = known(
        "call", "choose", LIFE.lower(), *HERE, "--as", at("karin"), "--unit", home(),
        "--reason", "Passar skolgårdarna.",
    )  # fmt: skip
    shown = known("call", "show", LIFE, *HERE)

    assert chosen.out.splitlines()[0] == f"{LIFE} is chosen for buf"
    assert "chosen for buf by Karin Ek: Passar skolgårdarna." in shown.out
    assert "the EU pays 60% at most, says the pack" in shown.out


def test_a_dismissed_call_leaves_the_list(known: Cli) -> None:
    why = ("--reason", "Ingen vänort.")
    said = known("call", "dismiss", TWINNING, *HERE, "--as", at("sanna"), *why)

    listed = known("call", "list", *HERE)

    assert (said.code, TWINNING in listed.out) == (0, False)
    assert known("call", "dismiss", TWINNING, *HERE, "--as", at("sanna")).code == 2


def test_a_deadline_that_moved_is_shown_with_its_letters(known: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, usual("2027-10-20"), "newer.json")

    said = known("call", "import", "ft", str(file))

    assert "1 changed, 1 deadline moved, 2 letters" in said.out
    shown = known("call", "show", LIFE, *HERE).out
    assert "deadline moved from 22 September 2027 at 17:00" in shown


def test_a_match_says_by_which_words(known: Cli) -> None:
    said = known("call", "match", *HERE)

    assert "school – schools" in said.out
    assert "Skola och utbildning" in said.out


def test_programmes_say_whether_the_county_may(cli: Cli) -> None:
    rows = {r["programme"]: r["may"] for r in cli("call", "programmes", *HERE, "--json").json}

    assert (rows["interreg_south_baltic"], rows["interreg_oks"]) == ("inside", "outside")


def test_a_wrong_file_is_told_and_the_last_failure_stands_under_the_list(
    known: Cli, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")

    said = known("call", "import", "ft", str(wrong))

    assert said.code == 1
    assert "is this grantsTenders.json?" in said.err
    assert "What was known before is still there." in said.err
    assert "failed: there is no fundingData.GrantTenderObj" in known("call", "list", *HERE).out


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (("import", "ft", "nosuch.json"), 1, "can't use nosuch.json: No such file"),
        (("import", "kohesio"), 4, "no pack says where 'kohesio' lies"),
        (("import", "ft", "http://eu.example/x"), 1, "only https is used"),
        (("show", "NOSUCH", *HERE), 4, "no call 'NOSUCH' is known"),
        (("match", *HERE, "--unit", "nosuch"), 4, "no unit 'nosuch'"),
        (("match", *HERE, "--unit", "buf", "--case", "X"), 2, "not both"),
        (("choose", LIFE, *HERE, "--as", at("stig")), 3, "may only be done by"),
    ],
)
def test_what_goes_wrong_is_said_in_words(
    known: Cli, command: tuple[str, ...], code: int, says: str
) -> None:
    said = known("call", *command)

    assert (said.code, says in said.err) == (code, True), said.err
