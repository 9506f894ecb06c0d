"""A PostgreSQL of the tests' own: started from nothing, on this machine only, stopped by its number."""

import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from intlflow.store.engine import make_engine

MISSING = "PostgreSQL's server programs (initdb, postgres) are not on this machine"


@dataclass(frozen=True)
class Cluster:
    """A running server; `programs` is where initdb and its kin are."""

    url: str
    folder: Path
    programs: Path
    port: int

    def crash_script(self) -> str:
        """Python code that stops the server at once, as a power cut would, and starts it anew."""
        stop, start = (_command(self, what) for what in ("stop", "start"))
        return f"import subprocess as s; s.run({stop}, check=True); s.run({start}, check=True)"

    @contextmanager
    def database(self, like: str = "template1") -> Iterator[str]:
        """The address of a fresh database, empty or like another, dropped afterwards."""
        name = f"test_{secrets.token_hex(4)}"
        engine = make_engine(self.url).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
        try:
            yield f"{self.url.rpartition('/')[0]}/{name}"
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
            engine.dispose()


def _programs() -> Path | None:
    """The folder of PostgreSQL's server programs: on the PATH, or where Debian puts the newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    return installed[-1].parent if installed else None


def _release(path: Path) -> int:
    number = path.parts[-3]
    return int(number) if number.isdigit() else 0


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid():
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _run(command: list[str]) -> None:
    # No pipes: the server would inherit them, and whoever reads them would wait for its end.
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd="/")


def _command(cluster: Cluster, what: str) -> list[str]:
    """How the server is started, or stopped without any chance to tidy up."""
    durable = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
    listen = f"-p {cluster.port} -h 127.0.0.1 -k {cluster.folder} {durable}"
    options = {
        "start": ["-l", str(cluster.folder / "log"), "-o", listen],
        "stop": ["-m", "immediate"],
    }
    program, data = str(cluster.programs / "pg_ctl"), str(cluster.folder / "data")
    return [*_as_nobody(), program, what, "-w", "-s", "-D", data, *options[what]]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _language(initdb: str) -> list[str]:
    """As a municipality's cluster is: sorted by a language, where signs don't stand by their numbers.

    Releases before 15 can't, unless the machine itself speaks Swedish.
    """
    known = subprocess.run([initdb, "--help"], capture_output=True, text=True, check=True).stdout
    icu = ["--locale-provider=icu", "--icu-locale=sv-SE"] if "--icu-locale" in known else []
    return ["--locale=C", *icu]


@contextmanager
def _running(programs: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="intlflow-pg-"))  # short: a socket's path has a limit
    port = _free_port()
    url = f"postgresql://tester@127.0.0.1:{port}/postgres"
    cluster = Cluster(url, folder, programs, port)
    if not os.geteuid():
        shutil.chown(folder, "nobody", "nogroup")
    try:
        made = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "tester"]
        language = _language(made[0])
        _run([*_as_nobody(), *made, "-A", "trust", "-E", "UTF8", *language, "--no-sync"])
        _run(_command(cluster, "start"))
        try:
            yield cluster
        finally:
            _end(folder / "data" / "postmaster.pid")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end(note: Path) -> None:
    """End the server that left its number here, and wait until it has taken the note away."""
    pid = int(note.read_text().splitlines()[0])
    handle = os.pidfd_open(pid)
    try:
        signal.pidfd_send_signal(handle, signal.SIGINT)
        assert select.select([handle], [], [], 30)[0], "PostgreSQL does not stop"
    finally:
        os.close(handle)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server; without the programs the test is skipped, but on CI it fails."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with _running(programs) as running:
        yield running


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """The address of a fresh, empty database."""
    with cluster.database() as url:
        yield url
