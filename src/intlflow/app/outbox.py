"""Sending what waits in the outbox: taken with a lease, sent outside any transaction, ended with a name.

Every letter ends as exactly one of: accepted by the server, to be tried again, held for a person, failed
with a reason, cancelled. A letter may be sent twice only when nobody can know whether it arrived.
"""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from intlflow.app import trouble
from intlflow.app.house import House, NotFound
from intlflow.app.sent_log import SentLog
from intlflow.domain.lifecycle import Refused
from intlflow.domain.link_keys import without_keys
from intlflow.domain.retry import MOST_COPIES, after_ambiguous, next_try
from intlflow.letters.post import Ending, Envelope, Post, Result
from intlflow.settings import BadSetting, Settings
from intlflow.store import letter_steering, letters
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import instant, stamp
from intlflow.store.letters import Ended, LetterRow

LEASE = timedelta(minutes=20)  # longer than the transport's own deadline of fifteen minutes
AT_ONCE = 50  # letters that are offered together; so many are in doubt when we die among them
KEEP_AFTER = 0.25  # seconds until an ending is kept, when letters leave slowly


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of sending came to."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    held: int = 0
    waiting: int = 0


def deliver(
    house: House,
    post: Post,
    *,
    now: Callable[[], datetime],
    batch: int = 500,
    lease: timedelta = LEASE,
    jitter: Callable[[], float] = lambda: secrets.randbelow(1000) / 1000,
) -> Delivered:
    """Send everything that is due.

    Args:
        house: the installation.
        post: how letters leave.
        now: asks the clock; a round may take long.
        batch: how many letters are taken at a time.
        lease: how long they are ours.
        jitter: between 0 and 1, spreads out second tries.
    """
    with SentLog(sent_file(house.settings)) as log:
        total = Delivered()
        while True:
            one = _round(house, post, log, now, batch, lease, jitter)
            if one is None:
                break
            total = Delivered(
                total.sent + one.sent,
                total.later + one.later,
                total.failed + one.failed,
                total.held + one.held,
            )
    trouble.report(house, now())
    with writing(house.engine) as tx:
        counts = letters.counts(tx)
    return replace(total, waiting=counts.get("waiting", 0) + counts.get("retrying", 0))


def sent_file(settings: Settings) -> Path:
    """The list of letters that servers have accepted; it outlives a restored backup."""
    return settings.data / "sent.log"


def _round(
    house: House,
    post: Post,
    log: SentLog,
    now: Callable[[], datetime],
    batch: int,
    lease: timedelta,
    jitter: Callable[[], float],
) -> Delivered | None:
    """Take one batch and send it; None when nothing is due."""
    token, start = secrets.token_hex(8), now()
    with writing(house.engine) as tx:
        rows = letters.claim(
            tx,
            token,
            now=stamp(start),
            until=stamp(start + lease),
            limit=batch,
        )
    if not rows:
        return None
    log.again()  # what other senders noted before they died
    keeper = _Keeper(house, log, token, {row.id: row for row in rows}, now, lease, jitter)
    ready = [row for row in rows if keeper.needs_sending(row)]
    try:
        _send(post, ready, keeper)
    finally:
        keeper.keep()
    return keeper.tally


def _send(post: Post, rows: list[LetterRow], keeper: "_Keeper") -> None:
    """Offer letters a few at a time; last, and each alone, those that may have been taken before.

    So, when a sender dies, few are in doubt, and a letter that kills its senders takes no other along.
    """
    doubtful = [row for row in rows if row.ambiguous]
    rest, most = [row for row in rows if not row.ambiguous], AT_ONCE
    while rest:
        part, rest = rest[:most], rest[most:]
        later = keeper.tally.later
        post.send([envelope(row) for row in keeper.offer(part)], keeper.ended)
        if keeper.tally.later - later == len(part):
            most = len(rest)  # the server is away: ask it once more, not once for every fifty
    for row in doubtful:
        post.send([envelope(row) for row in keeper.offer([row])], keeper.ended)


class _Keeper:
    """Keeps endings as they come: at once in the list of accepted letters, soon in the database."""

    def __init__(
        self,
        house: House,
        log: SentLog,
        token: str,
        rows: dict[str, LetterRow],
        now: Callable[[], datetime],
        lease: timedelta,
        jitter: Callable[[], float],
    ) -> None:
        self._house, self._log, self._token, self._rows = house, log, token, rows
        self._now, self._lease, self._jitter = now, lease, jitter
        self._pending: list[Ended] = []
        self._kept_at = time.monotonic()
        self._tally: Counter[str] = Counter()

    @property
    def tally(self) -> Delivered:
        """How the letters have ended so far."""
        return Delivered(**self._tally)

    def needs_sending(self, row: LetterRow) -> bool:
        """Leave out what a server has accepted before, and what has been copied often enough."""
        if row.id in self._log:
            self._add(self._as_sent(row, "accepted earlier"))
        elif row.ambiguous >= MOST_COPIES:
            self._add(Ended(row.id, "held", None, None, row.ambiguous, "may have arrived already"))
        else:
            return True
        return False

    def offer(self, rows: list[LetterRow]) -> list[LetterRow]:
        """Note that these leave now, with a fresh lease; those that are no longer ours stay."""
        until = stamp(self._now() + self._lease)
        with self._writing() as tx:
            ours = letters.offer(tx, self._token, [row.id for row in rows], until)
        return [row for row in rows if row.id in ours]

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
        clean = ((without_keys(row.body), without_keys(row.html), row) for row in sent)
        return [(b, h, row.id) for b, h, row in clean if (b, h) != (row.body, row.html)]

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


def envelope(row: LetterRow) -> Envelope:
    """A letter as the transport wants it."""
    return Envelope(
        id=row.id,
        channel=row.channel,
        address=row.address,
        sender=row.sender,
        reply_to=row.reply_to,
        subject=row.subject,
        body=row.body,
        html=row.html,
        message_id=row.message_id,
        thread=row.thread,
        lang=row.lang,
        created_at=instant(row.created_at),
    )


def make_post(settings: Settings) -> Post | None:
    """How letters leave this installation; None when no mail server is configured.

    Raises:
        BadSetting: the mail setting can't be used.
    """
    if settings.mail_url is None:
        return None
    from intlflow.letters.channels import ApprisePost, CombinedPost
    from intlflow.letters.plugin import MailPost, parse_mail_url

    try:
        server = parse_mail_url(settings.mail_url)
    except ValueError as error:
        raise BadSetting(f"INTLFLOW_MAIL_URL: {error}") from error
    return CombinedPost(MailPost(server), ApprisePost())


_STEPS = {
    "hold": (("waiting", "retrying"), "held", False),
    "release": (("held", "failed", "retrying"), "waiting", True),
    "cancel": (("waiting", "retrying", "held", "failed"), "cancelled", False),
}


def steer(
    house: House, letter_id: str, step: str, at: datetime, by: int | None = None
) -> LetterRow:
    """Hold a letter, release it to be sent, or cancel it for good; who did it is kept.

    Args:
        house: the installation.
        letter_id: its id, or an unmistakable beginning of it.
        step: hold, release, cancel.
        at: now, with a time zone.
        by: the person; none: whoever sits at the command line.

    Raises:
        NotFound: no letter, or more than one, begins with this id.
        Refused: `letter-not-there`, when the letter's state doesn't allow it (a sent one is gone).
    """
    allowed, status, due = _STEPS[step]
    with writing(house.engine) as tx:
        row = letters.get(tx, letter_id)
        if row is None:
            raise NotFound(
                f"no single letter begins with '{letter_id}'; see `intlflow letters list`"
            )
        if step == "release" and not row.address:
            raise Refused("letter-without-address", name=row.id)
        moment = stamp(at) if due else None
        reply = row.reply if step != "release" else ""
        if not letters.steer(tx, row.id, status=status, due_at=moment, frm=allowed, reply=reply):
            raise Refused("letter-not-there", status=row.status, step=step, open=list(allowed))
        letter_steering.note(tx, row.id, step, row.status, by, stamp(at))
        found = letters.get(tx, row.id)
    assert found is not None
    return found
