"""Short questions to an installation, for the tests of duties."""

from datetime import UTC, date, datetime, time
from typing import Any

from intlflow.app.duties import answering
from intlflow.app.house import House
from intlflow.domain.facts import LOCAL
from intlflow.store.engine import reading

TALK = "ledningsgrupp_talk"


def at(day: str, hour: int = 9) -> datetime:
    """An instant of a day, Swedish time."""
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=LOCAL).astimezone(UTC)


def rows(house: House, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the database."""
    with reading(house.engine) as tx:
        return tx.all(sql, *values)


def post(house: House, email: str | None = None) -> list[tuple[str, str, str]]:
    """The letters about duties: address, subject, status; oldest first."""
    found = rows(
        house,
        "SELECT address, subject, status FROM letter JOIN letter_text ON letter_id = id"
        " WHERE template LIKE 'duty/%'"
        " ORDER BY created_at, address",
    )
    return [row for row in found if email in (None, row[0])]


def told(house: House, unit: str, period: str, role: str = "contact_person") -> list[str]:
    """On which days the talk of a period was told to whoever holds a role for a unit."""
    found = rows(
        house,
        "SELECT n.letter_day FROM duty_note n JOIN duty_step s USING (municipality, duty, subject,"
        " period, step) WHERE municipality = 'ljungby' AND duty = ? AND subject = ? AND period = ?"
        " AND n.role = ? AND step LIKE ? ORDER BY n.id",
        *(TALK, unit, period, role, f"%>{role}"),
    )
    return [str(day) for (day,) in found]


def holder(house: House, role: str, scope: str, municipality: str = "ljungby") -> str:
    """The address of whoever holds a role."""
    return str(
        rows(
            house,
            "SELECT p.email FROM appointment a JOIN person p ON p.id = a.person_id"
            " WHERE a.municipality = ? AND a.role = ? AND a.scope = ? AND NOT a.deputy ORDER BY a.id",
            *(municipality, role, scope),
        )[0][0]
    )


def talk(
    house: House, day: str, unit: str = "buf", by: str = "", now: str = "", **more: Any
) -> answering.Logged:
    """Note a talk in a unit's management team."""
    return answering.log(
        house,
        "ljungby",
        TALK,
        subject=unit,
        by=by or holder(house, "contact_person", unit),
        on=date.fromisoformat(day),
        forum=more.pop("forum", "ledningsgruppen"),
        at=at(now or day, 12),
        **more,
    )
