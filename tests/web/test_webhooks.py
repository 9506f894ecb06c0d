"""Other systems hear of cases: signed, after the fact, never inside the house, and nothing of people."""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from intlflow.app import webhooks
from intlflow.app.access import tokens
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.domain.lifecycle import Refused
from intlflow.domain.retry import FEWEST_TRIES
from intlflow.letters import webhook
from intlflow.store.engine import reading, writing
from tests import people
from tests.web.asking import Asker
from tests.web.test_every_route import dump

HERE = frozenset({"127.0.0.1"})
Heard = list[tuple[str, dict[str, str]]]


class Other:
    """Another system, really listening on this machine."""

    def __init__(self) -> None:
        self.heard: Heard = []
        self.status = 204
        other = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                other.heard.append((body, {k.lower(): v for k, v in self.headers.items()}))
                self.send_response(other.status)
                self.send_header("location", "http://127.0.0.1:1/")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quietly."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}/mottag"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(5)


@pytest.fixture
def other() -> Iterator[Other]:
    one = Other()
    yield one
    one.close()


def tell(house: House, url: str, *events: str, municipality: str = "ljungby") -> str:
    """Let a system be told; its secret."""
    who = tokens.owner(house, municipality, people.at("sanna", municipality), people.MORNING)
    return webhooks.add(
        house, who, name="Diariet", url=url, events=events, at=people.MORNING, local_ok=HERE
    )


def send(house: House, minutes: int = 0) -> webhooks.Told:
    """A round, so many minutes later."""
    return webhooks.send_due(house, people.MORNING + timedelta(minutes=minutes), local_ok=HERE)


def test_what_happens_to_a_case_is_told_and_signed(house: House, other: Other) -> None:
    secret = tell(house, other.url)
    ref = people.an_idea(house).ref

    assert send(house) == webhooks.Told(sent=1)

    ((body, heads),) = other.heard
    said = json.loads(body)
    assert (said["ref"], said["to"], said["municipality"]) == (ref, "idea", "ljungby")
    stamp, mark = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", heads["x-intlflow-signature"]).groups()  # type: ignore[union-attr]
    right = hmac.new(secret.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    assert mark == right
    assert int(stamp) == int(people.MORNING.timestamp())
    assert heads["x-intlflow-event"] == said["id"]


def test_nothing_of_people_is_told(house: House, other: Other) -> None:
    tell(house, other.url)
    people.an_idea(house, title="Hemlig idé")
    send(house)

    assert [word for word in ("karin", "Karin", "@", "Hemlig") if word in other.heard[0][0]] == []


def test_only_the_events_that_were_asked_for_are_told(house: House, other: Other) -> None:
    tell(house, other.url, "park")
    ref = people.an_idea(house).ref
    assert send(house) == webhooks.Told()

    given = {"wake_on": "2027-09-01", "reason": "Nästa år"}
    move(house, ref, "park", by=people.at("sanna"), given=given, at=people.MORNING)

    assert send(house) == webhooks.Told(sent=1)
    assert json.loads(other.heard[0][0])["verb"] == "park"


def test_a_refused_move_is_told_to_nobody(house: House, other: Other) -> None:
    ref = people.an_idea(house).ref
    tell(house, other.url)
    with pytest.raises(Refused):
        move(house, ref, "accept", by=people.at("karin"), given={}, at=people.MORNING)

    assert send(house) == webhooks.Told()


def test_another_municipality_hears_nothing(house: House, other: Other) -> None:
    tell(house, other.url, municipality="vaxjo")
    people.an_idea(house)

    assert send(house) == webhooks.Told()


def test_who_does_not_answer_is_asked_again_with_growing_pauses(house: House, other: Other) -> None:
    tell(house, other.url)
    people.an_idea(house)
    other.status = 503

    assert send(house) == webhooks.Told(later=1)
    assert send(house, 1) == webhooks.Told()
    assert send(house, 10) == webhooks.Told(later=1)
    assert send(house, 15) == webhooks.Told()
    other.status = 200
    assert send(house, 60) == webhooks.Told(sent=1)
    assert send(house, 600) == webhooks.Told()
    assert len({heads["x-intlflow-event"] for _, heads in other.heard}) == 1


def test_after_five_days_it_is_given_up(house: House, other: Other) -> None:
    tell(house, other.url)
    people.an_idea(house)
    other.status = 500
    send(house)
    with writing(house.engine) as tx:
        tx.run("UPDATE webhook_call SET attempts = ?", FEWEST_TRIES - 1)

    assert send(house, 6 * 24 * 60) == webhooks.Told(failed=1)


def test_who_is_gone_is_asked_no_more_and_no_redirect_is_followed(
    house: House, other: Other
) -> None:
    tell(house, other.url)
    people.an_idea(house)
    other.status = 302
    assert send(house) == webhooks.Told(later=1)
    other.status = 410
    assert send(house, 10) == webhooks.Told(failed=1)


INSIDE = (
    *("https://127.0.0.1:{port}/", "https://localhost:{port}/", "https://2130706433:{port}/"),
    *("https://[::1]:{port}/", "https://[::ffff:127.0.0.1]:{port}/", "https://0.0.0.0:{port}/"),
    *("https://169.254.169.254/latest/", "https://10.0.0.1/", "https://0x7f.1:{port}/"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_the_house_is_reached(other: Other, address: str) -> None:
    url = address.format(port=other.server.server_port)

    answer = webhook.tell(url, "{}", {})

    assert not answer.taken
    assert other.heard == []
    assert "private" in answer.said or answer.said == "gaierror", answer


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://system.example/", "https"),
        ("ftp://system.example/", "https"),
        ("https://anna:hemligt@system.example/", "user"),
        ("https://", "form"),
        ("https://a b.example/", "form"),
        ("https://system.example:x/", "form"),
        ("https://system.example/\r\nHost: elak", "form"),
        ("", "form"),
    ],
)
def test_an_address_that_can_not_be_used_is_refused(house: House, url: str, why: str) -> None:
    who = tokens.owner(house, "ljungby", people.at("sanna"), people.MORNING)
    with pytest.raises(Refused) as refused:
        webhooks.add(house, who, name="X", url=url, events=(), at=people.MORNING)

    assert refused.value.why in (f"webhook-{why}", "webhook-form")


def test_the_coordinator_adds_and_ends_a_system_on_its_page(
    house: House, asker: Callable[..., Asker]
) -> None:
    sanna, path = asker("sanna"), "/drift/system"
    form = {"name": "Diariet", "url": "https://diariet.example/mottag", "events": "accept, submit"}

    page = sanna.act(path, form).text
    secret = page.split('class="key">')[1].split("<")[0]
    assert secret not in dump(house)
    assert secret not in sanna.text(path)
    assert "https://diariet.example/mottag" in sanna.text(path)
    number = webhooks.listed(house, "ljungby")[0]["number"]
    assert asker("sanna", "vaxjo").act(f"{path}/{number}/ta-bort", seen=path).status_code == 404
    assert sanna.act(f"{path}/{number}/ta-bort", seen=path).status_code == 303

    assert webhooks.listed(house, "ljungby") == []
    people.an_idea(house)
    with reading(house.engine) as tx:
        assert tx.one("SELECT COUNT(*) FROM webhook_call") == (0,)


def test_a_wrong_address_is_told_on_the_form_with_what_was_typed(
    asker: Callable[..., Asker],
) -> None:
    answer = asker("sanna").act("/drift/system", {"name": "Diariet", "url": "http://x.example/"})

    assert answer.status_code == 422
    assert 'href="#f-url"' in answer.text
    assert 'value="Diariet"' in answer.text
