import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from intlflow.up.parts import Part
from intlflow.up.supervisor import Supervisor

SLEEP = "import time; time.sleep(60)"


def a_part(name: str, words: str = SLEEP, **more: object) -> Part:
    argv = (sys.executable, "-c", words)
    return Part(name, argv, dict(os.environ), **{"healthy": lambda: True, "says": name, **more})  # type: ignore[arg-type]


def looked_after(
    tmp_path: Path, parts: list[Part], until: Callable[[Supervisor, list[str]], bool]
) -> list[str]:
    """Look after parts until something holds (or ten seconds are over); what was said meanwhile."""
    said: list[str] = []
    supervisor = Supervisor(parts, tmp_path, said.append, time.monotonic)

    def watch() -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and not until(supervisor, said):
            time.sleep(0.02)
        supervisor.stop.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    supervisor.run()
    watcher.join()
    return said


def test_a_part_waits_for_the_one_it_needs(tmp_path: Path) -> None:
    opened = tmp_path / "open"
    slow = a_part("slow", f"import time; time.sleep(0.5); open({str(opened)!r}, 'w').close();" + SLEEP[12:],
                  healthy=opened.exists)  # fmt: skip

    said = looked_after(
        tmp_path, [slow, a_part("quick", after=("slow",))], lambda _, said: len(said) == 2
    )

    assert [line.split()[0] for line in said] == ["slow", "quick"]


def test_a_part_that_dies_is_started_again_and_that_is_said(tmp_path: Path) -> None:
    part = a_part("brittle", "print('no such table'); raise SystemExit(3)", healthy=lambda: False)

    said = looked_after(tmp_path, [part], lambda _, said: len(said) >= 4)

    assert said[0] == (
        "  brittle ended by itself (code 3); it is started again in 1 s. Its last words:"
    )
    assert said[1].startswith("    no such table  (more in ")
    assert "started again in 2 s" in said[2]


def test_what_a_part_started_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "child"
    words = (
        "import os, subprocess, sys, time;"
        f"child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]);"
        f"open({str(note)!r} + '.new', 'w').write(str(child.pid));"
        f"os.rename({str(note)!r} + '.new', {str(note)!r});"
        "os._exit(1)"
    )

    looked_after(tmp_path, [a_part("parent", words)], lambda _, said: len(said) >= 2)

    child = int(note.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


def test_a_part_that_does_not_listen_is_stopped_all_the_same(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    pids: list[int] = []

    def running(supervisor: Supervisor, said: list[str]) -> bool:
        pids[:] = [kept.process.pid for kept in supervisor.kept if kept.process]
        return bool(said)

    began = time.monotonic()
    looked_after(tmp_path, [a_part("deaf", deaf)], running)

    assert len(pids) == 1
    assert not psutil.pid_exists(pids[0])
    assert time.monotonic() - began < 9.0
