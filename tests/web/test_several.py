"""Several processes at one address: each can be asked how it is, and what they count is one sum."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from intlflow.app.setup import prepare
from intlflow.settings import BadSetting, Settings
from intlflow.up.parts import Part, web
from intlflow.web.limits import usual
from tests.people import MORNING

COUNT = re.compile(r'intlflow_requests_total\{.*route="/logga-in".*\} (\d+)')


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def two(settings: Settings, port: int) -> Iterator[tuple[Part, ...]]:
    """Two processes that serve the pages, begun as `up` begins them."""
    prepare(settings, with_demo=False, at=MORNING)
    parts = web(port, {"INTLFLOW_DATA": str(settings.data)}, None, 2)
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(_begun(part, settings.data / f"{part.name}.log"))
        for part in parts:
            _wait_for(part)
        yield parts


@contextmanager
def _begun(part: Part, log: Path) -> Iterator[None]:
    part.before()
    with log.open("wb") as out:
        served = subprocess.Popen(part.argv, env={**os.environ, **part.env}, stdout=out, stderr=out)
    try:
        yield
    finally:
        served.terminate()
        served.wait(30)


def _wait_for(part: Part) -> None:
    for _ in range(300):
        if part.healthy():
            return
        time.sleep(0.1)
    raise AssertionError(f"{part.name} did not come up")


def test_both_answer_and_count_together(two: tuple[Part, ...], port: int) -> None:
    notes = [Path(part.argv[-1]) for part in two]
    own = {note.read_text("ascii") for note in notes}
    assert len(own) == 2
    for each in (*own, str(port)):
        page = httpx.get(f"http://127.0.0.1:{each}/logga-in", trust_env=False)
        assert page.status_code == 200
    said = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    assert [int(number) for number in COUNT.findall(said)] == [3]


def test_one_process_is_a_part_by_its_old_name() -> None:
    (one,) = web(8080, {"INTLFLOW_DATA": "/data"}, None)
    assert one.name == "web"


def test_each_of_several_gets_its_share_of_a_limit() -> None:
    alone, shared = usual(lambda: 0.0), usual(lambda: 0.0, 2)
    assert (alone.accounts.most, shared.accounts.most) == (10, 5)
    assert (alone.codes.most, shared.codes.most) == (5, 3)


@pytest.mark.parametrize("said", ["0", "-1", "many", "17", "1.5"])
def test_a_number_of_processes_that_cannot_be_is_refused(said: str) -> None:
    with pytest.raises(BadSetting, match="INTLFLOW_WEB_PROCESSES must be a number from 1 to 16"):
        Settings.from_env({"INTLFLOW_WEB_PROCESSES": said})
