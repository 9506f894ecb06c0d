"""The registers as the coordinator uses them: one line, a list, a mistake that says what to do."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.doing import idea
from tests.people import at

HERE = ("--in", "ljungby")
SANNA = (*HERE, "--as", at("sanna"))
GROUPS = ("partner", "cooperation", "network", "activity", "trip", "group", "member", "meeting",
          "point", "resource")  # fmt: skip


def test_LJ13_12_an_activity_is_one_line(cli: Cli) -> None:
    said = cli("activity", "add", "Fråga om cykelvägar", *HERE, "--as", at("karin"))

    assert (said.code, said.err) == (0, "")
    assert said.out == "activity 1 “Fråga om cykelvägar” is in the register (buf)\n"
    assert "Fråga om cykelvägar" in cli("activity", "list", *HERE).out


@pytest.mark.parametrize("group", GROUPS)
def test_an_empty_register_teaches_its_first_command(cli: Cli, group: str) -> None:
    said = cli(group, "list", *HERE)

    assert said.code == 0
    assert said.out.startswith("Nothing here yet. Begin with: intlflow ")
    assert cli(group, "add", "--help").code == 0


def test_a_misspelt_name_is_answered_with_the_nearest(cli: Cli) -> None:
    cli("network", "add", "Energy Cities", *SANNA)

    said = cli("activity", "add", "Träff", *SANNA, "--network", "Energi Cities")

    assert said.code == 4
    assert "did you mean 'Energy Cities'?" in said.err
    assert said.err.count("\n") == 1


def test_a_wrong_field_is_refused_in_a_sentence_with_an_example(cli: Cli) -> None:
    said = cli("partner", "add", "Rostock", *SANNA, "--country", "Tyskland")

    assert said.code == 3
    assert "country" in said.err.lower()
    assert "like this: DE" in said.err


def test_an_unknown_unit_is_answered_with_those_there_are(cli: Cli) -> None:
    said = cli("activity", "add", "Träff", *SANNA, "--unit", "buff")

    assert (said.code, "did you mean 'buf'?" in said.err) == (4, True)


def test_a_row_is_shown_with_its_history(cli: Cli) -> None:
    cli("network", "add", "Nätet", *SANNA, "--fee", "9 000 kr", "--owner", at("karin"))
    cli("network", "change", "nätet", *SANNA, "--fee", "10 000 kr", "--reason", "Ny avgift")

    out = cli("network", "show", "1", *HERE).out

    assert "fee: 10000.00 SEK" in out
    assert "owner: Karin Ek" in out
    assert "Sanna Lind: Ny avgift" in out
    assert "Nätet" in cli("network", "list", *HERE, "--on", "2099-01-01").out


def test_nothing_that_was_typed_can_turn_the_terminal_s_head(cli: Cli) -> None:
    cli("network", "add", "Nä\x1b[31mtet\nx", *SANNA, "--benefit", "rad\nrad \x1b]0;hej\x07")

    shown = cli("network", "show", "1", *HERE).out + cli("network", "list", *HERE).out

    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_journey_is_one_line_and_its_carbon_is_told_as_assumed(cli: Cli) -> None:
    way = ("--leg", "Alvesta; Köpenhamn; train; 240", "--why-not-digital", "Val av styrelse")
    assert cli("trip", "add", "Årsmöte", *SANNA, *way, "--day", "2026-05-02").code == 0

    out = cli("trip", "carbon", *HERE, "--year", "2026").out

    assert out.startswith("1 journey in 2026: 1.68 kg\n")
    assert "the figures per kilometre are assumed" in out
    assert (
        "leg 1: Alvesta – Köpenhamn, train 240 km: 1.68 kg" in cli("trip", "show", "1", *HERE).out
    )


def test_which_version_held_on_a_day_is_one_question(cli: Cli) -> None:
    out = cli("document", "on", "2013-10-14", "--in", "vaxjo").out

    assert "strategy_2009" in out
    assert "strategy_2013" not in out
    assert cli("document", "on", "1990-01-01", *HERE).out.startswith("No document is known")
    assert "days late" in cli("document", "list", *HERE).out


def test_a_file_goes_in_and_comes_out_again(cli: Cli, tmp_path: Path) -> None:
    file, ref = tmp_path / "avtal.pdf", idea(cli)
    file.write_bytes(b"%PDF-1.7\navtal")
    assert cli("attach", "list", *HERE).out.startswith("No files are kept. Begin with")

    done = cli("attach", "add", str(file), *SANNA, "--to", ref, "--secrecy", "OSL 19:1")
    out = cli("attach", "out", "1", str(tmp_path / "ut.pdf"), *HERE)

    assert (done.code, out.code) == (0, 0)
    assert out.out.endswith("secret by OSL 19:1\n")
    assert (tmp_path / "ut.pdf").read_bytes() == file.read_bytes()
    assert "1 attachment in" in cli("backup", str(tmp_path / "copy.db")).out
    assert cli("attach", "add", str(tmp_path / "nothing.pdf"), *SANNA, "--to", ref).code == 1


def test_tags_are_shown_with_the_five_groups_side_by_side(cli: Cli) -> None:
    ref = idea(cli)
    assert cli("tag", "show", ref, *HERE).out.startswith("No tags yet.")
    assert cli("tag", "add", ref, *SANNA, "--sdg", "all", "--expected", "residents").code == 0

    out = cli("tag", "show", ref, *HERE).out

    assert "Samtliga" in out
    assert out.count("–") == 9  # five groups expected and actual, one of them yes
    assert "all seventeen (counted apart): 1" in cli("tag", "count", "sdg", *HERE).out
    assert cli("tag", "add", ref, *SANNA).code == 3


def test_gaps_are_told_with_their_months(cli: Cli) -> None:
    cli("network", "add", "Nätet", *SANNA, "--from", "2020-01-01")

    out = cli("register", "gaps", *HERE).out

    assert "has not been used since it came into the register. (12 months, assumed)" in out
    assert out.splitlines()[-1].endswith(" gaps")


def test_a_group_meets_talks_and_follows_up(cli: Cli) -> None:
    cli("group", "plan", "working", *SANNA, "--first", "2099-01-12", "--times", "2")
    cli("point", "add", "Ring Gdynia", *SANNA, "--kind", "action", "--owner", at("karin"))

    out = cli("group", "agenda", "working", *HERE).out

    assert "2099-01-12 09:00, digitalt" in out
    assert "1: Ring Gdynia (action, Karin Ek)" in out
    assert "Karin Ek" in cli("group", "open", "working", *HERE).out
