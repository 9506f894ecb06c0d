"""Other ways than mail to reach people (Teams, Slack, SMS …), by Apprise's own plugins.

The address comes from a form, so it is somebody else's word: only listed kinds of channel and
settings are used, nothing is attached, and no connection to a private address is ever opened.
"""

import ipaddress
import logging
import re
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote

from intlflow.letters.plugin import asset, load, overheard
from intlflow.letters.post import NO_TIME, STOPPED, Done, Ending, Envelope, Post, Result, one_line

MAIL = "mail"
# Teams, Slack, Mattermost, Rocket.Chat, Matrix, ntfy, Gotify, and SMS by 46elks: what a
# municipality may use, each over TLS, because the address itself is the key. Not here, and why:
# json, xml, form (any request to anywhere), syslog, dbus and the like (this machine), mailto (ours).
CHANNELS = frozenset(
    {"workflows", "slack", "mmosts", "rockets", "matrixs", "ntfys", "gotifys", "46elks", "elks"}
)
# Everything else is refused: attach and template read files, verify=no and redirect=yes undo
# protection, optional=yes calls failures successes, and + : - before a name add headers.
SETTINGS = frozenset({
    "api-version", "auth", "avatar", "blocks", "botname", "channel", "channels", "emojis", "footer",
    "format", "from", "id", "mode", "msgtype", "overflow", "pa", "path", "powerautomate",
    "priority", "route", "routeid", "sig", "sp", "sv", "team", "timestamp", "to", "token", "ver",
    "wrap", "xtags",
})  # fmt: skip
LONGEST_LEAD = 600
BATCH_LIMIT = 240.0  # seconds; with the mail of the same batch it stays within the lease
PRIVATE = "The channel's address leads to a private network."
_ADDRESS = re.compile(r"(?P<schema>[a-z0-9]{1,20})://(?P<rest>[^\s?]+)(\?(?P<query>\S*))?")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddress(OSError):
    """A connection to an address inside the house was stopped before it was opened."""


@dataclass(slots=True)
class _Guard:
    local_ok: frozenset[str]
    stopped: bool = False

    def check(self, where: object) -> None:
        host = where[0] if isinstance(where, tuple) else None
        if isinstance(host, str) and (_is_public(host) or self._is_wanted(host)):
            return
        self.stopped = True
        raise PrivateAddress("connection to a private address stopped")

    def permits(self, name: object) -> bool:
        """Whether a host may be named; a proxy would go there for us, where no check sees it."""
        found = _addresses(name) if isinstance(name, str) and name else set()
        return all(_is_public(host) or self._is_wanted(host) for host in found)

    def _is_wanted(self, host: str) -> bool:
        return any(host in _addresses(name) for name in self.local_ok)


_GUARD: ContextVar[_Guard | None] = ContextVar("guard", default=None)


@lru_cache(maxsize=1)
def _stand_guard() -> None:
    """Look at each connection Python opens while a guard is set, and never at any other.

    Checking the name beforehand is not enough: it can resolve to something else a moment later.
    """

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto"):
            guard = _GUARD.get()
            if guard is not None:
                guard.check(arguments[1])

    sys.addaudithook(watch)


@contextmanager
def guarded(local_ok: frozenset[str]) -> Iterator[_Guard]:
    """While this block runs, no connection of its thread reaches an address inside the house."""
    _stand_guard()
    guard = _Guard(local_ok)
    before = _GUARD.set(guard)
    try:
        yield guard
    finally:
        _GUARD.reset(before)


def _is_public(host: str) -> bool:
    """Whether an address lies on the open internet, also inside what wraps IPv4 in IPv6."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:  # a name: the socket would resolve it by itself, unseen
        return False
    inside: list[ipaddress.IPv4Address | None] = []
    if isinstance(address, ipaddress.IPv6Address):
        inside = [address.ipv4_mapped, address.sixtofour, (address.teredo or (None, None))[1]]
        if address in _NAT64:
            inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped:
            return _is_public(str(address.ipv4_mapped))
    return all(a.is_global and not a.is_multicast for a in (address, *inside) if a is not None)


def _addresses(name: str) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(name, None)}
    except (OSError, UnicodeError):
        return set()


class ApprisePost:
    """Letters as short messages: the subject and the lead, one at a time.

    Args:
        allowed: the kinds of channel that may be used, as Apprise calls them.
        local_ok: hosts inside the house that may be reached all the same (a proxy, a chat server).
    """

    def __init__(
        self, allowed: frozenset[str] = CHANNELS, local_ok: frozenset[str] = frozenset()
    ) -> None:
        self.allowed, self.local_ok = allowed, local_ok

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        """Try each letter once; see `Post`. Apprise can't tell LATER from REFUSED: it is LATER."""
        last, waiting = time.monotonic() + BATCH_LIMIT, deque(letters)
        try:
            while waiting:
                letter = waiting.popleft()
                late = time.monotonic() > last
                ending, reply = (Ending.LATER, NO_TIME) if late else self._one(letter)
                done(Result(letter.id, ending, one_line(reply, _secrets(letter.address))))
        except BaseException:
            with suppress(Exception):  # whoever listens may be what has failed
                for letter in waiting:
                    done(Result(letter.id, Ending.LATER, STOPPED))
            raise

    def close(self) -> None:
        """Nothing is kept open."""

    def _one(self, letter: Envelope) -> tuple[Ending, str]:
        if complaint := self.complaint(letter.address):
            return Ending.BLOCKED, complaint
        apprise = load()
        with guarded(self.local_ok) as guard, _quiet_web(), overheard() as heard:
            box = apprise.Apprise(asset=asset())
            plugin = apprise.Apprise.instantiate(letter.address, asset=asset())
            if plugin is None or not box.add(plugin):
                return Ending.BLOCKED, "Apprise can't read the channel's address."
            plugin.redirects = False
            if not guard.permits(plugin.host):
                return Ending.BLOCKED, PRIVATE
            taken = box.notify(title=letter.subject, body=lead(letter.body) or letter.subject)
            del plugin, box  # some say goodbye over the network when they go: under guard, too
        if guard.stopped:
            return Ending.BLOCKED, PRIVATE
        if taken:
            return Ending.SENT, "Taken by the channel."
        return Ending.LATER, "".join(heard[-1:]) or "The channel did not take it."

    def complaint(self, address: str) -> str:
        """What speaks against a channel's address, or nothing; forms ask before they keep it."""
        match = _ADDRESS.fullmatch(address)
        if match is None or match["schema"] not in self.allowed:
            return f"This kind of channel is not used here; {', '.join(sorted(self.allowed))} are."
        asked = {name for name, _ in parse_qsl(match["query"] or "", keep_blank_values=True)}
        if asked - SETTINGS:
            return "The channel's address has a setting that is not allowed."
        return ""


def lead(body: str) -> str:
    """The first paragraphs of a letter, as many as fit in 600 characters, but always some."""
    kept = ""
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        longer = f"{kept}\n\n{paragraph}" if kept else paragraph
        if kept and len(longer) > LONGEST_LEAD:
            break
        kept = longer
    return kept if len(kept) <= LONGEST_LEAD else kept[: LONGEST_LEAD - 1] + "…"


def _secrets(address: str) -> tuple[str, ...]:
    """Every part of a channel's address that might be a key, as written and as meant."""
    parts = [part for part in re.split(r"[/?&=:@,]+", address.partition("://")[2]) if len(part) > 3]
    return tuple(sorted({*parts, *map(unquote, parts)}, key=len, reverse=True))


@contextmanager
def _quiet_web() -> Iterator[None]:
    """Without urllib3's lower log lines: they hold the path, and a path is often the key."""
    web = logging.getLogger("urllib3")
    before = web.level
    web.setLevel(logging.ERROR)
    try:
        yield
    finally:
        web.setLevel(before)


class CombinedPost:
    """Each letter by its own channel. Without a mail server, mail waits and the rest goes out."""

    def __init__(self, mail: Post | None, others: Post | None) -> None:
        self._mail, self._others = mail, others

    @property
    def can_mail(self) -> bool:
        """Whether a mail server is set; if not, leave mail unclaimed."""
        return self._mail is not None

    @property
    def can_others(self) -> bool:
        """Whether other channels than mail may be used."""
        return self._others is not None

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        """Try each letter once; see `Post`. What there is no way for ends LATER."""
        mail = [letter for letter in letters if letter.channel == MAIL]
        others = [letter for letter in letters if letter.channel != MAIL]
        for post, batch in ((self._mail, mail), (self._others, others)):
            if post is not None:
                if batch:
                    post.send(batch, done)
                continue
            for letter in batch:
                done(Result(letter.id, Ending.LATER, "No server is set for this channel."))

    def close(self) -> None:
        """Let go of connections."""
        for post in (self._mail, self._others):
            if post is not None:
                post.close()
