"""`intlflow up`: prepare the data folder, start the parts, say what runs where, stop on Ctrl-C."""

import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from intlflow import clock
from intlflow.settings import Settings
from intlflow.up import environment as env
from intlflow.up import leftovers, note, screen
from intlflow.up.lock import Busy, held
from intlflow.up.parts import Part, prefect_server, runner, web
from intlflow.up.supervisor import Supervisor

Say = Callable[[str], object]


def run_up(data: Path, port: int, demo: bool, out: Say, web_port: int | None = None) -> int:
    """Run everything on this machine until told to stop.

    Args:
        data: the data folder; made if it is not there.
        port: where Prefect's server answers, on this machine only.
        demo: fill an empty database with the demo register.
        out: what puts a line on the screen.
        web_port: where the pages answer, on this machine only; None: without pages.

    Returns:
        0 when stopped by Ctrl-C or SIGTERM, 1 when it could not start.

    Raises:
        BadSetting: a setting in the environment can't be used.
    """
    mask = os.umask(0o077)
    try:
        data.mkdir(parents=True, exist_ok=True)
        with held(data):
            return _run(Settings.from_env(os.environ, data), port, web_port, demo, out)
    except Busy as busy:
        out(f"intlflow already runs in {data} (process {busy.pid}); stop that one first.")
        return 1
    finally:
        os.umask(mask)


def _run(settings: Settings, port: int, web_port: int | None, demo: bool, out: Say) -> int:
    """What is done once the data folder is ours."""
    data = settings.data
    for ended in leftovers.end(data):
        out(f"  ended what an earlier run left behind: process {ended.pid} ({ended.what})")
    api = settings.prefect_api or env.api_of(port)
    if port == web_port and not settings.prefect_api:
        out(screen.one_port_for_two(port))
        return 1
    for wanted, option in (
        (None if settings.prefect_api else port, "--port"),
        (web_port, "--web-port"),
    ):
        if wanted is not None and not _is_free(wanted):
            out(screen.port_busy(wanted, _next_free(wanted), option))
            return 1
    for done in _prepare(settings, demo):
        out(f"  {done}")
    pages = None if web_port is None else f"http://{env.HOST}:{web_port}"
    note.write(data, pid=os.getpid(), prefect_api=api, pages=pages, started=clock.now())
    for line in screen.welcome(settings, api, demo, web_port):
        out(line)
    try:
        with _until_told_to_stop() as stop:
            Supervisor(
                _parts(settings, port, web_port, api, os.environ), data, out, clock.elapsed, stop
            ).run()
    finally:
        note.remove(data)
    out("Stopped.")
    return 0


def _prepare(settings: Settings, demo: bool) -> list[str]:
    """Bring our own database up to date, with the demo register if that is wished.

    Raises:
        BadSetting: there are no packs where the settings say.
    """
    from intlflow.app import setup  # late: a second `up` is turned away before all this is read
    from intlflow.app.house import pack_folders

    pack_folders(settings)
    return setup.prepare(settings, with_demo=demo, at=clock.now())


def _parts(
    settings: Settings, port: int, web_port: int | None, api: str, outside: Mapping[str, str]
) -> tuple[Part, ...]:
    """What has to run: with a Prefect of one's own elsewhere, no server."""
    own = settings.prefect_api is None
    base = env.for_children(env.without_prefect(outside) if own else outside, settings, api)
    pages = (
        () if web_port is None else web(web_port, base, settings.address, settings.web_processes)
    )
    servers = (prefect_server(settings.data, port, base),) if own else ()
    return (*pages, *servers, runner(settings.data, base, after=tuple(s.name for s in servers)))


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.HOST, port))
        except OSError:
            return False
        return True


def _next_free(port: int) -> int | None:
    """A free port a little further on, to propose."""
    return next((p for p in range(port + 1, min(port + 100, 65536)) if _is_free(p)), None)


@contextmanager
def _until_told_to_stop() -> Iterator[Event]:
    """An event that Ctrl-C, SIGTERM and a closed terminal set; elsewhere signals are as before."""
    stop = Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    earlier = {number: signal.signal(number, told) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
