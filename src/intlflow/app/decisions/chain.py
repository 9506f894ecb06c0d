"""A decision is recorded by the move that builds on it, and only when it is that body's turn."""

from dataclasses import dataclass
from datetime import date

from intlflow.app.decisions.routes import BEGINS, route_of, subject_of
from intlflow.app.event import Event
from intlflow.app.situation import Situation, somebody
from intlflow.domain.facts import DELEGATION, Fact, Facts
from intlflow.domain.lifecycle import Move, Refused
from intlflow.domain.matter import Matter, ends, follow, take_turn
from intlflow.domain.minutes import DECISIONS
from intlflow.domain.route import NoRoute, Step
from intlflow.domain.words import Kind, Outcome
from intlflow.store import decisions
from intlflow.store.decisions import DecisionRow
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp

URGENT = "ordförandebeslut"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A decision that the chain lets through: the step it takes, and who hears of it afterwards."""

    fact: Fact
    step: Step
    subject: str
    report_to: str


def said_of(tx: Tx, here: Situation) -> list[DecisionRow]:
    """What has been decided since the case's present matter began."""
    return since_began(tx, here, decisions.of_case(tx, here.case.id))


def since_began(tx: Tx, here: Situation, taken: list[DecisionRow]) -> list[DecisionRow]:
    """Those of a case's decisions that were taken since its present matter began."""
    if not taken:
        return []
    begun = decisions.matter_began(tx, here.case.id, BEGINS[Kind(here.case.kind)])
    return [row for row in taken if row.seq > begun]


def said_in(
    tx: Tx, municipality: str | None = None, kind: Kind = Kind.PROJECT
) -> dict[int, list[DecisionRow]]:
    """The same of every case of a kind, perhaps of one municipality, by case, in one question."""
    said: dict[int, list[DecisionRow]] = {}
    for row in decisions.since_began(tx, municipality, BEGINS[kind]):
        said.setdefault(row.case_id, []).append(row)
    return said


def matter_of(
    here: Situation, facts: Facts, said: list[DecisionRow], *, delegated: bool = False
) -> Matter[DecisionRow]:
    """A case's matter, as far as it has come.

    Args:
        here: the case as it stands.
        facts: what is known of it.
        said: as `said_of` tells.
        delegated: whether somebody decides on a body's behalf.

    Raises:
        Refused: `no-delegation`, nobody may decide it alone.
    """
    kind = Kind(here.case.kind)
    try:
        route = route_of(here.pack, here.unit, kind, facts, here.day, delegated=delegated)
    except NoRoute as error:
        raise Refused("no-delegation") from error
    return follow(route, said)


def accept(tx: Tx, here: Situation, row: Move, taken: Facts) -> Accepted | None:
    """Let a decision through if it is its body's turn; None when the move brings none.

    Args:
        tx: the open transaction.
        here: the case as it stands.
        row: the move that the decision is given with.
        taken: the facts that the move brings.

    Raises:
        NotFound: nobody in the register has the delegate's address.
        Refused: it isn't (`chain-before`, …), or whoever decided had stepped aside (`recused`).
    """
    fact = next((Fact(key) for key in taken if key in DECISIONS), None)
    if fact is None:
        return None
    decision, facts = taken[fact], Facts(here.facts | taken)
    delegated = decision["body"] == DELEGATION
    _decider(tx, here, taken, delegated)
    matter = matter_of(here, facts, said_of(tx, here), delegated=delegated)
    day = date.fromisoformat(decision["date"])
    step = take_turn(matter, decision["body"], day, decision["outcome"])
    if fact is Fact.BODY_DECISION:
        _only_noted(here, row, step, decision)
    report_to = matter.route.report_to
    if taken.get(Fact.METHOD) == URGENT:
        report_to = decision["body"]
    return Accepted(fact, step, str(subject_of(Kind(here.case.kind), facts)), report_to)


def _only_noted(here: Situation, row: Move, step: Step, decision: dict[str, str]) -> None:
    """What settles a matter, or sends it back, is not just noted: it moves the case."""
    ways = [other.verb for other in here.lifecycle.open_from(here.phase)]
    if ends(step, decision["outcome"]):
        deciding = [
            other.verb
            for other in here.lifecycle.open_from(here.phase)
            if DECISIONS & set(other.facts) - {Fact.BODY_DECISION}
        ]
        raise Refused("settles-the-matter", body=step.body, open=deciding)
    if decision["outcome"] == Outcome.REMITTED and "send_back" in ways and row.verb != "send_back":
        raise Refused("settles-the-matter", body=step.body, open=["send_back"])


def _decider(tx: Tx, here: Situation, taken: Facts, delegated: bool) -> None:
    """A delegate is named, is in the register, and hasn't stepped aside; else a body has decided."""
    delegate = taken.get(Fact.DELEGATE, "")
    if delegated and not delegate:
        raise Refused("missing", facts=[str(Fact.DELEGATE)])
    if not delegated and (delegate or taken.get(Fact.METHOD) == DELEGATION):
        raise Refused("not-on-delegation", body=taken[_fact(taken)]["body"])
    if delegate in recused(here.facts):
        raise Refused("recused", who=delegate)
    if delegate:
        somebody(tx, here.pack, delegate, here.day, here.cast)


def _fact(taken: Facts) -> str:
    return next(key for key in taken if key in DECISIONS)


def recused(facts: Facts) -> list[str]:
    """The addresses of those who have stepped aside from a case (jäv)."""
    return list(facts.get(Fact.RECUSED) or ())


def keep(tx: Tx, here: Situation, event: Event, accepted: Accepted) -> None:
    """Write the decision down, in the transaction of its move."""
    decision, taken = event.taken[accepted.fact], event.taken
    body = decision["body"]
    decisions.add(
        tx,
        municipality=event.case.municipality,
        case_id=event.case.id,
        seq=event.seq,
        subject=accepted.subject,
        act=str(accepted.step.act),
        body=body,
        body_name=here.pack.names["sv"].bodies.get(body, body),
        day=decision["date"],
        section=decision["section"],
        outcome=decision["outcome"],
        method=taken.get(Fact.METHOD) or (DELEGATION if body == DELEGATION else ""),
        text=taken.get(Fact.DECISION_TEXT, ""),
        delegate=taken.get(Fact.DELEGATE, ""),
        not_taking_part=taken.get(Fact.NOT_TAKING_PART, ""),
        motion=taken.get(Fact.MOTION, ""),
        extract_to=taken.get(Fact.EXTRACT_TO, ""),
        report_to=accepted.report_to,
        at=stamp(event.at),
    )
