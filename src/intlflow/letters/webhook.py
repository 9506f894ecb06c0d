"""Telling another system over HTTPS: signed, within seconds, never to an address inside the house."""

import hashlib
import hmac
import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from intlflow.letters.channels import PrivateAddress, guarded
from intlflow.letters.post import one_line

SECONDS = 10.0
LONGEST_REPLY = 200
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an attempt.

    Args:
        taken: the other side has it.
        final: trying again would change nothing.
        said: in a line, for the coordinator.
    """

    taken: bool
    final: bool
    said: str


def complaint(url: str, local_ok: frozenset[str] = NOBODY) -> str:
    """What speaks against an address, as a word: `https`, `user`, `form`, or nothing."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "form"
    if not host or any(c.isspace() or not c.isprintable() for c in url) or len(url) > 500:
        return "form"
    if parts.username or parts.password:
        return "user"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in local_ok):
        return "https"
    return ""


def signature(secret: str, second: int, body: str) -> str:
    """What the other side computes anew: HMAC-SHA256 of the time, a full stop and the body."""
    mark = hmac.new(secret.encode(), f"{second}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={second},v1={mark}"


def tell(
    url: str, body: str, heads: Mapping[str, str], *, local_ok: frozenset[str] = NOBODY
) -> Answer:
    """Send one event; nothing is followed, and nothing inside the house is reached.

    Args:
        url: where to.
        body: JSON.
        heads: what goes with it: the signature, the event's number.
        local_ok: hosts inside the house that may be reached all the same.
    """
    if why := complaint(url, local_ok):
        return Answer(False, True, f"address: {why}")
    try:
        with guarded(local_ok):
            return _asked(urlsplit(url), body, heads)
    except PrivateAddress:
        return Answer(False, True, "the address leads to a private network")
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(False, False, type(error).__name__)


def _asked(url: SplitResult, body: str, heads: Mapping[str, str]) -> Answer:
    connection = _connection(url)
    try:
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        kind = {"content-type": "application/json", "user-agent": "intlflow"}
        connection.request("POST", path, body.encode(), {**kind, **heads})
        answer = connection.getresponse()
        said = one_line(f"{answer.status} {answer.reason}", ())[:LONGEST_REPLY]
    finally:
        connection.close()
    if 200 <= answer.status < 300:
        return Answer(True, True, said)
    return Answer(False, answer.status == 410, said)  # gone: it wants nothing more


def _connection(url: SplitResult) -> http.client.HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "https":
        safe = ssl.create_default_context()
        return http.client.HTTPSConnection(host, url.port, timeout=SECONDS, context=safe)
    return http.client.HTTPConnection(host, url.port, timeout=SECONDS)
