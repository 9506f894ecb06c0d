"""Who makes the pages: one hand, one page after the other; one more for each page that takes long."""

import asyncio
import contextvars
import functools
import inspect
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

MOST = 8  # hands at once
PATIENCE = 0.05  # seconds that a page may take before another hand comes to help the rest
AT_ONCE = 8  # pages that are handed over together when more are waiting
REST = 5.0  # seconds without a page after which a hand goes home
_CREW: contextvars.ContextVar["Crew"] = contextvars.ContextVar("crew")

Make = Callable[[], Any]


@dataclass(slots=True)
class _Job:
    """A page that somebody waits for."""

    make: Make
    around: contextvars.Context
    answer: "asyncio.Future[Any]"
    made: Any = None
    fault: BaseException | None = None

    def run(self) -> None:
        try:
            self.made = self.around.run(self.make)
        except StopIteration as fault:  # what waits can't be told that: it would seem to be its end
            self.fault = RuntimeError("a page came to the end of nothing")
            self.fault.__cause__ = fault
        except BaseException as fault:  # noqa: BLE001 - whoever waits for the page is told
            self.fault = fault

    def tell(self) -> None:
        if self.answer.done():  # nobody waits any more
            return
        if self.fault is None:
            self.answer.set_result(self.made)
        else:
            self.answer.set_exception(self.fault)


@dataclass(slots=True, eq=False)
class _Hand:
    """A thread that makes pages; since when it has been making one."""

    since: float | None = None


class Crew:
    """The hands of one loop.

    Python runs one thread at a time. Several that each have a quick page to make take it from each
    other at every row of the database: the pages cost a fifth more and none is done sooner. And a
    loop that is woken for each page costs a tenth more than one that is told of some at a time. But
    a page that takes long – a year's report, a letter to a slow mail server – must hold nobody up.

    Args:
        loop: that waits for the pages.
        fewest: hands there are even so; where the database is a journey away, they are many.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, fewest: int) -> None:
        self._loop, self._fewest = loop, fewest
        self._waiting: SimpleQueue[_Job] = SimpleQueue()
        self._done: deque[_Job] = deque()
        self._hands: set[_Hand] = set()
        self._count = threading.Lock()
        self._looking = False

    @property
    def hands(self) -> int:
        """How many there are just now."""
        return len(self._hands)

    async def make(self, make: Make) -> Any:
        """What a page comes to, made by the next free hand."""
        job = _Job(make, contextvars.copy_context(), self._loop.create_future())
        with self._count:
            self._waiting.put(job)
            if len(self._hands) < self._fewest:
                self._hire()
        if not self._looking:
            self._look()
        return await job.answer

    def _hire(self) -> None:
        hand = _Hand()
        self._hands.add(hand)
        threading.Thread(target=self._work, args=(hand,), name="page", daemon=True).start()

    def _work(self, hand: _Hand) -> None:
        """Make page after page, until there are none or too many hands."""
        while True:
            try:
                job = self._waiting.get(timeout=REST)
            except Empty:
                if self._goes_home(hand, idle=True):
                    return
                continue
            hand.since = time.monotonic()
            job.run()
            hand.since = None
            self._done.append(job)
            if self._waiting.empty() or len(self._done) >= AT_ONCE:
                self._wake()
            del job  # or the last page would be kept until the next
            if self._goes_home(hand, idle=False):
                self._wake()
                return

    def _goes_home(self, hand: _Hand, *, idle: bool) -> bool:
        with self._count:
            goes = self._waiting.empty() if idle else len(self._hands) > self._wanted()
            if goes:
                self._hands.discard(hand)
            return goes

    def _wanted(self) -> int:
        """One for the quick pages, and one for each that is taking long."""
        late = time.monotonic() - PATIENCE
        slow = sum(each.since is not None and each.since < late for each in self._hands)
        return min(self._fewest + slow, MOST)

    def _wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._tell)
        except RuntimeError:  # the loop is closed: nobody waits
            self._done.clear()

    def _tell(self) -> None:
        while self._done:
            self._done.popleft().tell()

    def _look(self) -> None:
        """Now and then: tell of what is done while a long page is being made, and send for help."""
        self._tell()
        with self._count:
            wanted = self._wanted()
            while len(self._hands) < wanted and not self._waiting.empty():
                self._hire()
            self._looking = any(hand.since is not None for hand in self._hands)
            self._looking = self._looking or not self._waiting.empty()
        if self._looking:
            self._loop.call_later(PATIENCE, self._look)


class Hands:
    """An ASGI layer within which pages are made by hands.

    Args:
        app: what it stands around.
        fewest: hands there are in any case.
    """

    def __init__(self, app: ASGIApp, fewest: int = 1) -> None:
        self.app, self._fewest = app, fewest
        self._crews: WeakKeyDictionary[asyncio.AbstractEventLoop, Crew] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through; the pages beneath find their crew."""
        _CREW.set(self.crew())
        await self.app(scope, receive, send)

    def crew(self) -> Crew:
        """The hands of the loop that runs."""
        loop = asyncio.get_running_loop()
        crew = self._crews.get(loop)
        if crew is None:
            crew = self._crews[loop] = Crew(loop, self._fewest)
        return crew


def handed(page: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """A page's function, made by the crew while the loop listens on; without one, in some thread."""

    @functools.wraps(page)
    async def made(*args: Any, **given: Any) -> Any:
        crew = _CREW.get(None)
        if crew is None:
            return await run_in_threadpool(page, *args, **given)
        return await crew.make(functools.partial(page, *args, **given))

    return made


class Page(APIRoute):
    """A route whose function is made by a hand, unless it waits for something itself."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        waits = inspect.iscoroutinefunction(endpoint)
        super().__init__(path, endpoint if waits else handed(endpoint), **given)


def pages(**given: Any) -> APIRouter:
    """A router whose pages are made by hands."""
    return APIRouter(route_class=Page, **given)
