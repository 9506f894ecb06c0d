"""Keeping the parts running: started in order, restarted with back-off, stopped in reverse."""

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from intlflow.up import child, logs
from intlflow.up.parts import Part

Say = Callable[[str], object]

TICK = 0.2  # seconds between two looks
LOOK_AGAIN = 15.0  # seconds between two health checks of a part that is well
STRIKES = 4  # failed checks in a row before a part counts as stuck
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before a part is started again
WELL_FOR = 120.0  # seconds after which earlier deaths are forgiven
STOP_PATIENCE = 4.0  # seconds a part gets to end by itself


@dataclass
class Kept:
    """One part and how it is doing."""

    part: Part
    log: Path
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False
    deaths: int = 0
    strikes: int = 0
    started: float = 0.0
    try_at: float = 0.0
    look_at: float = 0.0


@dataclass
class Supervisor:
    """Looks after some parts until told to stop.

    Args:
        parts: what to keep running, in the order of starting.
        data: the data folder; logs go to its folder `logs`.
        say: what puts a line on the screen.
        elapsed: seconds on a clock that is never set back.
    """

    parts: Iterable[Part]
    data: Path
    say: Say
    elapsed: Callable[[], float]
    stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.kept = [Kept(part, self.data / "logs" / f"{part.name}.log") for part in self.parts]
        for kept in self.kept:
            logs.turn(kept.log)

    def run(self) -> None:
        """Look after the parts until `stop` is set, then stop them."""
        try:
            while not self.stop.is_set():
                for kept in self.kept:
                    self._look(kept)
                self.stop.wait(TICK)
        finally:
            self.end()

    def end(self) -> None:
        """Stop everything, last started first."""
        for kept in reversed(self.kept):
            if kept.process is not None:
                child.stop(kept.process, STOP_PATIENCE)
                kept.process = None

    def _look(self, kept: Kept) -> None:
        """Do for one part what it needs right now."""
        now = self.elapsed()
        if kept.process is None:
            if now >= kept.try_at and self._may_start(kept.part):
                self._start(kept, now)
        elif (code := kept.process.poll()) is not None:
            self._died(kept, now, f"ended by itself ({_how(code)})")
        elif not kept.ready:
            self._await_ready(kept, now)
        elif now >= kept.look_at:
            self._check(kept, now)

    def _may_start(self, part: Part) -> bool:
        return all(other.ready for other in self.kept if other.part.name in part.after)

    def _start(self, kept: Kept, now: float) -> None:
        kept.part.before()
        kept.process = child.start(kept.part.argv, kept.part.env, kept.log, self.data)
        kept.started, kept.ready, kept.strikes = now, False, 0

    def _await_ready(self, kept: Kept, now: float) -> None:
        if kept.part.healthy():
            kept.ready, kept.look_at = True, now + LOOK_AGAIN
            self.say(f"  {kept.part.says} (after {now - kept.started:.0f} s)")
        elif now - kept.started > kept.part.patience:
            self._died(kept, now, f"was not ready after {kept.part.patience:.0f} s")

    def _check(self, kept: Kept, now: float) -> None:
        kept.look_at = now + LOOK_AGAIN
        kept.strikes = 0 if kept.part.healthy() else kept.strikes + 1
        if now - kept.started > WELL_FOR:
            kept.deaths = 0
        logs.trim(kept.log)
        if kept.strikes >= STRIKES:
            self._died(kept, now, "no longer answers")

    def _died(self, kept: Kept, now: float, how: str) -> None:
        """End what is left of a part, say so, and plan its next start."""
        assert kept.process is not None
        child.end_group(kept.process)
        kept.process, kept.ready = None, False
        pause = min(FIRST_PAUSE * 2**kept.deaths, LONGEST_PAUSE)
        kept.deaths, kept.try_at = kept.deaths + 1, now + pause
        self.say(f"  {kept.part.name} {how}; it is started again in {pause:.0f} s. Its last words:")
        self.say(f"    {logs.last_line(kept.log) or '(none)'}  (more in {kept.log})")


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
