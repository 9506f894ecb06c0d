"""Finding and ending what an earlier `up` left behind when it was killed."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from intlflow.up.environment import MARK, mark_of


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that was ended."""

    pid: int
    what: str


def find(data: Path) -> list[psutil.Process]:
    """Our own processes of this data folder, except this one and those it was started from."""
    mark, me = mark_of(data), psutil.Process()
    family = {me.pid, *(parent.pid for parent in me.parents())}
    return [p for p in psutil.process_iter() if p.pid not in family and _carries(p, mark)]


def end(data: Path, patience: float = 3.0) -> list[Ended]:
    """End them: asked first, then made to.

    Args:
        data: the data folder that they were started for.
        patience: seconds they get to end by themselves.
    """
    found = find(data)
    ended = [Ended(process.pid, _what(process)) for process in found]
    for process in found:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(found, timeout=patience)
    for process in stubborn:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=patience)
    return ended


def _carries(process: psutil.Process, mark: str) -> bool:
    """Whether a living process of ours carries the mark."""
    try:
        if process.uids().real != os.getuid() or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return bool(process.environ().get(MARK) == mark)
    except (psutil.Error, OSError):
        return False


def _what(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()[1:4]) or process.name()
    except psutil.Error:
        return "?"
