"""The pages with the cast behind them: asked without a browser, and served to a real one."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import uvicorn

from intlflow.app.house import House
from intlflow.web.app import serve
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, Asker, sign_in


@pytest.fixture
def site(house: House) -> Site:
    """The pages of the test's own installation, on a fixed morning."""
    return open_site(house, lambda: people.MORNING, HERE)


@pytest.fixture
def asker(site: Site) -> Iterator[Callable[..., Asker]]:
    """Makes somebody who asks for pages: `asker("sanna")`, or nobody in particular."""
    app = serve(site)
    opened: list[Asker] = []

    def make(name: str | None = None, municipality: str = "ljungby") -> Asker:
        one = Asker(app)
        opened.append(one)
        if name:
            sign_in(site, one, name, municipality)
        return one

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def served(house: House) -> Iterator[Site]:
    """The pages, really served on this machine."""
    with serving(house, people.MORNING) as site:
        yield site


@contextmanager
def serving(house: House, morning: datetime, *, still: bool = False) -> Iterator[Site]:
    """Serve an installation's pages until the block ends, on a day that begins now, or stands still."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    clock = (lambda: morning) if still else clock_from(morning)
    site = open_site(house, clock, address)
    server = uvicorn.Server(uvicorn.Config(serve(site), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield site
    server.should_exit = True
    thread.join(10)


def clock_from(morning: datetime) -> Callable[[], datetime]:
    """A clock that starts on a morning and goes on."""
    begun = time.monotonic()

    def now() -> datetime:
        return morning + timedelta(seconds=time.monotonic() - begun)

    return now
