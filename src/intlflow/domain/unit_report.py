"""A unit's report of a year, from asking to approval; "nothing to report" is an answer, silence is not.

Sources: Ljungby's verksamhetsplan § 4 (årlig sammanställning av nämnders och bolags rapporteringar) and § 5;
Växjö's strategi, which has every förvaltning and bolag report in its årsrapport.
"""

from collections.abc import Container
from enum import StrEnum

from intlflow.domain.facts import Fact as F
from intlflow.domain.lifecycle import Move, Refused, Table
from intlflow.domain.words import Role

KIND = "unit-report"


class State(StrEnum):
    """Where a unit's report can stand."""

    NOT_OPENED = "not_opened"  # asked for; the unit has not begun
    STARTED = "started"
    SUBMITTED = "submitted"  # waits for the manager
    RETURNED = "returned"  # the coordinator asks for more
    APPROVED = "approved"
    NOTHING = "nothing"  # signed: no international work this year
    NOT_ANSWERED = "not_answered"  # the collection closed without a word


S = State
CON, MAN, COO = Role.CONTACT, Role.MANAGER, Role.COORDINATOR
UNIT = (CON, MAN)
CLOCK: tuple[Role, ...] = ()  # nobody: only the day itself
OPENERS = (COO,)  # besides the clock

# fmt: off
MOVES = (
    #    standing in     does       comes to        who    needs        tells
    Move(S.NOT_OPENED,   "start",   S.STARTED,      UNIT),
    Move(S.NOT_OPENED,   "submit",  S.SUBMITTED,    UNIT,  (),          (MAN, COO)),
    Move(S.NOT_OPENED,   "nothing", S.NOTHING,      UNIT,  (),          (CON, MAN, COO)),
    Move(S.NOT_OPENED,   "close",   S.NOT_ANSWERED, CLOCK),

    Move(S.STARTED,      "submit",  S.SUBMITTED,    UNIT,  (),          (MAN, COO)),
    Move(S.STARTED,      "nothing", S.NOTHING,      UNIT,  (),          (CON, MAN, COO)),
    Move(S.STARTED,      "close",   S.NOT_ANSWERED, CLOCK),

    Move(S.SUBMITTED,    "approve", S.APPROVED,     (MAN,), (),         (CON, COO)),
    Move(S.SUBMITTED,    "return",  S.RETURNED,     (COO,), (F.REASON,), (CON, MAN)),
    Move(S.RETURNED,     "submit",  S.SUBMITTED,    UNIT,  (),          (MAN, COO)),
    Move(S.RETURNED,     "nothing", S.NOTHING,      UNIT,  (),          (CON, MAN, COO)),

    Move(S.NOT_ANSWERED, "start",   S.STARTED,      UNIT),
    Move(S.NOT_ANSWERED, "submit",  S.SUBMITTED,    UNIT,  (),          (MAN, COO)),
    Move(S.NOT_ANSWERED, "nothing", S.NOTHING,      UNIT,  (),          (CON, MAN, COO)),

    Move(S.APPROVED,     "reopen",  S.RETURNED,     (COO,), (F.REASON,), (CON, MAN)),
    Move(S.NOTHING,      "reopen",  S.RETURNED,     (COO,), (F.REASON,), (CON, MAN)),
    Move(S.NOT_ANSWERED, "reopen",  S.RETURNED,     (COO,), (F.REASON,), (CON, MAN)),
)
# fmt: on

UNIT_REPORT = Table(
    kind=KIND,
    phases=State,
    start=S.NOT_OPENED,
    moves=MOVES,
    ends=frozenset({S.APPROVED, S.NOTHING, S.NOT_ANSWERED}),
)

ANSWERED = frozenset({S.SUBMITTED, S.APPROVED, S.NOTHING})


def answered(state: str | None) -> bool:
    """Whether the unit has said what there is to say: submitted, approved, or signed that it is nothing.

    One that was returned waits for the unit again; silence, or no report at all, is no answer.
    """
    return state in ANSWERED


def judge(
    state: str, verb: str, *, roles: Container[Role], note: str, year: int, rows: int = 0
) -> Move:
    """Judge one move of a report and give back its row.

    Args:
        state: where the report stands.
        verb: what is done.
        roles: what the person is to the unit, on that day.
        note: what the person says with it.
        year: the year that the report is about.
        rows: how many of the register's rows of the year the report rests on.

    Raises:
        Refused: with the first reason that a person can act on.
    """
    try:
        row = UNIT_REPORT.find(state, verb)
    except Refused as no:
        why = "report-not-from-here" if no.why == "not-from-here" else no.why
        by_hand = [row.verb for row in UNIT_REPORT.open_from(state) if row.who]
        details = no.details | {"open": by_hand, "kind": KIND, "year": year}
        raise Refused(why, **details) from no
    if not any(role in roles for role in row.who):
        raise refused_role(row, year)
    if F.REASON in row.needs and not note:
        raise Refused("missing", facts=[str(F.REASON)])
    if row.target is S.NOTHING and rows and not note:
        raise Refused("report-has-rows", verb=verb, rows=rows, year=year, kind=KIND)
    return row


def refused_role(row: Move, year: int) -> Refused:
    """The answer to somebody who may not; what only the day does, nobody may."""
    if not row.who:
        return Refused("report-by-the-clock", verb=row.verb, kind=KIND, year=year)
    who = [str(role) for role in row.who]
    return Refused("not-for-this-unit", verb=row.verb, who=who, kind=KIND, year=year)
