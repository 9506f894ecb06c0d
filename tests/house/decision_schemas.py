"""The JSON of what political bodies decide, as schemas."""

from intlflow.domain.appeal import After, Force
from intlflow.domain.facts import METHODS
from intlflow.domain.route import Act, Subject
from intlflow.domain.words import Outcome
from tests.house.shapes import (
    DAY,
    INSTANT,
    NUMBER,
    REF,
    TEXT,
    YES_NO,
    Schema,
    many,
    one_of,
    or_null,
    table,
)

_BODY = {**TEXT, "description": "a body's key; `delegation` when somebody decided on its behalf"}
_STEP = table(
    body=_BODY, name=TEXT, act=one_of(*Act), rules=many(TEXT), turn=YES_NO,
    decision=or_null(NUMBER), outcome=or_null(one_of(*Outcome)),
)  # fmt: skip
_WHY = table(key=TEXT, says=table(sv=TEXT, en=TEXT), source=TEXT)
_EVENT = table(kind=one_of(*After), day=DAY, note=TEXT, by=TEXT)
_FIELDS: dict[str, Schema] = {
    "id": NUMBER,
    "ref": REF,
    "seq": NUMBER,
    "subject": one_of(*Subject),
    "act": one_of(*Act),
    "body": _BODY,
    "body_name": {**TEXT, "description": "as it was called that day"},
    "day": DAY,
    "section": TEXT,
    "outcome": one_of(*Outcome),
    "method": one_of("", *METHODS),
    "text": TEXT,
    "delegate": TEXT,
    "not_taking_part": TEXT,
    "motion": {**TEXT, "description": "yrkande: what was moved at the meeting, and how it ended"},
    "extract_to": TEXT,
    "report_to": TEXT,
    "at": INSTANT,
    "to_report": YES_NO,
    "force": or_null(one_of(*Force)),
    "last_day_to_appeal": or_null(DAY),
    "since": or_null(DAY),
    "events": many(_EVENT),
}
_DECISION = table(**_FIELDS)


def decision_schemas(moved: Schema) -> dict[str, tuple[str, Schema]]:
    """File in docs/schema → the command that prints it, and its shape.

    Args:
        moved: the shape of what a move did.
    """
    return {
        "matter": (
            "decision show REF --json",
            table(
                ref=REF, title=TEXT, phase=TEXT, steps=many(_STEP), rules=many(_WHY),
                unknown=many(_WHY), recused=many(TEXT), decisions=many(_DECISION),
            ),
        ),
        "decisions": ("decision list --in KEY --json", many(_DECISION)),
        "decision_recorded": (
            "decision record REF DECISION --as ADDRESS --json",
            table(decision=NUMBER, moved=moved),
        ),
        "decision": (
            "decision extract NUMBER --json, decision note NUMBER WHAT --as ADDRESS --json",
            table(**_FIELDS, municipality=TEXT, title=TEXT, says=TEXT),
        ),
    }  # fmt: skip
