"""A standing check of every case under way against its deadline; worse news reaches the coordinator once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from intlflow.app.decisions import chain
from intlflow.app.house import House
from intlflow.app.meetings import wording
from intlflow.app.meetings.consequences import write
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import UNDER_WAY, Matter, under_way
from intlflow.app.situation import situate
from intlflow.domain.reach import RANK, Colour, Plan, Town
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import meetings
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp


def look(
    house: House, tx: Tx, packs: Iterable[Pack], known: Iterable[CaseRow], day: date, at: datetime
) -> int:
    """See how every case stands now; write to the coordinators whose cases stand worse; how many letters.

    A case that is seen first is only noted, unless it can't be done: that was news to nobody. A case whose
    deadline has passed is left alone.

    Args:
        house: the installation.
        tx: the tick's transaction.
        packs: the municipalities that are looked at.
        known: the cases of them all.
        day: the day that the tick works for.
        at: now.
    """
    ahead = _ahead(tx, packs, known, day, at)
    if not ahead:
        return 0
    rows = defaultdict(list)
    for row in meetings.standing(tx):
        rows[row.municipality].append(row)
    seen, written, news = meetings.seen(tx), 0, []
    for pack, waiting in ahead:
        town = town_of(pack, held(pack, rows[pack.key]), day)
        for case, asked in waiting:
            plan, deadline = asked.plan(town), stamp(asked.deadline)
            last = seen.get(case.id)
            if last == (deadline, str(plan.colour)):
                continue
            news.append((pack.key, case.id, deadline, str(plan.colour), stamp(at)))
            if _worse(plan.colour, Colour(last[1]) if last else None):
                written += _tell(house, tx, case, asked, plan, town, at)
    meetings.see(tx, news)
    return written


def _ahead(
    tx: Tx, packs: Iterable[Pack], known: Iterable[CaseRow], day: date, at: datetime
) -> list[tuple[Pack, list[tuple[CaseRow, Matter]]]]:
    """The cases that wait for a decision before a day to come, by municipality."""
    cases = defaultdict(list)
    for case in known:
        if case.phase in UNDER_WAY:
            cases[case.municipality].append(case)
    if not cases:
        return []
    said, found = chain.said_in(tx), []
    for pack in packs:
        waiting = [
            each for each in under_way(pack, cases[pack.key], day, said) if each[1].deadline >= at
        ]
        if waiting:
            found.append((pack, waiting))
    return found


def _worse(now: Colour, before: Colour | None) -> bool:
    if before is None:
        return now is Colour.RED
    return RANK[now] > RANK[before]


def _tell(
    house: House, tx: Tx, case: CaseRow, asked: Matter, plan: Plan, town: Town, at: datetime
) -> int:
    here = situate(house, tx, case, at)
    items = {
        lang: wording.for_letter(wording.Said(here.pack, words), asked, plan, town)
        for lang, words in house.words.items()
    }
    key = f"reach:{case.ref}:{plan.colour}:{stamp(at)}"
    return write(house, tx, here, "meeting/reach", (Role.COORDINATOR,), items, key, at)
