"""One page after the other, unless one takes long: then nobody waits for it."""

import asyncio
import threading
import time
from typing import Any

from anyio import to_thread

from intlflow.web.hands import MOST, PATIENCE, Hands

ENOUGH = 10.0  # seconds after which something hangs


class Making:
    """Pages that are made in threads: quick ones, and one that waits until it is let go."""

    def __init__(self) -> None:
        self.at_once = self.most = 0
        self.count = threading.Lock()
        self.let_go = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await to_thread.run_sync(self.slow if scope["path"] == "/slow" else self.quick)

    def slow(self) -> None:
        assert self.let_go.wait(ENOUGH)

    def quick(self) -> None:
        with self.count:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.002)
        with self.count:
            self.at_once -= 1


def ask(hands: Hands, path: str) -> asyncio.Task[None]:
    scope: dict[str, Any] = {"type": "http", "path": path}
    none: Any = None
    return asyncio.create_task(hands(scope, none, none))


async def _hands() -> int:
    return int(to_thread.current_default_thread_limiter().total_tokens)


def test_quick_pages_are_made_one_after_the_other() -> None:
    async def crowd(making: Making) -> None:
        hands = Hands(making)
        await asyncio.gather(*(ask(hands, "/quick") for _ in range(20)))

    making = Making()
    asyncio.run(crowd(making))
    assert making.most == 1


def test_a_page_that_takes_long_holds_nobody_up() -> None:
    async def behind(making: Making, slow: int) -> None:
        hands = Hands(making)
        first = [ask(hands, "/slow") for _ in range(slow)]
        await asyncio.sleep(0)
        async with asyncio.timeout(ENOUGH / 2):
            await asyncio.gather(*(ask(hands, "/quick") for _ in range(5)))

        assert not any(each.done() for each in first)
        making.let_go.set()
        await asyncio.gather(*first)

    for slow in (1, 3, MOST - 1):
        asyncio.run(behind(Making(), slow))


def test_when_the_long_page_is_done_its_help_goes_home() -> None:
    async def after(making: Making) -> tuple[int, int]:
        hands = Hands(making)
        slow = ask(hands, "/slow")
        await asyncio.sleep(3 * PATIENCE)
        helped = await _hands()
        making.let_go.set()
        await slow
        await asyncio.sleep(3 * PATIENCE)
        return helped, await _hands()

    assert asyncio.run(after(Making())) == (2, 1)


def test_where_the_database_is_far_away_many_wait_for_it_at_once() -> None:
    async def crowd(making: Making) -> None:
        hands = Hands(making, fewest=MOST)
        await asyncio.gather(*(ask(hands, "/quick") for _ in range(40)))

    making = Making()
    asyncio.run(crowd(making))
    assert 1 < making.most <= MOST
