"""Attendance from the command line: said, shown, taken back."""

import pytest

from intlflow.app.house import House
from tests.app.papers.subjects import a_meeting
from tests.cli.conftest import Cli
from tests.people import MORNING, at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
SANNA = ("--in", "ljungby", "--as", at("sanna"))


@pytest.fixture
def meeting(house: House) -> str:
    return a_meeting(house, str(MORNING.date()), "held")


def test_who_was_there_is_said_shown_and_taken_back(cli: Cli, meeting: str) -> None:
    one = ("--present", at("karin"))

    said = cli("group", "attended", meeting, *SANNA, *one).out

    assert said.split("\n\n")[1:] == ["Present\n  Karin Ek", "Absent\n  Lea Falk\n  Stig Strand\n"]
    assert "Present\n  Karin Ek" in cli("group", "minutes", meeting, "--in", "ljungby").out
    undone = cli("group", "attended", meeting, *SANNA, "--undo").out
    assert "Present\n  nobody has said" in undone
    assert cli("group", "attended", meeting, *SANNA, "--undo").code == 3


def test_everybody_who_was_called_is_said_in_one_word(cli: Cli, meeting: str) -> None:
    seats = cli("group", "attended", meeting, *SANNA, "--everybody", "--json").json["seats"]

    assert [seat["present"] for seat in seats] == [True, True, True]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--everybody",), "say who writes"),
        (("--as", at("sanna"), "--undo", "--everybody"), "--undo takes back"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_read(
    cli: Cli, meeting: str, given: tuple[str, ...], said: str
) -> None:
    answer = cli("group", "attended", meeting, "--in", "ljungby", *given)

    assert answer.code == 2
    assert said in answer.err
