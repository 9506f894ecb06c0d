"""How many pages are made at once: one, as long as none takes long; one more for each that does."""

import asyncio
from weakref import WeakSet

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

MOST = 8  # threads that make pages at once
PATIENCE = 0.05  # seconds that a page may take before another thread comes to help the rest


class Hands:
    """An ASGI layer that lets a thread make one page after the other, and helps when one takes long.

    Python runs one thread at a time. Several that each have a quick page to make take it from each
    other at every row of the database: the pages cost a fifth more and none is done sooner. But a
    page that takes long – a year's report, a letter to a slow mail server – must hold nobody up.

    Args:
        app: what it stands around.
        fewest: threads there are even so; where the database is a journey away, they are many.
    """

    def __init__(self, app: ASGIApp, fewest: int = 1) -> None:
        self.app, self._fewest = app, fewest
        self._watched: WeakSet[CapacityLimiter] = WeakSet()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and look now and then at what is being made."""
        if scope["type"] == "http":
            limiter = to_thread.current_default_thread_limiter()
            if limiter not in self._watched:
                limiter.total_tokens = self._fewest
                self._watched.add(limiter)
                self._later(limiter, frozenset())
        await self.app(scope, receive, send)

    def _later(self, limiter: CapacityLimiter, seen: frozenset[object]) -> None:
        asyncio.get_running_loop().call_later(PATIENCE, self._look, limiter, seen)

    def _look(self, limiter: CapacityLimiter, seen: frozenset[object]) -> None:
        """A thread more for each page that was being made last time and still is; none when idle."""
        making = frozenset(limiter.statistics().borrowers)
        limiter.total_tokens = min(self._fewest + len(making & seen), MOST)
        if making:
            self._later(limiter, making)
        else:
            self._watched.discard(limiter)
