"""What is counted and logged of every request: which route, how it ended, how long it took."""

import logging
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intlflow.web.logs import REQUEST

SLOW = 1.0  # seconds after which a request is logged for being slow
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
log = logging.getLogger("intlflow.web.request")


@dataclass(frozen=True)
class Counts:
    """What has been counted since the start."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)

    def __post_init__(self) -> None:
        labels = ("method", "route", "status")
        made = Counter("intlflow_requests", "Requests.", labels, registry=self.registry)
        object.__setattr__(self, "requests", made)
        took = Histogram(
            "intlflow_request_seconds",
            "How long they took.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        object.__setattr__(self, "seconds", took)


METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Watch:
    """An ASGI layer around everything: gives each request a number, counts it, logs what matters.

    Args:
        app: what it stands around.
        counts: where it counts.
    """

    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        self.app, self.counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, and look on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number, begun, status = secrets.token_hex(8), time.perf_counter(), 500
        REQUEST.set(number)

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                heads = [*message["headers"], (b"x-request-id", number.encode())]
                message = {**message, "headers": heads}
            await send(message)

        try:
            await self.app(scope, receive, seen)
        finally:
            self._tell(scope, status, time.perf_counter() - begun)

    def _tell(self, scope: Scope, status: int, took: float) -> None:
        route = route_of(scope)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.counts.requests.labels(method, route, str(status)).inc()
        self.counts.seconds.labels(route).observe(took)
        if status < 400 and method != "POST" and took < SLOW:
            return
        more = {"method": method, "route": route, "status": status, "ms": round(took * 1000, 1)}
        log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"more": more})


def route_of(scope: Scope) -> str:
    """The route's pattern, in which no key and no name can stand."""
    route: Any = scope.get("route")
    return str(getattr(route, "path", "")) or "none"
