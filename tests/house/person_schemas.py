"""The JSON of personal data and of disposal, as schemas."""

from intlflow.domain.personal import HELD, Purpose
from tests.house.shapes import (
    DAY,
    INSTANT,
    NUMBER,
    TEXT,
    YES_NO,
    Schema,
    many,
    named,
    one_of,
    or_null,
    table,
)

_PURPOSE = one_of(*Purpose)
_ROWS: Schema = {"type": "object", "description": "a row, as its table has it"}
_TABLES = many(
    table(
        table=one_of(*sorted({held.table for held in HELD})), purpose=_PURPOSE, count=NUMBER,
        rows=many(_ROWS),
    )
)  # fmt: skip
_ITEM = table(
    kind=one_of("letter", "working_paper", "idea"),
    object={**TEXT, "description": "a case's reference, or a month"},
    until={**DAY, "description": "the last day of the longest rule"},
    rule=TEXT, state=one_of("proposed", "done", "kept"),
)  # fmt: skip
_LIST = table(
    list=NUMBER, municipality=TEXT, state=one_of("proposed", "withdrawn", "done"),
    proposed_at=INSTANT, proposed_by=TEXT, decision=TEXT, closed_at=or_null(INSTANT),
    closed_by=or_null(TEXT), items=many(_ITEM),
)  # fmt: skip
_PAIRS = many({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2})
_LEFT = many(table(person=NUMBER, left=DAY, until=DAY, rule=TEXT))
_ABOUT = {**TEXT, "description": "a case's reference, or `person 17`"}

PERSON_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "person": (
        "person export WHO --in KEY --json",
        table(
            person=NUMBER, municipality=TEXT, name=TEXT, email=or_null(TEXT), made_at=INSTANT,
            erased_at=or_null(INSTANT), tables=_TABLES, written=many(TEXT),
        ),
    ),
    "person_erased": (
        "person erase WHO --in KEY --as ADDRESS --json",
        table(
            person=NUMBER, municipality=TEXT, done=YES_NO, already=YES_NO, rows=named(NUMBER),
            journal_rows=NUMBER, decisions=many(NUMBER), letters=NUMBER, act=NUMBER, swept=YES_NO,
            left_in=many(TEXT),
        ),
    ),
    "person_swept": ("person sweep --json", table(swept=YES_NO)),
    "person_left": ("person left --in KEY --json, person pseudonymise --in KEY --json", _LEFT),
    "person_record": (
        "person record --in KEY --json",
        table(
            municipality=TEXT,
            processings=many(
                table(
                    purpose=_PURPOSE, label=TEXT, what=TEXT, whose=TEXT, basis=TEXT,
                    recipients=TEXT, erased=YES_NO, columns=many(TEXT),
                    kept=many(table(rule=TEXT, says=TEXT, source=TEXT, assumed=YES_NO)),
                )
            ),
        ),
    ),
    "disposal_due": ("disposal list --in KEY --json", many(_ITEM)),
    "disposal_lists": ("disposal lists --in KEY --json", many(_LIST)),
    "disposal": (
        ("disposal propose --in KEY --json, disposal show LIST --in KEY --json,"
        " disposal withdraw LIST --in KEY --json"),
        _LIST,
    ),
    "disposed": (
        "disposal approve LIST --in KEY --json",
        table(
            number=NUMBER, municipality=TEXT, decision=TEXT, done=_PAIRS, kept=_PAIRS, act=NUMBER,
            swept=YES_NO,
        ),
    ),
    "held": ("disposal hold ABOUT --in KEY --json", table(hold=NUMBER, about=_ABOUT, reason=TEXT)),
    "lifted": ("disposal lift HOLD --in KEY --json", table(hold=NUMBER)),
    "holds": (
        "disposal holds --in KEY --json",
        many(
            table(
                id=NUMBER, about=_ABOUT, reason=TEXT, at=INSTANT, person_id=NUMBER,
                lifted_at=or_null(INSTANT), lifted_by=or_null(NUMBER),
            )
        ),
    ),
}  # fmt: skip
