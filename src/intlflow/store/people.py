"""People and their appointments in the database, as they are on a given day."""

from dataclasses import replace
from typing import Any

from intlflow.domain.cast import Holder
from intlflow.domain.words import Role
from intlflow.store.engine import Tx

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
    marks = ", ".join("?" * (len(scopes) + 1))
    rows = tx.all(
        f"SELECT {_PERSON}, {_AWAY}, r.role, r.scope, r.deputy FROM appointment r"
        " JOIN person p ON p.id = r.person_id"
        f" WHERE r.municipality = ? AND r.scope IN ({marks})"
        " AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to >= ?)"
        f" AND {_ACTIVE} ORDER BY r.id",
        *(day, day, municipality, "", *scopes, day, day, day, day),
    )
    return [
        replace(_holder(row), role=Role(row[6]), scope=row[7], deputy=bool(row[8])) for row in rows
    ]


def _holder(row: tuple[Any, ...]) -> Holder:
    number, name, email, lang, channels, away = row[:6]
    return Holder(number, name, email, lang, channels, bool(away))


def names(tx: Tx, person_ids: set[int]) -> dict[int, str]:
    """Names by number, for showing."""
    if not person_ids:
        return {}
    marks = ", ".join("?" * len(person_ids))
    return dict(tx.all(f"SELECT id, name FROM person WHERE id IN ({marks})", *person_ids))
