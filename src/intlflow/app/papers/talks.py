"""The talks that each unit is to have in a year, by the municipality's own duties, and those it has had."""

from collections.abc import Mapping
from dataclasses import dataclass

from intlflow.domain.duty import Done
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties
from intlflow.store.engine import Tx

Held = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Talks:
    """A unit's talks in a year.

    Args:
        wanted: how many it is to have; 0: no duty asks it for any.
        days: on which days it has had them.
        enough: whether it has had all that it is to have, of each duty.
    """

    wanted: int = 0
    days: tuple[str, ...] = ()
    enough: bool = False


def asked_of(pack: Pack, unit: str) -> tuple[Duty, ...]:
    """The duties by which a unit's ledningsgrupp is to talk, whatever they are called."""
    known = pack.units.get(unit)
    return tuple(
        duty
        for duty in pack.duty
        if duty.done is Done.TALK and known is not None and known.kind in duty.unit_kinds
    )


def talks_of(pack: Pack, unit: str, held: Held) -> Talks:
    """A unit's talks.

    Args:
        pack: the municipality.
        unit: the unit's key.
        held: as `held_in` gives it.
    """
    asked = asked_of(pack, unit)
    days = {duty.key: held.get((duty.key, unit), ()) for duty in asked}
    return Talks(
        wanted=sum(len(duty.window) for duty in asked),
        days=tuple(sorted(day for some in days.values() for day in some)),
        enough=bool(asked) and all(len(days[duty.key]) >= len(duty.window) for duty in asked),
    )


def held_in(tx: Tx, pack: Pack, year: int) -> Held:
    """The days of a year's talks by duty and unit: what was corrected or taken back does not count."""
    logged = duties.logs_of(tx, pack.key, None, None)
    gone = {row.corrects for row in logged}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in logged:
        if row.id not in gone and not row.withdrawn and row.day.startswith(f"{year:04}-"):
            key = row.duty, row.subject
            found[key] = (*found.get(key, ()), row.day)
    return found
