"""Made-up people for every unit: a contact person, a manager, deputies; one vacancy, one without mail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from intlflow.app.demo.names import FIRST, LAST
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.packs.model import Pack, Unit
from intlflow.store import register
from intlflow.store.engine import Tx, writing

HISTORY = timedelta(days=6 * 365)  # how long people have been there, so that old cases had them
CENTRAL = (
    (Role.COORDINATOR, "internationell samordnare"),
    (Role.COORDINATOR, "utvecklingsstrateg"),  # the deputy
    (Role.REGISTRAR, "registrator"),
    (Role.SECRETARY, "nämndsekreterare"),
    (Role.CONTROLLER, "ekonom"),
    (Role.SIGNATORY, "ekonomichef"),
    (Role.LEAD, "förtroendevald"),
    (Role.LEAD, "förtroendevald"),
    (Role.DIRECTOR, "kommundirektör"),
)


@dataclass
class _Hiring:
    """Puts people of one municipality in the register, each with a name of their own."""

    tx: Tx
    pack: Pack
    since: date
    numbers: "count[int]"

    def person(self, title: str, *, mail: bool = True) -> int:
        number = next(self.numbers)
        first = FIRST[number % len(FIRST)]
        last = LAST[(number * 7 + number // len(FIRST)) % len(LAST)]
        domain = self.pack.municipality.reply_to.rpartition("@")[2]
        email = f"{plain(first)}.{plain(last)}@{domain}" if mail else None
        return register.add_person(
            self.tx, self.pack.key, f"{first} {last}", email, title, "sv", str(self.since)
        )

    def appoint(self, person: int, role: Role, scope: str, *, deputy: bool = False) -> None:
        register.appoint(
            self.tx, self.pack.key, person, str(role), scope, deputy, str(self.since), None, ""
        )


def enter(house: House, at: datetime) -> None:
    """Put the made-up people of every municipality in the register, in one go."""
    since = local_day(at) - HISTORY
    with writing(house.engine) as tx:
        for pack in house.packs.values():
            hiring = _Hiring(tx, pack, since, count())
            _central(hiring)
            units = [unit for unit in pack.unit if unit.holds(local_day(at))]
            for place, unit in enumerate(units):
                _unit(hiring, unit, vacant=place == len(units) - 1, silent=place == 2)


def _central(hiring: _Hiring) -> None:
    seen: set[Role] = set()
    for role, title in CENTRAL:
        person = hiring.person(title)
        hiring.appoint(person, role, "", deputy=role in seen and role is Role.COORDINATOR)
        seen.add(role)


def _unit(hiring: _Hiring, unit: Unit, *, vacant: bool, silent: bool) -> None:
    """A unit's people; `vacant` has no contact person, `silent` a manager without an address."""
    chief = "vd" if unit.kind == "company" else "förvaltningschef"
    manager = hiring.person(chief, mail=not silent)
    hiring.appoint(manager, Role.MANAGER, unit.key)
    if vacant:
        return
    contact, deputy = hiring.person("utvecklingsledare"), hiring.person("verksamhetsutvecklare")
    hiring.appoint(contact, Role.CONTACT, unit.key)
    hiring.appoint(deputy, Role.CONTACT, unit.key, deputy=True)


def plain(name: str) -> str:
    """A name as it stands in an address."""
    return name.lower().translate(str.maketrans("åäöéü", "aaoeu")).replace(" ", "-")
