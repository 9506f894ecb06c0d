"""The command line as a person uses it, and a mail server in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from intlflow import clock
from intlflow.cli.run import run
from intlflow.settings import Settings


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Said]


@pytest.fixture
def cli(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cli]:
    """Run one command on the test's own data folder."""
    monkeypatch.setenv("INTLFLOW_DATA", str(settings.data))
    for name in ("MAIL_URL", "CLOCK", "DATABASE_URL", "PREFECT_API", "PACKS"):
        monkeypatch.delenv(f"INTLFLOW_{name}", raising=False)

    def command(*arguments: str) -> Said:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    yield command
    clock.reset()


@dataclass
class PostOffice:
    """A mail server in its own process that keeps every letter it accepts."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=internationellt@intlflow.example"

    def letters(self) -> list[EmailMessage]:
        """Every accepted letter, parsed as a mail program would."""
        parser = BytesParser(policy=policy.default)
        files = sorted(self.folder.glob("*.eml"))
        return [parser.parsebytes(file.read_bytes()) for file in files]  # type: ignore[misc]


@pytest.fixture
def post_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """Start a mail server, point intlflow at it, stop it by its pid afterwards."""
    folder = tmp_path / "accepted"
    folder.mkdir()
    command = [sys.executable, "-m", "intlflow.selftest.sink", "--port", "0"]
    command += ["--file", str(tmp_path / "accepted.log"), "--maildir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        office = PostOffice(int(server.stdout.readline()), folder)
        monkeypatch.setenv("INTLFLOW_MAIL_URL", office.url)
        yield office
        server.terminate()


def text_of(letter: EmailMessage) -> str:
    """A letter without its HTML."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
