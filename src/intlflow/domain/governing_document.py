"""A governing document: written, sent round, adopted by its own body (perhaps on a condition), revised.

Sources: Ljungby's verksamhetsplan § 4 (KF antar policy, KS antar verksamhetsplan), its header
('Revideras senast') and the decision of 2018 ('under förutsättning att'); Växjö's strategi, Uppföljning.
"""

from enum import StrEnum

from intlflow.domain.checks import Check as C
from intlflow.domain.facts import Fact as F
from intlflow.domain.lifecycle import Lifecycle, Move, Opening
from intlflow.domain.words import Kind, Role, Stage


class Phase(StrEnum):
    """Where a governing document can stand."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    PROPOSED = "proposed"
    CONDITIONAL = "conditional"
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    REPLACED = "replaced"
    REPEALED = "repealed"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


P = Phase
CON, MAN, LEAD = Role.CONTACT, Role.MANAGER, Role.LEAD
COO, REG, SEC = Role.COORDINATOR, Role.REGISTRAR, Role.SECRETARY

# fmt: off
OPENING = Opening("draft", (COO, MAN, REG), (F.DOCUMENT_TYPE, F.DECIDED_BY, C.RIGHT_ADOPTER), (COO, MAN))

MOVES = (
    #    standing in     does                  comes to        who         needs                                                tells
    Move(P.DRAFT,        "consult",            P.CONSULTATION, (COO,),     (),                                                  (CON, MAN, LEAD)),
    Move(P.DRAFT,        "withdraw",           P.WITHDRAWN,    (COO, MAN), (F.REASON,),                                         (COO, MAN)),
    Move(P.CONSULTATION, "rework",             P.DRAFT,        (COO,),     (F.REASON,),                                         (CON, MAN)),
    Move(P.CONSULTATION, "propose",            P.PROPOSED,     (COO,),     (F.MEMO, C.TASKS_DONE),                              (SEC, REG, LEAD, MAN)),
    Move(P.PROPOSED,     "adopt",              P.IN_FORCE,     (SEC, REG), (F.ADOPTION, F.VALID_FROM, F.REVISE_BY, C.ADOPTER_APPROVED), (COO, MAN, CON, LEAD)),
    Move(P.PROPOSED,     "adopt_on_condition", P.CONDITIONAL,  (SEC, REG), (F.ADOPTION, F.CONDITION, F.REVISE_BY, C.ADOPTER_APPROVED), (COO, MAN, LEAD), (F.CONDITION_CASE,)),
    Move(P.PROPOSED,     "reject",             P.REJECTED,     (SEC, REG), (F.ADOPTION, C.ADOPTER_REJECTED),                    (COO, MAN, CON, LEAD)),
    Move(P.PROPOSED,     "note_decision",      P.PROPOSED,     (SEC, REG), (F.BODY_DECISION,),                                  (COO, MAN)),
    Move(P.PROPOSED,     "send_back",          P.DRAFT,        (SEC, REG), (F.REASON,),                                         (COO, MAN), (F.BODY_DECISION,)),
    Move(P.CONDITIONAL,  "meet_condition",     P.IN_FORCE,     (SEC, REG, COO), (F.CONDITION_MET_ON, F.VALID_FROM),        (COO, MAN, CON, LEAD), (F.REVISE_BY,)),
    Move(P.CONDITIONAL,  "fail_condition",     P.LAPSED,       (SEC, REG, COO), (F.REASON,),                                    (COO, MAN, LEAD)),
    Move(P.LAPSED,       "rework",             P.DRAFT,        (COO,),     (F.REASON,),                                         (CON, MAN)),
    Move(P.IN_FORCE,     "review",             P.UNDER_REVIEW, (COO, MAN), (),                                                  (MAN, COO, LEAD)),
    Move(P.UNDER_REVIEW, "note_decision",      P.UNDER_REVIEW, (SEC, REG), (F.BODY_DECISION,),                                  (COO, MAN)),
    Move(P.UNDER_REVIEW, "keep",               P.IN_FORCE,     (SEC, REG), (F.ADOPTION, F.REVISE_BY, C.ADOPTER_APPROVED),       (COO, MAN)),
    Move(P.UNDER_REVIEW, "replace",            P.REPLACED,     (COO, REG), (F.REPLACED_BY,),                                    (MAN, COO, CON, LEAD)),
    Move(P.UNDER_REVIEW, "repeal",             P.REPEALED,     (SEC, REG), (F.ADOPTION, C.ADOPTER_APPROVED),                    (COO, MAN, CON, LEAD)),
)
# fmt: on

GOVERNING_DOCUMENT = Lifecycle(
    kind=Kind.GOVERNING_DOCUMENT,
    phases=Phase,
    start=P.DRAFT,
    opening=OPENING,
    moves=MOVES,
    ends=frozenset({P.REPLACED, P.REPEALED, P.REJECTED, P.LAPSED, P.WITHDRAWN}),
    stages={
        P.DRAFT: Stage.WRITING,
        P.CONSULTATION: Stage.WRITING,
        P.PROPOSED: Stage.DECISION,
        P.CONDITIONAL: Stage.DECISION,
        P.IN_FORCE: Stage.RUNNING,
        P.UNDER_REVIEW: Stage.EVALUATION,
        P.REPLACED: Stage.ARCHIVE,
        P.REPEALED: Stage.ARCHIVE,
        P.REJECTED: Stage.ARCHIVE,
        P.LAPSED: Stage.ARCHIVE,
        P.WITHDRAWN: Stage.ARCHIVE,
    },
)
