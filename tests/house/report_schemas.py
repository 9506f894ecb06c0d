"""The JSON of the annual collection and of the register of people around it, as schemas."""

from intlflow.domain.facts import Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.unit_report import MOVES, State
from intlflow.domain.words import Kind, Role, Stage
from tests.house.shapes import (
    DAY,
    ENDINGS,
    INSTANT,
    NUMBER,
    REF,
    TEXT,
    YES_NO,
    Schema,
    either,
    many,
    named,
    one_of,
    or_null,
    table,
)

_STATE = one_of(*State)
_VERB = one_of("open", *sorted({row.verb for row in MOVES}))
_ROLE = one_of(*Role)
_PHASE = one_of(*sorted({str(p) for cycle in LIFECYCLES.values() for p in cycle.phases}))
_UNIT = {**TEXT, "description": "the unit's key"}
_NOW = {**TEXT, "description": "the unit that answers today, when it has been merged"}
_LAST = table(
    seq=NUMBER, at=INSTANT, verb=_VERB, source=TEXT, target=_STATE, note=TEXT,
    by=or_null({**TEXT, "description": "nothing: the clock"}), role=one_of("", *Role),
)  # fmt: skip
_ANSWERS = table(name=TEXT, email=or_null(TEXT), stands_in=YES_NO, vacancy=YES_NO)
_STANDS: dict[str, Schema] = {
    "municipality": TEXT,
    "unit": _UNIT,
    "unit_name": {**TEXT, "description": "as it was called when it was asked"},
    "year": NUMBER,
    "successor": or_null(_NOW),
    "answers": many(_ANSWERS),
    "state": _STATE,
    "answered": YES_NO,
    "late": {**YES_NO, "description": "answered after the collection was closed"},
    "version": {**NUMBER, "description": "0: not asked yet"},
    "opened_at": or_null(INSTANT),
    "since": or_null(INSTANT),
    "last": or_null(_LAST),
}
_HEAD: dict[str, Schema] = {"ref": REF, "title": TEXT, "unit_name": TEXT}
_VALUE: Schema = {"type": ["string", "array", "object", "null"]}


def _known(*facts: Fact) -> dict[str, Schema]:
    return {str(fact): _VALUE for fact in facts}


_ABOUT = _known(Fact.PROGRAMME, Fact.CALL, Fact.FORMS)
_MONEY = _known(Fact.TOTAL_BUDGET, Fact.OWN_CONTRIBUTION, Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED)
_PROJECT = table(
    **_HEAD, **_ABOUT, **_MONEY, **_known(Fact.PERIOD_START, Fact.PERIOD_END),
    began=DAY, ended=or_null(DAY),
)  # fmt: skip
_FACTS = table(
    year=NUMBER, units=many(_UNIT), running=many(_PROJECT), closed=many(_PROJECT),
    applications=many(
        table(**_HEAD, **_ABOUT, **_MONEY, submitted_on=DAY, outcome=_PHASE, outcome_on=DAY)
    ),
    evaluations=many(table(**_HEAD, **_known(Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS), on=DAY)),
    ideas=many(table(**_HEAD, on=DAY, phase=_PHASE)),
    twin_towns=many(table(**_HEAD, **_known(Fact.PARTNER, Fact.COUNTRY))),
    support=table(minutes=NUMBER, by_kind=named(NUMBER)),
)  # fmt: skip
_TOLD = table(id=TEXT, name=TEXT, role=_ROLE, channel=TEXT, subject=TEXT, status=one_of(*ENDINGS))
_PERSON = table(
    person=NUMBER, name=TEXT, email=or_null(TEXT), role=_ROLE, scope=TEXT, deputy=YES_NO, away=YES_NO
)  # fmt: skip
_SPAN = {"from": or_null(DAY), "to": or_null(DAY)}
_CASE: dict[str, Schema] = {
    "ref": REF, "kind": one_of(*Kind), "title": TEXT, "unit_name": TEXT, "phase": _PHASE,
}  # fmt: skip
_MOVED = ", ".join(
    f"report {verb} --in KEY --unit UNIT --as ADDRESS --json"
    for verb in ("start", "submit", "nothing", "approve", "return", "reopen")
)

# As in tests/house/schemas.py: file in docs/schema → the command that prints it, and its shape.
REPORT_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "reports": ("report status --in KEY --json", many(table(**_STANDS))),
    "report": (
        "report show --in KEY --unit UNIT --json",
        table(
            **_STANDS,
            fixed={**YES_NO, "description": "the facts are those of the answer, not of today"},
            facts=_FACTS,
            events=many(_LAST),
        ),
    ),
    "reported": (
        _MOVED,
        table(
            municipality=TEXT, unit=_UNIT, unit_name=TEXT, year=NUMBER, verb=_VERB, source=_STATE,
            target=_STATE, version=NUMBER, at=INSTANT, late=YES_NO, letters=many(_TOLD),
        ),
    ),
    "year_opened": (
        "report open --in KEY --json",
        table(
            municipality=TEXT, year=NUMBER, opened=many(_UNIT), already=NUMBER,
            unanswerable=many({**_UNIT, "description": "nobody is left to answer for it"}),
        ),
    ),
    "handed_over": (
        "report hand-over --in KEY --as ADDRESS --json",
        table(
            municipality=TEXT, year=NUMBER, number=NUMBER,
            mark={**TEXT, "description": "of what it says; the same in every copy of this version"},
            at=INSTANT, gaps={**NUMBER, "description": "units that have not answered"},
            letters=many(_TOLD),
        ),
    ),
    "imported": (
        "people import FILE --in KEY --json, import people FILE --json",
        either(
            table(
                municipality=TEXT, dry_run=YES_NO, rows=NUMBER, added=NUMBER, changed=NUMBER,
                appointed=NUMBER, ended=NUMBER, decided=NUMBER, unchanged=NUMBER,
                mistakes=many(table(line=NUMBER, column=TEXT, message=TEXT)),
                batch=or_null(NUMBER),
            ),
            table(undone=table(municipality=TEXT, batch=NUMBER, whole=YES_NO, cases=NUMBER)),
        ),
    ),
    "confirmed": (
        "people confirm --in KEY --unit UNIT --as ADDRESS --json",
        table(
            municipality=TEXT, unit=_UNIT, unit_name=TEXT, people=many(TEXT), at=INSTANT,
            period={**TEXT, "pattern": r"^\d{4}-[12]$"},
            before={**YES_NO, "description": "it was confirmed for this half-year already"},
        ),
    ),
    "group": (
        "people group --in KEY --json",
        table(municipality=TEXT, members=many(_PERSON), without=many(_UNIT)),
    ),
    "handover": (
        "people handover ADDRESS --in KEY --json",
        table(
            municipality=TEXT, name=TEXT, email=TEXT,
            roles=many(
                table(
                    appointment=NUMBER, role=_ROLE, scope=TEXT, scope_name=TEXT, deputy=YES_NO,
                    deputies=many(TEXT), **{"from": DAY, "to": or_null(DAY)},
                )
            ),
            cases=many(table(**_CASE, parts=many(_ROLE))),
            tasks=many(table(ref=REF, key=TEXT, title_sv=TEXT, title_en=TEXT, due_on=DAY)),
            duties=many(
                table(
                    duty=TEXT, title=TEXT, subject=TEXT, about=TEXT, period=TEXT, due=DAY,
                    state=one_of("overdue", "open"),
                )
            ),
            untold=many(table(duty=TEXT, subject=TEXT, period=TEXT)),
            letters=many(table(id=TEXT, subject=TEXT, status=one_of(*ENDINGS))),
        ),
    ),
    "unit": (
        "unit show KEY --in KEY --json",
        table(
            municipality=TEXT, unit=_UNIT, name=TEXT, body=TEXT, body_name=TEXT,
            kind=one_of("administration", "company"), successor=or_null(_UNIT), answered_by=_UNIT,
            names=many(table(unit=_UNIT, name=TEXT, **_SPAN)), people=many(_PERSON),
            vacant=many(_ROLE), cases=many(table(**_CASE, stage=one_of(*Stage))),
            reports=many(table(year=NUMBER, state=_STATE, answered=YES_NO, since=INSTANT)),
            days=many(table(on=DAY, what=TEXT, about=TEXT)), **_SPAN,
        ),
    ),
}  # fmt: skip
