"""One document adopted on the condition of another: it comes into force, or lapses, with the other's.

Source: Ljungby, kommunstyrelsen 2018: planen antas 'under förutsättning att' fullmäktige antar policyn.
"""

from collections.abc import Iterator

from intlflow.app.event import Event
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.governing_document import Phase
from intlflow.domain.words import Kind
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx


def hanging_on(tx: Tx, event: Event) -> Iterator[tuple[CaseRow, str, Facts]]:
    """The cases that a decision settles: each with the move to make and the facts it brings.

    Args:
        tx: the transaction of the deciding move.
        event: what was decided.
    """
    if event.case.kind != Kind.GOVERNING_DOCUMENT or event.verb not in ("adopt", "reject"):
        return
    day = event.taken[Fact.ADOPTION]["date"]
    for case in cases.standing_in(tx, str(Kind.GOVERNING_DOCUMENT), str(Phase.CONDITIONAL)):
        if case.municipality != event.case.municipality:
            continue
        if case.facts.get(Fact.CONDITION_CASE) != event.case.ref:
            continue
        if event.verb == "adopt":
            yield case, "meet_condition", Facts(condition_met_on=day, valid_from=day)
        else:
            decision = event.taken[Fact.ADOPTION]
            said = f"{decision['body'].upper()} {day} § {decision['section']}: {event.case.title}"
            yield case, "fail_condition", Facts(reason=said)
