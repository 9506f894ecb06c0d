"""Whoever sends too much, too slowly or nonsense is refused with words, and nobody else notices (T26)."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from intlflow.settings import Settings
from intlflow.web.patience import HEAD_SECONDS
from tests import people
from tests.web.running import Running, running

MOST_GROWTH = 60.0  # MiB over idle


@pytest.fixture
def served(settings: Settings) -> Iterator[Running]:
    with running(settings.data) as one:
        httpx.get(f"{one.address}/logga-in", trust_env=False)
        yield one


def said(line: socket.socket) -> str:
    """What the server answers on a bare connection, until it hangs up or falls silent."""
    line.settimeout(5)
    heard = b""
    try:
        while more := line.recv(65536):
            heard += more
    except (TimeoutError, ConnectionError):
        pass
    return heard.decode("latin-1")


def answers_quickly(one: Running) -> None:
    begun = time.monotonic()
    assert httpx.get(f"{one.address}/logga-in", trust_env=False).status_code == 200
    assert time.monotonic() - begun < 5


def test_300_megabytes_are_refused_and_take_no_memory(served: Running) -> None:
    idle, piece = served.mebibytes, b"x" * 2**20

    with served.line() as line:  # it says beforehand how much it is
        line.sendall(b"POST /logga-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
                     b"Content-Length: 314572800\r\n\r\n")  # fmt: skip
        assert said(line).startswith("HTTP/1.1 413")
    with served.line() as line:  # it does not
        line.sendall(b"POST /logga-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
                     b"Content-Type: application/x-www-form-urlencoded\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n")  # fmt: skip
        try:
            for _ in range(300):
                line.sendall(b"100000\r\n" + piece + b"\r\n")
        except (ConnectionError, TimeoutError):
            pass
        answered = said(line)
    assert answered[9:12] in ("400", "413", "")  # or it hung up on us while we were still sending

    assert served.mebibytes - idle < MOST_GROWTH
    answers_quickly(served)


def test_who_begins_a_request_and_never_ends_it_is_let_go(served: Running) -> None:
    idle, lines = served.mebibytes, []
    for number in range(300):
        line = served.line()
        line.sendall(b"GET /logga-in HTTP/1.1\r\nHost: 127.0.0.1\r\n" if number % 2 else b"")
        lines.append(line)
    answers_quickly(served)
    assert served.mebibytes - idle < MOST_GROWTH

    time.sleep(HEAD_SECONDS + 1)

    assert [said(line) for line in lines[:4]] == ["", "", "", ""]  # hung up without a word
    for line in lines:
        line.close()


ODD = {
    "a path with dots": b"GET /statisk/../../etc/passwd HTTP/1.1",
    "dots in disguise": b"GET /statisk/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1",
    "a path with nothing in it": b"GET /arende/%00 HTTP/1.1",
    "a broken escape": b"GET /arende/%ff%fe%zz HTTP/1.1",
    "a backslash": b"GET /..\\..\\windows HTTP/1.1",
    "two slashes": b"GET //elak.example/%2f.. HTTP/1.1",
    "an absolute address": b"GET http://elak.example/ HTTP/1.1",
    "no such method": b"BREW /kaffe HTTP/1.1",
    "a connection through us": b"CONNECT elak.example:443 HTTP/1.1",
    "a very long path": b"GET /" + b"a" * 20000 + b" HTTP/1.1",
    "a line break in a query": b"GET /logga-in?till=/%0d%0aSet-Cookie:x=y HTTP/1.1",
    "a search for nonsense": b"GET /projekt?q=%F0%9F%92%A9%00%ED%A0%80 HTTP/1.1",
    "a page number beyond all": b"GET /projekt?sida=99999999999999999999 HTTP/1.1",
}


HEADS = b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def test_odd_requests_are_answered_with_no_fault_and_no_foreign_header(served: Running) -> None:
    wrong = {}
    for name, begun in ODD.items():
        with served.line() as line:
            line.sendall(begun + HEADS)
            answer = said(line)
        status = answer[9:12]
        if not status.startswith(("3", "4")) and "logga-in" not in begun.decode("latin-1"):
            wrong[name] = answer[:200]
        if "\r\nset-cookie: x" in answer.lower() or "root:" in answer:
            wrong[name] = answer[:400]
    assert wrong == {}
    answers_quickly(served)


@pytest.mark.parametrize(
    "body",
    [b"email=\xff\xfe%ff%00&till=/", b"\x00" * 1000, b"=&=&=", b"a=1&" * 2000, b"email=" + b"x" * 300_000],
    ids=["latin", "nothing", "equals", "two thousand fields", "one long field"],
)  # fmt: skip
def test_forms_in_no_known_writing_are_no_fault(served: Running, body: bytes) -> None:
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
    for kind in kinds:
        answer = httpx.post(
            f"{served.address}/logga-in",
            content=body,
            headers={"content-type": kind, "sec-fetch-site": "same-origin"},
            trust_env=False,
        )
        assert answer.status_code < 500, (kind, answer.text[:300])


def test_two_lengths_or_two_hosts_are_refused(served: Running) -> None:
    for extra in (
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Host: elak.example\r\n",
        b"Content-Length: -1\r\n",
    ):
        with served.line() as line:
            line.sendall(b"POST /logga-in HTTP/1.1\r\nHost: 127.0.0.1\r\n" + extra
                         + b"Sec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\nemail")  # fmt: skip
            assert said(line)[9:10] == "4", extra


def test_the_log_is_json_and_holds_no_address_and_no_key(served: Running) -> None:
    key = "intlflow_" + "k" * 43
    with httpx.Client(base_url=served.address, trust_env=False) as client:
        same = {"sec-fetch-site": "same-origin"}
        client.post("/logga-in", data={"email": people.at("karin")}, headers=same)
        client.get(f"/logga-in/{'t' * 43}")
        answer = client.get("/api/v1/me", headers={"authorization": f"Bearer {key}"})
        client.get("/finns-inte/karin@ljungby.example?hemligt=ja\r\n".replace("\r\n", "%0d%0a"))

    lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines()]

    assert answer.headers["x-request-id"] in [line["request"] for line in lines]
    assert {"post", "get"} <= {str(line.get("method")).lower() for line in lines}
    text = served.log.read_text("utf-8")
    assert [word for word in ("karin", "kkkk", "tttt", "hemligt") if word in text] == []


ELSEWHERE = (
    *("//elak.example", "https://elak.example/", "/\\elak.example", "javascript:alert(1)"),
    *(
        "/\r\nSet-Cookie: x=y",
        "/%0d%0aSet-Cookie: x=y",
        "/\x00",
        "\t//elak.example",
        "/\r\n\r\n<script>",
    ),
)


@pytest.mark.parametrize("path", ["/sprak", "/utseende"])
def test_nobody_is_sent_elsewhere_and_no_header_is_slipped_in(served: Running, path: str) -> None:
    for till in ELSEWHERE:
        answer = httpx.post(
            f"{served.address}{path}",
            data={"lang": "en", "look": "dark", "theme": "dark", "till": till},
            headers={"sec-fetch-site": "same-origin"},
            trust_env=False,
        )
        assert answer.status_code < 500, till
        goes = answer.headers.get("location", "/")
        assert goes.startswith("/"), (till, goes)
        assert goes[1:2] not in ("/", "\\"), (till, goes)
        assert "x=y" not in answer.headers.get("set-cookie", ""), till
        assert not {"\r", "\n", "\x00"} & set(goes), till


def test_uploads_of_strangers_are_turned_away_before_they_are_read(served: Running) -> None:
    """Fifty who begin to send 20 MB each and stop: nothing of it is kept."""
    idle, lines = served.mebibytes, []
    head = (b"POST /import/projekt/valj HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 20000000\r\n\r\n--x\r\n"
            b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')  # fmt: skip
    for _ in range(50):
        line = served.line()
        with contextlib.suppress(ConnectionError):
            line.sendall(head + b"x" * 2**20)
        lines.append(line)
    answered = [said(line)[9:12] for line in lines[:5]]
    for line in lines:
        line.close()

    assert set(answered) <= {"303", "401", "403", ""}
    assert served.mebibytes - idle < MOST_GROWTH
    answers_quickly(served)
