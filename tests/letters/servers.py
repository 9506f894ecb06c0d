"""Mail servers with manners that a test chooses, each on its own port of this machine."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from intlflow.letters.post import Envelope

DROP = "(drop)"
HANG = "(hang)"
ENDLESS = "(endless)"
DRIP = "(drip)"

Answer = str | Callable[[str], str]


@dataclass
class Manners:
    """What the server says at each step; a callable is given the client's line (or the content)."""

    greeting: Answer = "220 ready"
    ehlo: Answer = ""
    offers: tuple[str, ...] = ("PIPELINING", "8BITMIME")
    starttls: Answer = "220 go ahead"
    auth: Answer = "235 welcome"
    mail: Answer = "250 sender ok"
    rcpt: Answer = "250 recipient ok"
    data: Answer = "354 go on"
    end: Answer = "250 taken"
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False


class Over(Exception):
    """This conversation is over."""


class Server:
    """Listens on 127.0.0.1 until closed; keeps what it took, heard and how often it was called."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.taken: list[tuple[str, bytes]] = []
        self.heard: list[str] = []
        self.connections = 0
        self.spoken_over = 0  # commands that came before the one before them was answered
        self.stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            with suppress(TimeoutError):
                wire, _ = self._listener.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(wire,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, wire: socket.socket) -> None:
        talk = _Talk(self, wire)
        with suppress(Over, OSError):
            talk.run()
        talk.wire.close()


class _Talk:
    def __init__(self, server: Server, wire: socket.socket) -> None:
        self.server, self.manners, self.wire = server, server.manners, wire
        self.wire.settimeout(0.05)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.unread = b""
        self.recipient = ""

    def run(self) -> None:
        if self.manners.tls_at_once:
            self.encrypt()
        self.say(self.manners.greeting)
        while True:
            line = self.hear_until(b"\r\n").decode()
            self.server.heard.append(line)
            if self.unread:
                self.server.spoken_over += 1
            self.answer(line[:4].upper(), line)

    def answer(self, verb: str, line: str) -> None:  # noqa: C901  one case per command
        manners = self.manners
        match verb:
            case "EHLO":
                words = "".join(f"250-{word}\r\n" for word in ("test", *manners.offers))
                self.say(manners.ehlo or f"{words}250 HELP")
            case "STAR":
                self.say(manners.starttls)
                self.encrypt()
            case "AUTH":
                self.say(manners.auth, line)
            case "MAIL":
                self.recipient = ""
                self.say(manners.mail, line)
            case "RCPT":
                if self.say(manners.rcpt, line).startswith("250"):
                    self.recipient = line[line.index("<") + 1 : line.index(">")]
            case "DATA":
                if not self.recipient and manners.data == "354 go on":
                    self.say("503 nobody to give it to")
                elif self.say(manners.data, line).startswith("354"):
                    self.content()
            case "QUIT":
                self.say("221 bye")
                raise Over
            case _:
                self.say("250 ok")

    def content(self) -> None:
        content = b""
        while (row := self.hear_until(b"\r\n")) != b".":
            content += row.removeprefix(b".") + b"\r\n"
        if not content:
            self.say("554 nothing came")
        elif self.say(self.manners.end, self.recipient).startswith("250"):
            self.server.taken.append((self.recipient, content))

    def encrypt(self) -> None:
        if self.manners.tls is not None:
            self.wire.settimeout(5)
            self.wire = self.manners.tls.wrap_socket(self.wire, server_side=True)
            self.wire.settimeout(0.05)
            self.unread = b""

    def say(self, answer: Answer, line: str = "") -> str:
        words = answer(line) if callable(answer) else answer
        if words == DROP:
            raise Over
        while words == HANG:
            self.wait(1)
        while words == ENDLESS:
            self.wire.settimeout(1)
            self.wire.sendall(b"250-there is more\r\n")
        if words == DRIP:
            self.wire.sendall(b"250-")
        while words == DRIP:
            self.wait(0.1)
            self.wire.sendall(b"x")
        self.wire.sendall(words.encode() + b"\r\n")
        return words

    def wait(self, seconds: float) -> None:
        if self.server.stopped.wait(seconds):
            raise Over

    def hear_until(self, mark: bytes) -> bytes:
        while mark not in self.unread:
            if self.server.stopped.is_set():
                raise Over
            with suppress(TimeoutError):
                more = self.wire.recv(65_536)
                if not more:
                    raise Over
                self.unread += more
        line, _, self.unread = self.unread.partition(mark)
        return line


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody trusts yet, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def a_letter(number: int = 1, /, **changes: Any) -> Envelope:
    """A finished letter to person number `number`, with anything in it changed."""
    facts: dict[str, Any] = {
        "id": f"letter-{number}",
        "channel": "mail",
        "address": f"person{number}@ljungby.example",
        "sender": "Internationella samordnaren <internationellt@ljungby.example>",
        "reply_to": "samordnare@ljungby.example",
        "subject": "Lämna årsrapporten senast 1 mars – Barn och utbildning",
        "body": f"Hej {number}!\n\nDet är dags för årsrapporten.\n",
        "html": f"<p>Hej {number}!</p>\n<p>Det är dags för årsrapporten.</p>\n",
        "message_id": f"<letter-{number}@ljungby.example>",
        "thread": "<case-12@ljungby.example>",
        "lang": "sv",
        "created_at": dt.datetime(2027, 2, 1, 6, 0, tzinfo=dt.UTC),
    }
    return Envelope(**(facts | changes))
