"""An idea from the command line: what was learnt before in its programme is said before the case is there."""

import pytest

from intlflow.app.house import House
from tests.app.evaluating.test_lessons import refused
from tests.cli.conftest import Cli
from tests.cli.doing import bring

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
LIFE = ("--give", "programme=LIFE")


def test_the_lessons_of_the_programme_are_said_before_the_case_is_there(
    cli: Cli, house: House
) -> None:
    old = refused(house, "LIFE")

    said = bring(cli, "Ljus på torget", *LIFE)

    lines = said.out.splitlines()
    assert (said.code, lines[0]) == (0, "Learnt before in LIFE:")
    assert lines[1] == f"  {old} Blå skolgårdar, refused"
    assert lines.index("    again: Börja ett år tidigare") < lines.index(
        "LJU-2027-002: register → idea (version 1)"
    )


def test_an_idea_for_a_program_to_read_is_json_and_nothing_else(cli: Cli, house: House) -> None:
    refused(house, "LIFE")

    assert bring(cli, "Ljus på torget", *LIFE, "--json").json["ref"] == "LJU-2027-002"


def test_somebody_at_a_terminal_can_read_the_lessons_and_leave_it(
    cli: Cli, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(house, "LIFE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: "n\n", raising=False)

    said = bring(cli, "Ljus på torget", *LIFE)

    assert said.code != 0
    assert len(cli("case", "list", "--json").json) == 1
