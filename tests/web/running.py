"""The pages in a process of their own, as they are really served."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil


@dataclass(frozen=True)
class Running:
    """A server that runs.

    Args:
        port: on this machine.
        process: to be measured.
        log: what it has written.
    """

    port: int
    process: psutil.Process
    log: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def mebibytes(self) -> float:
        """Its memory."""
        return float(self.process.memory_info().rss) / 2**20

    def line(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@contextmanager
def running(data: Path, **more: str) -> Iterator[Running]:
    """Serve a data folder until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    log = data / "web.log"
    env = {**os.environ, "INTLFLOW_DATA": str(data), "PYTHONPATH": "src", **more}
    with log.open("wb") as out:
        served = subprocess.Popen(
            [sys.executable, "-m", "intlflow.web", str(port)], env=env, stdout=out, stderr=out
        )
    one = Running(port, psutil.Process(served.pid), log)
    try:
        _wait_for(one, served)
        yield one
    finally:
        served.terminate()
        served.wait(30)


def _wait_for(one: Running, served: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert served.poll() is None, one.log.read_text()
        try:
            if httpx.get(f"{one.address}/halsa", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the pages did not come up")
