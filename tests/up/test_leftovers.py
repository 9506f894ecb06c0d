import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intlflow.up import leftovers
from intlflow.up.environment import MARK, mark_of

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True);"
SLEEP = "import time; print(flush=True);"


@contextmanager
def a_leftover(data: Path, words: str = SLEEP) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", words + "time.sleep(60)"],
        env=os.environ | {MARK: mark_of(data)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_what_carries_the_mark_is_ended(tmp_path: Path) -> None:
    with a_leftover(tmp_path) as left:
        ended = leftovers.end(tmp_path)

        assert [each.pid for each in ended] == [left.pid]
        assert leftovers.find(tmp_path) == []


def test_what_does_not_listen_is_made_to(tmp_path: Path) -> None:
    with a_leftover(tmp_path, DEAF):
        leftovers.end(tmp_path, patience=0.3)

        assert leftovers.find(tmp_path) == []


def test_another_folder_s_processes_are_left_alone(tmp_path: Path) -> None:
    with a_leftover(tmp_path / "another") as left:
        ended = leftovers.end(tmp_path)

        assert ended == []
        assert left.poll() is None
