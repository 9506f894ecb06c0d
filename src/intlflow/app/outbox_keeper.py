"""How letters have ended, kept so that neither a killed process nor a power cut makes one leave twice."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from intlflow.app.house import House
from intlflow.app.sent_log import SentLog
from intlflow.domain.link_keys import may_hold_key, without_keys
from intlflow.domain.retry import MOST_COPIES, after_ambiguous, next_try
from intlflow.letters.post import Ending, Result
from intlflow.store import letter_steering, letters
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import instant, stamp
from intlflow.store.letters import Ended, LetterRow

KEEP_AFTER = 0.25  # seconds until an ending is kept, when letters leave slowly


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of sending came to."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    held: int = 0
    waiting: int = 0


class Keeper:
    """Takes letters and keeps their endings: at once in the list of accepted ones, soon in the database.

    Args:
        house: the installation.
        log: the list of accepted letters.
        now: asks the clock.
        lease: how long a letter that was taken is ours.
        jitter: between 0 and 1, spreads out second tries.
    """

    def __init__(
        self,
        house: House,
        log: SentLog,
        now: Callable[[], datetime],
        lease: timedelta,
        jitter: Callable[[], float],
    ) -> None:
        self._house, self._log = house, log
        self._now, self._lease, self._jitter = now, lease, jitter
        self._token = ""  # by which the letters that were taken last are ours
        self._rows: dict[str, LetterRow] = {}
        self._pending: list[Ended] = []
        self._kept_at = time.monotonic()
        self._tally: Counter[str] = Counter()

    @property
    def tally(self) -> Delivered:
        """How the letters have ended so far."""
        return Delivered(**self._tally)

    @property
    def answered(self) -> int:
        """How many letters a server has said yes or no to."""
        return self._tally["sent"] + self._tally["failed"]

    def take(self, most: int, *, doubtful: bool = False) -> list[LetterRow]:
        """Take letters that are due and have to be sent; none when nothing is due any more.

        What has come until now is kept in the same transaction.

        Args:
            most: how many.
            doubtful: take those that may have been accepted before, instead of all others.
        """
        while True:
            now, token = self._now(), secrets.token_hex(8)
            with self._writing() as tx:
                rows = letters.claim(
                    tx,
                    token,
                    now=stamp(now),
                    until=stamp(now + self._lease),
                    limit=most,
                    doubtful=doubtful,
                )
            self._token, self._rows = token, {row.id: row for row in rows}
            self._log.again()  # what other senders noted before they died
            ready = [row for row in rows if self._needs_sending(row)]
            if ready or not rows:
                return ready

    def _needs_sending(self, row: LetterRow) -> bool:
        """Leave out what a server has accepted before, and what has been copied often enough."""
        if row.id in self._log:
            self._add(self._as_sent(row, "accepted earlier"))
        elif row.ambiguous >= MOST_COPIES:
            self._add(Ended(row.id, "held", None, None, row.ambiguous, "may have arrived already"))
        else:
            return True
        return False

    def ended(self, result: Result) -> None:
        """Take one ending from the transport."""
        row = self._rows[result.id]
        if result.ending is Ending.SENT:
            self._log.add(row.id)
        jitter = self._jitter() if result.ending is Ending.LATER else 0.0
        self._add(conclude(row, result, self._now(), jitter))

    def keep(self) -> None:
        """Write the endings that have come into the database."""
        if self._pending:
            with self._writing():
                pass

    @contextmanager
    def _writing(self) -> Iterator[Tx]:
        """A transaction that keeps what has come, and perhaps does something besides."""
        if self._pending:
            self._log.sync()
        with writing(self._house.engine) as tx:
            if self._pending:
                letters.finish(tx, self._token, self._pending)
                letter_steering.replace_texts(tx, self._without_keys())
            yield tx
        self._pending = []
        self._kept_at = time.monotonic()

    def _without_keys(self) -> list[tuple[str, str, str]]:
        """The texts of those that have left, without the keys in their links: only readers have them."""
        sent = [self._rows[ended.id] for ended in self._pending if ended.status == "sent"]
        return [
            (without_keys(row.body), without_keys(row.html), row.id)
            for row in sent
            if may_hold_key(row.body) or may_hold_key(row.html)
        ]

    def _add(self, ended: Ended) -> None:
        self._pending.append(ended)
        self._tally[_COUNTED.get(ended.status, "failed")] += 1
        if time.monotonic() - self._kept_at > KEEP_AFTER:
            self.keep()

    def _as_sent(self, row: LetterRow, reply: str) -> Ended:
        return Ended(row.id, "sent", None, stamp(self._now()), row.ambiguous, reply)


_COUNTED = {"sent": "sent", "retrying": "later", "held": "held"}  # everything else has failed


def conclude(row: LetterRow, result: Result, at: datetime, jitter: float) -> Ended:
    """Name the ending of an attempt and say what comes next."""
    match result.ending:
        case Ending.SENT:
            return Ended(row.id, "sent", None, stamp(at), row.ambiguous, result.reply)
        case Ending.LATER:
            again = next_try(instant(row.created_at), at, row.attempts, jitter)
            if again is None:
                reply = f"gave up after five days: {result.reply}"
                return Ended(row.id, "failed", None, stamp(at), row.ambiguous, reply)
            return Ended(row.id, "retrying", stamp(again), None, row.ambiguous, result.reply)
        case Ending.UNKNOWN:
            doubtful = row.ambiguous + 1
            again = after_ambiguous(at, doubtful)
            status = "retrying" if again else "held"
            due = stamp(again) if again else None
            return Ended(row.id, status, due, None, doubtful, result.reply)
        case _:
            return Ended(row.id, "failed", None, stamp(at), row.ambiguous, result.reply)
