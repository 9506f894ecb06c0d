"""Against aiosmtpd, a server that others wrote."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from intlflow.letters.mime import message
from intlflow.letters.post import Ending, Result
from intlflow.letters.smtp import SmtpPost, SmtpSettings
from tests.letters.servers import a_letter


class Box:
    """Keeps what comes; has no room for person 3."""

    def __init__(self) -> None:
        self.kept: list[tuple[str | None, list[str], bytes]] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("person3@"):
            return "550 5.1.1 Nobody by that name"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self.kept.append((envelope.mail_from, envelope.rcpt_tos, content))
        return "250 Taken"


@pytest.fixture
def box() -> Iterator[tuple[Box, SmtpPost]]:
    kept = Box()
    controller = Controller(kept, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)
    controller.port = _free_port()
    controller.start()
    post = SmtpPost(SmtpSettings("127.0.0.1", controller.port, batch_limit=10))
    yield kept, post
    post.close()
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_letters_arrive_byte_for_byte_and_a_bad_recipient_harms_nobody(
    box: tuple[Box, SmtpPost],
) -> None:
    kept, post = box
    letters = [a_letter(n, body=f"rad\n.punkt\n..\n{'å' * 9_000}") for n in range(6)]
    results = list[Result]()

    post.send(letters, results.append)

    assert [result.ending for result in results] == [
        Ending.REFUSED if n == 3 else Ending.SENT for n in range(6)
    ]
    assert kept.kept == [
        ("internationellt@ljungby.example", [letter.address], message(letter))
        for n, letter in enumerate(letters)
        if n != 3
    ]


def test_a_letter_to_an_address_beyond_ascii_arrives(box: tuple[Box, SmtpPost]) -> None:
    kept, post = box
    results = list[Result]()

    post.send([a_letter(address="åsa@växjö.example")], results.append)

    assert [result.ending for result in results] == [Ending.SENT]
    assert kept.kept[0][1] == ["åsa@xn--vxj-qla6g.example"]


def test_each_letter_has_one_recipient_whatever_it_says(box: tuple[Box, SmtpPost]) -> None:
    kept, post = box
    hostile = "Hej\r\nBcc: stranger@elsewhere.example\r\n\r\n.\r\nMAIL FROM:<x@elsewhere.example>"

    post.send([a_letter(subject=hostile, body=hostile, html=hostile)], lambda _: None)

    assert [recipients for _, recipients, _ in kept.kept] == [["person1@ljungby.example"]]
    assert b"\r\nBcc:" not in kept.kept[0][2]
