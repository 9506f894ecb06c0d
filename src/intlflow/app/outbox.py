"""Sending what waits in the outbox: taken with a lease, sent outside any transaction, ended with a name.

Every letter ends as exactly one of: accepted by the server, to be tried again, held for a person, failed
with a reason, cancelled. A letter may be sent twice only when nobody can know whether it arrived.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from intlflow.app import trouble
from intlflow.app.house import House, NotFound
from intlflow.app.outbox_keeper import Delivered, Keeper
from intlflow.app.sent_log import SentLog
from intlflow.domain.lifecycle import Refused
from intlflow.letters.post import Envelope, Post
from intlflow.settings import BadSetting, Settings
from intlflow.store import letter_steering, letters
from intlflow.store.engine import writing
from intlflow.store.instants import instant, stamp
from intlflow.store.letters import LetterRow

LEASE = timedelta(minutes=20)  # longer than the transport's own deadline of fifteen minutes
AT_ONCE = 50  # letters that are taken together; so many are in doubt when we die among them
MOST_LOSSES = 3  # letters in doubt that end in doubt again, one after the other, before we stop
AT_MOST = 500  # the same while the mail server is away


def deliver(
    house: House,
    post: Post,
    *,
    now: Callable[[], datetime],
    at_once: int = AT_ONCE,
    lease: timedelta = LEASE,
    jitter: Callable[[], float] = lambda: secrets.randbelow(1000) / 1000,
) -> Delivered:
    """Send everything that is due.

    Args:
        house: the installation.
        post: how letters leave.
        now: asks the clock; it may take long.
        at_once: how many letters are taken together.
        lease: how long letters that were taken are ours.
        jitter: between 0 and 1, spreads out second tries.
    """
    with SentLog(sent_file(house.settings)) as log:
        keeper = Keeper(house, log, now, lease, jitter)
        try:
            _send(post, keeper, at_once)
        finally:
            keeper.keep()
    trouble.report(house, now())
    with writing(house.engine) as tx:
        counts = letters.counts(tx)
    return replace(keeper.tally, waiting=counts.get("waiting", 0) + counts.get("retrying", 0))


def sent_file(settings: Settings) -> Path:
    """The list of letters that servers have accepted; it outlives a restored backup."""
    return settings.data / "sent.log"


def _send(post: Post, keeper: Keeper, at_once: int) -> None:
    """Take letters a few at a time; last, and each alone, those that may have been taken before.

    So, when a sender dies, few are in doubt, and a letter that kills its senders takes no other along.
    Where nobody answers, those in doubt wait for the next time.
    """
    most, later, losses = at_once, 0, 0
    while rows := keeper.take(most):
        post.send([envelope(row) for row in rows], keeper.ended)
        away = keeper.tally.later - later == len(rows)
        most, later = AT_MOST if away else at_once, keeper.tally.later
        losses = MOST_LOSSES if away else 0
    while losses < MOST_LOSSES and (rows := keeper.take(1, doubtful=True)):
        answered = keeper.answered
        post.send([envelope(row) for row in rows], keeper.ended)
        losses = 0 if keeper.answered > answered else losses + 1


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
