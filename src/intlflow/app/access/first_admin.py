"""The first to come in: only whoever has a shell on the server can let them.

There is no account from the start and no page where one could make oneself one.
"""

from datetime import datetime, timedelta

from intlflow.app.access.keys import NewKey, digest, new_key
from intlflow.app.house import House
from intlflow.app.register import add_person, appoint
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.store import access, people
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

KIND = "shell-link"
LIFE = timedelta(minutes=30)
KEEPERS = (Role.COORDINATOR, Role.ADMIN)  # who can let others in


def nobody_yet(house: House, at: datetime) -> bool:
    """Whether no one could let anybody in."""
    day = str(local_day(at))
    with reading(house.engine) as tx:
        return not any(r.role in KEEPERS and r.holds(day) for r in people.appointments(tx))


def create(
    house: House,
    municipality: str,
    *,
    email: str,
    name: str | None,
    address: str,
    at: datetime,
    key: NewKey = new_key,
) -> str:
    """Make somebody an administrator, and give back a link that lets them in once.

    Args:
        house: the installation.
        municipality: the pack's key.
        email: theirs; they are put in the register if they are not there.
        name: first and last name, for the register.
        address: where the pages are.
        at: now, with a time zone.
        key: randomness.

    Raises:
        NotFound: no such municipality.
        Refused: an address or a name that can't be one.
    """
    house.pack(municipality)
    day = local_day(at)
    with reading(house.engine) as tx:
        known = people.by_email(tx, municipality, email, str(day))
    if known is None:
        add_person(house, municipality, name=name or email, email=email, at=at)
        with reading(house.engine) as tx:
            known = people.by_email(tx, municipality, email, str(day))
    assert known is not None
    with reading(house.engine) as tx:
        held = people.scopes_of(tx, municipality, known.person_id, str(day))
    if not any(role is Role.ADMIN for role, _, _ in held):
        appoint(house, municipality, email=email, role=Role.ADMIN, scope="", start=day, end=None)
    ticket = key()
    row = access.TicketRow(
        digest=digest(ticket),
        kind=KIND,
        person_id=known.person_id,
        municipality=municipality,
        about="",
        partner="",
        made_at=stamp(at),
        ends_at=stamp(at + LIFE),
        used_at=None,
    )
    with writing(house.engine) as tx:
        access.hand_out(tx, row)
    return f"{address}/logga-in/{ticket}"
