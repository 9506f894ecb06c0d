"""Which facts of a case are still so: why it waited, and until when, is over once it has gone on."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from intlflow.domain.facts import Fact
from intlflow.store.journal import UNDO

OF_A_PHASE = frozenset({Fact.REASON, Fact.WAKE_ON, Fact.SUPPLEMENT_DUE, Fact.CONDITION_DUE})


def past(history: Sequence[Mapping[str, Any]]) -> frozenset[Fact]:
    """The facts that came with a move to a phase which the case has left since.

    Args:
        history: the case's journal, oldest first; a move that was taken back has not left anything.
    """
    nothing = {"verb": ""}
    found = OF_A_PHASE
    for row, after in zip(history, (*history[1:], nothing), strict=True):
        if UNDO in (row["verb"], after["verb"]):
            continue
        given = json.loads(row["given"]) if row["given"] else {}
        if row["source"] != row["target"]:
            found = OF_A_PHASE
        found -= {fact for fact in OF_A_PHASE if given.get(fact) is not None}
    return found
