"""People and their appointments in the database, as they are on a given day."""

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from intlflow.domain.cast import Holder
from intlflow.domain.words import Role
from intlflow.store.engine import Tx

_ROLES = {role.value: role for role in Role}
_PERSON = "p.id, p.name, p.email, p.lang, p.channels"
_AWAY = "EXISTS (SELECT 1 FROM absence a WHERE a.person_id = p.id AND a.first_day <= ? AND a.last_day >= ?)"
_ACTIVE = "p.active_from <= ? AND (p.active_to IS NULL OR p.active_to >= ?)"


def by_email(tx: Tx, municipality: str, email: str, day: str) -> Holder | None:
    """The person with this address, if active that day."""
    return _one(
        tx, "p.municipality = ? AND p.email = ?", (municipality, email.strip().lower()), day
    )


def by_id(tx: Tx, person_id: int, day: str) -> Holder | None:
    """The person with this number, if active that day."""
    return _one(tx, "p.id = ?", (person_id,), day)


def _one(tx: Tx, where: str, values: tuple[Any, ...], day: str) -> Holder | None:
    sql = f"SELECT {_PERSON}, {_AWAY} FROM person p WHERE {where} AND {_ACTIVE}"
    found = tx.one(sql, day, day, *values, day, day)
    return _holder(found) if found else None


def appointed(tx: Tx, municipality: str, scopes: tuple[str, ...], day: str) -> list[Holder]:
    """Everyone who holds a role that day for one of the scopes or for the whole municipality."""
    values = (day, day, municipality, "", *scopes, day, day, day, day)
    rows = tx.all(_appointed(len(scopes)), *values)
    rows.sort(key=_number)  # faster than the database, for so few
    return [
        Holder._make((*row[:5], bool(row[5]), _ROLES[row[6]], row[7], bool(row[8]))) for row in rows
    ]


_number = itemgetter(9)


@cache
def _appointed(scopes: int) -> str:
    marks = " OR ".join(["r.scope = ?"] * (scopes + 1))  # for IN, SQLite would make a table first
    return (
        f"SELECT {_PERSON}, {_AWAY}, r.role, r.scope, r.deputy, r.id FROM appointment r"
        " JOIN person p ON p.id = r.person_id"
        f" WHERE r.municipality = ? AND ({marks})"
        " AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to >= ?)"
        f" AND {_ACTIVE}"
    )


def _holder(row: tuple[Any, ...]) -> Holder:
    return Holder(*(*row[:5], bool(row[5])))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the register."""

    id: int
    municipality: str
    name: str
    email: str | None
    lang: str
    channels: str
    active_from: str
    active_to: str | None

    def active(self, day: str) -> bool:
        """Whether they work for the municipality that day."""
        return self.active_from <= day and (self.active_to is None or self.active_to >= day)


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """Who holds which role, for what, between which days."""

    id: int
    municipality: str
    person_id: int
    role: str
    scope: str
    deputy: bool
    valid_from: str
    valid_to: str | None

    def holds(self, day: str) -> bool:
        """Whether it holds that day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


def everyone(tx: Tx) -> list[PersonRow]:
    """Everybody in the register."""
    rows = tx.all(
        "SELECT id, municipality, name, email, lang, channels, active_from, active_to FROM person"
    )
    return [PersonRow(*row) for row in rows]


def appointments(tx: Tx) -> list[AppointmentRow]:
    """Every appointment there is or was."""
    rows = tx.all(
        "SELECT id, municipality, person_id, role, scope, deputy, valid_from, valid_to"
        " FROM appointment ORDER BY id"
    )
    return [AppointmentRow(*(*row[:5], bool(row[5]), *row[6:])) for row in rows]


def absences(tx: Tx) -> list[tuple[int, str, str]]:
    """Everyone's absences: person, first day, last day."""
    return tx.all("SELECT person_id, first_day, last_day FROM absence")


def names(tx: Tx, person_ids: set[int]) -> dict[int, str]:
    """Names by number, for showing."""
    if not person_ids:
        return {}
    marks = ", ".join("?" * len(person_ids))
    return dict(tx.all(f"SELECT id, name FROM person WHERE id IN ({marks})", *person_ids))


def home_of(tx: Tx, person_id: int, day: str) -> tuple[str, str, str | None, str] | None:
    """A person's municipality, name, address and language, if they are active that day."""
    found = tx.one(
        f"SELECT p.municipality, p.name, p.email, p.lang FROM person p WHERE p.id = ? AND {_ACTIVE}",
        *(person_id, day, day),
    )
    return (found[0], found[1], found[2], found[3]) if found else None


def scopes_of(tx: Tx, municipality: str, person_id: int, day: str) -> list[tuple[Role, str, bool]]:
    """The roles that somebody holds that day: role, scope, and whether only as a deputy."""
    rows = tx.all(
        "SELECT role, scope, deputy FROM appointment WHERE municipality = ? AND person_id = ?"
        " AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY id",
        *(municipality, person_id, day, day),
    )
    return [(_ROLES[role], scope, bool(deputy)) for role, scope, deputy in rows]


def names_by_email(tx: Tx, municipality: str, emails: set[str]) -> dict[str, str]:
    """Names by address, for showing."""
    if not emails:
        return {}
    marks = ", ".join("?" * len(emails))
    return dict(
        tx.all(
            f"SELECT email, name FROM person WHERE municipality = ? AND email IN ({marks})",
            municipality,
            *sorted(emails),
        )
    )
