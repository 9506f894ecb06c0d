"""Who is who in a case on a given day: who may act, and who gets a letter when somebody is away.

Source: DOMAIN rules of the municipalities: a deputy steps in while the holder is away; where nobody holds
a role, the unit's manager and the coordinator are told instead (kontaktperson 'ska utses').
"""

from collections.abc import Iterable
from typing import NamedTuple

from intlflow.domain.words import Role


class Holder(NamedTuple):
    """A person, perhaps in a role."""

    person_id: int
    name: str
    email: str | None
    lang: str
    channels: str
    away: bool = False
    role: Role | None = None
    scope: str = ""
    deputy: bool = False

    def only(self, role: Role | None) -> "Holder":
        """The same person in this role alone, or in none, whatever else they are appointed to."""
        return Holder(
            *(self.person_id, self.name, self.email, self.lang, self.channels, self.away, role)
        )


class Recipient(NamedTuple):
    """Somebody who is told, in a capacity, perhaps in another's place."""

    holder: Holder
    role: Role
    stands_in: bool = False
    vacancy: bool = False


class Cast:
    """Everyone around one case on one day."""

    def __init__(
        self, appointed: Iterable[Holder], submitter: Holder | None, manager: Holder | None
    ) -> None:
        self._by_role: dict[Role, list[Holder]] = {}
        self._reach: dict[Role, list[Recipient]] = {}
        for holder in appointed:
            assert holder.role is not None
            self._by_role.setdefault(holder.role, []).append(holder)
        for role, person in ((Role.SUBMITTER, submitter), (Role.PROJECT_MANAGER, manager)):
            if person is not None:
                self._by_role[role] = [person.only(role)]

    def find(self, email: str) -> Holder | None:
        """Somebody in the cast by their address, in no role."""
        for holders in self._by_role.values():
            for holder in holders:
                if holder.email == email:
                    return holder.only(None)
        return None

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """In which capacities this person may act today."""
        return frozenset(
            [
                role
                for role, holders in self._by_role.items()
                for holder in holders
                if holder.person_id == person_id and self._serves(holder, holders)
            ]
        )

    def told(self, role: Role) -> list[Recipient]:
        """Who gets a letter meant for this role today."""
        reached = self._reached(role)
        if reached or role in (Role.SUBMITTER, Role.PROJECT_MANAGER):
            return reached
        # Nobody holds the role: the manager and the coordinator are told so, or who stands in for them.
        return [
            Recipient(instead.holder, role, stands_in=True, vacancy=True)
            for other in (Role.MANAGER, Role.COORDINATOR)
            if other is not role
            for instead in self._reached(other)
        ]

    def deputies(self, role: Role) -> list[Recipient]:
        """Those who stand in for a role, whether or not its holder is at work."""
        holders = self._narrowest(self._by_role.get(role, []))
        return [Recipient(h, role, stands_in=True) for h in holders if h.deputy and not h.away]

    def holds(self, role: Role) -> bool:
        """Whether somebody is appointed to the role today, deputies aside."""
        return any(not h.deputy for h in self._narrowest(self._by_role.get(role, [])))

    def _reached(self, role: Role) -> list[Recipient]:
        """Who holds the role and is at work, else the deputies, else those who are away."""
        found = self._reach.get(role)
        if found is None:
            found = self._reach[role] = self._look_for(role)
        return found

    def _look_for(self, role: Role) -> list[Recipient]:
        holders = self._by_role.get(role, [])
        if len(holders) <= 1:  # as nearly always
            return [Recipient(h, role, h.deputy) for h in holders if not (h.deputy and h.away)]
        holders = self._narrowest(holders)
        present = [h for h in holders if not h.deputy and not h.away]
        if present:
            return [Recipient(h, role) for h in present]
        deputies = [h for h in holders if h.deputy and not h.away]
        if deputies:
            return [Recipient(h, role, stands_in=True) for h in deputies]
        # Away without a deputy: the letter waits in the person's own mailbox.
        return [Recipient(h, role) for h in holders if not h.deputy]

    @staticmethod
    def _narrowest(holders: list[Holder]) -> list[Holder]:
        """Those appointed for the unit or body itself; else those for the whole municipality."""
        return holders if len(holders) <= 1 else [h for h in holders if h.scope] or holders

    @staticmethod
    def _serves(holder: Holder, holders: list[Holder]) -> bool:
        """Who may act: a holder, and a deputy in a scope where no holder is at work."""
        return not holder.deputy or all(
            other.deputy or other.away or other.scope != holder.scope for other in holders
        )
