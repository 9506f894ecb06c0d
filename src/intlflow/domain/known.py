"""A project that somebody has already done, as a public register tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that took part."""

    name: str
    country: str = ""
    org_no: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project in a register. Days are ISO text, amounts decimal text; what isn't told is empty."""

    external_id: str
    title: str
    title_en: str = ""
    acronym: str = ""
    programme: str = ""
    partners: tuple[Partner, ...] = ()
    starts_on: str = ""
    ends_on: str = ""
    total: str = ""
    eu_support: str = ""
    currency: str = ""
    eu_rate: str = ""  # the EU's part, 0.80 for 80 %
    funder_ref: str = ""  # the funder's own diarienummer, such as 24-011-S07
    url: str = ""
    summary: str = ""
