import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from intlflow.app import announce
from intlflow.settings import Settings
from tests.flows.running import free_port


@contextmanager
def a_prefect(answers: list[int]) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """A stand-in for Prefect's API that notes what it is asked and answers with these numbers."""
    asked: list[tuple[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._answer(json.loads(self.rfile.read(length)))

        def _answer(self, body: Any) -> None:
            asked.append((self.path, body))
            self.send_response(answers.pop(0) if answers else 200)
            self.end_headers()
            self.wfile.write(b'{"id": "d1"}')

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_nudge(api: str) -> str | None:
    return announce.nudge_stage(api, run_id=7, case_ref="LJU-2027-014", stage="writing", attempt=2)


def test_a_stage_is_asked_for_by_number_with_a_key_that_makes_it_run_once() -> None:
    with a_prefect([]) as (api, asked):
        trouble = a_nudge(api)

    assert trouble is None
    assert asked == [
        ("/api/deployments/name/writing/intlflow", None),
        (
            "/api/deployments/d1/create_flow_run",
            {
                "name": "LJU-2027-014",
                "parameters": {"stage_run": 7, "case": "LJU-2027-014"},
                "idempotency_key": "stage-run:7:2",
            },
        ),
    ]


def test_letters_are_asked_for_once_per_key() -> None:
    with a_prefect([]) as (api, asked):
        trouble = announce.nudge_letters(api, "abc")

    assert trouble is None
    assert [body for _, body in asked] == [None, {"idempotency_key": "letters:abc"}]


def test_a_busy_prefect_is_asked_again() -> None:
    with a_prefect([200, 503, 503, 201]) as (api, asked):
        trouble = a_nudge(api)

    assert trouble is None
    assert len(asked) == 4


def test_a_no_comes_back_as_a_reason() -> None:
    with a_prefect([404]) as (api, _):
        trouble = a_nudge(api)

    assert trouble == "Prefect answered 404 to GET /api/deployments/name/writing/intlflow"


def test_nobody_there_is_told_at_once() -> None:
    began = time.monotonic()

    trouble = a_nudge(f"http://127.0.0.1:{free_port()}/api")

    assert trouble == "[Errno 111] Connection refused"
    assert time.monotonic() - began < 0.06


def test_one_who_never_answers_is_not_waited_for() -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        trouble = a_nudge(f"http://127.0.0.1:{silent.getsockname()[1]}/api")

    assert trouble == "timed out"
    assert time.monotonic() - began < 1.5


def test_an_address_that_is_none_is_a_reason_too() -> None:
    assert a_nudge("http://127.0.0.1:not-a-port/api") is not None


def test_where_prefect_is_stands_in_the_note_of_a_running_up(tmp_path: Path) -> None:
    settings = Settings.from_env({}, tmp_path)
    before = announce.where(settings)
    (tmp_path / "up.json").write_text('{"pid": 1, "prefect_api": "http://127.0.0.1:4300/api"}')

    after = announce.where(settings)

    assert (before, after) == (None, "http://127.0.0.1:4300/api")


def test_the_settings_go_before_the_note(tmp_path: Path) -> None:
    (tmp_path / "up.json").write_text('{"prefect_api": "http://127.0.0.1:4300/api"}')
    settings = Settings.from_env({"INTLFLOW_PREFECT_API": "http://prefect/api"}, tmp_path)

    assert announce.where(settings) == "http://prefect/api"
