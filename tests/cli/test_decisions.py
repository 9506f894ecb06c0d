"""Decisions on the command line: who decides, what is said when it isn't one's turn, what follows."""

import pytest

from tests.cli.conftest import Cli
from tests.cli.doing import CALL, supported
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
SIV = ("--as", at("siv"))


@pytest.fixture
def ref(cli: Cli) -> str:
    """A project whose application is being written."""
    ref = supported(cli)
    more = ("--give", "call_deadline=2027-06-15T17:00", "--give", "budget_years=4")
    assert cli("case", "move", ref, "go", "--as", at("manne"), *CALL, *more).code == 0
    return ref


def test_show_names_the_bodies_in_order_the_rules_and_whose_turn_it_is(cli: Cli, ref: str) -> None:
    said = cli("decision", "show", ref).out.splitlines()

    assert said[2].split("  ")[0] == "Barn- och utbildningsnämnden"
    assert said[2].endswith("its turn")
    assert said[3].startswith("Kommunstyrelsen")
    assert any("more than three budget years" in line for line in said)


def test_a_body_out_of_turn_is_refused_with_who_comes_first(cli: Cli, ref: str) -> None:
    said = cli("decision", "record", ref, "ks 2027-03-01 § 40 bifall", *SIV)

    assert said.code == 3
    assert "BUN decides first" in said.err


def test_KS_12_a_decision_is_recorded_announced_and_listed_with_its_force(
    cli: Cli, ref: str
) -> None:
    cli("decision", "record", ref, "bun 2027-02-10 § 31 bifall", *SIV)
    own = ("--give", "own_contribution=30 000 kr", "--give", "not_taking_part=Ordföranden (jäv)")
    own += ("--give", "motion=En ledamot yrkar återremiss. Yrkandet faller.")
    recorded = cli("decision", "record", ref, "ks 2027-02-24 § 40 bifall", *SIV, *own)
    noted = cli("decision", "note", "2", "announced", *SIV, "--on", "2027-03-01")

    assert recorded.out.splitlines()[0] == f"{ref}: decide_financing → financed (version 5)"
    assert "Decision 2" in recorded.out
    assert "can be appealed until 2027-03-22" in noted.out
    listed = cli("decision", "list", "--in", "ljungby").out
    assert [line.split()[0] for line in listed.splitlines()[1:]] == ["2", "1"]
    assert "Ordföranden (jäv)" in cli("decision", "extract", "2").out
    assert "yrkar återremiss" in cli("decision", "extract", "2").out


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "kommunstyrelsen bifall",
            "That is not a decision. Write body, date and section like this",
        ),
        ("ks 2027-02-24 § 40 kanske", "A decision can't end like that. Choose one of: bifall"),
        ("xx 2027-02-24 § 40", "The body is not in the municipality's list. Choose one of: bun"),
        ("ks 2027-12-24 § 40", "The date is in the future. State a day no later than 2027-03-01"),
    ],
)
def test_what_is_no_decision_says_how_one_is_written(
    cli: Cli, ref: str, typed: str, says: str
) -> None:
    said = cli("decision", "record", ref, typed, *SIV)

    assert said.code == 3
    assert says in said.err


def test_an_appeal_before_the_announcement_and_an_unknown_decision_are_told(
    cli: Cli, ref: str
) -> None:
    cli("decision", "record", ref, "bun 2027-02-10 § 31 bordläggning", *SIV)

    on_the_way = cli("decision", "note", "1", "appealed", *SIV)
    nowhere = cli("decision", "extract", "99")

    assert (on_the_way.code, "not been announced" in on_the_way.err) == (3, True)
    assert (nowhere.code, "no decision 99" in nowhere.err) == (4, True)


def test_an_empty_list_says_how_to_begin(cli: Cli) -> None:
    said = cli("decision", "list", "--in", "ljungby", "--unreported")

    assert (said.code, "intlflow decision record" in said.out) == (0, True)
