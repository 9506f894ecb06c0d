"""The papers that are needed soon: an agenda for each talk that is due, a memo for each decision.

Source: Ljungby's verksamhetsplan 2018, § 4 (minst två gånger per år prata internationella frågor; stötta
arbetet med att skriva ansökan).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intlflow.app.duties import ground, leading
from intlflow.app.duties.occurrences import Open, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.house import House, NotFound
from intlflow.app.papers.registry import made_for
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.packs.model import Pack
from intlflow.store.engine import reading

MADE = (leading.AGENDA, leading.MEMO)
SOON, FRESH = timedelta(days=30), timedelta(days=7)  # before the last day, and after it opened


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper that somebody needs by a day.

    Args:
        kind: which paper.
        about: the unit's key or the case's reference.
        name: of the unit or the case, as a row tells it.
        by: the last day: of the talk, or for the meeting's papers.
        path: where it is on the pages.
    """

    municipality: str
    kind: str
    about: str
    name: str
    by: date
    path: str


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made, or why it could not be."""

    needed: Needed
    title: str
    wrong: str = ""


def needed(house: House, municipality: str, about: str, at: datetime) -> list[Needed]:
    """The papers behind every duty that is open, leads to one and is not met; the soonest first.

    Args:
        house: the installation.
        municipality: only this one's; empty: all.
        about: only this unit's or case's; empty: all.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality.
    """
    packs = [house.pack(municipality)] if municipality else list(house.packs.values())
    day = local_day(at)
    with reading(house.engine) as tx:
        planner = Planner(ground.load(house, tx, day), day)
    found = {each for pack in packs for each in _of_pack(planner, pack, day)}
    wanted = about.strip().casefold()
    return sorted(
        (each for each in found if not wanted or each.about.casefold() == wanted),
        key=lambda each: (each.by, each.municipality, each.kind, each.about),
    )


def _of_pack(planner: Planner, pack: Pack, day: date) -> list[Needed]:
    return [
        Needed(pack.key, str(duty.paper), _about(one.subject.key), one.subject.name,
               one.occurrence.due, leading.path_of(one))
        for duty in pack.duty
        if duty.paper in MADE
        for one in opened(planner.ground, pack, duty, day)
        if _is_near(one, day) and not planner.silent(one) and leading.path_of(one)
    ]  # fmt: skip


def _is_near(one: Open, day: date) -> bool:
    """Whether it has just opened, or its last day is near or over."""
    opens, due = one.occurrence.opens, one.occurrence.due
    return opens <= day and (day - opens <= FRESH or due - day <= SOON)


def _about(subject: str) -> str:
    """The unit or case of a subject; a meeting's is named by case and body."""
    return subject.partition("/")[0]


def make(house: House, wanted: Needed, at: datetime) -> Made:
    """Make a paper, to see that it can be had when it is asked for.

    Args:
        house: the installation.
        wanted: which.
        at: now, with a time zone.
    """
    site = house.settings.address or ""
    try:
        paper = made_for(house, wanted.kind, wanted.municipality, wanted.about, at, "sv", site)
    except (NotFound, Refused) as no:
        return Made(wanted, "", str(no))
    return Made(wanted, paper.title)


def rows(house: House, made: list[Made]) -> list[dict[str, str]]:
    """One row for each paper with its link, for whoever looks after the runs; no personal data."""
    label, site = house.words["sv"].section("table"), house.settings.address or ""
    return [
        {
            label["municipality"]: each.needed.municipality,
            label["paper"]: each.title or each.wrong,
            label["subject"]: each.needed.name,
            label["day"]: str(each.needed.by),
            label["link"]: f"[{each.needed.kind}]({site}{each.needed.path})" if site else "",
        }
        for each in made
    ]
