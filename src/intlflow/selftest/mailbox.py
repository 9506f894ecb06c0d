"""The mail server of a self-test: a process of its own, with its own list of what it took."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def mailbox(file: Path, *options: str) -> Iterator[int]:
    """Run the server, with more of its options, while the block lasts; gives its port."""
    command = [sys.executable, "-m", "intlflow.selftest.sink", "--port", "0", "--file", str(file)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def taken(file: Path) -> Counter[str]:
    """How many copies of each letter the server took, by Message-ID."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Counter(line.partition("\t")[0] for line in lines)


def changed(file: Path) -> int:
    """Of how many letters the copies differ in their bytes; a copy must be recognisable."""
    bytes_of: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        message_id, _, digest = line.split("\t")
        bytes_of.setdefault(message_id, set()).add(digest)
    return sum(len(digests) > 1 for digests in bytes_of.values())
