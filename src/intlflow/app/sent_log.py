"""The list of letters that mail servers have accepted, kept beside the database.

One short line per acceptance, written at once: a process killed before its database commit, or a
database restored from a backup, does not send them again.
"""

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class SentLog:
    """The list, open for reading and adding."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._fd = -1
        self._known: set[str] = set()
        self._size = 0

    def __enter__(self) -> Self:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_RDWR | os.O_APPEND
        self._fd = os.open(self._file, flags, 0o600)
        size = os.fstat(self._fd).st_size
        if size and os.pread(self._fd, 1, size - 1) != b"\n":
            os.write(self._fd, b"\n")  # a power cut left half a line; the next must not join it
        self.again()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._fd)

    def __contains__(self, letter_id: str) -> bool:
        return letter_id in self._known

    def add(self, letter_id: str) -> None:
        """Note an acceptance; one write, so that a killed process leaves a whole line or none.

        Raises:
            OSError: the disk takes no more.
        """
        line = f"{letter_id}\n".encode()
        self._known.add(letter_id)
        if os.write(self._fd, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._file))

    def sync(self) -> None:
        """See that what was noted survives a power cut."""
        os.fsync(self._fd)

    def again(self) -> None:
        """Read what other processes have noted meanwhile."""
        size = os.fstat(self._fd).st_size
        if size > self._size:
            data = os.pread(self._fd, size - self._size, self._size)
            whole = data.rpartition(b"\n")[0]
            self._known.update(line.decode("ascii", "replace") for line in whole.split(b"\n"))
            self._size += len(whole) + 1 if whole else 0
