"""How long somebody may take to say what they want: whoever dawdles at the door is let go."""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_SECONDS = 10.0  # for the first lines of a request
LONGEST_HEAD = 64 * 1024  # bytes of those lines
MOST_OPEN = 4000  # connections at once
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Patient(AutoHTTPProtocol):  # type: ignore[misc,valid-type]
    """HTTP as uvicorn speaks it, with an end to its patience before a request has been made."""

    _waits: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: Any) -> None:
        """Begin to wait; when the house is full, don't."""
        super().connection_made(transport)
        if len(self.connections) > MOST_OPEN:
            transport.close()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Somebody speaks; while there is no whole request, the time runs on."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
            return
        if self._waits is None:
            self._wait()
        self._head += len(data)
        if self._head > LONGEST_HEAD:
            self.transport.write(TOO_LONG)
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        self._rest()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waits = self.loop.call_later(HEAD_SECONDS, self._enough)

    def _rest(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits, self._head = None, 0

    def _enough(self) -> None:
        self._waits = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
