import json
import logging
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from intlflow.letters import channels
from intlflow.letters.channels import CHANNELS, ApprisePost, CombinedPost, lead
from intlflow.letters.plugin import load
from intlflow.letters.post import Done, Ending, Envelope, Result
from tests.letters.servers import a_letter

TOKEN = "kanarie77AAbbCC"
# Unencrypted kinds, so that a plain canary server can hear them; never allowed by default.
PLAIN = frozenset({"ntfy", "gotify", "mmost"})


@dataclass
class Canary:
    """A web server inside the house that nobody may reach."""

    port: int = 0
    status: int = 200
    location: str = ""
    hits: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


@pytest.fixture
def canary() -> Iterator[Canary]:
    yield from _canary()


@pytest.fixture
def other_canary() -> Iterator[Canary]:
    yield from _canary("127.0.0.2")


def _canary(host: str = "127.0.0.1") -> Iterator[Canary]:
    bird = Canary()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bird.hits.append(self.path)
            bird.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.send_response(bird.status)
            if bird.location:
                self.send_header("Location", bird.location)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST  # noqa: N815  the server asks for it by this name

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    bird.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield bird
    server.shutdown()
    server.server_close()
    thread.join()


def sent(post: ApprisePost, *addresses: str) -> list[Result]:
    results = list[Result]()
    letters = [a_letter(n, channel="chat", address=url) for n, url in enumerate(addresses)]
    post.send(letters, results.append)
    return results


HOSTS = [
    "127.0.0.1",
    "localhost",
    "LOCALHOST",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "127.0.0.2",
    "127.255.255.254",
    "[::1]",
    "[::ffff:7f00:1]",
    "[::]",
    "user:pass@127.0.0.1",
]


@pytest.mark.parametrize("host", HOSTS)
def test_no_form_of_a_private_address_is_reached(host: str, canary: Canary) -> None:
    urls = (
        f"ntfy://{host}:{canary.port}/topic",
        f"gotify://{host}:{canary.port}/{TOKEN}",
        f"mmost://{host}:{canary.port}/{TOKEN}",
    )

    results = sent(ApprisePost(PLAIN), *urls)

    assert canary.hits == []
    assert {result.ending for result in results} == {Ending.BLOCKED}


def test_a_private_address_wrapped_in_ipv6_is_not_reached(canary: Canary) -> None:
    results = sent(ApprisePost(PLAIN), f"ntfy://[::ffff:127.0.0.1]:{canary.port}/topic")

    assert (results[0].ending, canary.hits) == (Ending.BLOCKED, [])


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "a-name.example",
    ],
)
def test_what_is_not_on_the_open_internet_is_known(address: str) -> None:
    assert channels._is_public(address) is False


@pytest.mark.parametrize("address", ["193.10.1.1", "2001:6b0::1", "::ffff:193.10.1.1"])
def test_what_is_on_the_open_internet_is_known(address: str) -> None:
    assert channels._is_public(address) is True


def test_a_host_inside_can_be_allowed_by_name(canary: Canary) -> None:
    post = ApprisePost(PLAIN, local_ok=frozenset({"127.0.0.1"}))

    (result,) = sent(post, f"gotify://127.0.0.1:{canary.port}/{TOKEN}")

    assert (result.ending, len(canary.hits)) == (Ending.SENT, 1)
    said = json.loads(canary.bodies[0])
    assert said["title"] == a_letter().subject
    assert said["message"] == "Hej 0!\n\nDet är dags för årsrapporten."


def test_a_name_that_changes_its_address_after_the_check_is_caught(
    canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = list[str](), socket.getaddrinfo

    def rebinding(host: Any, *rest: Any, **more: Any) -> Any:
        asked.append(str(host))
        return ask("193.10.1.1" if len(asked) == 1 else "127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    (result,) = sent(ApprisePost(PLAIN), f"gotify://rebind.example:{canary.port}/{TOKEN}")

    assert (result.ending, canary.hits, len(asked) > 1) == (Ending.BLOCKED, [], True)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int, canary: Canary, other_canary: Canary) -> None:
    canary.status = status
    canary.location = f"http://127.0.0.2:{other_canary.port}/inside"
    everything_inside = frozenset({"127.0.0.1", "127.0.0.2"})

    (result,) = sent(
        ApprisePost(PLAIN, everything_inside), f"gotify://127.0.0.1:{canary.port}/{TOKEN}"
    )

    assert (result.ending, len(canary.hits), other_canary.hits) == (Ending.LATER, 1, [])


@pytest.mark.parametrize(
    "url",
    [
        "json://{}",
        "jsons://{}",
        "xml://{}",
        "form://{}",
        "apprise://{}/token",
        "syslog://",
        "dbus://",
        "mailto://{}?from=a@b.example",
        "intlmail://{}",
        "file:///etc/passwd",
        "http://{}",
        "ntfy://{}/topic",
        "ntfys://{}/topic?attach=/etc/passwd",
        "ntfys://{}/topic?attach=http://127.0.0.1/",
        "ntfys://{}/topic?verify=no",
        "ntfys://{}/topic?redirect=yes",
        "ntfys://{}/topic?optional=yes",
        "ntfys://{}/topic?+Host=inside",
        "ntfys://{}/topic?avatar_url=http://127.0.0.1/",
        "workflows://{}/a/b?template=/etc/passwd",
        "slack://a/b/c?template=/etc/passwd",
        "ntfys://{}/a, json://{}/b",
        " json://{}",
        "ntfys://",
        "",
        "nothing",
    ],
)
def test_what_is_not_on_the_list_is_refused(url: str, canary: Canary) -> None:
    (result,) = sent(ApprisePost(), url.replace("{}", f"127.0.0.1:{canary.port}"))

    assert (result.ending, canary.hits) == (Ending.BLOCKED, [])


def test_every_kind_of_channel_on_the_list_is_one_that_apprise_knows() -> None:
    known = load().Apprise().details()["schemas"]

    schemas = {
        s for one in known for s in (*(one["protocols"] or ()), *(one["secure_protocols"] or ()))
    }
    assert CHANNELS - schemas == frozenset()


def test_a_channel_that_says_no_is_tried_later_and_no_key_is_told(
    canary: Canary, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    canary.status = 403
    post = ApprisePost(PLAIN, local_ok=frozenset({"127.0.0.1"}))

    with caplog.at_level(logging.DEBUG):
        results = sent(
            post,
            f"gotify://127.0.0.1:{canary.port}/{TOKEN}",
            f"ntfy://user:{TOKEN}@127.0.0.1:{canary.port}/{TOKEN}",
            f"mmost://127.0.0.1:{canary.port}/{TOKEN}",
        )

    assert [result.ending for result in results] == [Ending.LATER] * 3
    assert "403" in results[0].reply
    said = caplog.text + "".join(result.reply for result in results) + "".join(capfd.readouterr())
    assert TOKEN not in said


def test_a_channel_that_is_down_is_tried_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    (result,) = sent(
        ApprisePost(PLAIN, frozenset({"127.0.0.1"})), f"gotify://127.0.0.1:{port}/{TOKEN}"
    )

    assert result.ending is Ending.LATER


def test_many_letters_to_one_channel_do_not_sleep(canary: Canary) -> None:
    post = ApprisePost(PLAIN, local_ok=frozenset({"127.0.0.1"}))
    url = f"gotify://127.0.0.1:{canary.port}/{TOKEN}"

    results = sent(post, url, url, url)

    assert [result.ending for result in results] == [Ending.SENT] * 3


def test_the_guard_leaves_other_connections_alone(canary: Canary) -> None:
    sent(ApprisePost(PLAIN), f"gotify://127.0.0.1:{canary.port}/{TOKEN}")

    with socket.create_connection(("127.0.0.1", canary.port), timeout=1) as wire:
        assert wire.getpeername()[1] == canary.port


def test_the_lead_is_the_first_paragraphs_that_fit() -> None:
    body = "Hej Karin!\n\nDet är dags för rapporten.\n\n" + "x" * 600 + "\n\nHälsningar"

    assert lead(body) == "Hej Karin!\n\nDet är dags för rapporten."


def test_a_lead_that_is_too_long_is_cut() -> None:
    assert lead("x" * 900) == "x" * 599 + "…"


class Recorder:
    def __init__(self) -> None:
        self.ids: list[str] = []
        self.closed = False

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        for letter in letters:
            self.ids.append(letter.id)
            done(Result(letter.id, Ending.SENT, ""))

    def close(self) -> None:
        self.closed = True


def test_each_letter_takes_its_own_way() -> None:
    mail, others, results = Recorder(), Recorder(), list[Result]()
    post = CombinedPost(mail, others)

    post.send([a_letter(1), a_letter(2, channel="chat"), a_letter(3)], results.append)
    post.close()

    assert (mail.ids, others.ids) == (["letter-1", "letter-3"], ["letter-2"])
    assert len(results) == 3
    assert (mail.closed, others.closed, post.can_mail, post.can_others) == (True,) * 4


def test_without_a_mail_server_mail_waits_and_the_rest_goes_out() -> None:
    others, results = Recorder(), list[Result]()
    post = CombinedPost(None, others)

    post.send([a_letter(1), a_letter(2, channel="chat")], results.append)

    assert {result.id: result.ending for result in results} == {
        "letter-1": Ending.LATER,
        "letter-2": Ending.SENT,
    }
    assert (post.can_mail, post.can_others) == (False, True)
