"""A line to a mail server: connect, greet, secure, sign in, and never wait past a deadline."""

import re
import smtplib
import socket
import ssl
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

LONGEST_REPLY = 16_384  # bytes; a real reply is a few hundred
_REPLY_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])(.*))?", re.DOTALL)


class Security(StrEnum):
    """How the connection is protected; what is asked for is never done without."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where mail is handed over and how patient we are. All limits are in seconds.

    `sender` is where bounces go (empty: the letter's own sender). `rate` is letters per second,
    0 for no cap. `letter_limit` is for one letter, `batch_limit` for one call to `send`: it has
    to be shorter than the lease that the letters were claimed with.
    """

    host: str
    port: int = 25
    security: Security = Security.NONE
    verify: bool = True
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    helo: str = ""
    rate: float = 0.0
    connect_limit: float = 30.0
    letter_limit: float = 600.0
    batch_limit: float = 900.0
    idle_limit: float = 30.0

    def secrets(self) -> tuple[str, ...]:
        """The password in the forms in which a server might repeat it."""
        if not self.password:
            return ()
        plain = b64encode(f"\0{self.user}\0{self.password}".encode()).decode()
        return (plain, b64encode(self.password.encode()).decode(), self.password)


class LineLost(Exception):
    """The connection is of no more use; the words say how it ended."""


class Unwritten(LineLost):
    """The line broke while we wrote; `sent` bytes were handed to the network before that."""

    def __init__(self, sent: int, words: str) -> None:
        super().__init__(words)
        self.sent = sent


class _Utf8(str):
    """Words that travel as UTF-8 also where smtplib asks for ASCII (RFC 4616 says UTF-8)."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return super().encode("utf-8" if encoding == "ascii" else encoding, errors)


@lru_cache(maxsize=4)
def _tls(verify: bool) -> ssl.SSLContext:
    """One context for all connections: making one takes longer than sending forty letters."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class Line(smtplib.SMTP):
    """smtplib's greeting, STARTTLS and sign-in, where no wait outlasts `deadline` (monotonic).

    smtplib's own timeout starts anew with each byte: a server that drips never meets it.
    """

    def __init__(self, settings: SmtpSettings, deadline: float) -> None:
        self.settings, self.deadline = settings, deadline
        self.unread = bytearray()
        self.used = time.monotonic()
        # smtplib would ask DNS for our name, with nobody to stop it.
        name = settings.helo or socket.gethostname()
        super().__init__(local_hostname=name if "." in name else "[127.0.0.1]")

    def open(self) -> None:
        """Connect, greet, secure and sign in.

        Raises:
            LineLost: one of these could not be done.
        """
        settings = self.settings
        try:
            self._host = settings.host  # the name TLS checks
            self._expect("greeting", self.connect(settings.host, settings.port))
            self.ehlo_or_helo_if_needed()
            if settings.security is Security.STARTTLS:
                self._expect("STARTTLS", self.starttls(context=_tls(settings.verify)))
                if self.unread:  # words from before the encryption are nobody's we know
                    raise LineLost("The server spoke out of turn before encryption.")
                self.ehlo_or_helo_if_needed()
            if settings.user:
                self.login(_Utf8(settings.user), _Utf8(settings.password))
        except smtplib.SMTPResponseException as no:
            raise LineLost(f"{no.smtp_code} {_text(no.smtp_error)}") from None
        except (smtplib.SMTPException, OSError, ValueError) as no:
            raise LineLost(str(no) or type(no).__name__) from None

    def _expect(self, what: str, reply: tuple[int, bytes]) -> None:
        if reply[0] != 220:
            raise LineLost(f"{reply[0]} {_text(reply[1])} ({what})")

    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        wire = self._reach(host, port)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.settings.security is not Security.TLS:
            return wire
        wire.settimeout(self._left())
        return _tls(self.settings.verify).wrap_socket(wire, server_hostname=host)

    def _reach(self, host: str, port: int) -> socket.socket:
        fault: OSError = OSError("The server's name has no address.")
        for family, kind, protocol, _, where in socket.getaddrinfo(
            host, port, 0, socket.SOCK_STREAM
        ):
            wire = socket.socket(family, kind, protocol)
            try:
                wire.settimeout(self._left())
                wire.connect(where)
                return wire
            except OSError as no:
                fault = no
            except LineLost:
                wire.close()
                raise
            wire.close()
        raise fault

    def docmd(self, cmd: str, args: str = "") -> tuple[int, bytes]:
        """A command and its answer; what smtplib does next (encrypt) keeps to the deadline, too."""
        reply = super().docmd(cmd, args)
        if self.sock is not None:
            self.sock.settimeout(self._left())
        return reply

    def auth(
        self, mechanism: str, authobject: Any, *, initial_response_ok: bool = True
    ) -> tuple[int, bytes]:
        """Sign in; smtplib by itself refuses a password with å, ä or ö."""

        def answer(*challenge: bytes) -> _Utf8 | None:
            words = authobject(*challenge)
            return None if words is None else _Utf8(words)

        return super().auth(mechanism, answer, initial_response_ok=initial_response_ok)  # type: ignore[arg-type]

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise LineLost("No answer in time.")
        return left

    def getreply(self) -> tuple[int, bytes]:
        """One reply, whole; it may be many lines, but not endless ones.

        Raises:
            LineLost: no answer in time, none at all, or one that is not SMTP.
        """
        words: list[bytes] = []
        size = 0
        while True:
            line = self._read_line()
            size += len(line)
            match = _REPLY_LINE.fullmatch(line)
            if match is None or size > LONGEST_REPLY:
                raise LineLost(f"The server's answer is not SMTP: {_text(line)}")
            words.append((match[3] or b"").strip())
            if match[2] != b"-":
                return int(match[1]), b"\n".join(words)

    def _read_line(self) -> bytes:
        while (end := self.unread.find(b"\n")) < 0:
            if len(self.unread) > LONGEST_REPLY:
                raise LineLost("The server's answer has no end.")
            if self.sock is None:
                raise LineLost("The connection is closed.")
            self.sock.settimeout(self._left())
            try:
                more = self.sock.recv(65_536)
            except TimeoutError:
                raise LineLost("No answer in time.") from None
            except OSError as fault:
                raise LineLost(f"The connection broke: {fault}") from None
            if not more:
                raise LineLost("The server closed the connection.")
            self.unread += more
        line = bytes(self.unread[:end])
        del self.unread[: end + 1]
        return line.rstrip(b"\r")

    def send(self, s: Any) -> None:
        """What smtplib itself says."""
        self.write(s.encode("ascii") if isinstance(s, str) else bytes(s))

    def write(self, data: bytes) -> None:
        """Hand over all of `data`.

        Raises:
            Unwritten: the line broke; `sent` bytes had been handed to the network.
        """
        view, sent = memoryview(data), 0
        try:
            while sent < len(data):
                if self.sock is None:
                    raise LineLost("The connection is closed.")
                self.sock.settimeout(self._left())
                sent += self.sock.send(view[sent:])
        except TimeoutError:
            raise Unwritten(sent, "The server stopped reading.") from None
        except OSError as fault:
            raise Unwritten(sent, f"The connection broke: {fault}") from None
        except LineLost as lost:
            raise Unwritten(sent, str(lost)) from None

    def stale(self) -> bool:
        """Whether it has been idle too long or the server has said something since."""
        if self.sock is None or self.unread:
            return True
        if time.monotonic() - self.used > self.settings.idle_limit:
            return True
        self.sock.settimeout(0)
        try:
            self.sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True
        return True

    def hang_up(self) -> None:
        """Say goodbye if that takes no time, and close."""
        with suppress(OSError, LineLost):
            self.deadline = time.monotonic() + 1
            self.write(b"QUIT\r\n")
        with suppress(OSError):
            self.close()


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
