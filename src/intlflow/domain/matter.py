"""How far a matter has come: what its bodies have said, and whose turn it is.

Återremiss sends the matter back to the
beginning; bordläggning leaves it where it lies. A preparing body's no is its proposal (avstyrkan),
and the matter goes on; a no from whoever owns the money, or decides, ends it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from intlflow.domain.facts import DELEGATION
from intlflow.domain.lifecycle import Refused
from intlflow.domain.route import Act, Route, Step
from intlflow.domain.words import Outcome

NO = (Outcome.REJECTED, Outcome.OPPOSED)
DECIDING = (Outcome.APPROVED, Outcome.REJECTED, Outcome.REMITTED, Outcome.TABLED)


class Said(Protocol):
    """One decision, as far as the chain minds it."""

    @property
    def body(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def outcome(self) -> str: ...


S = TypeVar("S", bound=Said)


@dataclass(frozen=True)
class Matter(Generic[S]):
    """A matter on its way.

    Args:
        route: the bodies, in their order.
        said: what each step's body has said since the matter began; None while it hasn't.
        remitted: the decision that last sent it back, if one did.
    """

    route: Route
    said: tuple[S | None, ...]
    remitted: S | None = None

    @property
    def turn(self) -> Step | None:
        """Whose turn it is; None when the matter is settled."""
        for step, said in zip(self.route.steps, self.said, strict=True):
            if said is None:
                return step
            if ends(step, said.outcome):
                return None
        return None

    @property
    def last_day(self) -> str:
        """The day of the newest decision that counts, or of the one that sent it back."""
        days = [each.day for each in (*self.said, self.remitted) if each is not None]
        return max(days, default="")


def ends(step: Step, outcome: str) -> bool:
    """Whether this word of this body settles the matter."""
    if step.act is Act.DECIDES:
        return outcome in (Outcome.APPROVED, Outcome.REJECTED)
    return step.act is Act.OWN and outcome in NO


def follow(route: Route, decisions: Iterable[S]) -> Matter[S]:
    """Lay a matter's decisions, oldest first, along its route."""
    said: dict[str, S] = {}
    remitted: S | None = None
    for decision in decisions:
        if decision.outcome == Outcome.REMITTED:
            said, remitted = {}, decision
        elif decision.outcome != Outcome.TABLED:
            said[decision.body] = decision
    steps = tuple(said.get(step.body or DELEGATION) for step in route.steps)
    return Matter(route, steps, remitted)


def take_turn(matter: Matter[S], body: str, day: date, outcome: str) -> Step:
    """The step that a new decision takes.

    Args:
        matter: as it stands.
        body: who has decided.
        day: when.
        outcome: what.

    Raises:
        Refused: `matter-settled`, `not-in-the-chain`, `chain-before` (another body comes first),
            `chain-earlier` (decided before the body whose word it builds on) or `not-an-answer`.
    """
    turn, bodies = matter.turn, _keys(matter.route.steps)
    if turn is None:
        raise Refused("matter-settled", body=body)
    if body not in bodies:
        raise Refused("not-in-the-chain", body=body, bodies=bodies)
    if body != (turn.body or DELEGATION):
        raise Refused("chain-before", body=turn.body or DELEGATION, bodies=bodies)
    if day.isoformat() < matter.last_day:
        raise Refused("chain-earlier", body=body, day=matter.last_day)
    if turn.act is not Act.PREPARES and outcome not in DECIDING:
        raise Refused("not-an-answer", body=body, outcome=outcome)
    return turn


def _keys(steps: Sequence[Step]) -> list[str]:
    return [step.body or DELEGATION for step in steps]
