"""Handing the year's compilation over to the finance department, for the municipality's annual accounts.

Source: Ljungby's verksamhetsplan 2018, § 5 (redovisas i årsredovisningen). What was handed over is kept
whole with its mark, so that everybody can see which version stands in the accounts.
"""

from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app.access.matrix import MATRIX, Action
from intlflow.app.annual_handover_letter import tell
from intlflow.app.duties import ground
from intlflow.app.duties.answering import quieten
from intlflow.app.duties.occurrences import Open, met, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.house import House, NotFound
from intlflow.app.notices import Told
from intlflow.app.papers.annual import annual, silent_in
from intlflow.app.papers.lengths import Length
from intlflow.app.situation import local_day, somebody
from intlflow.domain.cast import Cast, Holder, Recipient
from intlflow.domain.duty import Done
from intlflow.domain.lifecycle import Refused
from intlflow.packs.model import Pack
from intlflow.papers.kept import kept, read_again
from intlflow.papers.model import Paper
from intlflow.papers.plain import mark_of
from intlflow.store import handovers, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.handovers import HandoverRow
from intlflow.store.instants import stamp


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over, and what it caused."""

    municipality: str
    year: int
    number: int
    mark: str
    at: str
    gaps: int
    letters: tuple[Told, ...]


def hand_over(
    house: House,
    municipality: str,
    year: int,
    at: datetime,
    by: str | None = None,
    address: str | None = None,
) -> HandedOver:
    """Hand the compilation over as it stands: kept with its mark, and a letter to whoever takes it.

    Args:
        house: the installation.
        municipality: the pack's key.
        year: the calendar year that it tells of.
        at: now, with a time zone.
        by: the coordinator's address; None: the clock.
        address: of the pages, which the paper's foot names; None: as the settings say.

    Raises:
        NotFound: no such municipality or person.
        Refused: nobody to hand over to, this very version is handed over already, or not theirs to do.
    """
    pack = house.pack(municipality)
    place = (house.settings.address or "") if address is None else address
    if year > local_day(at).year:
        raise Refused("report-year-ahead", year=year)
    with reading(house.engine) as tx:  # before anything is made
        _actor(tx, pack, by, at)
        takers(tx, pack, local_day(at))
    paper, short = (
        annual(house, municipality, year, at, "sv", place, length)
        for length in (Length.FULL, Length.PARAGRAPH)
    )
    mark, gaps = mark_of(paper), len(silent_in(paper))
    with writing(house.engine) as tx:
        actor = _actor(tx, pack, by, at)
        before = handovers.of_year(tx, municipality, year)
        if before and (by is None or before[-1].mark == mark):
            raise Refused("handed-over", at=before[-1].at, mark=before[-1].mark, year=year)
        taking = takers(tx, pack, local_day(at))
        first = taking[0]
        row = HandoverRow(
            municipality, year, len(before) + 1, mark, stamp(at),
            actor.person_id if actor else None, first.holder.person_id, str(first.role), gaps,
        )  # fmt: skip
        if not handovers.add(tx, row, kept(paper)):
            raise Refused("handed-over", at=stamp(at), mark=mark, year=year)
        told = tell(house, tx, pack, taking, row, before, short, at)
        _goes_quiet(house, tx, pack, at)
    return HandedOver(municipality, year, row.number, mark, row.at, gaps, told)


def takers(tx: Tx, pack: Pack, day: date) -> list[Recipient]:
    """Who takes over for the finance department that day.

    Raises:
        Refused: the pack names no role, or nobody holds it.
    """
    role = pack.year.finance
    if role is None:
        raise Refused("handover-no-role", municipality=pack.municipality.name, pack=pack.key)
    found = Cast(people.appointed(tx, pack.key, (), str(day)), None, None).told(role)
    taking = [each for each in found if not each.vacancy]
    if not taking:
        raise Refused("handover-nobody", role=str(role), pack=pack.key)
    return taking


def handed_over(house: House, municipality: str, year: int) -> list[dict[str, object]]:
    """Everything that was handed over of a year, newest first, with names.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        rows = handovers.of_year(tx, pack.key, year)
        people_named = {each for row in rows for each in (row.person_id, row.taken_by) if each}
        names = people.names(tx, people_named)
    return [
        {
            "municipality": row.municipality, "year": row.year, "number": row.number, "mark": row.mark,
            "at": row.at, "by": names.get(row.person_id) if row.person_id else None,
            "to": names.get(row.taken_by, "?"), "role": row.role, "gaps": row.gaps,
        }
        for row in reversed(rows)
    ]  # fmt: skip


def version(house: House, municipality: str, year: int, number: int) -> Paper:
    """A version as it was handed over.

    Raises:
        NotFound: there is no such municipality or version.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        said = handovers.contents(tx, pack.key, year, number)
    if said is None:
        raise NotFound(f"nothing was handed over as number {number} of {year}")
    return read_again(said)


def hand_over_due(house: House, municipality: str, at: datetime) -> list[str]:
    """Hand over what nobody has, where the last day has come and the pack lets the clock do it.

    Run again it hands over nothing more.

    Args:
        house: the installation.
        municipality: only this one's; empty: all.
        at: now, with a time zone.

    Returns:
        A sentence about each, for whoever looks after the runs; no personal data.

    Raises:
        NotFound: no such municipality.
    """
    packs = [house.pack(municipality)] if municipality else list(house.packs.values())
    words = house.words["sv"]
    said = []
    for pack in packs:
        year = _year_due(house, pack, local_day(at)) if pack.year.hands_over else None
        if year is None:
            continue
        try:
            done = hand_over(house, pack.key, year, at)
        except Refused as no:
            said.append(f"{pack.key}: {words.sentence('refusal', no.why, **no.details)}")
        else:
            said.append(f"{pack.key}: {done.year} {done.mark}")
    return said


def _actor(tx: Tx, pack: Pack, by: str | None, at: datetime) -> Holder | None:
    """Who hands over; None: the clock."""
    if by is None:
        return None
    person = somebody(tx, pack, by, local_day(at))
    may = MATRIX[Action.HAND_OVER]
    held = Cast(people.appointed(tx, pack.key, (), str(local_day(at))), None, None)
    if not may.keys() & held.roles_of(person.person_id):
        raise Refused("not-your-office", who=[str(role) for role in may])
    return person


def _open(known: ground.Ground, pack: Pack, day: date) -> list[Open]:
    duties = [duty for duty in pack.duty if duty.done is Done.HANDOVER]
    return [one for duty in duties for one in opened(known, pack, duty, day)]


def _year_due(house: House, pack: Pack, day: date) -> int | None:
    """The year whose last day has come and that nobody has handed over, waived or paused; None: none."""
    with reading(house.engine) as tx:
        known = ground.load(house, tx, day)
    planner = Planner(known, day)
    years = (
        one.occurrence.year - 1
        for one in _open(known, pack, day)
        if one.occurrence.due <= day and not planner.silent(one)
    )
    return next(years, None)


def _goes_quiet(house: House, tx: Tx, pack: Pack, at: datetime) -> None:
    """Nobody is reminded any more."""
    day = local_day(at)
    known = ground.load(house, tx, day)
    for one in _open(known, pack, day):
        if met(known, one):
            quieten(tx, known, one)
