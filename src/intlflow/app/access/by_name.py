"""Whom somebody else vouches for: an identity provider or a proxy says the address, we know the person."""

from datetime import datetime

from intlflow.app.access import entering
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.store import people
from intlflow.store.engine import Tx, reading

LONGEST = 320


def by_proxy(house: House, email: str, at: datetime) -> Visitor | None:
    """Whoever a trusted proxy names, for this one request."""
    with reading(house.engine) as tx:
        person = _person(house, tx, email, at)
        if person is None:
            return None
        return entering.known(house, tx, person, at, f"proxy:{person}", "proxy")


def enter(house: House, email: str, *, way: str, agent: str, at: datetime) -> str | None:
    """Begin a session for whoever an identity provider vouches for; None: nobody in the register.

    Args:
        house: the installation.
        email: as the provider says it.
        way: how: `oidc`.
        agent: what the browser calls itself.
        at: now, with a time zone.
    """
    with reading(house.engine) as tx:
        person = _person(house, tx, email, at)
    return entering.enter(house, person, way=way, agent=agent, at=at) if person else None


def _person(house: House, tx: Tx, email: str, at: datetime) -> int | None:
    """The person with this address, in the first municipality that knows it."""
    if not email or len(email) > LONGEST:
        return None
    for municipality in house.packs:
        found = people.by_email(tx, municipality, email, str(local_day(at)))
        if found is not None:
            return found.person_id
    return None
