"""Short ways to write what happens to a unit's annual report."""

from datetime import UTC, datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.unit_reports import Reported, YearOpened, act, close_year, open_year
from tests.people import at, home

YEAR = 2027
OPENS = datetime(2027, 12, 1, 7, tzinfo=UTC)
WEEK_LATER = datetime(2027, 12, 8, 7, tzinfo=UTC)
CLOSES = datetime(2028, 1, 21, 7, tzinfo=UTC)
AFTERWARDS = datetime(2028, 1, 28, 7, tzinfo=UTC)


def open_all(house: House, municipality: str = "ljungby", when: datetime = OPENS) -> YearOpened:
    """The clock asks every unit."""
    return open_year(house, municipality, YEAR, when)


def close_all(house: House, municipality: str = "ljungby") -> tuple[str, ...]:
    """The clock closes the collection."""
    return close_year(house, municipality, YEAR, CLOSES)


def do(house: House, verb: str, who: str, **more: Any) -> Reported:
    """One move of the home unit's report, by somebody in the cast."""
    usual: dict[str, Any] = {
        "municipality": "ljungby",
        "unit": home(),
        "year": YEAR,
        "at": WEEK_LATER,
    }
    wanted = usual | more
    by = more.get("by") or at(who, wanted["municipality"])
    return act(house, verb, **wanted | {"by": by})
