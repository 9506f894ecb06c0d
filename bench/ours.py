"""Our side: whole moves of an installed intlflow, on SQLite with WAL and synchronous=FULL."""

from datetime import UTC, datetime
from pathlib import Path

from bench.steps import STEPS, TITLE, VERBS
from intlflow.app.house import House, assemble
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.setup import prepare
from intlflow.domain.words import Kind, Role
from intlflow.settings import Settings
from intlflow.store import register
from intlflow.store.engine import writing

MORNING = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
TOWN = "ljungby"
KARIN, SANNA, MANNE = (f"{name}@{TOWN}.example" for name in ("karin", "sanna", "manne"))
_FACTS = {"park": {"wake_on": "2027-09-01", "reason": "Det saknas tid i år."}, "wake": {}}


def installed(folder: Path, *, alone: bool = False) -> House:
    """A fresh installation with three people; `alone`: Sanna holds every role, so nobody is told."""
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=False, at=MORNING)
    house = assemble(settings)
    with writing(house.engine) as tx:
        for name, address, role in (
            ("Karin Ek", KARIN, Role.CONTACT),
            ("Manne Holm", MANNE, Role.MANAGER),
            ("Sanna Lind", SANNA, Role.COORDINATOR),
        ):
            person = register.add_person(tx, TOWN, name, address, "", "sv", "2013-01-01")
            for held in (
                (Role.CONTACT, Role.MANAGER, role) if alone and address == SANNA else (role,)
            ):
                if not alone or address == SANNA:
                    scope = "" if held is Role.COORDINATOR else unit_of(house)
                    register.appoint(tx, TOWN, person, held, scope, False, "2013-01-01", None, "")
    return house


def unit_of(house: House) -> str:
    """The unit that the cases belong to."""
    return house.pack(TOWN).unit[0].key


def idea(house: House, by: str) -> str:
    """Open a project and give back its reference."""
    made = open_case(
        house, Kind.PROJECT, municipality=TOWN, unit=unit_of(house), title=TITLE, by=by, given={},
        at=MORNING,
    )  # fmt: skip
    return made.ref


def step(house: House, ref: str, verb: str) -> Moved:
    """Sanna makes one move."""
    return move(house, ref, verb, by=SANNA, given=_FACTS[verb], at=MORNING)


class Told:
    """Moves that tell one person: guard, change, journal with its chain, one rendered letter."""

    def __init__(self, folder: Path) -> None:
        self._house = installed(folder)
        self._ref = idea(self._house, KARIN)
        self._size = 0

    def ready(self, size: int) -> None:
        self._size = size

    def go(self) -> None:
        for _ in range(self._size // 2):
            step(self._house, self._ref, "park")
            step(self._house, self._ref, "wake")


class Cases:
    """Whole cases: the opening and nine moves."""

    def __init__(self, house: House, by: str) -> None:
        self._house, self._by = house, by
        self._size = 0

    def ready(self, size: int) -> None:
        self._size = size

    def go(self) -> None:
        for _ in range(self._size // STEPS):
            ref = idea(self._house, self._by)
            for verb in VERBS:
                step(self._house, ref, verb)


def cases_untold(folder: Path) -> Cases:
    """The same work as the peers do; the one letter is the receipt for the opening."""
    return Cases(installed(folder, alone=True), SANNA)


def cases_told(folder: Path) -> Cases:
    """With everyone in place: every step writes a letter, the opening three."""
    return Cases(installed(folder), KARIN)
