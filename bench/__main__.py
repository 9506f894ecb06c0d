"""`python -m bench`: measure everything in one run and say which goals are reached.

A missed goal is told, not punished: the exit code is 0 whenever the measuring itself went well.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import calls, crowd, duties, pages, papers, searching, start, years
from bench.report import HEAD, Line, compare
from bench.rounds import ROUNDS, Side, take_turns
from intlflow.up import parts


def moves(folder: Path) -> list[Line]:
    """A move against its own SQL, and whole cases against three engines."""
    told = Side("a move that tells one person", "bench.ours:Told", 200)
    raw = Side("the same SQL, raw sqlite3", "bench.raw:Raw", 400)
    bare = Side("cases, nobody to tell", "bench.ours:cases_untold", 200)
    full = Side("cases, everybody told", "bench.ours:cases_told", 100)
    dbos = Side("DBOS 3.4.0", "bench.dbos:Cases", 100)
    viewflow = Side("django-viewflow 2.4.0", "bench.viewflow:Cases", 100)
    spiff = Side("SpiffWorkflow 3.2.0", "bench.spiff:Cases", 100)
    take_turns([told, raw, bare, full, dbos, viewflow, spiff], folder)
    lines = [compare(f"{told.name} / {raw.name}", told, raw, "/s", 0.85, floor=0.5)]
    for peer, goal in ((dbos, 10), (viewflow, 9), (spiff, 3)):
        lines.append(compare(f"a case in ten steps / {peer.name}", bare, peer, "/s", goal))
        name = f"  the same, with our letters / {peer.name}, without"
        lines.append(compare(name, full, peer, "/s", None))
    return lines


def letters(folder: Path) -> list[Line]:
    """The outbox against Apprise's own mail, and against sending without an outbox."""
    with _mail_server(folder / "accepted.log") as port:
        outbox = Side("letters through the outbox", "bench.letters:Outbox", 1000, (port,))
        least = Side("the least outbox there can be", "bench.letters:Least", 1000, (port,))
        straight = Side("the same without the outbox", "bench.letters:Straight", 1000, (port,))
        apprise = Side("one Apprise object per letter", "bench.letters:Apprise", 20, (port,))
        take_turns([outbox, least, straight, apprise], folder)
    return [
        compare(f"{outbox.name} / {apprise.name}", outbox, apprise, "/s", 60),
        compare(f"{outbox.name} / {straight.name}", outbox, straight, "/s", 0.9),
        compare(f"{least.name} / {straight.name}", least, straight, "/s", None),
        compare(f"{straight.name} / {apprise.name}", straight, apprise, "/s", None),
    ]


@contextmanager
def _mail_server(log: Path) -> Iterator[str]:
    """A mail server in a process of its own; gives its port."""
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "intlflow.selftest.sink", "--port", "0", "--file", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))  # that serve the pages
PARTS = (
    "moves",
    "letters",
    "starts",
    "ticks",
    "search",
    "calls",
    "years",
    "papers",
    "pages",
    "crowd",
)


def crowd_lines(folder: Path) -> list[Line]:
    """A thousand people at the pages."""
    house = pages.filled(folder, 1000)
    cookies = pages.cookies(house, 100)
    house.close()
    port = 18080
    base = {**os.environ, "INTLFLOW_DATA": str(folder), "INTLFLOW_WEB_PROCESSES": str(PROCESSES)}
    with ExitStack() as stack:
        pids = []
        for part in parts.web(port, base, None, PROCESSES):  # as `up` begins them
            part.before()
            made = subprocess.Popen(part.argv, env=part.env, stderr=subprocess.DEVNULL)
            stack.callback(made.wait)
            stack.callback(made.terminate)
            pids.append(made.pid)
        crowd.wait_for(port)
        seen = crowd.come(port, cookies, people=crowd.PEOPLE, seconds=crowd.SECONDS, pids=pids)
    read, written = crowd.p95(seen.reads), crowd.p95(seen.writes)
    name = f"{crowd.PEOPLE} people, {crowd.SECONDS} s, {PROCESSES} processes"
    return [
        Line(f"{name}: reads, p95", read, None, "s", read, 1.0, True, crowd.told(seen)),
        Line(f"{name}: writes, p95", written, None, "s", written, 1.5, True),
        Line(f"{name}: faults", len(seen.faults), None, "", len(seen.faults), 0, True),
        Line(f"{name}: memory grew by", seen.growth * 100, None, "%", seen.growth, 0.1, True),
    ]


def starts(folder: Path) -> list[Line]:
    """Fresh processes."""
    folder.mkdir()
    heavy = start.imported_by_help()
    note = f"imports {', '.join(heavy)}" if heavy else "imports no prefect, fastapi, sqlmodel"
    seconds = start.times(folder, ROUNDS)
    return [
        Line(f"a fresh process: intlflow {name}", taken, None, "s", taken, goal, True, said)
        for (name, taken), goal, said in zip(
            seconds.items(), (0.3, 1.5, 1.5), (note, "no Prefect running", ""), strict=True
        )
    ]


def sync_us(folder: Path) -> float:
    """What one fsync of 4 KB costs here, in microseconds; it bounds everything durable."""
    taken = []
    file = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY, 0o600)
    for _ in range(100):
        os.write(file, bytes(4096))
        since = time.perf_counter()
        os.fdatasync(file)
        taken.append(time.perf_counter() - since)
    os.close(file)
    return statistics.median(taken) * 1e6


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures here")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder on the disk to measure")
    parser.add_argument(
        "--only",
        choices=PARTS,
        action="append",
        help="one part",
    )
    given = parser.parse_args()
    measured = {"moves": moves, "letters": letters, "starts": starts, "ticks": duties.lines}
    measured["search"] = searching.lines
    measured["calls"] = calls.lines
    measured["years"] = years.lines
    measured["papers"] = papers.lines
    measured |= {"pages": pages.lines, "crowd": crowd_lines}
    folder, since = Path(tempfile.mkdtemp(prefix="bench-", dir=given.data)), time.monotonic()
    try:
        disk = sync_us(folder)
        print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, one fsync")
        print(f"{disk:.0f} µs; medians of {ROUNDS} rounds in turns. Trust the ratios.\n\n{HEAD}")
        found: list[Line] = []
        for name in given.only or measured:
            for line in measured[name](folder / name):
                print(line.shown(), flush=True)
                found.append(line)
    finally:
        shutil.rmtree(folder)
    print(f"\n{time.monotonic() - since:.0f} s")
    if given.json:
        kept = {"fsync_us": disk, "python": platform.python_version()}
        kept["lines"] = [line.kept() for line in found]
        given.json.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
