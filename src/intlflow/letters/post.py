"""What is handed over to be sent, and the five ways in which that can end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol


class Envelope(NamedTuple):
    """One letter to one recipient on one channel, finished: nothing in it changes any more.

    `created_at` is aware; it becomes the letter's Date, so a second copy has the same bytes.
    """

    id: str
    channel: str
    address: str
    sender: str
    reply_to: str
    subject: str
    body: str
    html: str
    message_id: str
    thread: str
    lang: str
    created_at: datetime


class Ending(StrEnum):
    """How one attempt to send a letter ended."""

    SENT = "sent"  # the server took it
    LATER = "later"  # a passing fault: the letter has certainly not been taken
    REFUSED = "refused"  # the server will never take this letter
    UNKNOWN = "unknown"  # everything was handed over, and then no answer came
    BLOCKED = "blocked"  # we do not send there: malformed, not allowed, or a private address


class Result(NamedTuple):
    """One letter's ending and the server's own words (one line, no secrets)."""

    id: str
    ending: Ending
    reply: str


STOPPED = "Sending was stopped before this letter left."
NO_TIME = "There was no time left for this letter."
Done = Callable[[Result], None]


class Post(Protocol):
    """A way out of the house. Not for several threads at once."""

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        """Try each letter once and tell `done` its ending as soon as that is known.

        Every letter gets exactly one result, also when the server is down.
        What `done` raises comes out here; the letters after it then have no result.
        """

    def close(self) -> None:
        """Let go of connections; the next `send` opens new ones."""


def one_line(words: str, secrets: Sequence[str] = ()) -> str:
    """Somebody else's words on one line, at most 300 characters, with secrets blotted out."""
    for secret in secrets:
        if secret:
            words = words.replace(secret, "***")
    if words.isprintable():
        return " ".join(words.split())[:300]
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]
