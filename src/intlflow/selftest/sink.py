"""A small mail server that takes every letter and keeps a list of them: for self-tests and demos.

`python -m intlflow.selftest.sink --port 0 --file accepted.log` prints its port on the first line.
It listens on this machine only. Each accepted letter becomes one line in the file (Message-ID,
recipients, sha256 of the bytes, separated by tabs), written before the sender hears 250.
"""

import argparse
import asyncio
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_PATH = re.compile(rb"<([^<>]*)>")
_EHLO = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 104857600\r\n"
_END = b"\r\n.\r\n"


@dataclass(slots=True)
class Book:
    """Where accepted letters are kept.

    `refuse` maps an address to the SMTP code it is refused with, `delay` is the pause in seconds
    before the answer to a letter.
    """

    file: int
    maildir: Path | None = None
    refuse: Mapping[str, int] = field(default_factory=dict)
    delay: float = 0.0
    kept: int = 0

    def keep(self, recipients: Sequence[str], content: bytes) -> None:
        """Write one letter down; it is in the file when this returns."""
        found = _MESSAGE_ID.search(content, 0, content.find(b"\r\n\r\n") + 2)
        message_id = found[1].decode("utf-8", "replace") if found else "-"
        digest = hashlib.sha256(content).hexdigest()
        if self.maildir is not None:
            name = f"{os.getpid()}-{self.kept:06d}-{digest[:12]}.eml"
            (self.maildir / name).write_bytes(content)
        self.kept += 1
        os.write(self.file, f"{message_id}\t{','.join(recipients)}\t{digest}\n".encode())


class Conversation(asyncio.Protocol):
    """One connection, spoken to one command at a time however many arrive together."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.transport: asyncio.Transport | None = None
        self.unread = bytearray()
        self.searched = 0
        self.sender = self.data = self.paused = False
        self.recipients: list[str] = []
        self.answers: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self.unread += data
        self._go_on()

    def _go_on(self) -> None:
        while not self.paused and (self._letter() if self.data else self._command()):
            pass
        if self.answers and self.transport is not None and not self.transport.is_closing():
            self.transport.write(b"".join(self.answers))
            self.answers.clear()

    def _letter(self) -> bool:
        start = max(0, self.searched - len(_END))
        end = 0 if self.unread.startswith(_END[2:]) else self.unread.find(_END, start) + 2
        if end == 1:
            self.searched = len(self.unread)
            return False
        content = bytes(self.unread[:end])
        del self.unread[: end + 3]
        self.data, self.searched = False, 0
        self.book.keep(self.recipients, content.replace(b"\r\n..", b"\r\n."))
        self._forget()
        if self.book.delay:
            self.paused = True
            asyncio.get_running_loop().call_later(self.book.delay, self._answer_late)
        else:
            self.answers.append(b"250 2.0.0 Kept\r\n")
        return True

    def _answer_late(self) -> None:
        self.paused = False
        self.answers.append(b"250 2.0.0 Kept\r\n")
        self._go_on()

    def _command(self) -> bool:
        end = self.unread.find(b"\r\n")
        if end < 0:
            return False
        line = bytes(self.unread[:end])
        del self.unread[: end + 2]
        self.answers.append(self._answer(line[:4].upper(), line))
        if line[:4].upper() == b"QUIT" and self.transport is not None:
            self.transport.write(b"".join(self.answers))
            self.answers.clear()
            self.transport.close()
        return True

    def _answer(self, verb: bytes, line: bytes) -> bytes:
        match verb:
            case b"EHLO" | b"HELO":
                self._forget()
                return _EHLO if verb == b"EHLO" else b"250 sink\r\n"
            case b"MAIL":
                self.sender = True
                return b"250 2.1.0 OK\r\n"
            case b"RCPT":
                return self._recipient(line)
            case b"DATA":
                if not self.recipients:
                    return b"503 5.5.1 Nobody to give it to\r\n"
                self.data = True
                return b"354 Go on\r\n"
            case b"RSET":
                self._forget()
                return b"250 2.0.0 OK\r\n"
            case b"NOOP":
                return b"250 2.0.0 OK\r\n"
            case b"QUIT":
                return b"221 2.0.0 Bye\r\n"
        return b"502 5.5.1 Unknown\r\n"

    def _recipient(self, line: bytes) -> bytes:
        path = _PATH.search(line)
        if not self.sender or path is None:
            return b"503 5.5.1 MAIL first\r\n"
        address = path[1].decode("utf-8", "replace")
        code = self.book.refuse.get(address.casefold())
        if code is not None:
            return f"{code} {code // 100}.1.1 Not this address\r\n".encode()
        self.recipients.append(address)
        return b"250 2.1.5 OK\r\n"

    def _forget(self) -> None:
        self.sender = False
        self.recipients = []


async def serve(book: Book, port: int) -> asyncio.Server:
    """Listen on 127.0.0.1; port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Conversation(book), "127.0.0.1", port)


async def _run(book: Book, port: int) -> None:
    server = await serve(book, port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _refusal(text: str) -> tuple[str, int]:
    address, _, code = text.rpartition("=")
    if not address or not re.fullmatch(r"[45]\d\d", code):
        raise argparse.ArgumentTypeError("write ADDRESS=CODE, with a code from 400 to 599")
    return address.casefold(), int(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(prog="intlflow.selftest.sink", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--maildir", type=Path)
    parser.add_argument("--refuse", type=_refusal, action="append", default=[])
    parser.add_argument("--delay", type=float, default=0.0, metavar="SECONDS")
    given = parser.parse_args(arguments)
    if given.maildir is not None:
        given.maildir.mkdir(parents=True, exist_ok=True)
    file = os.open(given.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        asyncio.run(_run(Book(file, given.maildir, dict(given.refuse), given.delay), given.port))
    except KeyboardInterrupt:
        pass
    finally:
        os.close(file)


if __name__ == "__main__":
    main()
