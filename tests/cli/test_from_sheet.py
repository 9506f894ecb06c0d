"""A project is closed from the command line with what its evaluation's sheet says."""

import pytest

from intlflow.app.evaluating.choosing import choose
from intlflow.app.house import House
from intlflow.app.showing import show_case
from tests import people
from tests.app.evaluating.test_prefill import ENDED, told
from tests.cli.conftest import Cli
from tests.people import MORNING, at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)


def ended(house: House) -> str:
    """A project that waits for its evaluation, with every task done."""
    ref = people.walk(house, ENDED).ref
    people.tick_all(house, ref)
    choose(house, "ljungby", "case", ref, "Störst budget", by=at("sanna"), at=MORNING)
    return ref


def test_what_is_not_given_comes_from_the_sheet(cli: Cli, house: House) -> None:
    ref = ended(house)
    told(house, ref, ("6", "Fler rör sig"), results="Tolv gårdar", again="Börja tidigt")
    more = ("--give", "lessons=Börja ännu tidigare")

    done = cli("case", "move", ref, "evaluate", "--as", at("petra"), "--from-sheet", *more)

    assert done.code == 0, done.err
    facts = show_case(house, ref, MORNING)["facts"]
    assert (facts["results"], facts["effects"]) == ("Tolv gårdar", "Fler rör sig")
    assert facts["lessons"] == "Börja ännu tidigare"


def test_a_sheet_that_says_nothing_is_told_with_what_to_do(cli: Cli, house: House) -> None:
    ref = ended(house)

    said = cli("case", "move", ref, "evaluate", "--as", at("petra"), "--from-sheet")

    assert said.code == 2
    assert "no evaluation says anything of what evaluate needs; use --give" in said.err
