"""A project's road from idea to archived evaluation, with every side road.

Sources: Ljungby's verksamhetsplan § 4 (stöd: undersöka, informera, stötta; nämnder och bolag har eget
ekonomiskt ansvar) and § 5 (utvärdering av resultat och effekter); Växjö's strategi, ansvarsfördelning.
"""

from enum import StrEnum

from intlflow.domain.checks import Check as C
from intlflow.domain.facts import Fact as F
from intlflow.domain.lifecycle import Lifecycle, Move, Opening
from intlflow.domain.words import Kind, Role, Stage


class Phase(StrEnum):
    """Where a project can stand."""

    IDEA = "idea"
    PARKED = "parked"
    SUPPORT = "support"
    WRITING = "writing"
    FINANCED = "financed"
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    RESERVE = "reserve"
    CONDITIONAL = "conditional"
    REDUCED = "reduced"
    GRANTED = "granted"
    REJECTED = "rejected"
    RUNNING = "running"
    CLOSING = "closing"
    TERMINATED = "terminated"
    EVALUATION = "evaluation"
    EVALUATED = "evaluated"
    ARCHIVED = "archived"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


P = Phase
SUB, CON, MAN, PM = Role.SUBMITTER, Role.CONTACT, Role.MANAGER, Role.PROJECT_MANAGER
COO, ECO, REG, SEC = Role.COORDINATOR, Role.CONTROLLER, Role.REGISTRAR, Role.SECRETARY
SIG, LEAD = Role.SIGNATORY, Role.LEAD
ANYBODY = tuple(Role)
ROUTE = (F.BUDGET_YEARS, F.BOARDS)  # they say which bodies decide

# fmt: off
OPENING = Opening("register", ANYBODY, (), (SUB, COO, CON, MAN))

MOVES = (
    #    standing in    does                 comes to       who              needs                                       tells  (may take)
    Move(P.IDEA,        "park",              P.PARKED,      (COO,),          (F.WAKE_ON, F.REASON),                      (SUB, CON)),
    Move(P.IDEA,        "decline",           P.DECLINED,    (COO,),          (F.REASON,),                                (SUB, CON)),
    Move(P.IDEA,        "withdraw",          P.WITHDRAWN,   (SUB, CON),      (F.REASON,),                                (COO,)),
    Move(P.IDEA,        "accept",            P.SUPPORT,     (COO,),          (F.PROJECT_MANAGER, F.FORMS),               (SUB, PM, CON, MAN)),
    Move(P.PARKED,      "wake",              P.IDEA,        (COO, CON, SUB), (),                                         (SUB, CON, COO)),
    Move(P.PARKED,      "withdraw",          P.WITHDRAWN,   (SUB, CON),      (F.REASON,),                                (COO,)),

    Move(P.SUPPORT,     "park",              P.PARKED,      (COO,),          (F.WAKE_ON, F.REASON),                      (SUB, PM, CON)),
    Move(P.SUPPORT,     "go",                P.WRITING,     (MAN,),          (F.CALL, F.CALL_DEADLINE, F.TOTAL_BUDGET, F.OWN_SOURCE,
                                                                              C.TASKS_DONE, C.DEADLINE_AHEAD),           (SUB, PM, CON, COO, ECO), ROUTE),
    Move(P.SUPPORT,     "no_go",             P.DECLINED,    (MAN,),          (F.REASON,),                                (SUB, PM, COO)),
    Move(P.SUPPORT,     "withdraw",          P.WITHDRAWN,   (SUB, PM, CON),  (F.REASON,),                                (COO, MAN)),

    Move(P.WRITING,     "decide_financing",  P.FINANCED,    (SEC, REG, COO), (F.FINANCING_DECISION, F.OWN_CONTRIBUTION,
                                                                              C.OWNER_DECIDED),                          (PM, COO, MAN, ECO, SIG), ROUTE),
    Move(P.WRITING,     "refuse_financing",  P.DECLINED,    (SEC, REG, COO), (F.FINANCING_DECISION, C.OWNER_REFUSED),    (SUB, PM, COO, MAN)),
    Move(P.WRITING,     "note_decision",     P.WRITING,     (SEC, REG, COO), (F.BODY_DECISION,),                         (PM, COO, MAN), ROUTE),
    Move(P.WRITING,     "withdraw",          P.WITHDRAWN,   (PM, MAN),       (F.REASON,),                                (COO, MAN, CON)),
    Move(P.FINANCED,    "reopen",            P.WRITING,     (PM, COO),       (F.REASON,),                                (PM, COO, SEC), ROUTE),
    Move(P.FINANCED,    "submit",            P.SUBMITTED,   (SIG,),          (F.RECEIPT, F.AMOUNT_APPLIED,
                                                                              C.TASKS_DONE, C.DEADLINE_AHEAD, C.APPLICATION_COVERED), (PM, COO, MAN, REG, ECO)),
    Move(P.FINANCED,    "withdraw",          P.WITHDRAWN,   (PM, MAN),       (F.REASON,),                                (COO, MAN, SEC)),

    Move(P.SUBMITTED,   "ask_supplement",    P.SUPPLEMENT,  (PM, COO, REG),  (F.SUPPLEMENT_DUE, F.REASON),               (PM, COO)),
    Move(P.SUPPLEMENT,  "answer_supplement", P.SUBMITTED,   (PM, SIG),       (F.RECEIPT,),                               (COO, REG)),
    Move(P.SUBMITTED,   "reserve",           P.RESERVE,     (COO, PM, REG),  (F.FUNDER_DECISION,),                       (PM, COO, MAN)),
    Move(P.SUBMITTED,   "grant",             P.GRANTED,     (COO, PM, REG),  (F.FUNDER_DECISION, F.AMOUNT_GRANTED, C.GRANTED_IN_FULL), (PM, COO, MAN, SEC, ECO, LEAD)),
    Move(P.RESERVE,     "grant",             P.GRANTED,     (COO, PM, REG),  (F.FUNDER_DECISION, F.AMOUNT_GRANTED, C.GRANTED_IN_FULL), (PM, COO, MAN, SEC, ECO, LEAD)),
    Move(P.SUBMITTED,   "grant_less",        P.REDUCED,     (COO, PM, REG),  (F.FUNDER_DECISION, F.AMOUNT_GRANTED, C.GRANTED_LESS),    (PM, COO, MAN, SEC, ECO)),
    Move(P.RESERVE,     "grant_less",        P.REDUCED,     (COO, PM, REG),  (F.FUNDER_DECISION, F.AMOUNT_GRANTED, C.GRANTED_LESS),    (PM, COO, MAN, SEC, ECO)),
    Move(P.SUBMITTED,   "grant_on_condition", P.CONDITIONAL, (COO, PM, REG), (F.FUNDER_DECISION, F.AMOUNT_GRANTED, F.CONDITION,
                                                                              F.CONDITION_DUE),                          (PM, COO, MAN, SIG)),
    Move(P.CONDITIONAL, "meet_condition",    P.GRANTED,     (COO, PM, REG),  (F.CONDITION_MET_ON, C.GRANTED_IN_FULL),    (PM, COO, MAN, SEC, ECO, LEAD)),
    Move(P.CONDITIONAL, "meet_in_part",      P.REDUCED,     (COO, PM, REG),  (F.CONDITION_MET_ON, F.AMOUNT_GRANTED, C.GRANTED_LESS),   (PM, COO, MAN, SEC, ECO)),
    Move(P.CONDITIONAL, "fail_condition",    P.REJECTED,    (COO, PM, REG),  (F.REASON,),                                (PM, COO, MAN, SEC)),
    Move(P.SUBMITTED,   "reject",            P.REJECTED,    (COO, PM, REG),  (F.FUNDER_DECISION, F.REASON),              (PM, COO, MAN, SEC)),
    Move(P.RESERVE,     "reject",            P.REJECTED,    (COO, PM, REG),  (F.FUNDER_DECISION, F.REASON),              (PM, COO, MAN, SEC)),
    Move(P.SUBMITTED,   "withdraw",          P.WITHDRAWN,   (SIG,),          (F.REASON,),                                (PM, COO, MAN, REG)),
    Move(P.SUPPLEMENT,  "withdraw",          P.WITHDRAWN,   (SIG,),          (F.REASON,),                                (PM, COO, MAN, REG)),
    Move(P.RESERVE,     "withdraw",          P.WITHDRAWN,   (SIG,),          (F.REASON,),                                (PM, COO, MAN, REG)),
    Move(P.REDUCED,     "accept_reduced",    P.GRANTED,     (SEC, REG, COO), (F.FINANCING_DECISION, F.OWN_CONTRIBUTION,
                                                                              C.OWNER_DECIDED, C.GRANT_COVERED),         (PM, COO, MAN, ECO), ROUTE),
    Move(P.REDUCED,     "note_decision",     P.REDUCED,     (SEC, REG, COO), (F.BODY_DECISION,),                         (PM, COO, MAN), ROUTE),
    Move(P.REDUCED,     "refuse_grant",      P.WITHDRAWN,   (SIG,),          (F.REASON,),                                (PM, COO, MAN, SEC, REG)),
    Move(P.GRANTED,     "refuse_grant",      P.WITHDRAWN,   (SIG,),          (F.REASON,),                                (PM, COO, MAN, SEC, REG)),
    Move(P.REJECTED,    "rework",            P.WRITING,     (PM, MAN),       (F.CALL, F.CALL_DEADLINE, C.DEADLINE_AHEAD), (PM, COO, MAN), ROUTE),
    Move(P.REJECTED,    "learn",             P.ARCHIVED,    (PM, CON),       (F.LESSONS, F.RETAIN_UNTIL),                (COO, MAN, REG)),

    Move(P.GRANTED,     "start",             P.RUNNING,     (SIG, PM),       (F.AGREEMENT, F.PERIOD_START, F.PERIOD_END, C.TASKS_DONE,
                                                                              C.PERIOD_FORWARD),                         (PM, COO, MAN, ECO, CON)),
    Move(P.RUNNING,     "extend",            P.RUNNING,     (PM, COO),       (F.FUNDER_DECISION, F.PERIOD_END, C.PERIOD_FORWARD), (PM, COO, MAN, ECO)),
    Move(P.RUNNING,     "terminate",         P.TERMINATED,  (SIG,),          (F.REASON,),                                (PM, COO, MAN, SEC, ECO, REG)),
    Move(P.RUNNING,     "close",             P.CLOSING,     (PM,),           (),                                         (COO, MAN, ECO)),
    Move(P.CLOSING,     "extend",            P.RUNNING,     (PM, COO),       (F.FUNDER_DECISION, F.PERIOD_END, C.PERIOD_FORWARD), (PM, COO, MAN, ECO)),
    Move(P.CLOSING,     "finish",            P.EVALUATION,  (PM, ECO),       (F.FINAL_REPORT, F.AMOUNT_PAID, C.TASKS_DONE), (PM, COO, MAN, CON, SEC)),
    Move(P.TERMINATED,  "settle",            P.EVALUATION,  (ECO, PM),       (F.FINAL_REPORT, F.AMOUNT_PAID),            (PM, COO, MAN, SEC)),

    Move(P.EVALUATION,  "evaluate",          P.EVALUATED,   (PM, CON),       (F.RESULTS, F.EFFECTS, F.LESSONS, C.TASKS_DONE), (COO, MAN)),
    Move(P.EVALUATED,   "return_evaluation", P.EVALUATION,  (COO,),          (F.REASON,),                                (PM, CON)),
    Move(P.EVALUATED,   "archive",           P.ARCHIVED,    (COO, REG),      (F.RETAIN_UNTIL,),                          (PM, CON, MAN, SEC, LEAD)),
    Move(P.DECLINED,    "raise_again",       P.IDEA,        (SUB, CON, MAN), (F.REASON,),                                (SUB, COO, CON)),
)
# fmt: on

PROJECT = Lifecycle(
    kind=Kind.PROJECT,
    phases=Phase,
    start=P.IDEA,
    opening=OPENING,
    moves=MOVES,
    ends=frozenset({P.ARCHIVED, P.DECLINED, P.WITHDRAWN}),
    stages={
        P.IDEA: Stage.IDEA,
        P.PARKED: Stage.IDEA,
        P.SUPPORT: Stage.SUPPORT,
        P.WRITING: Stage.WRITING,
        P.FINANCED: Stage.WRITING,
        P.SUBMITTED: Stage.DECISION,
        P.SUPPLEMENT: Stage.DECISION,
        P.RESERVE: Stage.DECISION,
        P.CONDITIONAL: Stage.DECISION,
        P.REDUCED: Stage.DECISION,
        P.GRANTED: Stage.DECISION,
        P.REJECTED: Stage.DECISION,
        P.RUNNING: Stage.RUNNING,
        P.CLOSING: Stage.RUNNING,
        P.TERMINATED: Stage.RUNNING,
        P.EVALUATION: Stage.EVALUATION,
        P.EVALUATED: Stage.EVALUATION,
        P.ARCHIVED: Stage.ARCHIVE,
        P.DECLINED: Stage.ARCHIVE,
        P.WITHDRAWN: Stage.ARCHIVE,
    },
)
