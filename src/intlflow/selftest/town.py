"""A small made-up town to try things out on: a few people in every pack, under `.example`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import register
from intlflow.store.engine import writing

MORNING = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
PEOPLE = (
    ("Karin Ek", "contact", Role.CONTACT),
    ("Sanna Lind", "coordinator", Role.COORDINATOR),
    ("Manne Holm", "", Role.MANAGER),  # no e-mail: every letter to him must come up as trouble
    ("Petra Dahl", "project", None),
)
CONTACT, COORDINATOR = "contact", "coordinator"
_WHY: dict[str, str] = {Fact.REASON: "Det saknas tid i år."}
# Who makes which move with which facts; each road ends where the next case begins.
ROADS = (
    (("park", COORDINATOR), ("wake", COORDINATOR), ("accept", COORDINATOR), ("park", COORDINATOR)),
    (("decline", COORDINATOR), ("raise_again", CONTACT), ("accept", COORDINATOR)),
    (("accept", COORDINATOR), ("withdraw", CONTACT)),
    (("withdraw", CONTACT),),
)


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality of the self-test."""

    pack: Pack
    unit: str

    def at(self, name: str) -> str:
        """Somebody's address."""
        return f"{name}@{self.pack.key}.example"

    def facts(self, verb: str) -> dict[str, str]:
        """What a move needs to be told."""
        match verb:
            case "park":
                return {**_WHY, Fact.WAKE_ON: "2027-09-01"}
            case "accept":
                form = self.pack.form[0].label.sv
                return {Fact.PROJECT_MANAGER: self.at("project"), Fact.FORMS: form}
            case "wake":
                return {}
        return _WHY


def settle(house: House, at: datetime) -> list[Town]:
    """Put the people in the register of every pack."""
    towns = []
    with writing(house.engine) as tx:
        for key, pack in sorted(house.packs.items()):
            unit = next(unit.key for unit in pack.unit if unit.holds(local_day(at)))
            town = Town(pack, unit)
            towns.append(town)
            for name, mailbox, role in PEOPLE:
                address = town.at(mailbox) if mailbox else None
                person = register.add_person(tx, key, name, address, "", "sv", "2013-01-01")
                if role is not None:
                    scope = "" if role is Role.COORDINATOR else unit
                    register.appoint(tx, key, person, role, scope, False, "2013-01-01", None, "")
    return towns


def walk(house: House, town: Town, chance: Random, now: Callable[[], datetime]) -> Iterator[Moved]:
    """Open a case and make real moves with it, each in its own transaction at its own instant."""
    opened = open_case(
        house,
        Kind.PROJECT,
        municipality=town.pack.key,
        unit=town.unit,
        title=f"Grönare skolgårdar {chance.randrange(1000)}",
        by=town.at(CONTACT),
        given={},
        at=now(),
    )
    yield opened
    for verb, who in chance.choice(ROADS):
        given = town.facts(verb)
        yield move(house, opened.ref, verb, by=town.at(who), given=given, at=now())
