"""A crowd of people with a second's thought between presses: nine look, one writes. Every answer counts."""

import asyncio
import os
import random
import socket
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psutil
import uvloop

THINK = 1.0  # seconds, on average
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "300"))
WARM = 0.25  # of the time, before memory is first looked at
READS = (
    *(
        "/projekt?vy=lista",
        "/projekt?vy=lista&sida=2",
        "/ide/ny",
        "/mitt-konto",
        "/projekt?vy=lista",
    ),
    *("/arende/{ref}",) * 4,
)


@dataclass
class Seen:
    """What the crowd met.

    Args:
        reads, writes: seconds of each answer.
        faults: what went wrong.
        growth: of the server's memory, as a share.
        cpu: processor seconds of the server.
    """

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    growth: float = 0.0
    cpu: float = 0.0
    seconds: float = 0.0

    @property
    def answers(self) -> int:
        """How many there were."""
        return len(self.reads) + len(self.writes)


def p95(times: Sequence[float]) -> float:
    """Nineteen of twenty are faster."""
    return sorted(times)[int(len(times) * 0.95)] if times else 0.0


@dataclass(frozen=True)
class Cookie:
    """A session and the mark of its forms."""

    cookie: str
    mark: str
    unit: str


def come(
    port: int, cookies: Sequence[Cookie], *, people: int, seconds: float, pids: Sequence[int]
) -> Seen:
    """Let so many people use the pages for so long.

    Args:
        port: on this machine.
        cookies: sessions, shared out among them.
        people: how many.
        seconds: how long.
        pids: the server's processes.
    """
    servers = [psutil.Process(pid) for pid in pids]
    return uvloop.run(_come(port, cookies, people, seconds, servers))


def wait_for(port: int, seconds: float = 120.0) -> None:
    """Wait until the pages answer.

    Raises:
        TimeoutError: they don't.
    """
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers at port {port}")


async def _come(
    port: int,
    cookies: Sequence[Cookie],
    people: int,
    seconds: float,
    servers: Sequence[psutil.Process],
) -> Seen:
    seen, begun = Seen(), time.monotonic()
    before = _cpu(servers)
    ends = begun + seconds
    crowd = [
        asyncio.create_task(_person(number, port, cookies[number % len(cookies)], ends, seen))
        for number in range(people)
    ]
    await asyncio.sleep(seconds * WARM)
    first = _memory(servers)
    await asyncio.gather(*crowd)
    seen.growth = _memory(servers) / first - 1
    seen.cpu, seen.seconds = _cpu(servers) - before, time.monotonic() - begun
    return seen


def _cpu(servers: Sequence[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in servers)


def _memory(servers: Sequence[psutil.Process]) -> int:
    return sum(each.memory_info().rss for each in servers)


async def _person(number: int, port: int, who: Cookie, ends: float, seen: Seen) -> None:
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * THINK * 2)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.monotonic() < ends:
            writes, since = chance.random() < 0.1, time.monotonic()
            writer.write(_request(chance, who, port, number, writes))
            status, closes = await _answer(reader)
            (seen.writes if writes else seen.reads).append(time.monotonic() - since)
            if status not in (200, 303):
                seen.faults.append(f"{status} {'POST' if writes else 'GET'}")
            if closes:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.sleep(chance.expovariate(1 / THINK))
    except (OSError, asyncio.IncompleteReadError, ValueError) as error:
        seen.faults.append(type(error).__name__)
    finally:
        writer.close()


def _request(chance: random.Random, who: Cookie, port: int, number: int, writes: bool) -> bytes:
    heads = f"Host: 127.0.0.1:{port}\r\nCookie: {who.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
    if not writes:
        path = chance.choice(READS).format(ref=f"LJU-2027-{chance.randrange(1, 400):05d}")
        return f"GET {path} HTTP/1.1\r\n{heads}\r\n".encode()
    form = {"_form": who.mark, "title": f"Idé {number} {chance.random()}", "unit": who.unit}
    body = urlencode(form).encode()
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    head = f"POST /ide/ny HTTP/1.1\r\n{heads}{kind}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = head.split("content-length: ")[1].split("\r\n")[0] if "content-length" in head else "0"
    await reader.readexactly(int(length))
    return int(head[9:12]), "connection: close" in head


def told(seen: Seen) -> str:
    """For reading."""
    rate = seen.answers / seen.seconds
    return (
        f"{seen.answers} answers, {rate:.0f}/s, {len(seen.faults)} faults; reads p50"
        f" {statistics.median(seen.reads):.2f} s, p95 {p95(seen.reads):.2f} s; writes p95"
        f" {p95(seen.writes):.2f} s; server {seen.cpu / seen.answers * 1000:.1f} ms of processor"
        f" time each; memory {seen.growth:+.0%}"
    )
