"""A whole `intlflow up` in a process of its own, to be watched and hurt."""

import http
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from intlflow.app.house import House, open_house
from intlflow.settings import Settings
from intlflow.store.engine import reading, writing
from intlflow.up import leftovers

START = (
    "import sys; from pathlib import Path; from intlflow.up import run_up;"
    "sys.exit(run_up(Path(sys.argv[1]), int(sys.argv[2]), False, lambda s: print(s, flush=True)))"
)
RUNS = "The flows run"
READY = "intlflow is ready"
JSON = {"Content-Type": "application/json"}


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], Any], seconds: float, why: str | Callable[[], str]) -> Any:
    """Ask until there is an answer.

    Args:
        what: The question; anything true is an answer.
        seconds: How long to go on asking.
        why: What is waited for, or how to find out what to say once it was in vain.

    Raises:
        AssertionError: there was none in time.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.1)
    said = why if isinstance(why, str) else why()
    raise AssertionError(f"waited {seconds:.0f} s in vain: {said}")


def _command(process: psutil.Process) -> list[str]:
    """The words that a process was started with; none if it has ended since it was found."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


class Up:
    """One data folder with its `up`, which may be started, killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.screen = data.with_name(f"{data.name}-screen.txt")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def start(self, until: str = RUNS) -> float:
        """Start it and wait for a line on its screen; gives back the seconds that took."""
        began = time.monotonic()
        self.process = self.launch(self.screen)
        seen = f"'{until}' on the screen"
        # A first start reads all of Prefect from a cold disk: on a new, busy machine that takes long.
        wait_for(lambda: until in self.said(), 240, lambda: f"{seen}:\n{self.said()}")
        return time.monotonic() - began

    def launch(self, screen: Path) -> subprocess.Popen[bytes]:
        """Start one more `up` on the same folder, with its words going to a file."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "INTLFLOW_"))}
        root = Path(__file__).resolve().parents[2]
        env["PYTHONPATH"] = f"{root / 'src'}{os.pathsep}{root}"
        with screen.open("wb") as words:
            return subprocess.Popen(
                [sys.executable, "-P", "-c", START, str(self.data), str(self.port)],
                env=env,
                cwd=self.data.parent,
                stdout=words,
                stderr=subprocess.STDOUT,
            )

    def stop(self, number: int = signal.SIGINT) -> float:
        """Press Ctrl-C and wait for the end; gives back the seconds that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - began

    def said(self) -> str:
        return self.screen.read_text(encoding="utf-8")

    def part(self, *words: str) -> psutil.Process | None:
        """The process of this installation whose command holds these words."""
        found = [p for p in leftovers.find(self.data) if set(words) <= set(_command(p))]
        return found[0] if found else None

    def kill(self, *words: str) -> None:
        """Kill a part outright."""
        part = self.part(*words)
        assert part is not None
        part.kill()

    def house(self) -> House:
        """The installation, opened from outside as the command line does."""
        return open_house(Settings.from_env({}, self.data))

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask Prefect's API."""
        text = None if body is None else json.dumps(body)
        for pause in (1, 2, 4, 0):  # a busy server says 503, and its own client asks again
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with closing(connection):
                connection.request(method, f"/api{path}", text, JSON)
                answer = connection.getresponse()
                said = answer.read()
            if answer.status != http.HTTPStatus.SERVICE_UNAVAILABLE:
                break
            time.sleep(pause)
        assert answer.status < 400, said
        return json.loads(said)

    def runs(self, flow: str, *states: str) -> list[dict[str, Any]]:
        """Runs of a flow in some states."""
        wish = {
            "flows": {"name": {"any_": [flow]}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}},
        }
        found: list[dict[str, Any]] = self.ask("POST", "/flow_runs/filter", wish)
        return found

    def done(self, run_id: int | None) -> bool:
        """Whether a stage's work has been done."""
        return self.row(run_id)[0] is not None

    def row(self, run_id: int | None) -> tuple[Any, ...]:
        """When a stage's work was done, and how often it was taken on."""
        house = self.house()
        with reading(house.engine) as tx:
            row = tx.one("SELECT done_at, attempts FROM stage_run WHERE id = ?", run_id)
        house.close()
        assert row is not None
        return row

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Hold the database's only writing place, so that every run stands still."""
        house = self.house()
        with writing(house.engine):
            yield
        house.close()


def a_moment() -> datetime:
    """Now; these tests live on the real clock."""
    return datetime.now(UTC)
