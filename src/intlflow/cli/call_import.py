"""Bringing a funder's file in, with a bar that shows how far it has come and how fast it went."""

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.domain.calls import Source

if TYPE_CHECKING:
    from intlflow.app.calls.importing import Done
    from intlflow.app.house import House

_MEGA = 1_000_000


def import_(
    source: Annotated[Source, typer.Argument(help="Whose file it is.")],
    where: Annotated[
        str, typer.Argument(help="A file or an https address; none: the pack's address.")
    ] = "",
    municipality: Annotated[
        str, typer.Option("--in", help="Whose pack says the address; else the first that does.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read it although it was read before.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring a funder's file in. The same file twice changes nothing; nothing is ever taken away."""
    from intlflow import clock
    from intlflow.app.calls import telling

    since = time.monotonic()
    with door.house() as house:
        try:
            done = _bring(house, source, where, municipality, again)
        except (ValueError, OSError) as error:
            _explain(error, json)
            raise typer.Exit(1) from error
        seconds = time.monotonic() - since
        letters = telling.tell_moved(house, clock.now())
        door.nudge_letters(house, letters)
    if json:
        return output.as_json(asdict(done) | {"letters": letters})
    if done.same:
        return output.say(
            output.safe(
                f"{done.origin}: the same as last time; nothing was changed (--again reads it)"
            )
        )
    rate = done.read / seconds if seconds else 0
    output.say(
        f"{done.read:,} rows in {seconds:.1f} s ({rate:,.0f}/s): {done.kept:,} kept, "
        f"{done.new:,} new, {done.changed:,} changed, "
        f"{output.counted(done.moved, 'deadline')} moved, {output.counted(letters, 'letter')}"
    )
    for reason, number in sorted(done.skipped.items()):
        output.say(f"  left out, {reason}: {number:,}")


def _bring(house: "House", source: Source, where: str, municipality: str, again: bool) -> "Done":
    from intlflow import clock
    from intlflow.app.calls.importing import import_file
    from intlflow.app.calls.sources import address_of, import_address

    bar = Bar()
    try:
        if where and "://" not in where:
            return import_file(
                house, source, Path(where), clock.now(), again=again, progress=bar.read
            )
        address = where or address_of(house, source, municipality)
        return import_address(
            house, source, address, clock.now(), again=again, fetched=bar.fetched,
            progress=bar.read,
        )  # fmt: skip
    finally:
        bar.end()


def _explain(error: Exception, json: bool) -> None:
    """Say what is wrong with the file or the address; a bug keeps its traceback."""
    from intlflow.app.calls.fetching import Unreachable
    from intlflow.sources.funding.rows import Unreadable

    if isinstance(error, Unreadable | Unreachable):
        output.problem(f"{error}\nWhat was known before is still there.", json)
    elif isinstance(error, OSError) and error.filename:
        output.problem(f"can't use {error.filename}: {error.strerror}", json)
    else:
        raise error


class Bar:
    """How far a large file has come, on a terminal."""

    def __init__(self) -> None:
        self._shown = ""

    def fetched(self, done: int, of: int) -> None:
        """So many bytes have been fetched."""
        self._show("fetching", done, of, f"{done / _MEGA:,.0f} MB")

    def read(self, done: int, of: int, rows: int) -> None:
        """So many bytes and rows have been read."""
        self._show("reading", done, of, f"{done / _MEGA:,.0f} MB, {rows:,} rows")

    def _show(self, what: str, done: int, of: int, said: str) -> None:
        part = 25 * done // of if of else 0
        line = f"{what} [{'#' * part:<25}] {said}"
        if line != self._shown and sys.stderr.isatty():
            self._shown = line
            print(f"\r{line:<72}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print(file=sys.stderr)
