"""What `intlflow up` says on screen: a few lines, then silence unless something happens."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from intlflow.settings import DEFAULT_DATA, Settings

TO_TRY = ("intlflow case list", "intlflow letters list", "intlflow doctor")


def welcome(settings: Settings, api: str, demo: bool, web_port: int | None = None) -> Iterator[str]:
    """What runs where, and what to try next."""
    register = " (with the demo register)" if demo else ""
    yield "intlflow is ready for moves; Prefect is on its way (some 20 s the first time)."
    if web_port is not None:
        yield f"  pages    {settings.address or f'http://127.0.0.1:{web_port}'}"
    yield f"  data     {settings.data}{register}"
    yield f"  Prefect  {api.removesuffix('/api')}"
    yield f"  mail     {_mail(settings)}"
    yield f"  logs     {settings.data / 'logs'}"
    if settings.data == Path(DEFAULT_DATA).absolute():
        yield "Try in another window, in this folder:"
    else:
        yield "Try in another window:"
        yield f"  export INTLFLOW_DATA={shlex.quote(str(settings.data))}"
    yield from _within_reach()
    for command in TO_TRY:
        yield f"  {command}"
    yield "Ctrl-C stops everything."


def _within_reach() -> Iterator[str]:
    """How the shell of another window finds the program, where it would not by itself."""
    activate = Path(sys.executable).with_name("activate")
    if shutil.which("intlflow") is None and activate.exists():
        near = activate.is_relative_to(Path.cwd())
        yield f"  . {shlex.quote(str(activate.relative_to(Path.cwd()) if near else activate))}"


def port_busy(port: int, free: int | None, option: str = "--port") -> str:
    """What to do when something else answers on our port."""
    proposal = f"; {free} is free: {option} {free}" if free else ""
    return f"Port {port} is taken by another program. Choose another with {option}{proposal}"


def one_port_for_two(port: int) -> str:
    """What to do when Prefect's pages and our own are to answer at the same port."""
    return f"--port and --web-port are both {port}; give each a port of its own"


def _mail(settings: Settings) -> str:
    if settings.mail_url is None:
        return "no mail server: letters wait in the outbox"
    # The address may hold a password; only the machine is shown.
    address = urlsplit(settings.mail_url)
    machine = f"{address.hostname}:{address.port}" if address.port else address.hostname
    return f"letters leave through {machine}"
