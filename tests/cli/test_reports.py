"""The annual collection and the register on the command line: what is said, and how it ends."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Said
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-12-06 07:00:00", tick=True)

HERE = ("--in", "ljungby")
BUF = (*HERE, "--unit", "buf", "--year", "2027")
LIST = """namn;e-post;roll;enhet;ersättare
Saga Vik;saga.vik@ljungby.example;kontaktperson;Socialförvaltningen;
Åsa Örn;asa.orn@ljungby.example;kontaktperson;sof;ja
"""


def opened(cli: Cli) -> None:
    assert cli("report", "open", *HERE, "--year", "2027").code == 0


def ended(said: Said) -> tuple[int, str]:
    """The exit code, and the reason between brackets or the beginning of the sentence."""
    return said.code, said.err.partition(")")[0].removeprefix("refused (").strip()


def test_PLAN_47_a_report_goes_its_way_on_the_command_line(cli: Cli) -> None:
    opened(cli)

    said = [
        cli("report", verb, *BUF, "--as", at(who))
        for verb, who in (("start", "karin"), ("submit", "karin"), ("approve", "manne"))
    ]

    assert [each.out.splitlines()[0] for each in said] == [
        "buf 2027: start → started (version 2)",
        "buf 2027: submit → submitted (version 3)",
        "buf 2027: approve → approved (version 4)",
    ]
    assert said[1].out.splitlines()[1:] == [
        "  letter to Manne Holm (unit_manager): waiting",
        "  letter to Sanna Lind (coordinator): waiting",
    ]


def test_status_tells_every_unit_how_many_have_answered_and_who_is_lacking(cli: Cli) -> None:
    before = cli("report", "status", *HERE)
    opened(cli)
    cli("report", "nothing", *BUF, "--as", at("karin"))

    after = cli("report", "status", *HERE)

    assert before.out.splitlines()[0] == "2027: 0 of 11 units answered"
    assert "not asked yet" in before.out
    assert after.out.splitlines()[0] == "2027: 1 of 11 units answered"
    buf = next(line for line in after.out.splitlines() if line.startswith("buf"))
    sof = next(line for line in after.out.splitlines() if line.startswith("sof"))
    assert "Nothing to report  2027-12-06  Karin Ek   Karin Ek" in buf
    assert sof.endswith("nobody appointed; Sanna Lind is told")


def test_a_report_is_shown_with_what_the_register_tells_and_its_history(cli: Cli) -> None:
    new = ("case", "new", *HERE, "--unit", "buf", "--by", at("karin"), "--title", "Skolgårdar")
    ref = cli(*new, "--json").json["ref"]
    opened(cli)
    cli("report", "submit", *BUF, "--as", at("karin"), "--note", "Ett nytt projekt")

    shown = cli("report", "show", *BUF)

    assert shown.out.splitlines() == [
        "Barn- och utbildningsförvaltningen, 2027",
        "Handed in · version 2 · Karin Ek",
        "",
        "From the register, as when it was answered",
        f"  ideas: {ref} Skolgårdar",
        "  support: 0 minutes",
        "",
        "History",
        "  2027-12-06  Open the year's collection, by the clock",
        "  2027-12-06  Hand in the report, by Karin Ek: Ett nytt projekt",
    ]


def test_opening_again_asks_nobody_twice_and_the_year_need_not_be_said(cli: Cli) -> None:
    first, second = cli("report", "open", *HERE), cli("report", "open", *HERE)

    assert first.out == "2027: 11 units asked now, 0 before\n"
    assert second.out == "2027: 0 units asked now, 11 before\n"


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (("report", "submit", *BUF, "--as", at("stig")), (3, "not-for-this-unit")),
        (("report", "approve", *BUF, "--as", at("manne")), (3, "report-not-from-here")),
        (("report", "return", *BUF, "--as", at("sanna")), (3, "report-not-from-here")),
        (("report", "start", *BUF, "--as", at("karin"), "--version", "7"), (3, "report-no-such-version")),
        (
            ("report", "start", *HERE, "--unit", "buf", "--year", "2026", "--as", at("karin")),
            (3, "report-not-opened"),
        ),
        (("report", "show", *HERE, "--unit", "buf", "--year", "2026"), (3, "report-not-opened")),
        (("report", "open", *HERE, "--year", "2028"), (3, "report-year-ahead")),
        (("report", "open", *HERE, "--as", at("karin")), (3, "not-for-this-unit")),
        (("people", "confirm", *HERE, "--unit", "sof", "--as", at("sanna")), (3, "unit-vacant")),
        (("people", "confirm", *HERE, "--unit", "buf", "--as", at("stig")), (3, "not-for-this-unit")),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each[0], str) else each[1],
)  # fmt: skip
def test_what_the_rules_refuse_ends_with_three_and_a_sentence(
    cli: Cli, command: tuple[str, ...], ending: tuple[int, str]
) -> None:
    opened(cli)

    said, told = cli(*command), cli(*command, "--json")

    assert (ended(said), said.out) == (ending, "")
    assert told.json["refused"]["why"] == ending[1]
    sentence = told.json["refused"]["message"]
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("command", "beginning"),
    [
        (("report", "show", *HERE, "--unit", "nope"), "no unit 'nope' in Ljungby kommun; there are"),
        (("report", "status", "--in", "atlantis"), "no municipality 'atlantis'; there are"),
        (("report", "start", *BUF, "--as", "x@ljungby.example"), "nobody in Ljungby kommun's register"),
        (("unit", "show", "nope", *HERE), "no unit 'nope' in Ljungby kommun; there are"),
        (("people", "handover", "x@ljungby.example", *HERE), "nobody in Ljungby kommun's register has"),
        (("people", "group", "--in", "atlantis"), "no municipality 'atlantis'; there are"),
        (
            ("people", "confirm", "--in", "vaxjo", "--unit", "videum", "--as", at("sanna", "vaxjo")),
            "Videum AB has been merged; use 'vofab'",
        ),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each, tuple) else None,
)  # fmt: skip
def test_what_is_not_there_ends_with_four(
    cli: Cli, command: tuple[str, ...], beginning: str
) -> None:
    said = cli(*command)

    assert (said.code, said.out) == (4, "")
    assert said.err.startswith(f"intlflow: {beginning}")


def test_a_stale_version_names_who_was_first(cli: Cli) -> None:
    opened(cli)
    cli("report", "start", *BUF, "--as", at("karin"))

    said = cli("report", "submit", *BUF, "--as", at("manne"), "--version", "1")

    assert said.code == 3
    assert said.err == (
        "refused (report-stale): Karin Ek was first, with “Begin the report (start)”, 6 December 2027 "
        "at 08:00 (Swedish time). Read how the report stands now and try again.\n"
    )


def test_a_list_is_tried_brought_in_and_brought_in_again(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(LIST, "cp1252")

    said = [cli("people", "import", str(file), *HERE, *more) for more in (("--dry-run",), (), ())]

    nothing = "changed 0; appointed 0, ended 0, decisions noted 0"
    assert [each.code for each in said] == [0, 0, 0]
    assert said[0].out.endswith("unchanged 0 (a dry run: nothing was changed)\n")
    assert said[1].out.startswith("2 lines: people added 2, changed 0; appointed 2, ended 0")
    assert said[2].out == f"2 lines: people added 0, {nothing}; unchanged 2\n"
    assert "Åsa Örn" in cli("people", "list", *HERE).out


def test_mistakes_in_a_list_are_all_told_and_end_with_one(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(LIST + "Bo;bo@@x;kung;;\n", "utf-8")
    before = cli("people", "list", "--json").json

    said, told = (cli("people", "import", str(file), *HERE, *j) for j in ((), ("--json",)))

    lines = said.out.splitlines()
    assert (said.code, told.code) == (1, 1)
    assert lines[0].startswith("line 4, roll: There is no role “kung”. Write one of: kontaktperson")
    assert lines[1].startswith("line 4, e-post: “bo@@x” is no e-mail address.")
    assert lines[2] == "2 mistakes; nothing was changed"
    assert [each["line"] for each in told.json["mistakes"]] == [4, 4]
    assert cli("people", "list", "--json").json == before


def test_a_list_that_is_not_there_is_said_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    said = cli("people", "import", str(tmp_path / "nowhere.csv"), *HERE)

    assert (said.code, said.out) == (1, "")
    assert said.err == f"intlflow: can't use {tmp_path}/nowhere.csv: No such file or directory\n"


def test_PLAN_38_one_press_confirms_and_a_second_says_so(cli: Cli) -> None:
    press = ("people", "confirm", *HERE, "--unit", "buf", "--as", at("manne"))

    assert cli(*press).out == "buf is confirmed for 2027-2: Karin Ek, Disa Lund\n"
    assert cli(*press).out == "buf was confirmed before for 2027-2: Karin Ek, Disa Lund\n"


def test_PLAN_65_a_handover_names_who_takes_over(cli: Cli) -> None:
    cli("case", "new", *HERE, "--unit", "buf", "--by", at("karin"), "--title", "Skolgårdar")

    said = cli("people", "handover", at("karin"), *HERE)

    assert (
        "international contact person, Barn- och utbildningsförvaltningen; Disa Lund takes over"
        in (said.out)
    )
    assert "Skolgårdar: Idea handed in, as international contact person, proposer" in said.out


def test_PLAN_48_the_group_is_shown_with_the_units_that_lack_somebody(cli: Cli) -> None:
    said = cli("people", "group", *HERE).out.splitlines()

    assert [line.split("  ")[0] for line in said[1:4]] == ["Karin Ek", "Lea Falk", "Stig Strand"]
    assert "nobody yet from sof" in said


def test_a_unit_is_shown_on_one_page(cli: Cli) -> None:
    opened(cli)

    mine, old = cli("unit", "show", "buf", *HERE), cli("unit", "show", "videum", "--in", "vaxjo")

    assert mine.out.startswith("buf  Barn- och utbildningsförvaltningen, under ")
    assert "  international contact person, deputy: Disa Lund, disa@ljungby.example" in mine.out
    assert "  2027  Not begun" in mine.out
    assert "ended 2022-12-31; vofab answers for it" in old.out
    assert "  Videum AB (until 2022-12-31)" in old.out
