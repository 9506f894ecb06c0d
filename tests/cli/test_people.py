"""The register of people: added, appointed, ended, away; and what that means for who may do what."""

import pytest

from tests.cli.conftest import Cli, Said
from tests.cli.doing import ACCEPT, accept, bring, idea
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
LJUNGBY = ("--in", "ljungby")
TOVE = "tove@ljungby.example"


def add_tove(cli: Cli, *more: str) -> Said:
    return cli("people", "add", *LJUNGBY, "--name", "Tove Ström", "--email", TOVE, *more)


def found(cli: Cli, email: str) -> dict[str, object]:
    """A person as the register tells programs of them."""
    rows = cli("people", "list", *LJUNGBY, "--json").json
    (only,) = (row for row in rows if row["email"] == email)
    return dict(only)


def line_of(cli: Cli, email: str) -> str:
    """A person's line as people read it."""
    (only,) = (row for row in cli("people", "list", *LJUNGBY).out.splitlines() if email in row)
    return only


def test_somebody_who_is_added_can_bring_an_idea(cli: Cli) -> None:
    new = ("case", "new", *LJUNGBY, "--unit", "buf", "--by", TOVE, "--title", "Skolor")
    before = cli(*new)

    added = add_tove(cli, "--title", "Rektor", "--lang", "en")

    assert (before.code, cli(*new).code) == (4, 0)
    assert (added.code, added.out) == (0, "Tove Ström is in the register\n")
    tove = found(cli, TOVE)
    assert (tove["name"], tove["title"], tove["lang"]) == ("Tove Ström", "Rektor", "en")
    assert tove["roles"] == []


def test_whose_language_is_english_gets_letters_in_english(cli: Cli) -> None:
    add_tove(cli, "--lang", "en")
    new = ("case", "new", *LJUNGBY, "--unit", "buf", "--by", TOVE, "--title", "Skolor")
    cli(*new)

    (letter,) = cli("letters", "list", "--to", TOVE, "--json").json

    assert (letter["lang"], letter["subject"]) == ("en", "New idea LJU-2027-001: Skolor")


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (
            ("--email", "KARIN@ljungby.example"),
            3,
            (
                "refused (address-taken): The address karin@ljungby.example is in the register "
                "already. Use that person or state another address."
            ),
        ),
        (
            ("--email", "inte en adress"),
            3,
            (
                "refused (bad-fact): E-mail address (email): That is not an e-mail address. Write it "
                "like this: karin.ek@ljungby.example."
            ),
        ),
        (("--lang", "de"), 2, "Error: Invalid value: --lang is sv or en"),
    ],
    ids=["an address taken", "no address", "another language"],
)
def test_nobody_is_added_with_what_cannot_be(
    cli: Cli, more: tuple[str, ...], code: int, said: str
) -> None:
    before = cli("people", "list", "--json").json

    answer = cli("people", "add", *LJUNGBY, "--name", "Tove Ström", *more)

    assert (answer.code, answer.err.splitlines()[-1]) == (code, said)
    assert cli("people", "list", "--json").json == before


def test_an_appointment_gives_the_right_to_act_until_it_ends(cli: Cli) -> None:
    add_tove(cli)
    first, second = idea(cli), idea(cli)
    decide = ("--as", TOVE, *ACCEPT)
    before = cli("case", "move", first, "accept", *decide)
    appointed = cli("people", "appoint", TOVE, *LJUNGBY, "--role", "coordinator")
    number = found(cli, TOVE)["roles"][0]["appointment"]  # type: ignore[index]

    with_it = cli("case", "move", first, "accept", *decide)
    ended = cli("people", "end", str(number), "--last-day", "2027-02-28")
    after = cli("case", "move", second, "accept", *decide)

    assert (before.code, with_it.code, after.code) == (3, 0, 3)
    assert appointed.out == f"{TOVE} is coordinator (appointment {number})\n"
    assert ended.out == f"appointment {number} ends 2027-02-28\n"
    assert found(cli, TOVE)["roles"] == []


def test_a_role_is_listed_with_its_number_and_what_it_is_for(cli: Cli) -> None:
    add_tove(cli)
    dated = ("--start", "2027-01-01", "--end", "2027-12-31", "--deputy")

    cli("people", "appoint", TOVE, *LJUNGBY, "--role", "contact_person", "--for", "buf", *dated)

    (role,) = found(cli, TOVE)["roles"]  # type: ignore[misc, attr-defined]
    number = role.pop("appointment")
    assert line_of(cli, TOVE).split(TOVE)[1].strip() == f"{number}: deputy contact_person buf"
    assert role == {
        "role": "contact_person",
        "scope": "buf",
        "deputy": True,
        "from": "2027-01-01",
        "to": "2027-12-31",
    }


def test_while_somebody_is_away_the_deputy_gets_the_letters(cli: Cli) -> None:
    dates = ("--from", "2027-03-01", "--to", "2027-03-05")

    said = cli("people", "away", at("karin"), *LJUNGBY, *dates)
    new = ("case", "new", *LJUNGBY, "--unit", "buf", "--by", at("petra"), "--title", "Skolor")
    cli(*new)

    told = {row["address"] for row in cli("letters", "list", "--json").json}
    assert said.out == f"{at('karin')} is away 2027-03-01 to 2027-03-05\n"
    assert told == {at("petra"), at("disa"), at("manne"), at("sanna")}


BACKWARDS = ("--start", "2027-03-02", "--end", "2027-03-01")
REFUSED = {
    "a role that the case gives": (
        ("appoint", at("petra"), *LJUNGBY, "--role", "project_manager"),
        (
            "refused (role-of-the-case): The role of project manager belongs to a single case. It is "
            "set in the case, not in the register."
        ),
    ),
    "an appointment backwards": (
        ("appoint", at("petra"), *LJUNGBY, "--role", "registrar", *BACKWARDS),
        (
            "refused (period-backwards): The end (1 March 2027) does not come after the beginning "
            "(2 March 2027). Correct the dates."
        ),
    ),
    "an absence backwards": (
        ("away", at("karin"), *LJUNGBY, "--from", "2027-03-05", "--to", "2027-03-01"),
        (
            "refused (period-backwards): The end (1 March 2027) does not come after the beginning "
            "(5 March 2027). Correct the dates."
        ),
    ),
}


@pytest.mark.parametrize(("command", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_in_the_register_is_refused(
    cli: Cli, command: tuple[str, ...], sentence: str
) -> None:
    said = cli("people", *command)

    assert (said.code, said.err) == (3, f"{sentence}\n")


UNKNOWN = {
    "a person to appoint": (
        ("appoint", at("nobody"), *LJUNGBY, "--role", "coordinator"),
        "nobody in Ljungby kommun's register has 'nobody@ljungby.example'",
    ),
    "a person who is away": (
        ("away", at("nobody"), *LJUNGBY, "--from", "2027-03-01", "--to", "2027-03-01"),
        "nobody in Ljungby kommun's register has 'nobody@ljungby.example'",
    ),
    "an appointment": (
        ("end", "999"),
        "no appointment number 999; see `intlflow people list`",
    ),
    "a municipality": (
        ("list", "--in", "atlantis"),
        "no municipality 'atlantis'; there are ljungby, vaxjo",
    ),
}


@pytest.mark.parametrize(("command", "sentence"), UNKNOWN.values(), ids=list(UNKNOWN))
def test_what_the_register_does_not_know_is_not_found(
    cli: Cli, command: tuple[str, ...], sentence: str
) -> None:
    said = cli("people", *command)

    assert (said.code, said.err) == (4, f"intlflow: {sentence}\n")


def test_people_of_one_municipality_are_nobody_in_another(cli: Cli) -> None:
    ref = idea(cli)

    said = accept(cli, ref)
    other = cli("case", "move", ref, "park", "--as", at("sanna", "vaxjo"))

    assert (said.code, other.code) == (0, 4)
    assert {row["municipality"] for row in cli("people", "list", *LJUNGBY, "--json").json} == {
        "ljungby"
    }
    assert bring(cli).code == 0
