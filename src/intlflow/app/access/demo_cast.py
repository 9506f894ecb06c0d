"""With the made-up register: whose shoes one can step into, on this machine alone."""

from datetime import datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import people
from intlflow.store.engine import Tx, reading

OFFERED = (
    Role.COORDINATOR,
    Role.CONTACT,
    Role.MANAGER,
    Role.SECRETARY,
    Role.REGISTRAR,
    Role.CONTROLLER,
    Role.SIGNATORY,
    Role.LEAD,
    Role.DIRECTOR,
    Role.AUDITOR,
    Role.ADMIN,
)


def offered(house: House, at: datetime) -> list[dict[str, Any]]:
    """One person of each role in each municipality."""
    day = str(local_day(at))
    with reading(house.engine) as tx:
        return [
            {"municipality": pack.municipality.name, "people": _of(tx, pack, day)}
            for pack in house.packs.values()
        ]


def _of(tx: Tx, pack: Pack, day: str) -> list[dict[str, Any]]:
    held = [row for row in people.appointments(tx) if row.municipality == pack.key]
    found = []
    for role in OFFERED:
        row = next((r for r in held if r.role == role and r.holds(day) and not r.deputy), None)
        home = people.home_of(tx, row.person_id, day) if row else None
        if row is not None and home is not None:
            unit = pack.units.get(row.scope)
            found.append(
                {
                    "id": row.person_id,
                    "name": home[1],
                    "role": str(role),
                    "where": unit.name if unit else "",
                }
            )
    return found


def is_offered(house: House, person: int, at: datetime) -> bool:
    """Whether this is one of those."""
    return any(each["id"] == person for group in offered(house, at) for each in group["people"])
