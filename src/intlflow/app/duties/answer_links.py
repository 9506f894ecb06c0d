"""The link in a letter by which its reader says, without signing in, that a duty has been done.

It is bound to that reader, that duty and that time, works once, and until thirty days after the last
day. Opening it does nothing; only its digest is kept.
"""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from intlflow.app.access.keys import NewKey, digest
from intlflow.app.duties.desk import Link, Post, no_link
from intlflow.app.duties.wording import Item, is_mine
from intlflow.app.house import House
from intlflow.domain.duty import Done
from intlflow.domain.facts import LOCAL
from intlflow.domain.journal import canonical
from intlflow.store import access
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp

KIND = "answer"
LIFE = timedelta(days=30)  # after the last day
PATH = "/l/"


def answer_links(house: House, tx: Tx, post: Post, at: datetime, key: NewKey) -> Link:
    """What gives the items of one person's letter their links; none where nobody could follow one.

    Args:
        house: the installation; without an address there are no links.
        tx: the transaction that the letter is written in.
        post: the letter.
        at: now.
        key: randomness.
    """
    if not house.settings.address or not post.person.email:
        return no_link
    return partial(_hand_out, house.settings.address, tx, post, at, key)


def has_link(item: Item, at: datetime) -> bool:
    """Whether an item is answered by a link: the pack says so, it is the reader's, and there is time."""
    duty = item.one.duty
    fits = duty.answer_link and duty.done in (Done.TALK, Done.LOG)
    return fits and is_mine(item.one, item.note) and _ends(item) > at


def _ends(item: Item) -> datetime:
    day = item.one.occurrence.due + LIFE + timedelta(days=1)
    return datetime.combine(day, time(0), tzinfo=LOCAL)


def _hand_out(
    address: str, tx: Tx, post: Post, at: datetime, key: Callable[[], str], item: Item
) -> str:
    """A fresh link for one item; empty where it has none."""
    if not has_link(item, at):
        return ""
    ticket = key()
    row = access.TicketRow(
        digest=digest(ticket),
        kind=KIND,
        person_id=post.person.person_id,
        municipality=post.municipality,
        about=canonical(list(item.one.key[1:])),
        partner="",
        made_at=stamp(at),
        ends_at=stamp(_ends(item)),
        used_at=None,
    )
    access.hand_out(tx, row)
    return f"{address}{PATH}{ticket}"


def about(row: access.TicketRow) -> tuple[str, str, str]:
    """What a link is about: duty, subject, period."""
    duty, subject, period = json.loads(row.about)
    return duty, subject, period
