"""Duties on the command line: listed, noted, decided, ticked and looked ahead at, with answers that help."""

import json

import pytest

from tests.cli.doing import Cli
from tests.people import at, home

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)

TALK = ("ledningsgrupp_talk", "--in", "ljungby", "--for", home())
SANNA, KARIN, STIG = ("--as", at("sanna")), ("--as", at("karin")), ("--as", at("stig"))


def test_a_talk_is_noted_in_one_line_and_seen_in_the_list(cli: Cli) -> None:
    said = cli("duty", "log", *TALK, *KARIN, "--on", "2027-02-10", "--forum", "ledningsgruppen")

    listed = cli("duty", "list", "--in", "ljungby", "--for", home(), "--duty", TALK[0])
    assert (said.code, said.out) == (
        0,
        "noted as no 1: Barn- och utbildningsförvaltningen, 2027-02-10, 1/2 this year; it is met\n",
    )
    assert "met 1/2" in listed.out


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        ((*TALK, *KARIN, "--on", "2027-03-02", "--forum", "LG"), 3, "has not come yet"),
        ((*TALK, *STIG, "--on", "2027-02-10", "--forum", "LG"), 3, "can be noted by"),
        ((*TALK, *KARIN, "--on", "2027-02-10"), 3, "It is empty"),
        ((*TALK, *KARIN, "--on", "i går", "--forum", "LG"), 2, "--on"),
        ((*TALK[:4], "xyz", *SANNA, "--on", "2027-02-10", "--forum", "LG"), 4, "it is owed by"),
        (("talk", *TALK[1:], *SANNA, "--on", "2027-02-10", "--forum", "LG"), 4, "there are"),
        ((*TALK, "--as", "nobody@ljungby.example", "--on", "2027-02-10", "--forum", "LG"), 4, "address"),
        ((*TALK, *KARIN, "--on", "2027-02-10", "--forum", "LG", "--corrects", "99"), 4, "number 99"),
    ],
    ids=["ahead", "another's", "no forum", "no day", "no unit", "no duty", "nobody", "no row"],
)  # fmt: skip
def test_what_can_t_be_noted_gets_a_sentence_that_helps(
    cli: Cli, words: tuple[str, ...], code: int, answer: str
) -> None:
    said = cli("duty", "log", *words)

    assert said.code == code
    assert answer in said.err


def test_a_talk_noted_twice_names_the_row_that_is_there(cli: Cli) -> None:
    note = ("duty", "log", *TALK, *KARIN, "--on", "2027-02-10", "--forum", "LG")
    cli(*note)

    said = cli(*note)

    assert said.code == 3
    assert "noted already, by Karin Ek" in said.err
    assert "row 1" in said.err


def test_a_tick_writes_once_and_says_what_it_did(cli: Cli) -> None:
    first, second = cli("tick", "--in", "ljungby", "--json"), cli("tick", "--in", "ljungby")

    assert json.loads(first.out)["letters"] > 0
    assert second.out == "2027-03-01: 0 letters in the outbox\n"


def test_a_tick_knows_its_clocks_and_duties(cli: Cli) -> None:
    assert cli("tick", "--only", "appointments").code == 0
    wrong = cli("tick", "--only", "remindrs")

    assert (wrong.code, "ledningsgrupp_reminders" in wrong.err) == (4, True)


def test_a_look_ahead_names_day_person_duty_and_rule(cli: Cli) -> None:
    cli("tick")

    said = cli("preview", "--in", "ljungby", "--to", at("karin"), "--until", "2027-06-30", "--json")

    rows = json.loads(said.out)
    assert ("2027-05-01", "ledningsgrupp_talk", "two_talks_a_year") in {
        (r["day"], r["duty"], r["rule"]) for r in rows
    } | {(r["day"], r["duty"], "two_talks_a_year") for r in rows if r["rule"]}


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--from", "2027-04-01", "--until", "2027-03-05"), "is before --from"),
        (("--from", "2026-01-01"), "has passed"),
        (("--until", "2040-01-01"), "five years ahead"),
    ],
)
def test_a_look_the_wrong_way_is_explained(cli: Cli, words: tuple[str, ...], answer: str) -> None:
    said = cli("preview", *words)

    assert (said.code, answer in said.err) == (2, True)


def test_a_decision_needs_its_reason_and_the_coordinator(cli: Cli) -> None:
    waive = ("duty", "waive", *TALK)

    refused = cli(*waive, *KARIN, "--reason", "Vi hinner inte.")
    waived = cli(*waive, *SANNA, "--reason", "Förvaltningen byggs om.")
    again = cli(*waive, *SANNA, "--reason", "Förvaltningen byggs om.")

    assert (refused.code, waived.code) == (3, 0)
    assert "need not be done this time" in waived.out
    assert (again.code, "decided already" in again.err) == (3, True)
    listed = cli("duty", "list", "--in", "ljungby", "--for", home(), "--duty", TALK[0])
    assert "waived" in listed.out


def test_an_empty_list_says_where_to_look(cli: Cli) -> None:
    said = cli("duty", "list", "--in", "ljungby", "--for", "nowhere")

    assert said.out == "Nothing is open. `intlflow duty list --all` shows what is to come.\n"
