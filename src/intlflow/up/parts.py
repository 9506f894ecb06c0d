"""The parts that `up` keeps running. A part more is one entry more."""

import http.client
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from intlflow.up import environment as env


@dataclass(frozen=True)
class Part:
    """Something that must run.

    Args:
        name: what it is called on screen; its log has the same name.
        argv: how it is started.
        env: the environment it gets.
        healthy: whether it does its work; asked every now and then.
        after: the parts that must be healthy first.
        before: what is tidied up before each start.
        says: what is said when it is ready.
        patience: seconds it gets to become healthy.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    healthy: Callable[[], bool]
    after: tuple[str, ...] = ()
    before: Callable[[], object] = lambda: None
    says: str = ""
    patience: float = 180.0


def prefect_server(data: Path, port: int, base: Mapping[str, str]) -> Part:
    """Prefect's server: the clock and its pages."""
    return Part(
        name="prefect",
        argv=(sys.executable, "-m", "intlflow.up.server", str(env.home_of(data))),
        env={**base, **env.for_server(data, port)},
        healthy=lambda: answers(env.HOST, port, "/api/health"),
        says=f"Prefect answers at http://{env.HOST}:{port}",
    )


def runner(data: Path, base: Mapping[str, str], after: tuple[str, ...]) -> Part:
    """The runner: the hands that do what is due."""
    ready = env.home_of(data) / "runner.ready"
    return Part(
        name="runner",
        argv=(sys.executable, "-m", "flows"),
        env={**base, env.READY: str(ready)},
        healthy=ready.exists,
        after=after,
        before=lambda: ready.unlink(missing_ok=True),
        says="The flows run: what is due is done, and the clocks tick",
    )


def web(
    port: int, base: Mapping[str, str], address: str | None, processes: int = 1
) -> tuple[Part, ...]:
    """The pages, which need nothing else to be up: with Prefect down the work goes on."""
    says = f"The pages answer at {address or f'http://{env.HOST}:{port}'}"
    argv = (sys.executable, "-m", "intlflow.web", str(port))
    if processes == 1:
        whole = lambda: answers(env.HOST, port, "/halsa")  # noqa: E731
        return (Part(name="web", argv=argv, env=base, healthy=whole, says=says),)
    folder = Path(base["INTLFLOW_DATA"]) / "web"
    env_of_all = {**base, env.COUNTED: str(folder / "counted")}
    return tuple(
        _one_of_several(number, argv, env_of_all, folder, says)
        for number in range(1, processes + 1)
    )


def _one_of_several(
    number: int, argv: tuple[str, ...], base: Mapping[str, str], folder: Path, says: str
) -> Part:
    """One of the processes that share the pages' port; its health is asked at a port of its own."""
    note, counted = folder / f"{number}.port", Path(base[env.COUNTED])

    def healthy() -> bool:
        return note.exists() and answers(env.HOST, int(note.read_text("ascii") or 0), "/halsa")

    def before() -> None:
        note.unlink(missing_ok=True)
        counted.mkdir(parents=True, exist_ok=True)

    return Part(
        name=f"web-{number}",
        argv=(*argv, str(note)),
        env=base,
        healthy=healthy,
        before=before,
        says=says if number == 1 else f"  and a process more, the {number}th, helps with them",
    )


def answers(host: str, port: int, path: str) -> bool:
    """Whether something answers 200 there, within two seconds."""
    connection = http.client.HTTPConnection(host, port, timeout=2.0)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
