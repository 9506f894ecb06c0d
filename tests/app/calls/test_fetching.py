"""A funder's file is fetched over the net as it is read from disk; what goes wrong on the way is told."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from intlflow.app.calls import fetching
from intlflow.app.calls.fetching import Unreachable, fetch
from intlflow.app.calls.sources import address_of, due, import_address, readings
from intlflow.app.calls.watching import watch
from intlflow.app.house import House, NotFound
from intlflow.domain.calls import Source
from intlflow.packs.programmes import CallSource
from tests.app.calls.funder import DATA, FILES, usual
from tests.people import DAY, MORNING
from tests.store.whole import everything, number_of


@dataclass
class Funder:
    """A server with one file, which can be told to misbehave."""

    address: str = ""
    body: bytes = b""
    etag: str = '"one"'
    status: int = 200
    moved_to: str = ""
    cut: int = 0  # bytes that are announced and never come
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)

    def tells(self, records: list[dict[str, Any]], etag: str) -> None:
        """What the file holds from now on."""
        self.body = json.dumps({"fundingData": {"GrantTenderObj": records}}).encode()
        self.etag = etag


@pytest.fixture
def funder() -> Iterator[Funder]:
    """A funder on this machine."""
    state = Funder()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers.get("If-None-Match") or ""
            state.asked.append(("GET", known, b""))
            same = state.status == 200 and known == state.etag
            self.send_response(302 if state.moved_to else 304 if same else state.status)
            self.send_header("Location", state.moved_to)
            self.send_header("ETag", state.etag)
            if not same:
                self.send_header("Content-Length", str(len(state.body) + state.cut))
            self.end_headers()
            if not same:
                self.wfile.write(state.body)

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append(("POST", self.path, said))
            self.send_response(200)
            self.end_headers()
            first = "pageNumber=1" in self.path
            self.wfile.write(state.body if first else b'{"results": []}')

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    state.address = f"http://127.0.0.1:{server.server_port}/grantsTenders.json"
    state.tells(usual(), '"one"')
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield state
    server.shutdown()
    serving.join()
    server.server_close()


def weekly(house: House, funder: Funder) -> House:
    """Ljungby wants the funder asked every week."""
    source = CallSource(key=Source.FT, address=funder.address, weekly=True)
    pack = house.packs["ljungby"].model_copy(update={"call_source": (source,)})
    return replace(house, packs=dict(house.packs) | {"ljungby": pack})


def test_a_file_from_an_address_comes_in_like_one_that_lies_here(
    house: House, funder: Funder
) -> None:
    done = import_address(house, Source.FT, funder.address, MORNING)

    assert (done.new, done.origin) == (3, funder.address)
    assert list(house.settings.data.glob("fetch-*")) == []


def test_an_unchanged_file_is_not_even_sent(house: House, funder: Funder) -> None:
    import_address(house, Source.FT, funder.address, MORNING)
    before = everything(house)

    done = import_address(house, Source.FT, funder.address, MORNING + DAY)

    assert done.same
    assert [etag for _, etag, _ in funder.asked] == ["", '"one"']
    assert everything(house) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"status": 500}, "answers 500"),
        ({"status": 404}, "answers 404"),
        ({"cut": 100}, "can't be fetched"),
        ({"moved_to": "file:///etc/passwd"}, "answers 302"),
        ({"moved_to": "http://example.com/x"}, "only https is used"),
    ],
)
def test_a_source_that_fails_takes_nothing_away_and_is_told(
    house: House, funder: Funder, wrong: dict[str, Any], says: str
) -> None:
    import_address(house, Source.FT, funder.address, MORNING)
    before = everything(house)
    funder.etag = '"two"'
    for name, value in wrong.items():
        setattr(funder, name, value)

    with pytest.raises(Unreachable, match=says):
        import_address(house, Source.FT, funder.address, MORNING + DAY)

    after = everything(house)
    assert {name for name in after if after[name] != before[name]} == {"call_reading"}
    [told] = readings(house)
    assert (told["read_at"], told["kept"]) == ("2027-03-01T07:00:00.000000Z", 3)
    assert told["trouble"]


def test_a_funder_that_nobody_answers_for_is_told(house: House, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="can't be fetched"):
        fetch("http://127.0.0.1:9/nothing", tmp_path / "x")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://eu.example/x", "only https"),
        ("ftp://eu.example/x", "only https"),
        ("file:///etc/passwd", "only https"),
        ("https://10.0.0.1/x", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://[::ffff:127.0.0.1]/x", "private network"),
    ],
)
def test_no_address_leads_into_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, says: str
) -> None:
    monkeypatch.setattr("urllib.request.getproxies", dict)

    with pytest.raises(Unreachable, match=says):
        fetch(address, tmp_path / "x")


def test_a_file_without_end_is_stopped(
    house: House, funder: Funder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 100)

    with pytest.raises(Unreachable, match="more than 100 bytes"):
        import_address(house, Source.FT, funder.address, MORNING)

    assert number_of(house, "funding_call") == 0


def test_the_search_is_asked_by_post_with_json_parts_page_by_page(
    house: House, funder: Funder, monkeypatch: pytest.MonkeyPatch
) -> None:
    funder.body = (DATA / FILES[Source.SEDIA]).read_bytes()
    monkeypatch.setattr(fetching, "PAGE", len(json.loads(funder.body)["results"]))

    done = import_address(house, Source.SEDIA, funder.address, MORNING)

    assert (done.new, [kind for kind, *_ in funder.asked]) == (1, ["POST", "POST"])
    _, path, said = funder.asked[0]
    assert "apiKey=SEDIA" in path
    assert said.count(b"Content-Type: application/json") == 3
    assert [f'name="{part}"'.encode() in said for part in ("query", "languages", "sort")] == [
        True, True, True,
    ]  # fmt: skip


def test_a_pack_says_where_a_source_lies_or_that_is_told(house: House) -> None:
    assert address_of(house, Source.FT).startswith("https://ec.europa.eu/")
    with pytest.raises(NotFound, match=r"no pack says where 'kohesio' lies; give a file"):
        address_of(house, Source.KOHESIO, "ljungby")


# The flow's round


def test_a_round_reads_what_is_due_tells_it_and_rests_for_a_week(
    house: House, funder: Funder
) -> None:
    house = weekly(house, funder)

    first, second = watch(house, MORNING), watch(house, MORNING + DAY)
    funder.tells(usual("2027-10-20"), '"two"')
    third = watch(house, MORNING + 7 * DAY)

    assert first.sentence == "ft: 3 new, 0 changed, 0 deadlines moved; 3 letters"
    assert second.sentence == "no source was due; 0 letters"
    assert third.sentence == "ft: 0 new, 1 changed, 1 deadlines moved; 2 letters"
    assert len(funder.asked) == 2
    assert due(house, MORNING + 8 * DAY) == []


def test_a_round_that_fails_is_tried_again_the_next_day(house: House, funder: Funder) -> None:
    house = weekly(house, funder)
    funder.status = 503

    first = watch(house, MORNING)
    funder.status = 200
    second = watch(house, MORNING + DAY)

    assert list(first.troubles) == ["ft"]
    assert (second.troubles, second.done[0].new) == ({}, 3)


def test_nothing_is_asked_unless_a_pack_wants_it(house: House) -> None:
    assert due(house, MORNING) == []
    assert watch(house, MORNING).sentence == "no source was due; 0 letters"
