"""Killing a program at its n-th system call, for every call that writes, syncs or renames."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "link")
MISSING = "strace is not on this machine, or may not trace"


def usable() -> bool:
    """Whether strace is here and may trace."""
    return (
        shutil.which("strace") is not None
        and subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "true"], check=False
        ).returncode
        == 0
    )


def needed() -> None:
    """Skip the test without strace; on CI it fails."""
    if not usable():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)


def killed(
    script: str, call: str, number: int, *arguments: Path, what: str = "signal=KILL"
) -> bool:
    """Run Python code and kill it at the n-th `call`; False when it never came so far."""
    # Not --seccomp-bpf: with it, strace 6.1 sends no signal, and nothing would be killed.
    inject = f"inject={call}:{what}:when={number}"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", f"--trace={call}", "-e", inject]
    done = subprocess.run(
        [*command, *_child(script, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return False
    assert done.returncode in (-9, 137), done.stderr
    return True


def points(script: str, *arguments: Path) -> Iterator[tuple[str, int]]:
    """Every point at which a program can be killed: each call and how often it is made."""
    log = arguments[0].parent / "calls.log"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), f"--trace={','.join(CALLS)}"]
    subprocess.run(
        [*command, *_child(script, arguments)], capture_output=True, text=True, check=True
    )
    counted = dict.fromkeys(CALLS, 0)
    for line in log.read_text().splitlines():
        call = line.split(maxsplit=1)[1].partition("(")[0]
        if call in counted:
            counted[call] += 1
            yield call, counted[call]


def _child(script: str, arguments: tuple[Path, ...]) -> list[str]:
    # -B: a cache written by the first run would be a call less in the next.
    return [sys.executable, "-B", "-c", script, *map(str, arguments)]
