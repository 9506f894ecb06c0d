"""Meetings and 'Hinner vi?' on the command line: a calm table, answers that help, nothing done by mistake."""

from pathlib import Path

import pytest

from tests.cli.doing import Cli
from tests.people import at, home

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)

HERE, SANNA = ("--in", "ljungby"), ("--as", at("sanna"))
ASK = ("reachable", *HERE, "--units", home())
LIST = """KSAU: 16/3, 13/4
Kommunstyrelsen kl. 9: 6/4, 4/5 2027
KF måndag 26 april kl. 17:30, 31 maj 2027
Barn- och utbildningsnämnden 17/3, 14/4
"""

GLANCE = """Can be done, but time is short.
deadline 2027-05-25T17:00+02:00, comfortably decided by 2027-05-18
the memo (tjänsteskrivelse) should have been ready by 2027-02-24, and must be in by 2027-03-03

BODY                          MEETS       AT     AGENDA STOP  MEMO BY     STANDS  DAYS TO SPARE
Barn- och utbildningsnämnden  2027-03-17         2027-03-03   2027-02-24  tight   27
Kommunstyrelsen               2027-05-04  09:00  2027-04-20   2027-04-13  green   14
Barn- och utbildningsnämnden: The memo has to be written faster than usual.
"""


@pytest.fixture
def calendar(cli: Cli, tmp_path: Path) -> Path:
    """A list of meetings that has been brought in."""
    file = tmp_path / "meetings.txt"
    file.write_text(LIST, "utf-8")
    assert cli("sitting", "import", str(file), *HERE, "--year", "2027", "--apply", *SANNA).code == 0
    return file


def test_a_list_is_told_first_and_says_how_to_apply_it(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "meetings.txt"
    file.write_text(LIST, "utf-8")

    said = cli("sitting", "import", str(file), *HERE, "--year", "2027")

    assert said.code == 0
    assert "add bun 2027-03-17" in said.out
    assert "add 8, move 0, cancel 0, change 0, nothing 0, keep 0" in said.out
    assert "nothing is changed without --apply" in said.out
    assert "No meetings are known" in cli("sitting", "list", *HERE).out


def test_the_same_list_again_is_nothing(cli: Cli, calendar: Path) -> None:
    again = cli("sitting", "import", str(calendar), *HERE, "--year", "2027", "--apply", *SANNA)

    assert again.out == "add 0, move 0, cancel 0, change 0, nothing 8, keep 0\n"


def test_a_mistake_is_told_with_its_line_and_ends_in_1(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "meetings.txt"
    file.write_text("KS: 14/1", "utf-8")

    said = cli("sitting", "import", str(file), *HERE)

    assert said.code == 1
    assert "line 1: The day 14/1 has no year." in said.out


def test_meetings_are_listed_shown_moved_and_called_off(cli: Cli, calendar: Path) -> None:
    moved = cli("sitting", "move", "1", *HERE, *SANNA, "--to", "2027-03-23", "--reason", "Val")
    off = cli("sitting", "cancel", "2", *HERE, *SANNA, "--reason", "Val")
    extra = cli("sitting", "add", "ks", "2027-05-11", *HERE, *SANNA, "--extra", "--at", "15.00")

    assert (moved.code, off.code, extra.code) == (0, 0, 0)
    assert moved.out.startswith("no 1: Kommunstyrelsens arbetsutskott 2027-03-23 is moved;")
    listed = cli("sitting", "list", *HERE, "--body", "Kommunstyrelsen").out
    assert "2027-05-11  15:00  Kommunstyrelsen  2027-04-27" in listed
    assert "moved 2027-03-23 by Sanna Lind: Val" in cli("sitting", "show", "1", *HERE).out


def test_plan_46_the_answer_is_read_at_a_glance(cli: Cli, calendar: Path) -> None:
    said = cli(*ASK, "--deadline", "2027-05-25 17:00", "--zone", "Europe/Brussels", "--years", "4")

    assert said.code == 0
    assert said.out.splitlines()[:8] == GLANCE.splitlines()


def test_a_red_answer_tells_what_can_be_done_and_the_earliest_day(cli: Cli, calendar: Path) -> None:
    said = cli(*ASK, "--deadline", "2027-03-16", "--own-share", "45 000", "--years", "1")

    assert "Can't be done with the meetings there are." in said.out
    assert "No meeting fits in time. The last known one is 14 April 2027." in said.out
    assert "the earliest day for the decision is 2027-03-17" in said.out
    assert "What can be done" in said.out
    assert "A decision on delegation, reported to Barn- och utbildningsnämnden." in said.out


def test_a_twin_town_goes_to_kf_and_no_delegate_is_offered(cli: Cli, calendar: Path) -> None:
    asked = cli("reachable", *HERE, "--deadline", "2027-04-20", "--subject", "twin_town", "--json")

    assert [step["body"] for step in asked.json["steps"]] == ["ksau", "ks", "kf"]
    assert asked.json["colour"] == "red"
    assert {way["way"] for way in asked.json["ways"]} <= {"extra_meeting"}


def test_a_body_without_days_is_said_to_be_unknown(cli: Cli) -> None:
    said = cli(*ASK, "--deadline", "2027-05-25 17:00")

    assert said.out.startswith("Nobody can tell until the meeting days are known.")
    assert "No meeting days are known." in said.out


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        ((*ASK,), 2, "--deadline"),
        ((*ASK, "--deadline", "snart"), 2, "2027-03-02 17:00"),
        ((*ASK, "--deadline", "2027-05-25", "--zone", "Mars/Olympus"), 2, "Europe/Brussels"),
        ((*ASK, "--deadline", "2027-05-25", "--zone", "../etc"), 2, "Europe/Brussels"),
        ((*ASK, "--deadline", "2027-05-25", "--own-share", "mycket"), 2, "450000"),
        ((*ASK, "--deadline", "2027-05-25", "--own-share", "9 EUR"), 2, "SEK"),
        ((*ASK, "--deadline", "2027-05-25", "--years", "0"), 2, "--years"),
        (("reachable", *HERE, "--deadline", "2027-05-25", "--units", "xyz"), 4, "there are"),
        (("reachable", *HERE, "--ref", "LJU-1900-001"), 4, "case list"),
        (("reachable", "--in", "xyz", "--deadline", "2027-05-25"), 4, "there are"),
        (("sitting", "import", "-", *HERE, "--apply"), 2, "--as"),
        (("sitting", "add", "xyz", "2027-05-25", *HERE, *SANNA), 4, "there are"),
        (("sitting", "add", "ks", "2027-05-25", *HERE, *SANNA, "--at", "sen"), 2, "17:30"),
        (("sitting", "show", "99", *HERE), 4, "sitting list"),
        (("sitting", "add", "ks", "2027-05-25", *HERE, "--as", at("karin")), 3, "may only be done by"),
    ],
)  # fmt: skip
def test_what_can_not_be_done_is_said_with_what_can(
    cli: Cli, words: tuple[str, ...], code: int, answer: str
) -> None:
    said = cli(*words)

    assert (said.code, answer in said.err) == (code, True)
