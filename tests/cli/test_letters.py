"""The outbox as a person sees it: found, read, held back, let go, cancelled."""

import pytest

from intlflow.cli import door
from intlflow.store import letter_steering
from intlflow.store.engine import reading
from tests.cli.conftest import Cli, PostOffice
from tests.cli.doing import accept, idea
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
COUNTS = {"sent": 0, "later": 0, "failed": 0, "held": 0, "waiting": 0, "mail": True}


def letter_to(cli: Cli, name: str) -> str:
    """The id of the only letter to somebody."""
    (only,) = cli("letters", "list", "--to", at(name), "--json").json
    return str(only["id"])


def states(cli: Cli) -> dict[str, str]:
    """Address → state of every letter, when each has one."""
    return {row["address"]: row["status"] for row in cli("letters", "list", "--json").json}


def test_letters_are_listed_newest_first_with_the_beginning_of_their_ids(cli: Cli) -> None:
    accept(cli, idea(cli, "Cykelvägar"))

    lines = cli("letters", "list").out.splitlines()
    rows = cli("letters", "list", "--json").json

    assert lines[0].split() == ["ID", "STATUS", "TO", "SUBJECT"]
    assert [line.split()[0] for line in lines[1:]] == [row["id"][:8] for row in rows]
    assert [row["subject"] for row in rows] == [
        *["Idén LJU-2027-001 får stöd: Cykelvägar"] * 3,
        *["Ny idé LJU-2027-001: Cykelvägar"] * 3,
    ]


def test_letters_are_found_by_address_and_by_state(cli: Cli) -> None:
    accept(cli, idea(cli))
    cli("letters", "hold", letter_to(cli, "petra"))

    to_karin = cli("letters", "list", "--to", at("karin"), "--json").json
    held = cli("letters", "list", "--status", "held", "--json").json
    both = cli("letters", "list", "--status", "held", "--to", at("karin"), "--json").json

    assert [row["address"] for row in to_karin] == [at("karin")] * 2
    assert [row["address"] for row in held] == [at("petra")]
    assert both == []


def test_an_address_is_found_however_it_is_typed(cli: Cli) -> None:
    idea(cli)

    found = cli("letters", "list", "--to", " Karin@LJUNGBY.example ", "--json").json

    assert [row["address"] for row in found] == [at("karin")]


def test_no_letters_is_said_in_words_and_is_an_empty_list(cli: Cli) -> None:
    said = cli("letters", "list", "--status", "failed")

    assert (said.code, said.out) == (0, "No letters. Moves that tell somebody write them.\n")
    assert cli("letters", "list", "--status", "failed", "--json").json == []


def test_the_beginning_of_an_id_is_enough(cli: Cli) -> None:
    idea(cli)
    letter = letter_to(cli, "sanna")

    shown = cli("letters", "show", letter[:8])

    assert shown == cli("letters", "show", letter)
    assert shown.out.splitlines()[:4] == [
        "From: Internationella samordnaren, Ljungby kommun <internationellt@ljungby.example>",
        "To: Sanna Lind",
        f"Address: {at('sanna')}",
        "Subject: Ny idé LJU-2027-001: Grönare skolgårdar",
    ]


@pytest.mark.parametrize("verb", ["show", "hold", "release", "cancel"])
def test_a_beginning_that_several_letters_share_is_no_letter(cli: Cli, verb: str) -> None:
    idea(cli)

    said = cli("letters", verb, "")

    assert said.code == 4
    assert said.err == "intlflow: no single letter begins with ''; see `intlflow letters list`\n"
    assert set(states(cli).values()) == {"waiting"}


def test_a_held_letter_waits_until_it_is_released(cli: Cli, post_office: PostOffice) -> None:
    idea(cli)
    letter = letter_to(cli, "karin")
    held = cli("letters", "hold", letter[:8])

    others = cli("letters", "send", "--json").json
    without = sorted(str(mail["To"]) for mail in post_office.letters())
    released = cli("letters", "release", letter, "--json")
    one = cli("letters", "send", "--json").json

    assert held.out == f"{letter[:8]} is held: Ny idé LJU-2027-001: Grönare skolgårdar\n"
    assert others == {**COUNTS, "sent": 2}
    assert without == [at("manne"), at("sanna")]
    assert released.json == {"id": letter, "status": "waiting"}
    assert one == {**COUNTS, "sent": 1}
    assert len(post_office.letters()) == 3


def test_a_cancelled_letter_never_leaves_and_stays_in_the_list(
    cli: Cli, post_office: PostOffice
) -> None:
    idea(cli)
    letter = letter_to(cli, "manne")

    cancelled = cli("letters", "cancel", letter, "--json")
    released = cli("letters", "release", letter)
    sent = cli("letters", "send", "--json").json

    assert cancelled.json == {"id": letter, "status": "cancelled"}
    assert released.code == 3
    assert sent == {**COUNTS, "sent": 2}
    assert sorted(str(mail["To"]) for mail in post_office.letters()) == [at("karin"), at("sanna")]
    assert states(cli)[at("manne")] == "cancelled"


def test_whoever_steers_a_letter_is_named_and_must_be_allowed_to(cli: Cli) -> None:
    idea(cli)
    letter = letter_to(cli, "karin")

    others = cli("letters", "hold", letter, "--as", at("karin"))
    nobody = cli("letters", "hold", letter, "--as", at("nobody"))
    hers = cli("letters", "hold", letter, "--as", at("sanna"))

    assert (others.code, nobody.code, hers.code) == (3, 4, 0)
    assert "Hold, release or cancel a letter" in others.err
    with door.house() as house, reading(house.engine) as tx:
        (steered,) = letter_steering.of_letters(tx, [letter])[letter]
    assert (steered.step, steered.by) == ("hold", "Sanna Lind")


CHANGEABLE = {
    "hold": "waiting to be sent (waiting), will be sent again later (retrying)",
    "release": "waiting for somebody to look at it (held), could not be sent (failed), "
    "will be sent again later (retrying)",
    "cancel": "waiting to be sent (waiting), will be sent again later (retrying), "
    "waiting for somebody to look at it (held), could not be sent (failed)",
}


@pytest.mark.parametrize(("step", "states_named"), CHANGEABLE.items(), ids=list(CHANGEABLE))
def test_a_sent_letter_is_gone(
    cli: Cli, post_office: PostOffice, step: str, states_named: str
) -> None:
    idea(cli)
    cli("letters", "send")

    said = cli("letters", step, letter_to(cli, "karin"))

    assert said.code == 3
    assert said.err == (
        "refused (letter-not-there): The letter is in the state “sent” and can't be changed like "
        f"that. It can be done for letters in the state: {states_named}.\n"
    )
    assert states(cli)[at("karin")] == "sent"


def test_what_has_been_sent_is_not_sent_again(cli: Cli, post_office: PostOffice) -> None:
    idea(cli)
    first = cli("letters", "send")

    second = cli("letters", "send")

    assert first.out == "sent 3, to be tried again 0, failed 0, held 0; still waiting 0\n"
    assert second.out == "sent 0, to be tried again 0, failed 0, held 0; still waiting 0\n"
    assert len(post_office.letters()) == 3


def test_a_mail_server_that_is_away_lets_the_letters_wait(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea(cli)
    monkeypatch.setenv("INTLFLOW_MAIL_URL", "mailto://127.0.0.1:1?from=a@intlflow.example")

    sent = cli("letters", "send", "--json")

    assert (sent.code, sent.json) == (0, {**COUNTS, "later": 3, "waiting": 3})
    assert set(states(cli).values()) == {"retrying"}


def test_without_a_mail_server_sending_says_what_is_missing(cli: Cli) -> None:
    idea(cli)

    said, told = cli("letters", "send"), cli("letters", "send", "--json")

    assert (said.code, told.code, told.json) == (0, 0, {"mail": False})
    assert said.out == (
        "No mail server is set (INTLFLOW_MAIL_URL); the letters wait and can be read.\n"
    )
    assert set(states(cli).values()) == {"waiting"}
