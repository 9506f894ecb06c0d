"""A decision is read from the minutes and makes the move that it means: on the way, or the last word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app.decisions import chain
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.record import Moved
from intlflow.app.situation import Situation, look_up
from intlflow.domain.checks import Check
from intlflow.domain.facts import DELEGATION, BadFact, Fact, Facts, read_fact
from intlflow.domain.lifecycle import Move, Refused
from intlflow.domain.matter import DECIDING, ends, take_turn
from intlflow.domain.minutes import DECISIONS
from intlflow.domain.route import Act, Step
from intlflow.domain.words import Outcome
from intlflow.store import decisions
from intlflow.store.decisions import DecisionRow
from intlflow.store.engine import reading

_YES = {Check.OWNER_DECIDED, Check.COUNCIL_APPROVED, Check.ADOPTER_APPROVED}
_NO = {Check.OWNER_REFUSED, Check.COUNCIL_REJECTED, Check.ADOPTER_REJECTED}
# Whether somebody may decide alone depends on the sum, which is perhaps known only with the decision.
SMALL = {
    str(Fact.OWN_CONTRIBUTION): {"amount": "0", "currency": "SEK"},
    str(Fact.BUDGET_YEARS): "1",
}
_PROPOSALS = {
    "working_committee": Fact.COMMITTEE_DECISION,
    "executive_board": Fact.BOARD_DECISION,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision, and what it set in motion."""

    decision: int
    moved: Moved


def record_decision(
    house: House,
    ref: str,
    decision: str,
    *,
    by: str,
    given: Mapping[str, str],
    at: datetime,
    version: int | None = None,
) -> Recorded:
    """Record what a body has decided; the case moves as the decision says.

    Args:
        house: the installation.
        ref: the case.
        decision: as typed, `ks 2027-02-09 § 31 bifall`; `delegation …` for a delegated one.
        by: the e-mail address of the person who records it.
        given: what else the move needs, and what the minutes say (text, method, who took no part).
        at: now.
        version: the version of the case that the person saw; None when it doesn't matter.

    Raises:
        NotFound: no such case or person.
        Refused: it isn't that body's turn, or the rules say no; nothing has changed.
    """
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        taken = _read(here, decision)
        delegated = taken["body"] == DELEGATION
        facts = Facts(here.facts | _known(here, given))
        rows = bearing(here)
        said = chain.said_of(tx, here)
        matter = chain.matter_of(here, facts, said, delegated=delegated)
        day = date.fromisoformat(taken["date"])
        step = take_turn(matter, taken["body"], day, taken["outcome"])
        row, fact = _means(rows, here, taken, step, given)
    more = {str(fact): decision, **given}
    if Fact.REASON in row.facts:
        more.setdefault(str(Fact.REASON), given.get(Fact.DECISION_TEXT) or decision)
    moved = move(house, here.case.ref, row.verb, by=by, given=more, at=at, version=version)
    with reading(house.engine) as tx:
        made = decisions.of_case(tx, here.case.id)
    return Recorded(next(row.id for row in made if row.seq == moved.version), moved)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose word a case waits for, and what a decision has to bring with it.

    Args:
        body: its key, or `delegation`.
        act: what it does: own, prepares, decides.
        outcomes: how it can end, the likely one first.
        needs: facts that a yes can't do without and nobody has said yet.
        more: facts that a yes may bring besides.
        condition: whether a yes can be given on a condition.
        decides_alone: whether somebody may decide it on delegation instead.
    """

    body: str
    act: str
    outcomes: tuple[str, ...]
    needs: tuple[Fact, ...]
    more: tuple[Fact, ...]
    condition: bool
    decides_alone: bool


def whose_turn(here: Situation, said: list[DecisionRow], *, delegated: bool = False) -> Turn:
    """Whose word a case waits for.

    Args:
        here: the case as it stands.
        said: what has been decided in its present matter, as `chain.said_of` tells.
        delegated: whether somebody decides on a body's behalf.

    Raises:
        Refused: `no-decision-here`, `matter-settled`, or `no-delegation`.
    """
    rows = bearing(here)
    facts = Facts({**SMALL, **here.facts}) if delegated else Facts(here.facts)
    step = chain.matter_of(here, facts, said, delegated=delegated).turn
    if step is None:
        raise Refused("matter-settled", body=here.unit.body)
    prepares = step.act is Act.PREPARES
    yes = Outcome.SUPPORTED if prepares else Outcome.APPROVED
    taken = {"outcome": str(yes), "body_kind": str(step.kind)}
    row, _ = _means(rows, here, taken, step, {})
    needs = tuple(f for f in row.facts if f not in DECISIONS and f is not Fact.REASON)
    every = (yes, *(each for each in Outcome if each is not yes))
    return Turn(
        body=step.body or DELEGATION,
        act=str(step.act),
        outcomes=tuple(str(o) for o in every if prepares or o in DECIDING),
        needs=needs,
        condition=any(Fact.CONDITION in each.facts for each in rows),
        more=tuple(f for f in row.takes if f not in DECISIONS),
        decides_alone=not delegated and _alone(here, said),
    )


def _alone(here: Situation, said: list[DecisionRow]) -> bool:
    facts = Facts({**SMALL, **here.facts})
    try:
        return chain.matter_of(here, facts, said, delegated=True).turn is not None
    except Refused:
        return False


def _read(here: Situation, decision: str) -> dict[str, str]:
    try:
        value = read_fact(Fact.BODY_DECISION, decision, here.pack.vocabulary(here.day))
    except BadFact as bad:
        raise Refused(
            "bad-fact", fact=str(Fact.BODY_DECISION), form=bad.why, example=bad.example
        ) from bad
    assert isinstance(value, dict)
    return value


def _known(here: Situation, given: Mapping[str, str]) -> Facts:
    """What was typed beside the decision, as far as it can be read; the move itself complains."""
    words, known = here.pack.vocabulary(here.day), Facts()
    for key, text in given.items():
        try:
            known[key] = read_fact(Fact(key), text, words)
        except (BadFact, ValueError):
            continue
    return known


def bearing(here: Situation) -> list[Move]:
    """The moves with which a decision can be given where the case stands.

    Raises:
        Refused: `no-decision-here`.
    """
    here_open = here.lifecycle.open_from(here.phase)
    rows = [row for row in here_open if bears(row)]
    if not rows:
        verbs = [row.verb for row in here_open]
        raise Refused("no-decision-here", phase=here.phase, kind=here.case.kind, open=verbs)
    return rows


def _means(
    rows: list[Move],
    here: Situation,
    taken: dict[str, str],
    step: Step,
    given: Mapping[str, str],
) -> tuple[Move, Fact]:
    """The move that a decision means where the case stands."""
    outcome = taken["outcome"]
    settling = ends(step, outcome)
    if outcome == Outcome.REMITTED:
        back = [row for row in rows if row.verb == "send_back"]
        if back:
            return back[0], Fact.BODY_DECISION
    if settling:
        wanted = _YES if outcome == Outcome.APPROVED else _NO
        fitting = [row for row in rows if wanted & set(row.checks)]
        if fitting:
            return _best(fitting, here, given)
    proposal = _PROPOSALS.get(taken["body_kind"])
    for row in rows:
        if proposal in row.facts and outcome not in (Outcome.TABLED, Outcome.REMITTED):
            return row, _fact(row)
    noting = next(row for row in rows if row.verb == "note_decision")
    return noting, Fact.BODY_DECISION


def bears(row: Move) -> bool:
    """Whether a decision can be given with this move."""
    return bool(DECISIONS & set(row.facts).union(row.takes))


def _fact(row: Move) -> Fact:
    return next(fact for fact in row.facts if fact in DECISIONS)


def _best(rows: list[Move], here: Situation, given: Mapping[str, str]) -> tuple[Move, Fact]:
    """The one whose facts are all there, the most demanding first; else the first in the table."""
    there = {*given, *here.facts, *DECISIONS}
    whole = [row for row in rows if set(row.facts) <= there and _asked_for(row, given)]
    best = max(whole, key=lambda row: len(row.facts), default=rows[0])
    return best, _fact(best)


def _asked_for(row: Move, given: Mapping[str, str]) -> bool:
    """A decision on a condition is meant only by somebody who types the condition."""
    return (Fact.CONDITION in row.facts) == (Fact.CONDITION in given)
