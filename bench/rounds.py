"""Turns: every side works in a process of its own, and they take turns, so that a busy machine hits all."""

import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 5


@dataclass
class Side:
    """One thing to measure.

    Args:
        name: as it is shown.
        maker: `module:function` that makes it in its own process; see `bench.worker`.
        size: how much it does in a round.
        given: more arguments for the maker.
        wall, cpu: seconds per piece of work, one for each round.
    """

    name: str
    maker: str
    size: int
    given: tuple[str, ...] = ()
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Pieces of work per second, the median of the rounds."""
        return 1 / statistics.median(self.wall)

    @property
    def cpu_us(self) -> float:
        """Microseconds of processor time per piece, the median of the rounds."""
        return statistics.median(self.cpu) * 1e6


@contextmanager
def _at_work(side: Side, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that does a side's rounds when it is told to."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "bench.worker", side.maker, str(folder), *side.given]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def take_turns(sides: Sequence[Side], folder: Path, rounds: int = ROUNDS) -> None:
    """Do a warm-up and the rounds, each side once in every round, and keep the times."""
    with ExitStack() as stack:
        workers = [
            stack.enter_context(_at_work(side, folder / str(number)))
            for number, side in enumerate(sides)
        ]
        for number in range(rounds + 1):
            for side, worker in zip(sides, workers, strict=True):
                wall, cpu = _turn(worker, side, side.size if number else max(10, side.size // 5))
                if number:
                    side.wall.append(wall / side.size)
                    side.cpu.append(cpu / side.size)


def _turn(worker: subprocess.Popen[str], side: Side, size: int) -> tuple[float, float]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{size}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline().split()
    if len(answer) != 2:
        raise RuntimeError(f"{side.name} stopped working; its own words are above")
    return float(answer[0]), float(answer[1])


def ratio(ours: Side, theirs: Side) -> float:
    """How many times as fast we are: the median of what each round said."""
    return statistics.median(b / a for a, b in zip(ours.wall, theirs.wall, strict=True))
