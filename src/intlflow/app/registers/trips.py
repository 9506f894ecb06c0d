"""Journeys: added whole, with their legs; how much carbon dioxide each way of travelling cost."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from intlflow.app.house import House
from intlflow.app.registers import finding
from intlflow.app.registers.keeping import Desk, Kept
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import LEG, TRIP
from intlflow.domain.travel import kilograms, read_leg, total
from intlflow.packs.model import Pack
from intlflow.packs.registers import TravelFactor
from intlflow.store import registers
from intlflow.store.engine import reading, writing

Plain = dict[str, Any]


def add_trip(
    house: House,
    municipality: str,
    given: Mapping[str, str],
    legs: Sequence[str],
    *,
    by: str,
    at: datetime,
    unit: str = "",
) -> Kept:
    """Add a journey with its legs: all of it or nothing.

    Raises:
        NotFound: no such municipality, unit, person, case or row.
        Refused: a field or leg is wrong, there is no leg, or the pack has no figure for the way.
    """
    way = [read_leg(text) for text in legs]
    if not way:
        raise Refused("trip-without-way")
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        trip = desk.add(TRIP, given, unit)
        row = finding.find_row(tx, TRIP, municipality, str(trip.number))
        for leg in way:
            _add_leg(desk, row, leg.stretch, leg.mode, leg.km)
    return trip


def add_leg(
    house: House, municipality: str, which: str, leg: str, *, by: str, at: datetime
) -> Kept:
    """Add a leg to a journey that is in the register."""
    way = read_leg(leg)
    return write_leg(house, municipality, which, way.stretch, way.mode, way.km, by=by, at=at)


def write_leg(
    house: House,
    municipality: str,
    which: str,
    stretch: str,
    mode: str,
    km: int,
    *,
    by: str,
    at: datetime,
) -> Kept:
    """The same, of a leg whose parts were asked for one by one.

    Raises:
        NotFound: no such municipality, person or journey.
        Refused: the pack has no figure for the way, or the journey is another unit's.
    """
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        return _add_leg(desk, finding.find_row(tx, TRIP, municipality, which), stretch, mode, km)


def _add_leg(desk: Desk, trip: registers.Row, stretch: str, mode: str, km: int) -> Kept:
    """Write a leg with the figure that held on the day of the journey."""
    day = date.fromisoformat(trip["day"])
    factor = factors(desk.pack, day).get(mode)
    if factor is None:
        raise Refused("trip-mode-unknown", mode=mode, known=sorted(factors(desk.pack, day)))
    kg = kilograms(km, trip["travellers"], Decimal(factor.grams))
    sure = "" if factor.confirm is None else " (ska bekräftas)"
    given = {
        "stretch": stretch,
        "trip": str(trip["number"]),
        "mode": mode,
        "km": str(km),
        "travellers": str(trip["travellers"]),
        "grams": str(factor.grams),
        "factor": f"{factor.source}{sure}",
        "kg": str(kg),
    }
    return desk.add(LEG, given, trip["unit"], day)


def factors(pack: Pack, day: date) -> dict[str, TravelFactor]:
    """The figures of a day, by way of travelling."""
    return {
        factor.mode: factor
        for factor in pack.travel_factor
        if (factor.valid_from or day) <= day <= (factor.valid_to or day)
    }


def carbon(house: House, municipality: str, year: int, at: datetime) -> Plain:
    """A year's journeys: kilograms and kilometres by way of travelling and by unit; flights open.

    Raises:
        NotFound: no such municipality.
    """
    pack, today = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        rows = registers.newest(tx, TRIP.table, municipality)
        legs = registers.newest(tx, LEG.table, municipality)
    trips = {
        row["number"]: row
        for row in rows
        if not row["withdrawn"] and row["day"].startswith(f"{year:04}-")
    }
    kept = [leg for leg in legs if leg["trip"] in trips and not leg["withdrawn"]]
    by_mode: dict[str, list[registers.Row]] = defaultdict(list)
    by_unit: dict[str, list[registers.Row]] = defaultdict(list)
    for leg in kept:
        by_mode[leg["mode"]].append(leg)
        by_unit[trips[leg["trip"]]["unit"]].append(leg)
    flown = {leg["trip"] for leg in kept if leg["mode"] == "flight"}
    current = factors(pack, today)
    return {
        "municipality": municipality,
        "year": year,
        "trips": len(trips),
        "kg": _kg(kept),
        "modes": [
            {"mode": mode, "km": sum(leg["km"] for leg in found), "kg": _kg(found)}
            for mode, found in sorted(by_mode.items())
        ],
        "units": [{"unit": unit, "kg": _kg(found)} for unit, found in sorted(by_unit.items())],
        "not_compensated": sorted(n for n in flown if not trips[n]["compensated_on"]),
        "factors": [
            {"mode": f.mode, "grams": f.grams, "source": f.source, "to_confirm": f.confirm}
            for f in current.values()
        ],
    }


def _kg(legs: Sequence[registers.Row]) -> str:
    return str(total([Decimal(leg["kg"]) for leg in legs]))
