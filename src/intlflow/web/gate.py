"""What every request passes: the right host, a size that can be borne, from our own pages; and the
headers that tell the browser to run nothing and ask nobody but us."""

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intlflow.web.problems import KIND

LARGEST = 1024 * 1024  # bytes of a form
LARGEST_UPLOAD = 21 * 1024 * 1024  # of a file, with a little around it
TOO_LARGE = "Det som skickades är för stort. / What was sent is too large."
TOO_SLOW = "Det tog för lång tid att skicka. / Sending took too long."
BODY_SECONDS = 30.0  # between two pieces of what is sent
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WHY = {
    400: "two-lengths",
    408: "too-slow",
    403: "from-elsewhere",
    413: "too-large",
    421: "unknown-host",
}
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-frame-options": "DENY",
}


class Gate:
    """An ASGI gate around the pages.

    Args:
        app: the pages.
        hosts: names under which we answer; any other is turned away.
        https: whether to tell browsers to come over TLS from now on.
        uploads: paths under which a file may come.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], https: bool, uploads: tuple[str, ...]
    ) -> None:
        self.app, self.hosts, self.uploads = app, frozenset(hosts), uploads
        extra = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
        self.headers = [
            (name.encode(), value.encode())
            for name, value in {**HEADERS, **(extra if https else {})}.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or turn it away in one line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heads = _heads(scope)
        refusal = self._refusal(scope, heads)
        dressed = self._dressed(send)
        if refusal is not None:
            await _say(dressed, scope["path"], *refusal)
            return
        limit = LARGEST_UPLOAD if scope["path"].startswith(self.uploads) else LARGEST
        coming = Coming(receive, limit)
        answered = False

        async def unless_cut(message: Message) -> None:
            nonlocal answered
            if coming.cut is None:  # else what the pages say of it is beside the point
                answered = True
                await dressed(message)

        with suppress(Cut):
            await self.app(scope, coming, unless_cut)
        if coming.cut is not None and not answered:
            await _say(dressed, scope["path"], *coming.cut)

    def _refusal(self, scope: Scope, heads: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = heads.get(b"host", b"").decode("latin-1").lower()
        if host.rsplit(":", 1)[0].strip("[]") not in self.hosts:
            return 421, "Okänd adress. / Unknown address."
        if scope["method"] not in SAFE and not same_origin(heads, host):
            return 403, "Sidan måste skickas härifrån. / This must be sent from our own page."
        if b"transfer-encoding" in heads and b"content-length" in heads:
            return 400, "Två längder. / Two lengths."  # one of them hides a second request
        length = heads.get(b"content-length", b"0")
        limit = LARGEST_UPLOAD if scope["path"].startswith(self.uploads) else LARGEST
        if not length.isdigit() or int(length) > limit:
            return 413, TOO_LARGE
        return None

    def _dressed(self, send: Send) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(pair for pair in self.headers if pair[0] not in known),
                    *([] if b"cache-control" in known else [(b"cache-control", b"no-store")]),
                ]
            await send(message)

        return with_headers


class Cut(Exception):
    """Too much came, or too slowly."""


class Coming:
    """What is sent, until it is too much or too slow.

    Args:
        receive: from where it comes.
        limit: bytes that may come.
    """

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left, self._whole = receive, limit, False
        self.cut: tuple[int, str] | None = None

    async def __call__(self) -> Message:
        """The next piece.

        Raises:
            Cut: nothing more is read; `cut` says why.
        """
        if self._whole:  # what is awaited now is that they go
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), BODY_SECONDS)
        except TimeoutError as error:
            self.cut = 408, TOO_SLOW
            raise Cut from error
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.cut = 413, TOO_LARGE
            raise Cut
        return message


def same_origin(heads: dict[bytes, bytes], host: str) -> bool:
    """Whether something that acts came from a page of ours, or from a program with a token.

    Browsers say where a request comes from; one that says nothing is turned away unless it carries a
    token of its own, which no foreign page could make a browser send.
    """
    if heads.get(b"authorization", b"").lower().startswith(b"bearer "):
        return True
    site = heads.get(b"sec-fetch-site")
    if site is not None:
        return site in (b"same-origin", b"none")
    origin = heads.get(b"origin", b"").decode("latin-1")
    return bool(origin) and urlsplit(origin).netloc.lower() == host


def _heads(scope: Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


async def _say(send: Send, path: str, status: int, text: str) -> None:
    body, kind = text.encode(), b"text/plain; charset=utf-8"
    if path.startswith("/api/"):
        why = WHY[status]
        told = {"type": f"urn:intlflow:problem:{why}", "title": text, "status": status, "why": why}
        body, kind = json.dumps({**told, "instance": path}).encode(), KIND.encode()
    heads = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": heads})
    await send({"type": "http.response.body", "body": body})
