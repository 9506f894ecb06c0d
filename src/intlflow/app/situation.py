"""A case as it stands on a given day, with everyone around it: what the rules and the letters ask for."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple

from intlflow.app.decisions import routes
from intlflow.app.house import House, NotFound
from intlflow.domain.cast import Cast, Holder
from intlflow.domain.facts import LOCAL, Fact, Facts
from intlflow.domain.lifecycle import Lifecycle
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack, Unit
from intlflow.store import cases, people, tasks
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx

_LIFECYCLES = {str(kind): lifecycle for kind, lifecycle in LIFECYCLES.items()}


class Situation(NamedTuple):
    """One case, one day."""

    case: CaseRow
    pack: Pack
    lifecycle: Lifecycle
    unit: Unit  # whoever answers for the case's unit today
    cast: Cast
    unfinished: Callable[[], tuple[str, ...]]
    day: date

    @property
    def phase(self) -> str:
        """Where the case stands."""
        return self.case.phase

    @property
    def facts(self) -> Facts:
        """What is known of the case."""
        return self.case.facts

    @property
    def open_tasks(self) -> tuple[str, ...]:
        """The required points of the checklist that wait; few moves ask for them."""
        return self.unfinished()

    def deciders(self, facts: Facts) -> tuple[str, ...]:
        """Who may have the last word on the case's matter."""
        return routes.deciders(self.pack, self.unit, Kind(self.case.kind), facts, self.day)

    def refusers(self, facts: Facts) -> tuple[str, ...]:
        """Whose no is the end of it."""
        return routes.refusers(self.pack, self.unit, Kind(self.case.kind), facts, self.day)


def local_day(at: datetime) -> date:
    """The day it is in Sweden at an instant."""
    return _local_day(at, at.fold)


@lru_cache(maxsize=64)  # the fold: an hour that a clock shows twice is equal to its double
def _local_day(at: datetime, _fold: int) -> date:
    return at.astimezone(LOCAL).date()


def look_up(house: House, tx: Tx, ref: str, at: datetime) -> Situation:
    """The case with this reference, as it stands.

    Raises:
        NotFound: there is no such case.
    """
    case = cases.load(tx, ref.strip().upper())
    if case is None:
        raise NotFound(f"no case '{ref}'; see `intlflow case list`")
    return situate(house, tx, case, at)


def situate(house: House, tx: Tx, case: CaseRow, at: datetime) -> Situation:
    """What surrounds a case on the day of an instant."""
    day, pack = local_day(at), house.pack(case.municipality)
    unit = pack.unit_on(case.unit, day)
    manager = case.facts.get(Fact.PROJECT_MANAGER)
    cast = gather(tx, pack, unit, day, case.opened_by, manager)
    return Situation(
        case=case,
        pack=pack,
        lifecycle=_LIFECYCLES[case.kind],
        unit=unit,
        cast=cast,
        unfinished=partial(tasks.unfinished, tx, case.id, case.stage_entry),
        day=day,
    )


def gather(tx: Tx, pack: Pack, unit: Unit, day: date, opened_by: int, manager: str | None) -> Cast:
    """Everyone around a unit's case that day."""
    text = day.isoformat()
    appointed = people.appointed(tx, pack.key, (unit.key, unit.body), text)
    submitter = [holder for holder in appointed if holder.person_id == opened_by]
    return Cast(
        appointed,
        submitter[0] if submitter else people.by_id(tx, opened_by, text),
        people.by_email(tx, pack.key, manager, text) if manager else None,
    )


def somebody(tx: Tx, pack: Pack, email: str, day: date, cast: Cast | None = None) -> Holder:
    """The person in the municipality's register with this address, whom the cast may know already.

    Raises:
        NotFound: nobody active has it.
    """
    person = cast.find(email.strip().lower()) if cast else None
    if person is None:
        person = people.by_email(tx, pack.key, email, day.isoformat())
    if person is None:
        raise NotFound(
            f"nobody in {pack.municipality.name}'s register has the address '{email}' "
            f"on {day}; see `intlflow people list --in {pack.key}`"
        )
    return person
