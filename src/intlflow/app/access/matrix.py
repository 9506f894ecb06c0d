"""Who may do what, as one table: action, role, how far. What is not in it is not allowed.

The roles and the words C, R, U, D and X come from the municipality's own division of responsibility;
the lifecycles' tables say besides who may make each move.
"""

from enum import StrEnum

from intlflow.domain.words import Role


class Action(StrEnum):
    """What a page or a program asks leave for."""

    OPEN_CASE = "open_case"  # bring an idea
    READ_CASE = "read_case"
    MOVE_CASE = "move_case"  # which moves, the lifecycle's table says
    TICK_TASK = "tick_task"
    COMMENT = "comment"
    READ_EVERY_COMMENT = "read_every_comment"  # whoever answers for public records, and who audits
    RECORD_DECISION = "record_decision"
    KEEP_MEETINGS = "keep_meetings"
    READ_DUTIES = "read_duties"
    ANSWER_DUTY = "answer_duty"  # note a talk in the ledningsgrupp, a review
    STEER_DUTY = "steer_duty"  # waive, postpone, with a reason
    READ_REPORTS = "read_reports"
    WRITE_REPORT = "write_report"
    APPROVE_REPORT = "approve_report"
    RETURN_REPORT = "return_report"
    HAND_OVER = "hand_over"  # the year's compilation, to the finance department
    READ_PEOPLE = "read_people"
    KEEP_PEOPLE = "keep_people"
    READ_REGISTERS = "read_registers"
    KEEP_REGISTERS = "keep_registers"
    NOTE_ACTIVITY = "note_activity"
    READ_EVALUATIONS = "read_evaluations"
    WRITE_EVALUATION = "write_evaluation"  # the sheet, its goals and effects
    CHOOSE_EVALUATIONS = "choose_evaluations"
    READ_CALLS = "read_calls"
    CHOOSE_CALLS = "choose_calls"
    READ_DOCUMENTS = "read_documents"  # the governing ones
    READ_LETTERS = "read_letters"
    STEER_LETTERS = "steer_letters"
    IMPORT = "import"
    REACH = "reach"  # ask whether there is time
    READ_SUMMARY = "read_summary"  # the half page for those elected, the year
    READ_AUDIT = "read_audit"
    READ_OPERATION = "read_operation"
    CONFIGURE = "configure"
    OWN_ACCOUNT = "own_account"


class Reach(StrEnum):
    """How far a permission goes."""

    ALL = "all"  # the whole municipality
    UNIT = "unit"  # one's own units
    OWN = "own"  # what one has brought or leads
    DECIDED = "decided"  # the whole municipality, once a decision is asked for


A = Action
ALL, UNIT, OWN, DECIDED = Reach.ALL, Reach.UNIT, Reach.OWN, Reach.DECIDED
COO, CON, PM, MAN = Role.COORDINATOR, Role.CONTACT, Role.PROJECT_MANAGER, Role.MANAGER
ECO, REG, SEC, SIG = Role.CONTROLLER, Role.REGISTRAR, Role.SECRETARY, Role.SIGNATORY
LEAD, DIR, SUB, AUD, ADM = Role.LEAD, Role.DIRECTOR, Role.SUBMITTER, Role.AUDITOR, Role.ADMIN
CENTRAL = {COO: ALL, ECO: ALL, REG: ALL, SEC: ALL, SIG: ALL, DIR: ALL}
READERS = {**CENTRAL, CON: UNIT, MAN: UNIT, PM: OWN, SUB: OWN, LEAD: DECIDED, AUD: ALL}
EVERYBODY = dict.fromkeys(Role, ALL)  # whoever is in the register is at least a submitter

MATRIX: dict[Action, dict[Role, Reach]] = {
    A.OPEN_CASE: EVERYBODY,  # "anyone may bring an idea"
    A.READ_CASE: READERS,
    A.MOVE_CASE: {role: reach for role, reach in READERS.items() if role is not AUD},
    A.TICK_TASK: {role: reach for role, reach in READERS.items() if role is not AUD},
    A.COMMENT: {role: reach for role, reach in READERS.items() if role is not AUD},
    A.READ_EVERY_COMMENT: {REG: ALL, AUD: ALL},
    A.RECORD_DECISION: {COO: ALL, REG: ALL, SEC: ALL},
    A.KEEP_MEETINGS: {COO: ALL, SEC: ALL},
    A.READ_DUTIES: {**CENTRAL, CON: UNIT, MAN: UNIT, AUD: ALL, LEAD: ALL},
    A.ANSWER_DUTY: {COO: ALL, CON: UNIT, MAN: UNIT, DIR: ALL},
    A.STEER_DUTY: {COO: ALL},
    A.READ_REPORTS: {**CENTRAL, CON: UNIT, MAN: UNIT, AUD: ALL},
    A.WRITE_REPORT: {CON: UNIT, MAN: UNIT, COO: ALL},
    A.APPROVE_REPORT: {MAN: UNIT},
    A.RETURN_REPORT: {COO: ALL},
    A.HAND_OVER: {COO: ALL},
    A.READ_PEOPLE: {**CENTRAL, CON: ALL, MAN: ALL, AUD: ALL, ADM: ALL},
    A.KEEP_PEOPLE: {COO: ALL, ADM: ALL},
    A.READ_REGISTERS: {**CENTRAL, CON: ALL, MAN: ALL, PM: ALL, LEAD: ALL, AUD: ALL},
    A.KEEP_REGISTERS: {COO: ALL, REG: ALL},
    A.NOTE_ACTIVITY: {COO: ALL, CON: UNIT, MAN: UNIT},
    A.READ_EVALUATIONS: {**CENTRAL, CON: ALL, MAN: ALL, PM: OWN, LEAD: ALL, AUD: ALL},
    A.WRITE_EVALUATION: {COO: ALL, CON: UNIT, MAN: UNIT, PM: OWN},
    A.CHOOSE_EVALUATIONS: {COO: ALL},
    A.READ_CALLS: {**CENTRAL, CON: ALL, MAN: ALL, PM: ALL, SUB: ALL, LEAD: ALL, AUD: ALL},
    A.CHOOSE_CALLS: {COO: ALL},
    A.READ_DOCUMENTS: EVERYBODY,
    A.READ_LETTERS: {COO: ALL, AUD: ALL},
    A.STEER_LETTERS: {COO: ALL},
    A.IMPORT: {COO: ALL},
    A.REACH: EVERYBODY,
    A.READ_SUMMARY: {COO: ALL, ECO: ALL, LEAD: ALL, DIR: ALL, SEC: ALL, AUD: ALL},
    A.READ_AUDIT: {COO: ALL, AUD: ALL},
    A.READ_OPERATION: {COO: ALL, ADM: ALL},
    A.CONFIGURE: {COO: ALL, ADM: ALL},
    A.OWN_ACCOUNT: EVERYBODY,
}
