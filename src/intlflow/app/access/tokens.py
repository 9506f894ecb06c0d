"""Keys for programs: made by a person for themselves, with what they may do and until when."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from intlflow.app import typed
from intlflow.app.access import entering
from intlflow.app.access.keys import NewKey, digest, new_key
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.store import access, people
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

KIND = "token"
MARK = "intlflow_"  # a key that was left somewhere is known by it
MOST_DAYS = 365
MOST_EACH = 20
LONGEST_NAME = 60


class Scope(StrEnum):
    """What a program may do; never more than its owner may."""

    READ = "read"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key, without the key.

    Args:
        id: the digest, by which its owner takes it back.
        name: what its owner calls it.
    """

    id: str
    name: str
    scopes: tuple[str, ...]
    made_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose key a program carries, and what it may do."""

    who: Visitor
    scopes: frozenset[str]


def make(
    house: House,
    who: Visitor,
    *,
    name: str,
    scopes: Iterable[str],
    days: int,
    at: datetime,
    key: NewKey = new_key,
) -> str:
    """Make a key for a program and give it back; it is kept nowhere and shown once.

    Args:
        house: the installation.
        who: whose rights it has.
        name: what it is for.
        scopes: `read`, `move`, or both.
        days: how long it holds.
        at: now, with a time zone.
        key: randomness.

    Raises:
        Refused: no name, nothing it may do, too long a life, or too many already.
    """
    said = typed.line("name", name, most=LONGEST_NAME, needed=True)
    wanted = sorted({str(Scope(scope)) for scope in scopes if scope in set(Scope)})
    if not wanted:
        raise Refused("token-scope", open=[str(scope) for scope in Scope])
    if not 1 <= days <= MOST_DAYS:
        raise Refused("token-days", most=MOST_DAYS)
    fresh = MARK + key()
    row = access.TicketRow(
        digest=digest(fresh),
        kind=KIND,
        person_id=who.person_id,
        municipality=who.municipality,
        about=json.dumps({"name": said, "scopes": wanted}, ensure_ascii=False),
        partner="",
        made_at=stamp(at),
        ends_at=stamp(at + timedelta(days=days)),
        used_at=None,
    )
    with writing(house.engine) as tx:
        access.sweep(tx, stamp(at))
        if len(access.tickets_of(tx, KIND, who.person_id)) >= MOST_EACH:
            raise Refused("token-too-many", most=MOST_EACH)
        access.hand_out(tx, row)
    return fresh


def own(house: House, person_id: int, at: datetime) -> list[Token]:
    """A person's keys that still hold, newest first."""
    with reading(house.engine) as tx:
        rows = access.tickets_of(tx, KIND, person_id)
    return [_shown(row) for row in rows if (row.ends_at or "") > stamp(at)]


def _shown(row: access.TicketRow) -> Token:
    about = json.loads(row.about)
    return Token(row.digest, about["name"], tuple(about["scopes"]), row.made_at, row.ends_at or "")


def revoke(house: House, person_id: int, token: str) -> None:
    """Take a key back; it stops working at once.

    Raises:
        NotFound: none of this person's keys has this id.
    """
    with writing(house.engine) as tx:
        mine = [row.digest for row in access.tickets_of(tx, KIND, person_id)]
        found = [each for each in mine if len(token) >= 8 and each.startswith(token)]
        if len(found) != 1:
            raise NotFound("no such token; see `intlflow token list`")
        access.revoke(tx, found[0], person_id)


def bearer(house: House, key: str, at: datetime) -> Bearer | None:
    """Whose key this is, with the roles that they hold this very day; None: it does not hold."""
    with reading(house.engine) as tx:
        row = access.ticket(tx, digest(key), KIND)
        if row is None or row.person_id is None or (row.ends_at or "") <= stamp(at):
            return None
        who = entering.known(house, tx, row.person_id, at, row.digest, KIND)
    return Bearer(who, frozenset(json.loads(row.about)["scopes"])) if who else None


def owner(house: House, municipality: str, email: str, at: datetime) -> Visitor:
    """Somebody in the register, as the command line names them.

    Raises:
        NotFound: no such municipality or person.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        found = people.by_email(tx, municipality, email, str(local_day(at)))
        who = entering.known(house, tx, found.person_id, at) if found else None
    if who is None:
        raise NotFound(f"nobody active in {pack.municipality.name} has '{email}'")
    return who
