"""A command that only looks waits for nobody; one that writes says so when it waited in vain."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from intlflow.store import engine
from tests.cli.conftest import Cli
from tests.cli.doing import bring, idea

BUSY = "others have been writing to the database for more than 15 seconds; try again in a moment"


@pytest.fixture
def writer(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A case, and somebody who writes for long; the others have little patience."""
    ref = idea(cli)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "data" / "intlflow.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield ref


@pytest.mark.parametrize("command", [("case", "list"), ("letters", "list"), ("people", "list")])
def test_what_only_looks_does_not_wait_for_those_who_write(
    cli: Cli, writer: str, command: tuple[str, ...]
) -> None:
    said = cli(*command)

    assert (said.code, said.err) == (0, "")


def test_who_has_waited_long_to_write_is_told_in_a_sentence(cli: Cli, writer: str) -> None:
    plain, json = bring(cli), bring(cli, "Skolor", "--json")

    assert (plain.code, plain.out, plain.err) == (1, "", f"intlflow: {BUSY}\n")
    assert (json.code, json.json) == (1, {"fault": {"message": BUSY}})
