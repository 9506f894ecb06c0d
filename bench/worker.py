"""One side's process: reads how much to do, does it, tells how long it took and how much processor time.

`python -m bench.worker MODULE:FUNCTION FOLDER …`; the function gives back a `Work`.
"""

import importlib
import os
import sys
import time
from pathlib import Path
from typing import Protocol


class Work(Protocol):
    """What a side can do; only `go` is timed."""

    def ready(self, size: int) -> None:
        """Prepare a round."""

    def go(self) -> None:
        """Do it."""


def main() -> None:
    """Work until nothing more is asked for."""
    module, _, function = sys.argv[1].partition(":")
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not pass for an answer
    work: Work = getattr(importlib.import_module(module), function)(
        Path(sys.argv[2]), *sys.argv[3:]
    )
    for line in sys.stdin:
        work.ready(int(line))
        wall, cpu = time.perf_counter(), time.process_time()
        work.go()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(wall, cpu, file=answers, flush=True)
    answers.close()
    os._exit(0)  # some peers keep threads that nobody can ask to end


if __name__ == "__main__":
    main()
