"""Killing: children are forked, killed with SIGKILL at random moments, and forked anew."""

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from intlflow.selftest.actors import Part, Stage, act

PARTS: tuple[Part, ...] = ("writer", "writer", "sender", "sender")
LONGEST_WAIT = 0.045  # seconds between two kills, at most; four processes live four times as long


@dataclass(slots=True)
class Reaped:
    """How many were killed, and what writers heard before."""

    writer_kills: int = 0
    sender_kills: int = 0
    acknowledged: list[Any] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def reap(stage: Stage, read: int, kills: int, chance: Random, jolt: Sequence[str]) -> Reaped:
    """Kill `kills` times, then the rest.

    Args:
        stage: what children find.
        read: where acknowledgements come in.
        kills: how many times.
        chance: who and when.
        jolt: a command that is run three times on the way, such as one that ends the database.
    """
    reaped, ear = Reaped(), _Ear(read)
    jolts = {kills * part // 4 for part in (1, 2, 3)} if jolt else set()
    children = [(part, _fork(stage, part, chance.randrange(2**32))) for part in PARTS]
    try:
        for number in range(kills):
            if number in jolts:
                subprocess.run(jolt, check=True, stdout=subprocess.DEVNULL)
            ear.listen(chance.random() * LONGEST_WAIT)
            place = chance.randrange(len(children))
            part, child = children[place]
            _kill(part, child, reaped)
            children[place] = (part, _fork(stage, part, chance.randrange(2**32)))
    finally:
        for part, child in children:
            _kill(part, child, reaped, counted=False)
    ear.listen(0)
    reaped.acknowledged = ear.heard()
    return reaped


def _fork(stage: Stage, part: Part, seed: int) -> int:
    """A child that does its part until killed; gives its process number."""
    child = os.fork()
    if child:
        return child
    try:
        act(stage, part, seed)
    except BaseException as fault:  # noqa: BLE001 - the child has nobody above it
        os.write(stage.acknowledge, f"{json.dumps(f'{part}: {fault!r}'[:2000])}\n".encode())
    finally:
        os._exit(1)


def _kill(part: Part, child: int, reaped: Reaped, counted: bool = True) -> None:
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        reaped.faults.append(f"a {part} ended by itself")
    elif counted and part == "writer":
        reaped.writer_kills += 1
    elif counted:
        reaped.sender_kills += 1


class _Ear:
    """Reads the pipe while time passes, so that no writer ever waits for us."""

    def __init__(self, read: int) -> None:
        self._read, self._said = read, bytearray()
        os.set_blocking(read, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(read, selectors.EVENT_READ)

    def listen(self, seconds: float) -> None:
        """Listen for some time, and to what is there in any case."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if self._selector.select(max(left, 0)):
                self._said += os.read(self._read, 65_536)
            elif left <= 0:
                return

    def heard(self) -> list[Any]:
        """Every whole line."""
        self._selector.close()
        return [json.loads(line) for line in self._said.splitlines()]
