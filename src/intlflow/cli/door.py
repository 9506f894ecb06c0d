"""What every command needs: the installation, opened from the environment, and the time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import output

if TYPE_CHECKING:
    from intlflow.app.house import House
    from intlflow.app.record import Moved
    from intlflow.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
Give = Annotated[
    list[str] | None,
    typer.Option("--give", help="A fact, FACT=VALUE; may be repeated.", metavar="FACT=VALUE"),
]


def settings(data: Path | None = None) -> "Settings":
    """The settings from the environment."""
    from intlflow.settings import Settings

    return Settings.from_env(os.environ, data)


@contextmanager
def house() -> "Iterator[House]":
    """The installation, open while a command works."""
    from intlflow.app.house import open_house

    opened = open_house(settings())
    try:
        yield opened
    finally:
        opened.close()


def given(
    pairs: list[str] | None, form: str = "FACT=VALUE", example: str = "reason='too late'"
) -> dict[str, str]:
    """`FACT=VALUE` pairs as a mapping.

    Raises:
        typer.BadParameter: a pair without `=`, or a fact given twice; says the form and an example.
    """
    facts: dict[str, str] = {}
    for pair in pairs or []:
        name, sign, value = pair.partition("=")
        key = name.strip().lower().replace("-", "_")
        if not sign or not key:
            said = output.safe(pair[:80])
            raise typer.BadParameter(f"'{said}' should be {form}, e.g. {example}")
        if key in facts:
            raise typer.BadParameter(f"{output.safe(key[:80])} was given twice")
        facts[key] = value
    return facts


def nudge(opened: "House", moved: "Moved") -> None:
    """Tell a running Prefect that there is something to do; nobody waits, nothing depends on it."""
    from intlflow.app.after import after_move

    after_move(opened, moved)


def nudge_letters(opened: "House", written: int) -> None:
    """Tell a running Prefect that letters wait; nobody waits for the answer."""
    from intlflow.app.after import after_letters

    after_letters(opened, written)
