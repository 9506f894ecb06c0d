"""Help comes at once: nothing heavy is imported before a command needs it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer

from intlflow.cli.run import app

HEAVY = {"prefect", "fastapi", "sqlmodel", "sqlalchemy", "alembic", "apprise", "jinja2", "babel"}
HEAVY |= {"holidays", "psutil", "httpx"}
SECONDS = 0.3
# Importing these is what help would cost if the command line were careless.
CARELESS = "import sqlmodel, jinja2, babel, alembic"

PROGRAM = """
import atexit, sys
atexit.register(lambda: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr))
from intlflow.cli import main
main()
"""


def groups(command: Any, *before: str) -> list[tuple[str, ...]]:
    """The whole command line and each group in it, by what one types."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return []
    return [before, *(path for key, below in inner.items() for path in groups(below, *before, key))]


GROUPS = groups(typer.main.get_command(app))


def seconds(code: str, *arguments: str) -> float:
    """The shortest of seven times that a program takes from start to end, its sources read before."""
    took, kept = [], {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(7):
        start = time.perf_counter()
        command = [sys.executable, "-c", code, *arguments]
        subprocess.run(command, check=True, capture_output=True, env=kept)
        took.append(time.perf_counter() - start)
    return min(took)


def test_every_group_is_looked_at() -> None:
    assert {" ".join(path) for path in GROUPS} == {
        *("", "demo", "case", "duty", "report", "letters", "pack", "people", "unit", "audit"),
        *("decision", "sitting", "import", "export", "partner", "cooperation", "network"),
        *("call", "activity", "trip", "group", "member", "meeting", "point", "resource", "tag"),
        *("issue", "issue-link", "evaluate", "evaluate goal", "evaluate effect"),
        *("document", "attach", "register", "person", "disposal", "token", "admin", "webhook"),
    }


@pytest.mark.parametrize(
    "path",
    [*GROUPS, ("case", "move"), ("up",), ("selftest",)],
    ids=lambda path: " ".join(path) or "intlflow",
)
def test_help_imports_nothing_heavy(path: tuple[str, ...]) -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, *path, "--help"], capture_output=True, text=True, check=True
    )

    loaded = set(said.stderr.split())
    assert said.stdout.startswith(" ".join(("Usage: intlflow", *path)))
    assert loaded & HEAVY == set()
    assert "typer" in loaded


def test_a_command_that_works_does_import_what_it_needs(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, "init", "--data", str(tmp_path / "new")],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(said.stderr.split())
    assert loaded >= {"sqlalchemy", "alembic"}
    assert "prefect" not in loaded


def test_help_is_there_before_one_has_waited() -> None:
    helped = seconds("from intlflow.cli import main; main()", "--help")

    # On a loaded machine everything is slow; then help must still be much quicker than its imports.
    assert helped < SECONDS or helped < seconds(CARELESS) / 3
