"""The JSON that the commands for lists print."""

from intlflow.domain.facts import Fact
from intlflow.domain.listed import Outcome
from tests.house.shapes import (
    INSTANT,
    NUMBER,
    TEXT,
    YES_NO,
    Schema,
    either,
    many,
    named,
    one_of,
    or_null,
    table,
)  # fmt: skip

_FACTS: Schema = {"type": "object", "propertyNames": one_of(*Fact)}
_REMARK = table(
    cell=TEXT, field=TEXT, message=TEXT,
    sure=one_of("read-as", "guess", "unread", "conflict", "kept"),
)  # fmt: skip
_LINE = table(
    place=TEXT, title=TEXT, outcome=one_of(*Outcome), ref=TEXT, unit=TEXT, phase=TEXT,
    facts=_FACTS, message=TEXT, changes=_FACTS, remarks=many(_REMARK),
)  # fmt: skip

LIST_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "listed": (
        "import projects FILE --json",
        either(
            table(
                municipality=TEXT, file=TEXT, batch=or_null(NUMBER), counts=named(NUMBER),
                unknown=many(TEXT), without=many(table(sheet=TEXT, rows=NUMBER)),
                lines=many(_LINE),
            ),
            table(undone=table(municipality=TEXT, batch=NUMBER, whole=YES_NO, cases=NUMBER)),
        ),
    ),
    "imports": (
        "import list --json",
        many(
            table(
                batch=NUMBER, municipality=TEXT, kind=TEXT, file=TEXT, sha256=TEXT, at=INSTANT,
                by=TEXT, state=one_of("applied", "undone"), lines=named(NUMBER),
            )
        ),
    ),
}  # fmt: skip
