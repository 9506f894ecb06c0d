"""The JSON of evaluations, as schemas."""

from intlflow.domain.evaluation import LESSONS, SHEET, Standing, Verdict
from intlflow.domain.registers import EVALUATION_EFFECT, EVALUATION_GOAL
from tests.house.register_schemas import FILE, row_schema, with_more
from tests.house.shapes import (
    DAY,
    INSTANT,
    NUMBER,
    REF,
    TEXT,
    YES_NO,
    Schema,
    many,
    named,
    one_of,
    or_null,
    table,
)

_MONEY = table(amount=TEXT, currency=TEXT)
_SHEET: Schema = {
    "type": "object",
    "properties": {
        name: or_null(_MONEY if name == "keep_cost" else TEXT) for name in (*SHEET, *LESSONS)
    },
    "additionalProperties": False,
    "description": "a refused application has other questions than the rest",
}
_EFFECT = table(
    number=or_null(NUMBER), effect=TEXT, months=TEXT, day=or_null(DAY), for_whom=or_null(TEXT),
    indicator=or_null(TEXT), before=or_null(TEXT), after=or_null(TEXT),
)  # fmt: skip
_EVALUATION = table(
    number=NUMBER, version=NUMBER, name=TEXT, verdict=one_of(*Verdict), unit=TEXT, unit_name=TEXT,
    about=one_of("case", "cooperation", "network"), ref=or_null(REF), row=or_null(NUMBER),
    why=TEXT, chosen_by=TEXT, chosen_on=DAY, standing=one_of(*Standing), opened_on=or_null(DAY),
    results_due=or_null(DAY), effects_from=or_null(DAY),
    effects_due=many(table(months=NUMBER, on=DAY, told=YES_NO)), sheet=_SHEET,
    goals=many(table(number=NUMBER, goal=TEXT, grade=TEXT, evidence=TEXT)), effects=many(_EFFECT),
)  # fmt: skip
_CASE = table(ref=REF, title=TEXT, unit=TEXT, phase=TEXT, kind=TEXT)
_ROW = table(number=NUMBER, name=TEXT)
_KNOWN = table(
    facts=named({"type": ["string", "array", "object", "null"]}), tags=named(many(TEXT)),
    hours=or_null(TEXT), activities=NUMBER, trips=NUMBER, kg=or_null(TEXT), lines=named(TEXT),
)  # fmt: skip

EVALUATION_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "evaluations": (
        "evaluate list --json",
        table(
            evaluations=many(_EVALUATION),
            undecided=table(
                ended=many(_CASE), running=many(_CASE), refused=many(_CASE),
                cooperation=many(_ROW), network=many(_ROW),
            ),
        ),
    ),
    "evaluation": (
        "evaluate show WHICH --json",
        with_more(
            _EVALUATION,
            known=_KNOWN,
            history=many(table(version=NUMBER, at=INSTANT, by=TEXT, reason=TEXT)),
        ),
    ),
}  # fmt: skip
for _name, _register in (("goal", EVALUATION_GOAL), ("effect", EVALUATION_EFFECT)):
    _whole = with_more(row_schema(_register), history=many(row_schema(_register)), files=many(FILE))
    EVALUATION_SCHEMAS |= {
        f"{_register.key}_rows": (f"evaluate {_name} list --json", many(row_schema(_register))),
        f"{_register.key}_row": (f"evaluate {_name} show NUMBER --json", _whole),
    }
