"""One press, twice a year: the unit's people in the register are still right."""

from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app.house import House, NotFound
from intlflow.app.hush import hush
from intlflow.app.situation import local_day, somebody
from intlflow.app.unit_reports import cast_around, known_unit
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store import duties, people
from intlflow.store.duties import LogRow
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

DUTY = "contact_confirmation"
MAY = (Role.MANAGER, Role.CONTACT, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was confirmed.

    Args:
        period: the half-year, such as `2027-1`.
        people: the contact persons and their deputies, by name.
        before: whether somebody had confirmed it for this period already.
    """

    municipality: str
    unit: str
    unit_name: str
    period: str
    people: tuple[str, ...]
    at: str
    before: bool


def confirm(house: House, municipality: str, unit: str, *, by: str, at: datetime) -> Confirmed:
    """Confirm that the unit's people are still right; it goes into the log of its duty.

    Args:
        house: the installation.
        municipality: the pack's key.
        unit: the unit's key.
        by: the address of its manager, its contact person or the coordinator.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality, person or unit, or a unit that has been merged.
        Refused: somebody who may not, or a unit without anybody to confirm.
    """
    pack, day = house.pack(municipality), local_day(at)
    name, now = known_unit(pack, unit).name, pack.unit_on(unit, day)
    if now.key != unit:
        raise NotFound(f"{name} has been merged; use '{now.key}'")
    with writing(house.engine) as tx:
        actor = somebody(tx, pack, by, day)
        roles = cast_around(tx, pack, unit, day).roles_of(actor.person_id)
        role = next((each for each in MAY if each in roles), None)
        if role is None:
            raise Refused("not-for-this-unit", verb="confirm", who=[str(each) for each in MAY])
        held = [
            each
            for each in people.appointed(tx, pack.key, (unit,), str(day))
            if each.role is Role.CONTACT and each.scope == unit
        ]
        if all(each.deputy for each in held):
            raise Refused("unit-vacant", unit=name)
        period = period_of(day)
        before = _is_confirmed(tx, municipality, unit, period)
        if not before:
            topics = ", ".join(str(each.person_id) for each in held)  # numbers, no names
            row = LogRow(
                0, municipality, DUTY, unit, period, str(day), "", topics, "",
                actor.person_id, str(role), stamp(at), None, withdrawn=False,
            )  # fmt: skip
            duties.log(tx, row)
            hush(house, tx, pack, [d for d in pack.duty if d.key == DUTY], unit, day)
        names = tuple(each.name for each in held)
        return Confirmed(municipality, unit, name, period, names, stamp(at), before)


def period_of(day: date) -> str:
    """The half-year that a confirmation counts for."""
    return f"{day.year}-{1 if day.month < 7 else 2}"


def _is_confirmed(tx: Tx, municipality: str, unit: str, period: str) -> bool:
    rows = duties.logs_of(tx, municipality, DUTY, unit)
    gone = {row.corrects for row in rows}
    return any(row.period == period and row.id not in gone and not row.withdrawn for row in rows)
