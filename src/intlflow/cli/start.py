"""Starting: everything at once with `up`, or the database alone with `init`."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import door, output

if TYPE_CHECKING:
    from intlflow.settings import Settings

demo = typer.Typer(help="The demo register: made-up people, real units.", no_args_is_help=True)
Data = Annotated[Path | None, typer.Option("--data", help="The data folder.", metavar="DIR")]


def up(
    data: Data = None,
    port: Annotated[
        int, typer.Option(help="The port of Prefect's pages.", min=1, max=65535)
    ] = 4200,
    web_port: Annotated[
        int, typer.Option(help="The port of our own pages.", min=1, max=65535)
    ] = 8080,
    no_demo: Annotated[
        bool, typer.Option("--no-demo", help="Start with an empty register.")
    ] = False,
) -> None:
    """Start everything on this machine; Ctrl-C stops it all."""
    from intlflow.up.run import run_up

    folder = door.settings(data).data
    raise typer.Exit(run_up(folder, port, not no_demo, output.say_now, web_port))


def init(data: Data = None) -> None:
    """Make a data folder ready, or bring an old one to today's version."""
    from intlflow import clock
    from intlflow.app.setup import prepare

    settings = door.settings(data)
    with _whole_or_not_at_all(settings) as made:
        done = prepare(made, with_demo=False, at=clock.now())
    for line in done:
        output.say(line)
    output.say(f"{settings.data} is ready")


@contextmanager
def _whole_or_not_at_all(settings: "Settings") -> "Iterator[Settings]":
    """Settings by which a new database is made beside its place, and put there when it is whole."""
    file = settings.sqlite_file
    if file is None or file.exists():
        yield settings
        return
    new_folder = not file.parent.exists()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tempfile.TemporaryDirectory(prefix=".init-", dir=file.parent) as draft:
            new = Path(draft) / file.name
            yield replace(settings, database_url=f"sqlite:///{new}")
            with suppress(FileExistsError):  # somebody else was first, with one that is as good
                _put(new, file)
    except BaseException:
        if new_folder:
            with suppress(OSError):
                file.parent.rmdir()
        raise


def _put(new: Path, file: Path) -> None:
    """Give a database its place, unless somebody else's stands there."""
    try:
        os.link(new, file)
    except FileExistsError:
        raise
    except OSError:  # some file systems know no second names
        if not file.exists():
            os.replace(new, file)


@demo.command("load")
def load() -> None:
    """Fill an empty register with made-up people and about fifteen projects."""
    from intlflow import clock
    from intlflow.app.setup import prepare

    settings = door.settings()
    done = prepare(settings, with_demo=True, at=clock.now())
    loaded = any("demo" in line for line in done)
    output.say(
        "demo register loaded"
        if loaded
        else "there are people in the register already; nothing was changed"
    )


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(up)
    app.command()(init)
    app.add_typer(demo, name="demo")
