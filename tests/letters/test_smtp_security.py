import hmac
import logging
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from ssl import SSLContext

import pytest

from intlflow.letters import smtp_line
from intlflow.letters.post import Ending, Result
from intlflow.letters.smtp import Security, SmtpPost, SmtpSettings
from tests.letters.servers import DRIP, HANG, Manners, Server, a_letter, certificate

PASSWORD = "kanariefågel-7788"
OFFERS = ("PIPELINING", "STARTTLS", "AUTH PLAIN LOGIN")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SSLContext]:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(tls: tuple[Path, SSLContext], monkeypatch: pytest.MonkeyPatch) -> Iterator[SSLContext]:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[0]))
    smtp_line._tls.cache_clear()
    yield tls[1]
    smtp_line._tls.cache_clear()


def sent(port: int, **changes: object) -> Result:
    facts = {"connect_limit": 0.7, "letter_limit": 0.7, "batch_limit": 1.4} | changes
    post, results = SmtpPost(SmtpSettings("127.0.0.1", port, **facts)), list[Result]()  # type: ignore[arg-type]
    post.send([a_letter()], results.append)
    post.close()
    (result,) = results
    return result


def said(server: Server) -> list[str]:
    return [line[:4].upper() for line in server.heard]


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_trusted_server_gets_the_letter_encrypted(trusted: SSLContext, at_once: bool) -> None:
    security = Security.TLS if at_once else Security.STARTTLS

    with Server(Manners(offers=OFFERS, tls=trusted, tls_at_once=at_once)) as server:
        result = sent(server.port, security=security)

    assert (result.ending, len(server.taken)) == (Ending.SENT, 1)


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_server_with_a_bad_certificate_gets_nothing(
    tls: tuple[Path, SSLContext], at_once: bool
) -> None:
    security = Security.TLS if at_once else Security.STARTTLS

    with Server(Manners(offers=OFFERS, tls=tls[1], tls_at_once=at_once)) as server:
        result = sent(server.port, security=security, user="int", password=PASSWORD)

    assert (result.ending, server.taken) == (Ending.LATER, [])
    assert set(said(server)) <= {"EHLO", "STAR"}
    assert "certificate verify failed" in result.reply


def test_a_bad_certificate_is_taken_when_it_is_not_to_be_verified(
    tls: tuple[Path, SSLContext],
) -> None:
    with Server(Manners(offers=OFFERS, tls=tls[1])) as server:
        result = sent(server.port, security=Security.STARTTLS, verify=False)

    assert result.ending is Ending.SENT


def test_nothing_is_sent_in_the_clear_when_starttls_was_stripped() -> None:
    with Server(Manners(offers=("PIPELINING", "AUTH PLAIN"))) as server:
        result = sent(server.port, security=Security.STARTTLS, user="int", password=PASSWORD)

    assert (result.ending, said(server)) == (Ending.LATER, ["EHLO"])


def test_nothing_is_sent_in_the_clear_when_starttls_is_refused() -> None:
    with Server(Manners(offers=OFFERS, starttls="454 not now")) as server:
        result = sent(server.port, security=Security.STARTTLS, user="int", password=PASSWORD)

    assert result.ending is Ending.LATER
    assert {"MAIL", "AUTH"} & set(said(server)) == set()


def test_words_slipped_in_before_the_encryption_end_the_talk(trusted: SSLContext) -> None:
    injected = Manners(offers=OFFERS, tls=trusted, starttls="220 go\r\n250 injected")

    with Server(injected) as server:
        result = sent(server.port, security=Security.STARTTLS)

    assert (result.ending, server.taken) == (Ending.LATER, [])
    assert result.reply == "The server spoke out of turn before encryption."


@pytest.mark.parametrize("answer", [HANG, DRIP])
@pytest.mark.parametrize("step", ["starttls", "auth"])
def test_no_step_of_the_sign_in_waits_for_ever(
    tls: tuple[Path, SSLContext], step: str, answer: str
) -> None:
    manners = Manners(offers=OFFERS, tls=tls[1], **{step: answer})  # type: ignore[arg-type]

    with Server(manners) as server:
        result = sent(
            server.port, security=Security.STARTTLS, verify=False, user="int", password=PASSWORD
        )

    assert (result.ending, result.reply) == (Ending.LATER, "No answer in time.")


def test_a_handshake_that_never_comes_is_given_up() -> None:
    with Server(Manners(offers=OFFERS, tls=None)) as server:
        result = sent(server.port, security=Security.STARTTLS)

    assert result.ending is Ending.LATER


def test_a_letter_goes_out_after_signing_in_with_a_swedish_password() -> None:
    with Server(Manners(offers=("AUTH PLAIN",))) as server:
        result = sent(server.port, user="int", password=PASSWORD)

    assert (result.ending, said(server)[:3]) == (Ending.SENT, ["EHLO", "AUTH", "MAIL"])
    assert b64decode(server.heard[1].split()[2]).decode() == f"\0int\0{PASSWORD}"


def test_a_swedish_password_is_no_hindrance_to_a_challenge() -> None:
    asking = Manners(offers=("AUTH CRAM-MD5",), auth="334 " + b64encode(b"<1@test>").decode())

    with Server(asking) as server:
        sent(server.port, user="int", password=PASSWORD)

    digest = hmac.digest(PASSWORD.encode(), b"<1@test>", "md5").hex()
    assert b64decode(server.heard[2]).decode() == f"int {digest}"


def test_a_refused_sign_in_fails_no_letter_and_tells_no_password(
    caplog: pytest.LogCaptureFixture,
) -> None:
    coded = b64encode(f"\0int\0{PASSWORD}".encode()).decode()
    parrot = Manners(offers=("AUTH PLAIN",), auth=f"535 {PASSWORD} {coded} is wrong")

    with caplog.at_level(logging.DEBUG), Server(parrot) as server:
        result = sent(server.port, user="int", password=PASSWORD)

    assert (result.ending, result.reply) == (Ending.LATER, "535 *** *** is wrong")
    assert PASSWORD not in caplog.text + repr(SmtpSettings("h", password=PASSWORD))
