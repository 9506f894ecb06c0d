"""The JSON that the command line prints, as schemas; written to docs/schema and tried on real output."""

from intlflow.domain.comment import Level
from intlflow.domain.comment import State as Written
from intlflow.domain.duty import Clock, Done, Per
from intlflow.domain.facts import Fact
from intlflow.domain.ledger import Outcome
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role, Stage
from intlflow.packs.entries import Evidence
from intlflow.packs.model import Pack
from tests.house.call_schemas import CALL_SCHEMAS
from tests.house.decision_schemas import decision_schemas
from tests.house.evaluation_schemas import EVALUATION_SCHEMAS
from tests.house.list_schemas import LIST_SCHEMAS
from tests.house.meeting_schemas import MEETING_SCHEMAS
from tests.house.person_schemas import PERSON_SCHEMAS
from tests.house.register_schemas import REGISTER_SCHEMAS
from tests.house.report_schemas import REPORT_SCHEMAS
from tests.house.search_schemas import SEARCH_SCHEMAS
from tests.house.shapes import (
    DAY,
    ENDINGS,
    HASH,
    INSTANT,
    NUMBER,
    REF,
    TEXT,
    YES_NO,
    Schema,
    always,
    either,
    many,
    named,
    one_of,
    or_null,
    table,
)


def pack() -> Schema:
    """A pack as its model tells it, with what is to be confirmed."""
    told = Pack.model_json_schema(mode="serialization")
    asked = many(table(where=TEXT, question=TEXT, evidence=one_of(*Evidence)))
    return {
        **{key: value for key, value in told.items() if key not in ("title", "description")},
        "properties": {**told["properties"], "to_confirm": asked},
        "required": sorted([*told["required"], "to_confirm"]),
    }


_ANY: Schema = {}
_PHASE = one_of(*sorted({str(p) for cycle in LIFECYCLES.values() for p in cycle.phases}))
_ROLE = one_of(*Role)
_FACTS: Schema = {
    "type": "object",
    "propertyNames": one_of(*Fact),
    "additionalProperties": {"type": ["string", "array", "object"]},
}
_HEAD = {
    "ref": REF,
    "kind": one_of(*Kind),
    "municipality": TEXT,
    "unit": TEXT,
    "unit_name": {**TEXT, "description": "as it was called the day the case was opened"},
    "title": TEXT,
    "stage": one_of(*Stage),
    "phase": _PHASE,
    "stage_entry": NUMBER,
    "version": {**NUMBER, "description": "the number of things that have happened"},
    "opened_at": INSTANT,
    "changed_at": INSTANT,
}
_PERSON = {**NUMBER, "description": "the person's number in the register"}
_TASK = table(
    id=NUMBER, entry=NUMBER, stage=one_of(*Stage), key=TEXT, title_sv=TEXT, title_en=TEXT,
    owner=_ROLE, due_on=DAY, required=YES_NO, done_at=or_null(INSTANT), done_by=or_null(_PERSON),
    note=TEXT,
)  # fmt: skip
_MILESTONE = table(entry=NUMBER, key=TEXT, title_sv=TEXT, title_en=TEXT, on_day=DAY, work_by=DAY)
_SUPPORT = table(at=INSTANT, by=_PERSON, kind=TEXT, minutes=NUMBER, note=TEXT)
_ENTRY = table(
    seq=NUMBER, at=INSTANT, by=TEXT, role=_ROLE, verb=TEXT, source=TEXT, target=_PHASE,
    unit_name=TEXT, given={**TEXT, "description": "the facts given, as canonical JSON"}, hash=HASH,
)  # fmt: skip
_LETTER = table(
    id=TEXT, to=TEXT, address=TEXT, role=_ROLE, channel=TEXT, lang=one_of("sv", "en"),
    template=TEXT, subject=TEXT, status=one_of(*ENDINGS), attempts=NUMBER, created_at=INSTANT,
    ended_at=or_null(INSTANT), due_at=or_null(INSTANT), reply=TEXT, message_id=TEXT,
)  # fmt: skip
_HELD = table(
    appointment=NUMBER, role=_ROLE, scope={**TEXT, "description": "a unit or body; empty: everywhere"},
    deputy=YES_NO, to=or_null(DAY), **{"from": DAY},
)  # fmt: skip
_MESSAGE = table(message=TEXT)
_REASON = table(why=TEXT, message=TEXT, details=named(_ANY))
_TOLD = table(id=TEXT, name=TEXT, role=_ROLE, channel=TEXT, subject=TEXT, status=one_of(*ENDINGS))

# File in docs/schema → the command that prints it, and its shape.
_SOURCE = table(document=TEXT, section=TEXT, quote=TEXT, says=TEXT)
_DUTY = table(
    municipality=TEXT, duty=TEXT, title=TEXT, subject=TEXT, about=TEXT, period=TEXT, opens=DAY,
    due=DAY, work_by=DAY, state=one_of("overdue", "open", "upcoming", "met", "waived", "paused"),
    days_late=NUMBER, count=TEXT, owner=_ROLE, who=many(TEXT), postponed=NUMBER,
    next_letter=or_null(table(day=DAY, to=TEXT)), source=or_null(_SOURCE),
)  # fmt: skip
_RUNG = table(
    to=TEXT, opening=YES_NO, days=NUMBER, working_days=NUMBER, months=NUMBER, every_days=NUMBER
)
_HISTORY = table(
    subject=TEXT, period=TEXT,
    steps=many(
        table(
            step=TEXT, outcome=one_of(*Outcome), day=DAY, at=INSTANT,
            people=many(table(name=TEXT, role=TEXT, letter=or_null(TEXT))),
        )
    ),
)  # fmt: skip
_LOGGED = table(
    id=NUMBER, municipality=TEXT, duty=TEXT, subject=TEXT, period=TEXT, day=DAY, forum=TEXT,
    topics=TEXT, note=TEXT, role=TEXT, at=INSTANT, corrects=or_null(NUMBER), withdrawn=YES_NO,
    by=TEXT, corrected_by=or_null(NUMBER),
)  # fmt: skip
_DECIDED = table(
    municipality=TEXT, duty=TEXT, subject=TEXT, period=TEXT,
    kind=one_of("waive", "postpone", "pause", "resume"), until=or_null(DAY), reason=TEXT,
    at=INSTANT, by=TEXT,
)  # fmt: skip

SCHEMAS: dict[str, tuple[str, Schema]] = {
    "case": (
        "case show REF --json",
        table(
            **_HEAD, unit_now=or_null(TEXT), opened_by=or_null(TEXT), facts=_FACTS,
            tasks=many(_TASK), milestones=many(_MILESTONE), support=many(_SUPPORT),
            journal=many(_ENTRY), letters=many(_LETTER),
        ),
    ),
    "cases": ("case list --json", many(table(**_HEAD))),
    "moves": (
        "case can REF --as ADDRESS --json",
        many(
            table(
                verb=TEXT, target=_PHASE, who=many(_ROLE), needs=many(one_of(*Fact)),
                takes=many(one_of(*Fact)),
                tells=many(_ROLE), open=YES_NO, refused=or_null(_REASON),
            )
        ),
    ),
    "moved": (
        "case move REF VERB --as ADDRESS --json, case new --json, decision recuse REF ADDRESS --json",
        table(
            ref=REF, kind=one_of(*Kind), verb=TEXT, source=TEXT, target=_PHASE,
            stage=one_of(*Stage), version=NUMBER, at=INSTANT, hash=HASH, letters=many(_TOLD),
            tasks=many(TEXT), notices=named(many(TEXT)), stage_run=or_null(NUMBER),
            settled=many(REF),
        ),
    ),
    "comments": (
        "case comment REF --as ADDRESS --json",
        many(
            table(
                number=NUMBER, by=TEXT, level=one_of(*Level), unit=TEXT, text=TEXT,
                state=one_of(*Written), at=INSTANT, changed_at=TEXT, before=many(many(TEXT)),
                mine=YES_NO,
            )
        ),
    ),
    "duties": ("duty list --json", many(_DUTY)),
    "duty": (
        "duty show KEY --in KEY --json",
        table(
            municipality=TEXT, duty=TEXT, title=TEXT, title_en=TEXT, ask=TEXT,
            clock=one_of(*Clock), per=one_of(*Per), done=one_of(*Done), owner=_ROLE,
            grace_days=NUMBER, standing=YES_NO, ladder=many(_RUNG), source=or_null(_SOURCE),
            occurrences=many(_DUTY), history=many(_HISTORY), logged=many(_LOGGED),
            decided=many(_DECIDED),
        ),
    ),
    "logged": (
        "duty log KEY --in KEY --json",
        table(
            number=NUMBER, municipality=TEXT, duty=TEXT, subject=TEXT, about=TEXT, period=TEXT,
            day=DAY, forum=TEXT, count=TEXT, met=YES_NO,
        ),
    ),
    "decided": (
        "duty waive KEY --in KEY --json, duty postpone KEY --in KEY --json",
        table(municipality=TEXT, duty=TEXT, subject=TEXT, period=TEXT),
    ),
    "ticked": (
        "tick --json",
        table(
            day=DAY, letters=NUMBER, people=NUMBER, waiting=NUMBER,
            steps=many(
                table(
                    municipality=TEXT, duty=TEXT, subject=TEXT, period=TEXT, step=TEXT, day=DAY,
                    outcome=one_of(*Outcome), people=many(TEXT),
                )
            ),
        ),
    ),
    "preview": (
        "preview --json",
        many(
            table(
                day=DAY, municipality=TEXT, person=TEXT, email=or_null(TEXT), role=TEXT,
                duty=TEXT, subject=TEXT, about=TEXT, period=TEXT, due=or_null(DAY), step=TEXT,
                ask=TEXT, rule=TEXT, outcome=one_of(*Outcome, "met", "waived", "paused"),
            )
        ),
    ),
    "letters": ("letters list --json", many(_LETTER)),
    "letter": (
        "letters show ID --json",
        table(
            **_LETTER["properties"], reply_to=TEXT, body=TEXT, html=TEXT, **{"from": TEXT},
        ),
    ),
    "sent": (
        "letters send --json",
        either(
            table(mail={**always(False), "description": "no mail server is set"}),
            table(
                sent=NUMBER, later=NUMBER, failed=NUMBER, held=NUMBER, waiting=NUMBER,
                mail=always(True),
            ),
        ),
    ),
    "steered": (
        "letters hold ID --json, letters release ID --json, letters cancel ID --json",
        table(id=TEXT, status=one_of(*ENDINGS)),
    ),
    "people": (
        "people list --json",
        many(
            table(
                id=NUMBER, municipality=TEXT, name=TEXT, email=or_null(TEXT), title=TEXT,
                lang=one_of("sv", "en"), active_to=or_null(DAY), roles=many(_HELD),
            )
        ),
    ),
    "packs": ("pack list --json", many(table(key=TEXT, name=TEXT, units=NUMBER, rules=NUMBER))),
    "pack": ("pack show KEY --json", pack()),
    "mistakes": (
        "pack check PATH --json",
        many(
            table(file=TEXT, line=NUMBER, message=TEXT, expected=many(TEXT), nearest=or_null(TEXT))
        ),
    ),
    "refusal": ("any command with --json that the rules refuse (exit code 3)", table(refused=_REASON)),
    "not_found": ("any command with --json that finds nothing (exit code 4)", table(not_found=_MESSAGE)),
    "fault": (
        "any command with --json that fails for a reason that it knows (exit code 1)",
        table(fault=_MESSAGE),
    ),
    "audit": (
        "audit verify --json",
        table(
            rows=NUMBER, cases=NUMBER, erased=NUMBER, heads=named(HASH), faults=many(TEXT),
            whole=YES_NO,
        ),
    ),
    "doctor": (
        "doctor --json",
        many(table(what=TEXT, state=one_of("ok", "note", "bad"), said=TEXT)),
    ),
    "selftest": (
        "selftest --json",
        table(
            kills=NUMBER, writer_kills=NUMBER, sender_kills=NUMBER, acknowledged=NUMBER,
            letters=NUMBER, accepted=NUMBER, lost=NUMBER, half_done=NUMBER, extra=NUMBER,
            most_copies=NUMBER, held=NUMBER, seconds={"type": "number"}, faults=many(TEXT),
            passed=YES_NO,
        ),
    ),
    **LIST_SCHEMAS,
    **PERSON_SCHEMAS,
    **REPORT_SCHEMAS,
    **MEETING_SCHEMAS,
    **SEARCH_SCHEMAS,
    **CALL_SCHEMAS,
    **REGISTER_SCHEMAS,
    **EVALUATION_SCHEMAS,
}  # fmt: skip
SCHEMAS |= decision_schemas(SCHEMAS["moved"][1])


def commands_of(name: str) -> list[str]:
    """The commands that print this shape, such as `case new`; none for what any command may print."""
    told = SCHEMAS[name][0]
    parts = [] if told.startswith("any ") else told.split(", ")
    return [
        " ".join(word for word in part.split() if word.islower() and word[0] != "-")
        for part in parts
    ]


def schema(name: str) -> Schema:
    """A whole schema, as it stands in its file."""
    command, shape = SCHEMAS[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"intlflow {command}" if not command.startswith("any") else command,
        **shape,
    }
