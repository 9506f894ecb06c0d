"""Who is told of what: the letters of a move are written in the transaction that causes them."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app import context
from intlflow.app.checklists import Opened
from intlflow.app.context import Context
from intlflow.app.event import Event
from intlflow.app.house import House
from intlflow.app.situation import Situation, gather
from intlflow.domain.cast import Cast, Holder, Recipient
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.financing import gap_after_grant
from intlflow.domain.money import OtherCurrency
from intlflow.domain.words import Role
from intlflow.letters.render import Written
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.store import letters, people
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp

NAMESPACE = uuid.UUID("6f1c3f0e-6a0d-5a52-9b8c-2f4f4c1d7a10")
MAIL = "mail"
_NAMESPACE = NAMESPACE.bytes
_VERSION_5 = (5 << 76) | (0b10 << 62)
_FREE = ~((0xF << 76) | (0b11 << 62))
Remarks = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """One letter that was written, or could not be for want of an address."""

    id: str
    name: str
    role: str
    channel: str
    subject: str
    status: str


def name_of(tx: Tx, person_id: int) -> str:
    """A person's name, for telling who did something."""
    return people.names(tx, {person_id}).get(person_id, "?")


def tell(
    house: House,
    tx: Tx,
    here: Situation,
    event: Event,
    opened: tuple[Opened, ...],
    roles: tuple[Role, ...],
    seal: str,
) -> tuple[tuple[Told, ...], Remarks]:
    """Write the letters of a move; give back who is told and what there is to point out.

    A letter's id comes from the journal row's hash, not from its number: after a restored backup the
    same number is given to another move, and its letters must not pass for those sent before.
    """
    cast = here.cast
    if Fact.PROJECT_MANAGER in event.taken:
        manager = event.facts[Fact.PROJECT_MANAGER]
        cast = gather(tx, here.pack, here.unit, here.day, event.case.opened_by, manager)
    remarks = remark(house, event.facts)
    recipients = [r for r in audience(cast, _in_order(event, roles)) if _is_told(r, event)]
    if not recipients:
        return (), remarks
    common = {
        lang: _common(here, event, house.words[lang], cast, remarks)
        for lang in {recipient.holder.lang for recipient in recipients}
    }
    rows, told = [], []
    for recipient in recipients:
        lang = recipient.holder.lang
        mine = common[lang] | _mine(here.pack, house.words[lang], recipient, opened)
        written = house.writer.write(event.template, lang, here.pack.key, mine)
        key = f"{seal}:{recipient.holder.person_id}"
        new = compose(
            house, here.pack, event.case, recipient, event.template, written, key, event.at
        )
        rows += new
        told += [Told(r[0], recipient.holder.name, r[6], r[7], r[11], r[16]) for r in new]
    letters.insert(tx, rows)
    return tuple(told), remarks


def _in_order(event: Event, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Whoever has brought an idea and now leads the project is told as its leader."""
    if event.seq == 1 or Role.SUBMITTER not in roles:
        return roles
    return tuple(sorted(roles, key=lambda role: role is Role.SUBMITTER))


def _is_told(recipient: Recipient, event: Event) -> bool:
    """Nobody gets a letter about what they did themselves, except the receipt for a new case."""
    own = recipient.holder.person_id == event.actor.person_id
    return not own or (event.seq == 1 and recipient.role is Role.SUBMITTER)


def audience(cast: Cast, roles: tuple[Role, ...]) -> list[Recipient]:
    """Everyone who is told, each once, in the first capacity that the table names."""
    seen: dict[int, Recipient] = {}
    for role in roles:
        for recipient in cast.told(role):
            seen.setdefault(recipient.holder.person_id, recipient)
    return list(seen.values())


def remark(house: House, facts: Facts) -> Remarks:
    """What a person should notice, by language: above all a hole in the financing."""
    try:
        gap = gap_after_grant(facts)
    except OtherCurrency as error:
        key, details = "gap-other-currency", {"currencies": str(error)}
    else:
        if gap is None:
            return {}
        key, details = "gap-after-grant", {"gap": str(gap)}
    return {lang: [w.sentence("notice", key, **details)] for lang, w in house.words.items()}


def _common(here: Situation, event: Event, words: Words, cast: Cast, remarks: Remarks) -> Context:
    """What the letters of one move in one language have in common."""
    pack, lang = here.pack, words.lang
    facts = context.in_words(Facts(event.facts | event.taken), pack, lang, context.manager_of(cast))
    contact = context.contact_of(pack, cast)
    return context.shared(pack, words, contact, here.day) | {
        "case": context.of_case(
            event.case,
            here.unit.name,
            words,
            phase=event.target,
            stage=event.stage,
            came_from=event.source,
        ),
        "actor": {
            "name": event.actor.name,
            "capacity": context.called(pack, words, event.actor_role),
        },
        "act": words.of(f"verb.{event.case.kind}", event.verb),
        "facts": facts,
        "given": [{"label": words.of("fact", k), "value": facts[k]} for k in event.taken],
        "notices": remarks.get(lang, []),
        "rule": context.rule_behind(
            pack, pack.rules_by_move.get(f"{event.case.kind}.{event.verb}"), lang
        ),
    }


def _mine(pack: Pack, words: Words, recipient: Recipient, opened: tuple[Opened, ...]) -> Context:
    """What one reader's letter says besides."""
    tasks = [
        {"title": task.said(words.lang), "due": words.day(task.due_on)}
        for task in sorted(opened, key=lambda task: task.due_on)
        if task.owner == recipient.role
    ]
    return context.personal(pack, words, recipient) | {"tasks": tasks}


def letter_id(name: str) -> str:
    """`uuid.uuid5(NAMESPACE, name).hex` (RFC 9562 5.5), without the object around it."""
    number = int.from_bytes(
        hashlib.sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16]
    )
    return f"{number & _FREE | _VERSION_5:032x}"


def letter_ids(key: str, holder: Holder) -> dict[str, tuple[str, str]]:
    """The letters that one text becomes, one per channel: id → channel and address."""
    channels = [(MAIL, holder.email)] if holder.email else []
    channels += [(url.partition(":")[0], url) for url in holder.channels.split()]
    return {
        letter_id(f"{key}:{channel}"): (channel, target)
        for channel, target in channels or [(MAIL, "")]
    }


def compose(
    house: House,
    pack: Pack,
    case: CaseRow | None,
    recipient: Recipient,
    template: str,
    written: Written,
    key: str,
    at: datetime,
) -> list[tuple[Any, ...]]:
    """One row per channel of a recipient, in the letter table's order; none is written twice."""
    holder, moment = recipient.holder, stamp(at)
    address = house.settings.mail_from or pack.municipality.sender_address
    domain = address.rpartition("@")[2]
    rows = []
    for letter_id, (channel, target) in letter_ids(key, holder).items():
        rows.append(
            (
                letter_id,
                pack.key,
                case.id if case else None,
                template,
                holder.lang,
                holder.person_id,
                str(recipient.role),
                channel,
                target,
                f"{pack.municipality.sender} <{address}>",
                pack.municipality.reply_to,
                written.subject,
                written.body,
                written.html,
                f"<{letter_id}@{domain}>",
                f"<{case.ref.lower()}@{domain}>" if case else "",
                "waiting" if target else "failed",
                moment if target else None,
                None,
                0,
                0,
                moment,
                None if target else moment,
                "" if target else "no-address",
            )
        )
    return rows
