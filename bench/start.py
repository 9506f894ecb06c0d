"""Starting cold: how long a person waits for one command in a fresh process, with no Prefect about."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import ours

HEAVY = ("prefect", "fastapi", "sqlmodel", "sqlalchemy", "apprise", "jinja2", "babel")
COMMAND = str(Path(sys.executable).with_name("intlflow"))  # this environment's


def times(folder: Path, rounds: int) -> dict[str, float]:
    """Seconds, the medians of the rounds, of `--help`, `case new` and `case move`."""
    house = ours.installed(folder)
    unit, ref = ours.unit_of(house), ours.idea(house, ours.KARIN)
    house.close()
    new = ("case", "new", "--in", ours.TOWN, "--unit", unit, "--by", ours.KARIN, "--title", "Ny")
    park = ("case", "move", ref, "park", "--as", ours.SANNA, "--give", "reason=Tid saknas",
            "--give", "wake_on=2099-09-01")  # fmt: skip
    wake = ("case", "move", ref, "wake", "--as", ours.SANNA)
    taken: dict[str, list[float]] = {"--help": [], "case new": [], "case move": []}
    for number in range(rounds):
        for name, arguments in (
            ("--help", ("--help",)),
            ("case new", new),
            ("case move", wake if number % 2 else park),
        ):
            taken[name].append(_once(folder, arguments))
    return {name: statistics.median(each) for name, each in taken.items()}


def _once(folder: Path, arguments: tuple[str, ...]) -> float:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTLFLOW_")}
    environment |= {"INTLFLOW_DATA": str(folder)}
    start = time.perf_counter()
    done = subprocess.run(
        [COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"intlflow {' '.join(arguments)}: {done.stderr or done.stdout}")
    return taken


def imported_by_help() -> list[str]:
    """Which of the heavy packages `intlflow --help` brings in; there should be none."""
    code = (
        "import sys; from intlflow.cli.run import run; run(['--help']);"
        f"print('HEAVY', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()[1:]
