"""One `intlflow up` per data folder: whoever holds the lock, runs it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(RuntimeError):
    """Another process holds this data folder."""

    def __init__(self, pid: str) -> None:
        super().__init__(f"process {pid or '(unknown)'} already runs this data folder")
        self.pid = pid


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the data folder; the operating system lets go of it when we end, however we end.

    Raises:
        Busy: somebody else holds it.
    """
    file = os.open(data / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(os.read(file, 20).decode().strip()) from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(file)


def holder(data: Path) -> int | None:
    """The process that holds a data folder now, or None; two who ask at once see nothing of each other."""
    try:
        file = os.open(data / "up.lock", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.read(file, 20).decode().strip() or 0)
    else:
        return None
    finally:
        os.close(file)
