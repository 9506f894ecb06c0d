"""Who was erased, by number, in a file beside the database: a backup that is put back doesn't know it."""

import os
from pathlib import Path


class ErasedList:
    """The list; it holds keys and numbers, no names."""

    def __init__(self, data: Path) -> None:
        self._file = data / "erased.list"

    def add(self, municipality: str, number: int) -> None:
        """Note somebody once; on the disk before the database is."""
        if (municipality, number) in self.all():
            return
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"{municipality} {number}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def all(self) -> set[tuple[str, int]]:
        """Everybody on the list; half a line that a power cut left is nobody."""
        if not self._file.exists():
            return set()
        found = set()
        for line in self._file.read_text("ascii", "replace").splitlines():
            key, _, number = line.partition(" ")
            if number.isdigit():
                found.add((key, int(number)))
        return found
