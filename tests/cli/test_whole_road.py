"""The main job, as people do it: a project from idea to archived evaluation, and every side road."""

import pytest

from intlflow.app.demo import roads
from intlflow.app.house import House
from intlflow.app.showing import show_case
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from tests import people
from tests.cli.conftest import Cli, PostOffice, text_of

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
BOTH = pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
PROJECT = LIFECYCLES[Kind.PROJECT]


def give(facts: dict[str, str]) -> list[str]:
    return [part for key, value in facts.items() for part in ("--give", f"{key}={value}")]


def new(cli: Cli, house: House, kind: Kind, municipality: str, title: str) -> str:
    """Open a case through the command line."""
    opening = LIFECYCLES[kind].opening
    by = people.at("karin" if Role.SUBMITTER in opening.who else "sanna", municipality)
    right = people.right_facts(house.pack(municipality), municipality)
    facts = {str(need): right[need] for need in opening.needs if isinstance(need, Fact)}
    where = ("--in", municipality, "--unit", people.home(municipality), "--kind", kind)
    said = cli("case", "new", *where, "--by", by, "--title", title, "--json", *give(facts))
    assert said.code == 0, said.err
    return str(said.json["ref"])


def make(cli: Cli, house: House, ref: str, row: Move, kind: Kind, municipality: str) -> str:
    """Make one row's move through the command line; gives back where that led."""
    people.tick_all(house, ref, municipality)
    facts = people.facts_for(house, kind, str(row.source), row.verb, municipality)
    facts |= people.prepared(house, ref, row)
    who = people.who_can(row.who[0], municipality)
    said = cli("case", "move", ref, row.verb, "--as", who, "--json", *give(facts))
    assert said.code == 0, f"{row}: {said.err}"
    return str(said.json["target"])


@BOTH
def test_a_project_comes_from_idea_to_archived_evaluation(
    cli: Cli, house: House, post_office: PostOffice, municipality: str
) -> None:
    ref, phase = new(cli, house, Kind.PROJECT, municipality, "Grönare skolgårdar"), "idea"
    for verb in people.MAIN_ROAD:
        phase = make(cli, house, ref, PROJECT.find(phase, verb), Kind.PROJECT, municipality)

    sent = cli("letters", "send", "--json").json

    case = cli("case", "show", ref, "--json").json
    assert (case["phase"], case["stage"], case["version"]) == ("archived", "archive", 11)
    assert [row["verb"] for row in case["journal"]] == ["register", *people.MAIN_ROAD]
    written = [letter["message_id"] for letter in case["letters"]]
    accepted = post_office.letters()
    assert sorted(letter["Message-ID"] for letter in accepted) == sorted(written)
    nothing = {"later": 0, "failed": 0, "held": 0, "waiting": 0}
    assert sent == {"sent": len(written), "mail": True} | nothing
    for letter in accepted:
        text = text_of(letter)
        assert ref in text
        assert "Grönare skolgårdar" in text
        assert "{" not in text
        assert letter.get_body(("html",)) is not None
    assert cli("audit", "verify").code == 0


@pytest.mark.parametrize("kind", list(Kind))
@BOTH
def test_every_row_of_every_lifecycle_can_be_walked(
    cli: Cli, house: House, post_office: PostOffice, municipality: str, kind: Kind
) -> None:
    """Each row once through the command line, on a case of its own that came there before."""
    written = []
    for row in LIFECYCLES[kind].moves:
        before = [step.verb for step in roads.to(kind, str(row.source))]
        ref = people.walk(house, before, kind, municipality).ref

        assert make(cli, house, ref, row, kind, municipality) == str(row.target)

        written += show_case(house, ref, people.MORNING)["letters"]
    cli("letters", "send")

    accepted = sorted((letter["Message-ID"], letter["To"]) for letter in post_office.letters())
    assert accepted == sorted((letter["message_id"], letter["address"]) for letter in written)
    assert cli("audit", "verify").code == 0


def test_each_municipality_speaks_in_its_own_words(
    cli: Cli, house: House, post_office: PostOffice
) -> None:
    for municipality in people.UNITS:
        ref = new(cli, house, Kind.PROJECT, municipality, "Cykelvägar")
        make(cli, house, ref, PROJECT.find("idea", "accept"), Kind.PROJECT, municipality)
    cli("letters", "send")

    texts = {"ljungby": "", "vaxjo": ""}
    for letter in post_office.letters():
        texts["ljungby" if "ljungby" in str(letter["To"]) else "vaxjo"] += text_of(letter)
    own = {
        "ljungby": "Verksamhetsplan för internationellt arbete",
        "vaxjo": "Internationell strategi",
    }
    said = {
        key: {name for name, word in own.items() if word in text} for key, text in texts.items()
    }
    assert said == {"ljungby": {"ljungby"}, "vaxjo": {"vaxjo"}}


def test_the_right_people_are_told_that_support_begins(
    cli: Cli, house: House, post_office: PostOffice
) -> None:
    ref = new(cli, house, Kind.PROJECT, "ljungby", "Grönare skolgårdar")
    cli("letters", "send")
    before = {letter["Message-ID"] for letter in post_office.letters()}

    make(cli, house, ref, PROJECT.find("idea", "accept"), Kind.PROJECT, "ljungby")
    cli("letters", "send")

    after = [mail for mail in post_office.letters() if mail["Message-ID"] not in before]
    told = sorted(str(letter["To"]) for letter in after)
    assert told == [people.at("karin"), people.at("manne"), people.at("petra")]


def test_without_a_mail_server_letters_wait_and_can_be_read(cli: Cli, house: House) -> None:
    ref = new(cli, house, Kind.PROJECT, "ljungby", "Grönare skolgårdar")

    waiting = cli("letters", "list", "--status", "waiting", "--json").json
    shown = cli("letters", "show", waiting[0]["id"]).out

    told = sorted(letter["address"] for letter in waiting)
    assert told == [people.at("karin"), people.at("manne"), people.at("sanna")]
    assert ref in shown
    assert cli("letters", "send").out.startswith("No mail server is set")
