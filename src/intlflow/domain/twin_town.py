"""A twin town (vänort): proposed by anyone, prepared by the boards, made by kommunfullmäktige alone.

Source: Ljungby's verksamhetsplan § 4: kommunfullmäktige 'beslutar om förslag till nya vänorter'.
"""

from enum import StrEnum

from intlflow.domain.checks import Check as C
from intlflow.domain.facts import Fact as F
from intlflow.domain.lifecycle import Lifecycle, Move, Opening
from intlflow.domain.words import Kind, Role, Stage


class Phase(StrEnum):
    """Where a twin town can stand."""

    PROPOSED = "proposed"
    PREPARING = "preparing"
    IN_COMMITTEE = "in_committee"
    BEFORE_BOARD = "before_board"
    BEFORE_COUNCIL = "before_council"
    ACTIVE = "active"
    UNDER_REVIEW = "under_review"
    REJECTED = "rejected"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


P = Phase
SUB, CON, LEAD = Role.SUBMITTER, Role.CONTACT, Role.LEAD
COO, REG, SEC = Role.COORDINATOR, Role.REGISTRAR, Role.SECRETARY
ANYBODY = tuple(Role)

# fmt: off
OPENING = Opening("propose", ANYBODY, (F.PARTNER, F.COUNTRY, F.PURPOSE), (SUB, COO, LEAD))

MOVES = (
    #    standing in       does             comes to          who          needs                                      tells  (may take)
    Move(P.PROPOSED,       "take_up",       P.PREPARING,      (COO,),      (),                                        (SUB, LEAD)),
    Move(P.PROPOSED,       "withdraw",      P.WITHDRAWN,      (SUB, COO),  (F.REASON,),                               (SUB, COO)),
    Move(P.PREPARING,      "hand_over",     P.IN_COMMITTEE,   (COO,),      (F.MEMO, C.TASKS_DONE),                    (SEC, REG, LEAD)),
    Move(P.PREPARING,      "withdraw",      P.WITHDRAWN,      (SUB, COO),  (F.REASON,),                               (SUB, COO, LEAD)),
    Move(P.IN_COMMITTEE,   "propose_board", P.BEFORE_BOARD,   (SEC, REG),  (F.COMMITTEE_DECISION, C.COMMITTEE_PROPOSED), (COO, LEAD)),
    Move(P.IN_COMMITTEE,   "note_decision", P.IN_COMMITTEE,   (SEC, REG),  (F.BODY_DECISION,),                        (COO, LEAD)),
    Move(P.IN_COMMITTEE,   "send_back",     P.PREPARING,      (SEC, REG),  (F.REASON,),                               (COO, LEAD), (F.BODY_DECISION,)),
    Move(P.BEFORE_BOARD,   "propose_council", P.BEFORE_COUNCIL, (SEC, REG), (F.BOARD_DECISION, C.BOARD_PROPOSED),     (COO, LEAD)),
    Move(P.BEFORE_BOARD,   "note_decision", P.BEFORE_BOARD,   (SEC, REG),  (F.BODY_DECISION,),                        (COO, LEAD)),
    Move(P.BEFORE_BOARD,   "send_back",     P.PREPARING,      (SEC, REG),  (F.REASON,),                               (COO, LEAD), (F.BODY_DECISION,)),
    Move(P.BEFORE_COUNCIL, "approve",       P.ACTIVE,         (SEC, REG),  (F.COUNCIL_DECISION, C.COUNCIL_APPROVED),  (SUB, COO, LEAD, CON)),
    Move(P.BEFORE_COUNCIL, "reject",        P.REJECTED,       (SEC, REG),  (F.COUNCIL_DECISION, C.COUNCIL_REJECTED),  (SUB, COO, LEAD)),
    Move(P.BEFORE_COUNCIL, "note_decision", P.BEFORE_COUNCIL, (SEC, REG),  (F.BODY_DECISION,),                        (COO, LEAD)),
    Move(P.BEFORE_COUNCIL, "send_back",     P.PREPARING,      (SEC, REG),  (F.REASON,),                               (COO, LEAD), (F.BODY_DECISION,)),
    Move(P.REJECTED,       "propose_again", P.PREPARING,      (COO,),      (F.REASON,),                               (SUB, LEAD)),
    Move(P.ACTIVE,         "review",        P.UNDER_REVIEW,   (COO,),      (),                                        (LEAD, CON)),
    Move(P.UNDER_REVIEW,   "keep",          P.ACTIVE,         (COO,),      (F.RESULTS,),                              (LEAD, CON)),
    Move(P.UNDER_REVIEW,   "note_decision", P.UNDER_REVIEW,   (SEC, REG),  (F.BODY_DECISION,),                        (COO, LEAD)),
    Move(P.UNDER_REVIEW,   "end",           P.ENDED,          (SEC, REG),  (F.COUNCIL_DECISION, C.COUNCIL_APPROVED),  (COO, LEAD, CON)),
)
# fmt: on

TWIN_TOWN = Lifecycle(
    kind=Kind.TWIN_TOWN,
    phases=Phase,
    start=P.PROPOSED,
    opening=OPENING,
    moves=MOVES,
    ends=frozenset({P.REJECTED, P.ENDED, P.WITHDRAWN}),
    stages={
        P.PROPOSED: Stage.IDEA,
        P.PREPARING: Stage.WRITING,
        P.IN_COMMITTEE: Stage.DECISION,
        P.BEFORE_BOARD: Stage.DECISION,
        P.BEFORE_COUNCIL: Stage.DECISION,
        P.ACTIVE: Stage.RUNNING,
        P.UNDER_REVIEW: Stage.EVALUATION,
        P.REJECTED: Stage.ARCHIVE,
        P.ENDED: Stage.ARCHIVE,
        P.WITHDRAWN: Stage.ARCHIVE,
    },
)
