"""Signing in by a link in a letter: ten minutes, one use, only in the browser that asked for it.

Whether an address is in the register is told to nobody: the answer is the same, and so is its time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from intlflow.app import context, notices
from intlflow.app.access import entering, first_admin
from intlflow.app.access.keys import NewKey, digest, new_key, same
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast, Recipient
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import access, letters, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

KIND = "sign-in"
LIFE = timedelta(minutes=10)  # OWASP ASVS 5.0, V6.5.5
AT_MOST, WITHIN = 3, timedelta(minutes=15)
TEMPLATE = "account/sign-in"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the browser's half of the secret, and how many letters were written."""

    partner: str
    written: int


def ask(house: House, email: str, *, address: str, at: datetime, key: NewKey = new_key) -> Asked:
    """Write a letter with a link to whoever has this address, in each municipality that knows it.

    Args:
        house: the installation.
        email: as typed.
        address: where the pages are, such as `https://internationellt.ljungby.example`.
        at: now, with a time zone.
        key: randomness.
    """
    partner, day, written = key(), str(local_day(at)), 0
    with writing(house.engine) as tx:
        for municipality in house.packs:
            found = people.by_email(tx, municipality, email, day)
            who = entering.known(house, tx, found.person_id, at) if found else None
            if who is None or _too_often(tx, who, at):
                continue
            ticket = key()
            _hand_out(tx, who, ticket, partner, at)
            written += _write(house, tx, who, f"{address}/logga-in/{ticket}", ticket, at)
    return Asked(partner, written)


def _too_often(tx: Tx, who: Visitor, at: datetime) -> bool:
    return access.handed_out_since(tx, KIND, who.person_id, stamp(at - WITHIN)) >= AT_MOST


def _hand_out(tx: Tx, who: Visitor, ticket: str, partner: str, at: datetime) -> None:
    row = access.TicketRow(
        digest=digest(ticket),
        kind=KIND,
        person_id=who.person_id,
        municipality=who.municipality,
        about="",
        partner=digest(partner),
        made_at=stamp(at),
        ends_at=stamp(at + LIFE),
        used_at=None,
    )
    access.hand_out(tx, row)


def _write(house: House, tx: Tx, who: Visitor, link: str, ticket: str, at: datetime) -> int:
    pack, words = house.pack(who.municipality), house.words[who.lang]
    holder = people.by_id(tx, who.person_id, str(local_day(at)))
    if holder is None:
        return 0
    role = next((role for role in Role if who.holds(role)), Role.SUBMITTER)
    recipient = Recipient(holder, role)
    said = (
        context.shared(pack, words, _contact(tx, pack, at), local_day(at))
        | context.personal(pack, words, recipient)
        | {"link": link, "until": words.moment(at + LIFE), "own_rules": True}
    )
    text = house.writer.write(TEMPLATE, who.lang, pack.key, said)
    rows = notices.compose(
        house, pack, None, recipient, TEMPLATE, text, f"{KIND}:{digest(ticket)}", at
    )
    mail = [row for row in rows if row[7] == notices.MAIL]  # a link is sent to one reader alone
    letters.insert(tx, mail)
    return len(mail)


def _contact(tx: Tx, pack: Pack, at: datetime) -> dict[str, str]:
    around = people.appointed(tx, pack.key, (), str(local_day(at)))
    return context.contact_of(pack, Cast(around, None, None))


def stands(house: House, ticket: str, at: datetime) -> bool:
    """Whether a link can still be used; looking does not use it."""
    with reading(house.engine) as tx:
        row = _ticket(tx, ticket)
    return row is not None and row.used_at is None and (row.ends_at or "") > stamp(at)


def _ticket(tx: Tx, ticket: str) -> access.TicketRow | None:
    """A link that was asked for by letter, or one from the server's own shell."""
    mark = digest(ticket)
    return access.ticket(tx, mark, KIND) or access.ticket(tx, mark, first_admin.KIND)


def use(
    house: House, ticket: str, partner: str, *, agent: str, at: datetime, key: NewKey = new_key
) -> str | None:
    """Spend a link and begin a session; None when it can't be used, or not in this browser.

    Args:
        house: the installation.
        ticket: the key in the link.
        partner: what this browser was given when the link was asked for.
        agent: what the browser calls itself.
        at: now, with a time zone.
        key: randomness.
    """
    with writing(house.engine) as tx:
        row = _ticket(tx, ticket)
        if row is None or row.person_id is None:
            return None
        if row.kind == KIND and not same(row.partner, digest(partner)):
            return None
        if access.use(tx, row.digest, row.kind, stamp(at)) is None:
            return None
        fresh = key()
        way = "link" if row.kind == KIND else "shell"
        entering.begin(tx, row.person_id, fresh, way, agent, at)
    return fresh
