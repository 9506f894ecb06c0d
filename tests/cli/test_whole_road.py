"""The main job, as people do it: a project from idea to archived evaluation, and every side road."""

import pytest
from tests import people
from tests.cli.conftest import Cli, PostOffice, text_of

from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
BOTH = pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])


def new(cli: Cli, kind: Kind, municipality: str, title: str) -> dict[str, object]:
    """Open a case through the command line."""
    opening = LIFECYCLES[kind].opening
    anybody = Role.SUBMITTER in opening.who
    by = people.at("karin" if anybody else "sanna", municipality)
    gives = [f"{f}={FACTS[municipality][f]}" for f in opening.needs if isinstance(f, Fact)]
    gives += [f"title={title}", f"unit={people.home(municipality)}"]
    arguments = [part for give in gives for part in ("--give", give)]
    said = cli(
        *("case", "new", "--in", municipality, "--kind", kind, "--by", by, "--json"), *arguments
    )
    assert said.code == 0, said.err
    return dict(said.json)


FACTS: dict[str, dict[str, str]] = {}


@pytest.fixture(autouse=True)
def right_facts(house: object) -> None:
    for key in people.UNITS:
        FACTS[key] = people.right_facts(house.pack(key), key)  # type: ignore[attr-defined]


def tick_all(cli: Cli, ref: str, municipality: str) -> None:
    case = cli("case", "show", ref, "--json").json
    for task in case["tasks"]:
        if not task["done_at"] and task["entry"] == case["stage_entry"]:
            by = people.at("sanna", municipality)
            assert cli("case", "tick", ref, task["key"], "--as", by).code == 0


def make(cli: Cli, ref: str, row: Move, municipality: str, owner: str) -> dict[str, object]:
    """Make one row's move, with right facts, as somebody who may."""
    tick_all(cli, ref, municipality)
    special = {k: v.format(owner=owner) for k, v in people.OTHERWISE.get(row.verb, {}).items()}
    facts = FACTS[municipality]
    gives = [f"{fact}={special.get(fact, facts[fact])}" for fact in row.facts]
    arguments = [part for give in gives for part in ("--give", give)]
    who = people.who_can(row.who[0], municipality)
    said = cli("case", "move", ref, row.verb, "--as", who, "--json", *arguments)
    assert said.code == 0, f"{row}: {said.err}"
    return dict(said.json)


def road_to(kind: Kind, row: Move) -> list[Move]:
    """The shortest road to a row, and the row itself."""
    from intlflow.app.demo.roads import to

    return [*to(kind, str(row.source)), row]


@BOTH
def test_a_project_comes_from_idea_to_archived_evaluation(
    cli: Cli, house: object, post_office: PostOffice, municipality: str
) -> None:
    ref = str(new(cli, Kind.PROJECT, municipality, "Grönare skolgårdar")["ref"])
    owner = house.pack(municipality).units[people.home(municipality)].body  # type: ignore[attr-defined]
    phase = "idea"
    for verb in people.MAIN_ROAD:
        row = LIFECYCLES[Kind.PROJECT].find(phase, verb)
        phase = str(make(cli, ref, row, municipality, owner)["target"])

    sent = cli("letters", "send", "--json").json

    case = cli("case", "show", ref, "--json").json
    assert (case["phase"], case["stage"], case["version"]) == ("archived", "archive", 11)
    assert [row["verb"] for row in case["journal"]] == ["register", *people.MAIN_ROAD]
    written = [letter["message_id"] for letter in case["letters"]]
    accepted = [letter["Message-ID"] for letter in post_office.letters()]
    assert sorted(accepted) == sorted(written)
    assert sent == {"sent": len(written), "later": 0, "failed": 0, "held": 0, "waiting": 0} | {
        "mail": True
    }
    assert len(set(accepted)) == len(accepted)
    for letter in post_office.letters():
        text = text_of(letter)
        assert ref in text
        assert "Grönare skolgårdar" in text
        assert "{" not in text
        assert letter.get_body(("html",)) is not None
    assert cli("audit", "verify").code == 0


@pytest.mark.parametrize("kind", list(Kind))
@BOTH
def test_every_row_of_every_lifecycle_can_be_walked(
    cli: Cli, house: object, post_office: PostOffice, municipality: str, kind: Kind
) -> None:
    """Every side road of the tables, each from a case of its own."""
    owner = house.pack(municipality).units[people.home(municipality)].body  # type: ignore[attr-defined]
    ends = [row for row in LIFECYCLES[kind].moves if is_side_road(kind, row)]
    told = 0
    for row in ends:
        ref = str(new(cli, kind, municipality, f"Sidoväg {row.verb}")["ref"])
        for step in road_to(kind, row):
            moved = make(cli, ref, step, municipality, owner)
        assert moved["target"] == str(row.target)
        told += len(cli("case", "show", ref, "--json").json["letters"])

    cli("letters", "send")

    accepted = [letter["Message-ID"] for letter in post_office.letters()]
    assert len(accepted) == len(set(accepted)) == told
    assert cli("audit", "verify").code == 0


def is_side_road(kind: Kind, row: Move) -> bool:
    """Rows that no other row's shortest road walks anyway."""
    others = [other for other in LIFECYCLES[kind].moves if other is not row]
    return not any(row in road_to(kind, other)[:-1] for other in others)


def test_each_municipality_speaks_in_its_own_words(cli: Cli, post_office: PostOffice) -> None:
    texts = {}
    for municipality in ("ljungby", "vaxjo"):
        ref = str(new(cli, Kind.PROJECT, municipality, "Cykelvägar")["ref"])
        row = LIFECYCLES[Kind.PROJECT].find("idea", "accept")
        make(cli, ref, row, municipality, "")
    cli("letters", "send")
    for letter in post_office.letters():
        key = "ljungby" if "ljungby" in str(letter["To"]) else "vaxjo"
        texts[key] = texts.get(key, "") + text_of(letter)

    assert "Verksamhetsplan för internationellt arbete" in texts["ljungby"]
    assert "Internationell strategi" in texts["vaxjo"]
    assert "Verksamhetsplan för internationellt arbete" not in texts["vaxjo"]
    assert "Internationell strategi" not in texts["ljungby"]


def test_the_right_people_are_told_that_support_begins(cli: Cli, post_office: PostOffice) -> None:
    ref = str(new(cli, Kind.PROJECT, "ljungby", "Grönare skolgårdar")["ref"])
    cli("letters", "send")
    before = len(post_office.letters())

    make(cli, ref, LIFECYCLES[Kind.PROJECT].find("idea", "accept"), "ljungby", "")
    cli("letters", "send")

    told = sorted(str(letter["To"]) for letter in post_office.letters()[before:])
    assert told == [people.at("karin"), people.at("manne"), people.at("petra")]


def test_without_a_mail_server_letters_wait_and_can_be_read(cli: Cli) -> None:
    ref = str(new(cli, Kind.PROJECT, "ljungby", "Grönare skolgårdar")["ref"])

    waiting = cli("letters", "list", "--status", "waiting", "--json").json
    shown = cli("letters", "show", waiting[0]["id"]).out

    assert {letter["address"] for letter in waiting} == {
        people.at("karin"),
        people.at("sanna"),
        people.at("manne"),
    }
    assert ref in shown
    assert cli("letters", "send").out.startswith("No mail server is set")
