"""What the parts say goes to files, a few generations of each, so that the screen stays calm."""

import shutil
from pathlib import Path

GENERATIONS = 3
LARGEST = 10_000_000  # bytes


def turn(log: Path) -> None:
    """Put the last run's log aside and begin a new one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if not log.exists() or not log.stat().st_size:
        return
    for number in range(GENERATIONS, 1, -1):
        older = _generation(log, number - 1)
        if older.exists():
            older.replace(_generation(log, number))
    log.replace(_generation(log, 1))


def trim(log: Path, largest: int = LARGEST) -> None:
    """Put a log aside that has grown too large, while its writer goes on writing to it."""
    if log.exists() and log.stat().st_size > largest:
        shutil.copyfile(log, _generation(log, 1))
        with log.open("r+b") as file:
            file.truncate(0)


def last_line(log: Path) -> str:
    """The last thing that was said, for the screen when a part dies."""
    if not log.exists():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace")[-4000:].split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return said[-1][:200] if said else ""


def _generation(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
