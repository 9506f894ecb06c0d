"""May somebody from this county apply at all? Told before anyone writes ten pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

EVERYWHERE = "all"

# SCB:s länskoder
COUNTIES = {
    "01": "Stockholms län", "03": "Uppsala län", "04": "Södermanlands län",
    "05": "Östergötlands län", "06": "Jönköpings län", "07": "Kronobergs län",
    "08": "Kalmar län", "09": "Gotlands län", "10": "Blekinge län", "12": "Skåne län",
    "13": "Hallands län", "14": "Västra Götalands län", "17": "Värmlands län",
    "18": "Örebro län", "19": "Västmanlands län", "20": "Dalarnas län",
    "21": "Gävleborgs län", "22": "Västernorrlands län", "23": "Jämtlands län",
    "24": "Västerbottens län", "25": "Norrbottens län",
}  # fmt: skip


class May(StrEnum):
    """The answer: inside the programme's area, everywhere, outside, or not known to us."""

    INSIDE = "inside"
    EVERYWHERE = "everywhere"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a municipality in a county may take part, and in which counties one may."""

    may: May
    county: str
    counties: tuple[str, ...] = ()


def judge(county: str, counties: Sequence[str]) -> Eligibility:
    """Whether a county lies in a programme's area.

    Args:
        county: the municipality's two digits.
        counties: the programme's; `all` stands for every one; none: we don't know.
    """
    if not counties:
        return Eligibility(May.UNKNOWN, county)
    if EVERYWHERE in counties:
        return Eligibility(May.EVERYWHERE, county)
    inside = May.INSIDE if county in counties else May.OUTSIDE
    return Eligibility(inside, county, tuple(counties))
