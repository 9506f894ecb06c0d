"""One thing that happened to a case, as everything that follows from it needs to know it."""

from datetime import datetime
from typing import NamedTuple

from intlflow.domain.cast import Holder
from intlflow.domain.facts import Facts
from intlflow.domain.words import Role
from intlflow.store.cases import CaseRow


class Event(NamedTuple):
    """A move or an opening.

    Args:
        case: the case as it stood before (for an opening, as it begins).
        verb, source, target: the row of the lifecycle's table.
        stage: the headline stage it comes to.
        entry: the journal row by which that stage was entered.
        seq: this row's place in the case's history.
        facts: everything known afterwards.
        taken: what was given now.
        actor: who did it, in the role `actor_role`.
        at: when, with a time zone.
    """

    case: CaseRow
    verb: str
    source: str
    target: str
    stage: str
    entry: int
    seq: int
    facts: Facts
    taken: Facts
    actor: Holder
    actor_role: Role
    at: datetime

    @property
    def template(self) -> str:
        """The letter's folder."""
        return f"{self.case.kind}/{self.verb}"
