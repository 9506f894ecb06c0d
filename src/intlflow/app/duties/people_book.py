"""Everyone who holds a role, with the days it holds and the days they are away, read once.

From it comes the cast of any day, past or coming, without asking the database again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from intlflow.domain.cast import Cast, Holder
from intlflow.domain.words import Role
from intlflow.store import people
from intlflow.store.engine import Tx
from intlflow.store.people import AppointmentRow, PersonRow


@dataclass
class PeopleBook:
    """The register of people, as a tick needs it.

    Args:
        persons: by number.
        appointments: every one that has not ended long ago.
        absences: person → first and last day of each.
    """

    persons: dict[int, PersonRow]
    appointments: list[AppointmentRow]
    absences: dict[int, list[tuple[str, str]]]

    def __post_init__(self) -> None:
        self._day = ""  # whose holders are kept at hand
        self._of_day: dict[tuple[str, str], list[tuple[int, Holder]]] = {}

    @classmethod
    def load(cls, tx: Tx) -> "PeopleBook":
        """Read the register, in three questions."""
        absences: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for person, first, last in people.absences(tx):
            absences[person].append((first, last))
        persons = {row.id: row for row in people.everyone(tx)}
        return cls(persons, people.appointments(tx), absences)

    @cached_property
    def _by_scope(self) -> dict[tuple[str, str], list[AppointmentRow]]:
        found: dict[tuple[str, str], list[AppointmentRow]] = defaultdict(list)
        for row in self.appointments:
            found[row.municipality, row.scope].append(row)
        return found

    def to_role(self, municipality: str, role: str | None) -> list[AppointmentRow]:
        """Every appointment to a role, or to any, whenever it holds."""
        return self._by_role.get((municipality, role), [])

    @cached_property
    def _by_role(self) -> dict[tuple[str, str | None], list[AppointmentRow]]:
        found: dict[tuple[str, str | None], list[AppointmentRow]] = defaultdict(list)
        for row in self.appointments:
            found[row.municipality, row.role].append(row)
            found[row.municipality, None].append(row)
        return found

    @cached_property
    def _by_email(self) -> dict[tuple[str, str], int]:
        return {(p.municipality, p.email): p.id for p in self.persons.values() if p.email}

    def of(self, municipality: str, scope: str) -> list[AppointmentRow]:
        """Every appointment for a unit or body, whenever it holds."""
        return self._by_scope.get((municipality, scope), [])

    def cast(
        self,
        municipality: str,
        scopes: Iterable[str],
        day: str,
        *,
        submitter: int | None = None,
        manager: str | None = None,
    ) -> Cast:
        """Who is who around some units and bodies on a day.

        Args:
            municipality: whose register.
            scopes: keys of units and bodies; what holds for the whole municipality is always there.
            day: as `2027-03-01`.
            submitter: who opened the case, if it is about one.
            manager: the project manager's address.
        """
        held = [pair for scope in ("", *scopes) for pair in self._held(municipality, scope, day)]
        number = self._by_email.get((municipality, manager)) if manager else None
        return Cast(
            [holder for _, holder in sorted(held, key=lambda pair: pair[0])],
            self.person(submitter, day),
            self.person(number, day),
        )

    def number(self, municipality: str, email: str) -> int | None:
        """The number of the person with an address, whether active or not."""
        return self._by_email.get((municipality, email))

    def person(self, number: int | None, day: str) -> Holder | None:
        """Somebody who is active that day."""
        row = self.persons.get(number) if number is not None else None
        if row is None or not row.active(day):
            return None
        away = any(first <= day <= last for first, last in self.absences.get(row.id, ()))
        return Holder(row.id, row.name, row.email, row.lang, row.channels, away)

    def _held(self, municipality: str, scope: str, day: str) -> list[tuple[int, Holder]]:
        """Who holds something for a unit or body on a day, by the appointment's number."""
        if self._day != day:
            self._day, self._of_day = day, {}
        key = (municipality, scope)
        if key not in self._of_day:
            found = [(row.id, self._holder(row, day)) for row in self.of(municipality, scope)]
            self._of_day[key] = [(number, holder) for number, holder in found if holder]
        return self._of_day[key]

    def _holder(self, row: AppointmentRow, day: str) -> Holder | None:
        if not row.holds(day):
            return None
        person = self.persons.get(row.person_id)
        if person is None or not person.active(day):
            return None
        away = any(first <= day <= last for first, last in self.absences.get(person.id, ()))
        return Holder(
            person.id, person.name, person.email, person.lang, person.channels, away,
            Role(row.role), row.scope, row.deputy,
        )  # fmt: skip
