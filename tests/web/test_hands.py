"""One page after the other, unless one takes long: then nobody waits for it."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from intlflow.web.hands import AT_ONCE, MOST, PATIENCE, Crew, Hands, handed

ENOUGH = 10.0  # seconds after which something hangs


class Making:
    """Pages: quick ones, and one that waits until it is let go."""

    def __init__(self) -> None:
        self.at_once = self.most = 0
        self.count = threading.Lock()
        self.let_go = threading.Event()

    def slow(self) -> str:
        assert self.let_go.wait(ENOUGH)
        return "slow"

    def quick(self) -> str:
        with self.count:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.002)
        with self.count:
            self.at_once -= 1
        return "quick"


def crew(fewest: int = 1) -> Crew:
    return Crew(asyncio.get_running_loop(), fewest)


async def crowd(hands: Crew, page: Callable[[], Any], number: int) -> list[Any]:
    return await asyncio.gather(*(hands.make(page) for _ in range(number)))


def test_quick_pages_are_made_one_after_the_other() -> None:
    async def all_of_them(making: Making) -> list[Any]:
        return await crowd(crew(), making.quick, 3 * AT_ONCE + 1)

    making = Making()
    assert asyncio.run(all_of_them(making)) == ["quick"] * (3 * AT_ONCE + 1)
    assert making.most == 1


def test_a_page_that_takes_long_holds_nobody_up() -> None:
    async def behind(making: Making, slow: int) -> None:
        hands = crew()
        first = [asyncio.create_task(hands.make(making.slow)) for _ in range(slow)]
        await asyncio.sleep(0)
        async with asyncio.timeout(ENOUGH / 2):
            await crowd(hands, making.quick, 5)

        assert not any(each.done() for each in first)
        making.let_go.set()
        await asyncio.gather(*first)

    for slow in (1, 3, MOST - 1):
        asyncio.run(behind(Making(), slow))


def test_a_page_that_is_done_does_not_wait_for_the_long_one_after_it() -> None:
    async def before(making: Making) -> None:
        hands = crew()
        quick = asyncio.create_task(hands.make(making.quick))
        slow = asyncio.create_task(hands.make(making.slow))
        async with asyncio.timeout(ENOUGH / 2):
            assert await quick == "quick"
        assert not slow.done()
        making.let_go.set()
        await slow

    asyncio.run(before(Making()))


def test_when_the_long_page_is_done_its_help_goes_home() -> None:
    async def after(making: Making) -> tuple[int, int]:
        hands = crew()
        slow = asyncio.create_task(hands.make(making.slow))
        await asyncio.sleep(2 * PATIENCE)
        await hands.make(making.quick)
        helped = hands.hands
        making.let_go.set()
        await slow
        await crowd(hands, making.quick, 3)
        return helped, hands.hands

    assert asyncio.run(after(Making())) == (2, 1)


def test_where_the_database_is_far_away_many_wait_for_it_at_once() -> None:
    making = Making()

    async def all_of_them() -> None:
        await crowd(crew(MOST), making.quick, 40)

    asyncio.run(all_of_them())
    assert 1 < making.most <= MOST


def test_what_goes_wrong_in_a_page_is_told_to_whoever_waits_for_it_alone() -> None:
    def wrong() -> None:
        raise LookupError("no such case")

    async def both() -> str:
        hands, making = crew(), Making()
        one = asyncio.create_task(hands.make(wrong))
        other = asyncio.create_task(hands.make(making.quick))
        with pytest.raises(LookupError, match="no such case"):
            await one
        return str(await other)

    assert asyncio.run(both()) == "quick"


def test_whoever_stops_waiting_leaves_the_others_their_answer() -> None:
    async def one_goes(making: Making) -> str:
        hands = crew()
        gone = asyncio.create_task(hands.make(making.slow))
        await asyncio.sleep(0)
        gone.cancel()
        making.let_go.set()
        return str(await hands.make(making.quick))

    assert asyncio.run(one_goes(Making())) == "quick"


def test_a_crew_that_has_been_idle_makes_pages_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intlflow.web.hands.REST", 0.01)

    async def again(making: Making) -> tuple[int, int]:
        hands = crew()
        await hands.make(making.quick)
        await asyncio.sleep(0.3)
        idle = hands.hands
        await hands.make(making.quick)
        return idle, hands.hands

    assert asyncio.run(again(Making())) == (0, 1)


def test_a_page_finds_the_hands_that_it_is_within() -> None:
    said = []

    def page(word: str) -> str:
        return f"{word} {threading.current_thread().name}"

    async def app(scope: Any, receive: Any, send: Any) -> None:
        said.append(await handed(page)(word=scope["word"]))

    none: Any = None
    asyncio.run(Hands(app)({"word": "made by"}, none, none))  # type: ignore[arg-type]
    assert said == ["made by page"]


def test_a_page_without_a_crew_is_made_beside_the_loop() -> None:
    def page() -> bool:
        return threading.current_thread() is threading.main_thread()

    assert asyncio.run(handed(page)()) is False  # type: ignore[arg-type]


def test_a_page_that_comes_to_the_end_of_nothing_is_told_so() -> None:
    async def asked() -> None:
        nothing: list[str] = []
        with pytest.raises(RuntimeError, match="end of nothing"):
            async with asyncio.timeout(ENOUGH):
                await crew().make(lambda: next(iter(nothing)))

    asyncio.run(asked())
