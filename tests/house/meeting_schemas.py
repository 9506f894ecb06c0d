"""The JSON of the bodies' meetings and of 'Hinner vi?', as schemas."""

from intlflow.domain.meeting import Status
from intlflow.domain.reach import Colour, Why
from intlflow.domain.reach_ways import Way
from intlflow.domain.route import Subject
from tests.house.shapes import (
    DAY,
    INSTANT,
    NUMBER,
    REF,
    TEXT,
    YES_NO,
    Schema,
    either,
    many,
    one_of,
    or_null,
    table,
)

_HOUR: Schema = {"type": "string", "pattern": r"^\d\d:\d\d$"}
_COLOUR = one_of(*Colour)
_SAYS = table(sv=TEXT, en=TEXT)
_MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$"}
_MEETING: dict[str, Schema] = {
    "municipality": TEXT,
    "number": NUMBER,
    "body": {**TEXT, "description": "the body's key"},
    "name": TEXT,
    "day": DAY,
    "start": or_null(_HOUR),
    "stop": {**DAY, "description": "agenda stop (handlingsstopp)"},
    "notice": {**DAY, "description": "when the notice (kallelse) goes out"},
    "status": one_of(*Status),
    "reason": TEXT,
}
_HIT = table(ref=REF, title=TEXT, was=_COLOUR, now=_COLOUR, letters=NUMBER)
_RULE = table(key=TEXT, says=_SAYS, source=TEXT)
_SAID = table(
    at=INSTANT, status=one_of(*Status), day=DAY, start=or_null(_HOUR), stop=or_null(DAY),
    notice=or_null(DAY), reason=TEXT, by=or_null(TEXT),
)  # fmt: skip
_FILE = table(number=NUMBER, file=TEXT, secrecy=or_null(TEXT))
_LINE = table(
    line=NUMBER, body=TEXT, day=DAY, was=TEXT, free_day=YES_NO,
    does=one_of("add", "move", "cancel", "change", "nothing", "keep"),
)  # fmt: skip
_STEP = table(
    body=TEXT, name=TEXT, meeting=or_null(NUMBER), day=or_null(DAY), start=or_null(_HOUR),
    stop=or_null(DAY), notice=or_null(DAY), memo_by=or_null(DAY), colour=_COLOUR,
    slack_days=or_null(NUMBER), why=many(one_of(*Why)), says=_SAYS,
)  # fmt: skip
MEETING_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "meetings": ("sitting list --in KEY --json", many(table(**_MEETING))),
    "meeting": (
        "sitting show NUMBER --in KEY --json",
        table(**_MEETING, history=many(_SAID), files=many(_FILE)),
    ),
    "meeting_changed": (
        "sitting add BODY DAY --json, sitting move NUMBER --json, sitting cancel NUMBER --json",
        table(**_MEETING, cases=many(_HIT)),
    ),
    "meetings_imported": (
        "sitting import FILE --in KEY --json",
        either(
            table(
                municipality=TEXT, applied=YES_NO, lines=many(_LINE), hits=many(_HIT),
                mistakes=many(table(line=NUMBER, column=TEXT, message=TEXT)),
                batch=or_null(NUMBER),
            ),
            table(undone=table(municipality=TEXT, batch=NUMBER, whole=YES_NO, cases=NUMBER)),
        ),
    ),
    "reachable": (
        "reachable --in KEY --json",
        table(
            municipality=TEXT, ref=either({"const": ""}, REF), subject=one_of(*Subject), today=DAY,
            deadline=_MOMENT, colour=_COLOUR, says=_SAYS, memo_by=or_null(DAY), decided_by=DAY,
            earliest=or_null(DAY), steps=many(_STEP), rules=many(_RULE), might_matter=many(_RULE),
            ways=many(
                table(
                    way=one_of(*Way), body=TEXT, first=or_null(DAY), last=or_null(DAY), says=_SAYS
                )
            ),
        ),
    ),
}  # fmt: skip
