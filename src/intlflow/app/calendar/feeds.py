"""Secret addresses by which a calendar program reads somebody's days: made, changed and taken back."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from intlflow.app.access import entering
from intlflow.app.access.keys import NewKey, digest, new_key
from intlflow.app.access.matrix import Action, Reach
from intlflow.app.access.permission import Place, Visitor, can, granted, may
from intlflow.app.calendar.gathering import Asked, Entry, Scope, entries
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.journal import canonical
from intlflow.packs.model import Pack
from intlflow.store import access
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

KIND = "calendar"
BACK, AHEAD = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that somebody has.

    Args:
        scope, unit: whose days it gives.
        name: of the unit or the municipality; empty for one's own.
        key: the secret part of the address, which its owner sees again.
        digest: what it is known by here.
    """

    scope: Scope
    unit: str
    name: str
    key: str
    digest: str
    made_at: str


def _key(secret: bytes, person: int, serial: str) -> str:
    """The secret of an address: only this installation can make it, from a number that is kept."""
    made = hmac.new(secret, f"{KIND}:{person}:{serial}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def offered(house: House, who: Visitor, at: datetime) -> list[tuple[Scope, str, str]]:
    """Which calendars somebody may have: scope, unit's key, name."""
    pack, day = house.pack(who.municipality), local_day(at)
    found = [(Scope.PERSON, "", "")]
    if any(reach is Reach.ALL for _, reach in granted(who, Action.READ_DUTIES)):
        found.append((Scope.MUNICIPALITY, "", pack.municipality.name))
    found += [
        (Scope.UNIT, unit.key, unit.name)
        for unit in pack.unit
        if unit.holds(day) and can(who, Action.READ_DUTIES, Place(pack.key, unit.key))
    ]
    return found


def own_feeds(house: House, who: Visitor, secret: bytes) -> list[Feed]:
    """Somebody's addresses, newest first."""
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        rows = access.tickets_of(tx, KIND, who.person_id)
    return [_feed(pack, row, json.loads(row.about), secret, who) for row in rows]


def _feed(
    pack: Pack, row: access.TicketRow, said: dict[str, Any], secret: bytes, who: Visitor
) -> Feed:
    scope, unit = Scope(said["scope"]), said["unit"]
    name = pack.units[unit].name if unit in pack.units else ""
    name = pack.municipality.name if scope is Scope.MUNICIPALITY else name
    key = _key(secret, who.person_id, said["serial"])
    return Feed(
        scope, unit, name, key if digest(key) == row.digest else "", row.digest, row.made_at
    )


def make(
    house: House,
    who: Visitor,
    scope: str,
    unit: str,
    *,
    secret: bytes,
    at: datetime,
    serial: NewKey = new_key,
) -> str:
    """Give somebody an address; the one they had for the same days stops working.

    Args:
        house: the installation.
        who: whose it will be.
        scope, unit: whose days.
        secret: the installation's own key.
        at: now.
        serial: randomness.

    Raises:
        NotFound: no such calendar, or none that they may have: the answer is the same.
    """
    if (scope, unit) not in {(str(s), u) for s, u, _ in offered(house, who, at)}:
        raise NotFound("no such calendar")
    number = serial()
    key = _key(secret, who.person_id, number)
    with writing(house.engine) as tx:
        for row in access.tickets_of(tx, KIND, who.person_id):
            said = json.loads(row.about)
            if (said["scope"], said["unit"]) == (scope, unit):
                access.revoke(tx, row.digest, who.person_id)
        _hand_out(tx, who, key, {"scope": scope, "unit": unit, "serial": number}, at)
    return key


def _hand_out(tx: Tx, who: Visitor, key: str, about: dict[str, str], at: datetime) -> None:
    row = access.TicketRow(
        digest=digest(key),
        kind=KIND,
        person_id=who.person_id,
        municipality=who.municipality,
        about=canonical(about),
        partner="",
        made_at=stamp(at),
        ends_at=None,
        used_at=None,
    )
    access.hand_out(tx, row)


def revoke(house: House, who: Visitor, seal: str) -> bool:
    """Take an address back; whoever has it reads nothing more."""
    with writing(house.engine) as tx:
        row = access.ticket(tx, seal, KIND)
        return row is not None and access.revoke(tx, seal, who.person_id) == 1


def read(house: House, key: str, at: datetime) -> tuple[Visitor, str, list[Entry]]:
    """What an address gives: its owner, the calendar's name, and the days from a month back on.

    Raises:
        NotFound: there is no such address, or its owner may not see this any more.
    """
    with reading(house.engine) as tx:
        row = access.ticket(tx, digest(key), KIND)
        who = entering.known(house, tx, row.person_id, at) if row and row.person_id else None
    if row is None or who is None or not may(who, Action.READ_DUTIES):
        raise NotFound("no such calendar")
    said = json.loads(row.about)
    names = {(str(s), u): name for s, u, name in offered(house, who, at)}
    if (said["scope"], said["unit"]) not in names:
        raise NotFound("no such calendar")
    today: date = local_day(at)
    asked = Asked(today - BACK, today + AHEAD, Scope(said["scope"]), said["unit"])
    found = entries(house, who, asked, house.words[who.lang], at)
    return who, names[said["scope"], said["unit"]], found
