import logging
import subprocess
import sys
from unittest.mock import patch

import pytest

from intlflow.letters.plugin import MailPost, load, manager, parse_mail_url
from intlflow.letters.post import Ending, Result
from intlflow.letters.smtp import Security, SmtpSettings
from tests.letters.servers import Manners, Server, a_letter

NONE, STARTTLS, TLS = Security.NONE, Security.STARTTLS, Security.TLS


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        (
            "mailto://127.0.0.1:2525?from=int@ljungby.example",
            SmtpSettings("127.0.0.1", 2525, sender="int@ljungby.example"),
        ),
        (
            "mailto://relay.ljungby.example?from=Int <int@ljungby.example>",
            SmtpSettings("relay.ljungby.example", 25, sender="int@ljungby.example"),
        ),
        (
            "mailto://relay.ljungby.example?from=int@ljungby.example&mode=starttls",
            SmtpSettings("relay.ljungby.example", 587, STARTTLS, sender="int@ljungby.example"),
        ),
        (
            "mailtos://u:p%40%2Fss@relay.ljungby.example?from=int@ljungby.example&verify=no",
            SmtpSettings(
                "relay.ljungby.example",
                587,
                STARTTLS,
                verify=False,
                user="u",
                password="p@/ss",
                sender="int@ljungby.example",
            ),
        ),
        (
            "mailtos://ljungby.example:465?smtp=mx.ljungby.example&mode=ssl&from=int@ljungby.example",
            SmtpSettings("mx.ljungby.example", 465, TLS, sender="int@ljungby.example"),
        ),
        (
            "mailtos://int%40ljungby.example:pw@mx.ljungby.example",
            SmtpSettings(
                "mx.ljungby.example", 587, STARTTLS, user="int@ljungby.example", password="pw"
            ),
        ),
    ],
)
def test_an_apprise_mail_address_says_where_mail_goes(url: str, settings: SmtpSettings) -> None:
    assert parse_mail_url(url) == settings


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "A mail address starts with mailto:// or mailtos://."),
        ("json://u:kanarie@h.example", "A mail address starts with mailto:// or mailtos://."),
        ("mailto://", "The mail address names no server."),
        ("mailto://u:kanarie@h.example:99999", "a port that is no number"),
        ("mailto://u:kana/rie@h.example?from=a@b.example", "a port that is no number"),
        ("mailto://u:kanarie@h.example?from=kanarie", "from= in the mail address holds no mail"),
        ("mailto://h.example", "needs a server and, in from=, a sender"),
        ("mailto://u:kanarie@h.example?from=a@b.example&kanarie=1", "settings that are not unders"),
        ("mailto://u:kanarie@h.example?from=a@b.example&mode=kanarie", "mode= is insecure, star"),
        ("mailtos://u:kanarie@h.example?from=a@b.example&mode=insecure", "says two things"),
        ("mailto://u:kanarie@[?from=a@b.example", "a port that is no number"),
    ],
)
def test_a_wrong_address_is_explained_without_its_password(
    url: str,
    complaint: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ValueError, match=r" ") as wrong:
        parse_mail_url(url)

    assert complaint in str(wrong.value)
    assert "kanarie" not in str(wrong.value) + caplog.text + "".join(capfd.readouterr())
    assert wrong.value.__context__ is None or wrong.value.__suppress_context__


def test_a_batch_goes_through_apprise_in_one_call() -> None:
    apprise = load().Apprise
    letters, results = [a_letter(number) for number in range(20)], list[Result]()

    with (
        Server(Manners()) as server,
        patch.object(apprise, "notify", autospec=True, side_effect=apprise.notify) as notify,
    ):
        post = MailPost(SmtpSettings("127.0.0.1", server.port))
        post.send(letters[:10], results.append)
        post.send(letters[10:], results.append)
        post.close()

    assert (notify.call_count, server.connections) == (2, 1)
    assert [result.id for result in results] == [letter.id for letter in letters]
    assert {result.ending for result in results} == {Ending.SENT}


def test_a_batch_that_apprise_does_not_pass_on_waits() -> None:
    results = list[Result]()

    with patch.object(load().Apprise, "notify", return_value=None):
        MailPost(SmtpSettings("127.0.0.1", 1)).send([a_letter(1), a_letter(2)], results.append)

    assert [result.ending for result in results] == [Ending.LATER] * 2


def test_the_plugin_is_known_to_apprise_by_its_schema() -> None:
    with Server(Manners()) as server:
        post = MailPost(SmtpSettings("127.0.0.1", server.port))
        post.send([a_letter()], lambda _: None)
        post.close()

    assert "intlmail" in manager()


def test_each_letter_keeps_its_own_ending() -> None:
    def rcpt(line: str) -> str:
        return {"1": "550 nobody", "2": "450 later"}.get(line[15], "250 ok")

    results = list[Result]()
    with Server(Manners(rcpt=rcpt)) as server:
        post = MailPost(SmtpSettings("127.0.0.1", server.port))
        post.send([a_letter(number) for number in range(4)], results.append)
        post.close()

    assert [result.ending for result in results] == [
        Ending.SENT,
        Ending.REFUSED,
        Ending.LATER,
        Ending.SENT,
    ]


def test_what_done_raises_is_not_swallowed_by_apprise() -> None:
    def fail(_: Result) -> None:
        raise RuntimeError("the database is gone")

    with Server(Manners()) as server:
        post = MailPost(SmtpSettings("127.0.0.1", server.port))
        with pytest.raises(RuntimeError, match="the database is gone"):
            post.send([a_letter()], fail)
        post.close()


def test_two_posts_do_not_mix_their_batches() -> None:
    results = list[Result]()
    with Server(Manners()) as one, Server(Manners()) as two:
        posts = [MailPost(SmtpSettings("127.0.0.1", server.port)) for server in (one, two)]
        for number, post in enumerate(posts * 2):
            post.send([a_letter(number)], results.append)
        for post in posts:
            post.close()

    assert [address for address, _ in one.taken] == [a_letter(0).address, a_letter(2).address]
    assert [address for address, _ in two.taken] == [a_letter(1).address, a_letter(3).address]


def test_apprise_is_not_imported_before_something_is_sent() -> None:
    code = (
        "import sys; from intlflow.letters import channels, plugin, smtp;"
        "plugin.MailPost(smtp.SmtpSettings('h')); channels.ApprisePost();"
        "print('apprise' in sys.modules, 'requests' in sys.modules)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )

    assert ran.stdout == "False False\n"
