"""Coming in and going out: a session for twelve hours, which ends at once when its person leaves."""

from datetime import datetime, timedelta
from typing import Any

from intlflow.app.access.keys import NewKey, digest, new_key
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast
from intlflow.domain.facts import one_line
from intlflow.store import access, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

LONGEST = timedelta(hours=12)
LONGEST_AGENT = 80


def enter(
    house: House, person_id: int, *, way: str, agent: str, at: datetime, key: NewKey = new_key
) -> str:
    """Begin a session and give back its key, which is kept nowhere.

    Args:
        house: the installation.
        person_id: whose session it is.
        way: how they showed who they are: demo, link, oidc, proxy.
        agent: what the browser calls itself.
        at: now, with a time zone.
        key: randomness.
    """
    fresh = key()
    with writing(house.engine) as tx:
        begin(tx, person_id, fresh, way, agent, at)
    return fresh


def begin(tx: Tx, person_id: int, key: str, way: str, agent: str, at: datetime) -> None:
    """The same inside a transaction that is open already."""
    access.sweep(tx, stamp(at))
    row = access.SessionRow(
        digest=digest(key),
        person_id=person_id,
        way=way,
        agent=one_line(agent)[:LONGEST_AGENT],
        made_at=stamp(at),
        ends_at=stamp(at + LONGEST),
    )
    access.begin(tx, row)


def visitor(house: House, key: str, at: datetime, *, lapsed: bool = False) -> Visitor | None:
    """Whoever carries this key, with the roles they hold this very day; None: nobody does any more.

    Args:
        house: the installation.
        key: what the browser carries.
        at: now, with a time zone.
        lapsed: a session that has run out is still known, though nobody is let in by it.
    """
    with reading(house.engine) as tx:
        row = access.session(tx, digest(key), "" if lapsed else stamp(at))
        return known(house, tx, row.person_id, at, row.digest, row.way) if row else None


def known(
    house: House, tx: Tx, person_id: int, at: datetime, session: str = "", way: str = ""
) -> Visitor | None:
    """Somebody in the register as a visitor; None when they no longer work here."""
    day = str(local_day(at))
    home = people.home_of(tx, person_id, day)
    if home is None or home[0] not in house.packs:
        return None
    municipality, name, email, lang = home
    held = people.scopes_of(tx, municipality, person_id, day)
    cast = {
        scope: Cast(people.appointed(tx, municipality, (scope,), day), None, None)
        for scope in {scope for _, scope, deputy in held if deputy}
    }
    roles = frozenset(
        (role, scope)
        for role, scope, deputy in held
        if not deputy or role in cast[scope].roles_of(person_id)
    )
    return Visitor(person_id, municipality, name, email or "", lang, roles, session, way)


def leave(house: House, who: Visitor) -> None:
    """End the session that this is."""
    with writing(house.engine) as tx:
        access.end(tx, who.session, who.person_id)


def leave_other(house: House, who: Visitor, session: str | None) -> int:
    """End one of one's own sessions, or all but the present one; gives back how many ended."""
    with writing(house.engine) as tx:
        if session is None:
            return access.end_all(tx, who.person_id, but=who.session)
        return access.end(tx, session, who.person_id)


def own_sessions(house: House, who: Visitor, at: datetime) -> list[dict[str, Any]]:
    """Where one is signed in: here first, then newest first."""
    with reading(house.engine) as tx:
        rows = access.sessions_of(tx, who.person_id, stamp(at))
    rows.sort(key=lambda row: row.digest != who.session)
    return [row._asdict() | {"here": row.digest == who.session} for row in rows]
