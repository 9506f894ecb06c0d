"""The one answer to 'may this person do that to this?', and which cases somebody sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from intlflow.app.access.matrix import MATRIX, Action, Reach
from intlflow.domain.words import Role, Stage
from intlflow.packs.model import Pack

EVERYBODY = frozenset({Role.SUBMITTER, Role.PROJECT_MANAGER})
BEFORE_DECISION = frozenset({Stage.IDEA, Stage.SUPPORT})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in, with the roles that they hold today.

    Args:
        roles: role and scope; the scope is a unit's or a body's key, empty for the municipality.
        session: the digest of the session, to know it among one's own.
        way: how they signed in.
    """

    person_id: int
    municipality: str
    name: str
    email: str
    lang: str
    roles: frozenset[tuple[Role, str]] = frozenset()
    session: str = ""
    way: str = ""

    def holds(self, role: Role) -> bool:
        """Whether they hold a role at all today."""
        return any(held is role for held, _ in self.roles)

    def scopes(self, role: Role) -> frozenset[str]:
        """For which units or bodies they hold it; an empty key is the whole municipality."""
        return frozenset(scope for held, scope in self.roles if held is role)


@dataclass(frozen=True, slots=True)
class Place:
    """What an action is about: a case, a unit's page, or the municipality as a whole.

    Args:
        unit: the key of the unit that answers for it today; None: the municipality's own.
        own: whether the visitor has brought or leads it.
        stage: the headline stage of a case.
    """

    municipality: str
    unit: str | None = None
    own: bool = False
    stage: str | None = None


def can(who: Visitor, action: Action, place: Place) -> bool:
    """Whether somebody may do something there. Nothing crosses between municipalities."""
    if who.municipality != place.municipality:
        return False
    return any(_reaches(who, role, reach, place) for role, reach in granted(who, action))


def may(who: Visitor, action: Action) -> bool:
    """Whether somebody may do this anywhere at all."""
    return action in allowed(who)


def allowed(who: Visitor) -> frozenset[Action]:
    """All that somebody may do somewhere, in the roles that they hold now."""
    return _anywhere(frozenset(role for role, _ in who.roles))


@cache
def _anywhere(held: frozenset[Role]) -> frozenset[Action]:
    return frozenset(action for action in MATRIX if any(True for _ in _granted(held, action)))


def granted(who: Visitor, action: Action) -> Iterable[tuple[Role, Reach]]:
    """In which roles somebody may do it, and how far each goes."""
    return _granted(frozenset(role for role, _ in who.roles), action)


def _granted(held: frozenset[Role], action: Action) -> Iterable[tuple[Role, Reach]]:
    table = MATRIX[action]
    for role in (held | EVERYBODY) & table.keys():
        reach = table[role]
        if role is Role.PROJECT_MANAGER and reach is not Reach.OWN:
            continue  # somebody who leads a project is in the register in another capacity too
        yield role, reach


def _reaches(who: Visitor, role: Role, reach: Reach, place: Place) -> bool:
    if reach is Reach.ALL:
        return True
    if reach is Reach.OWN:
        return place.own
    if reach is Reach.DECIDED:
        return place.stage not in BEFORE_DECISION
    return place.unit is None or place.unit in who.scopes(role) or "" in who.scopes(role)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which cases a list may hold, for the question to the database.

    Args:
        all: every case of the municipality.
        units: keys of units, those that they have replaced among them.
        decided: besides, every case that has come as far as a decision.
    """

    municipality: str
    all: bool
    units: tuple[str, ...]
    decided: bool
    person_id: int
    email: str


def sight(who: Visitor, pack: Pack, action: Action = Action.READ_CASE) -> Sight:
    """Which cases somebody may see."""
    rights = list(granted(who, action))
    units: set[str] = set()
    for role, reach in rights:
        if reach is Reach.UNIT:
            for scope in who.scopes(role) or ():
                units |= set(pack.lineage(scope)) if scope in pack.units else set()
    reaches = {reach for _, reach in rights}
    whole = Reach.ALL in reaches or any(
        reach is Reach.UNIT and "" in who.scopes(role) for role, reach in rights
    )
    return Sight(
        municipality=who.municipality,
        all=whole,
        units=tuple(sorted(units)),
        decided=Reach.DECIDED in reaches,
        person_id=who.person_id,
        email=who.email,
    )
