"""What `make test` does: read the code, then run every test; `--all` adds the long programme."""

import subprocess
import sys
import time
from pathlib import Path

LINT = (
    ("ruff check", ["ruff", "check", "-q", "."]),
    ("ruff format", ["ruff", "format", "-q", "--check", "."]),
    ("mypy --strict", ["mypy"]),
    ("import contracts", ["lint-imports", "--no-cache"]),
)
# Prefect's servers are heavy: they run alone, after everything else has run on both cores.
QUICK = [
    "pytest",
    "-q",
    "-n",
    "2",
    "--dist",
    "loadgroup",
    "-m",
    "not slow and not prefect and not browser",
]


APART = ("browser", "prefect")  # marks of tests that run in a step of their own


def names(file: Path, mark: str) -> bool:
    """Whether a file says a mark in its own words."""
    return f"mark.{mark}" in file.read_text("utf-8")


def files_with(mark: str) -> list[str]:
    """The files that hold tests with a mark: to read all the others takes half a minute."""
    return sorted(str(file) for file in Path("tests").rglob("test_*.py") if names(file, mark))


# Playwright keeps an event loop running in its process: what starts one of its own can't share it.
BROWSER = [
    *("pytest", "-q", "-n", "2", "--dist", "load", "-m", "browser and not slow"),
    *files_with("browser"),
]
PREFECT = ["pytest", "-q", "-m", "prefect and not slow", *files_with("prefect")]
SLOW = ["pytest", "-q", "-m", "slow and not browser"]
PICTURES = ["pytest", "-q", "-m", "slow and browser"]


def run(name: str, command: list[str]) -> bool:
    """Run one step with this environment's Python; say how long it took."""
    start = time.monotonic()
    program = Path(sys.executable).with_name(command[0])
    ended = subprocess.run([program, *command[1:]], check=False)
    print(f"-- {name}: {'ok' if not ended.returncode else 'FAILED'}", end=" ")
    print(f"in {time.monotonic() - start:.0f} s", flush=True)
    return ended.returncode == 0


def main(arguments: list[str]) -> int:
    """Run the steps; go on after a failure, so that one run tells everything."""
    steps = list(LINT)
    if "--lint" not in arguments:
        steps += [("tests", QUICK), ("tests in a browser", BROWSER)]
        steps += [("tests with a real Prefect", PREFECT)]
    if "--all" in arguments:
        steps += [("the long programme", SLOW), ("pictures of every page", PICTURES)]
    results = [run(name, command) for name, command in steps]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
