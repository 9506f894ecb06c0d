"""What a pack knows about the registers: goals, figures for journeys, how long something may lie still."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from intlflow.domain.registers import TRAVEL_MODES
from intlflow.packs.entries import Bilingual, Entry, Key, Text

Grams = Annotated[int, Field(ge=0, le=2000)]
Months = Annotated[int, Field(ge=1, le=120)]


class Goal(Entry):
    """A goal that a case can serve; a case keeps the one that held when it was tagged.

    Args:
        level: of the vision, of the whole municipality, of one unit, or a field that matters (sakområde).
        unit: whose goal it is; only a unit's.
        year: by when it should be reached.
    """

    key: Key
    label: Bilingual
    level: Literal["vision", "municipality", "unit", "subject"]
    unit: Key | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class TravelFactor(Entry):
    """Grams of carbon dioxide (CO2e) per person and kilometre, with where the figure comes from."""

    mode: Literal[TRAVEL_MODES]  # type: ignore[valid-type]
    grams: Grams
    source: Text
    valid_from: date | None = None
    valid_to: date | None = None


class Patience(Entry):
    """How many months something in a register may lie still before it is listed as a gap."""

    key: Literal[
        "network_unused", "twin_town_silent", "cooperation_silent", "renewal_ahead", "flight_open"
    ]
    months: Months
    rule: Key | None = None  # the sentence that demands it; none: assumed
