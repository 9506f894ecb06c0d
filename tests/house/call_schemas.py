"""The JSON of calls, as schemas."""

from intlflow.domain.calls import Source, Standing
from intlflow.domain.eligibility import May
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
    named,
    one_of,
    or_null,
    table,
)

_CASE = either({"const": ""}, REF)
_VERDICT = one_of("chosen", "dismissed")
_LOCAL: Schema = {**TEXT, "description": "an instant with its zone"}
_AMOUNT: Schema = {**TEXT, "description": "decimal text; empty: not told"}
_CALL: dict[str, Schema] = {
    "call": {**TEXT, "description": "the funder's name of it"},
    "title": TEXT,
    "state": one_of(*Standing),
    "deadline": or_null(INSTANT),
    "programme": {**TEXT, "description": "the pack's key of it; empty: not known"},
    "programme_name": TEXT,
    "may": one_of(*May),
    "url": TEXT,
}
_CHOICES = many(table(verdict=_VERDICT, unit=TEXT, case=_CASE, reason=TEXT))
_LINE = table(**_CALL, choices=_CHOICES)
_SOURCE = table(
    source=one_of(*Source), read_at=or_null(INSTANT), origin=or_null(TEXT), kept=NUMBER,
    skipped=named(NUMBER), tried_at=INSTANT, trouble=TEXT,
)  # fmt: skip
_TERMS = table(
    max_eu_rate=or_null(TEXT), own_share_rule=or_null(table(sv=TEXT, en=TEXT)),
    min_countries=or_null(NUMBER), submission_system=or_null(TEXT), contact=or_null(TEXT),
    source=TEXT,
)  # fmt: skip
_SHOWN = table(
    **_CALL, choices=_CHOICES, call_identifier=TEXT, call_title=TEXT, type_of_action=TEXT,
    opens_at=or_null(INSTANT), deadlines=many(INSTANT), funders_word=TEXT, budget=_AMOUNT,
    min_grant=_AMOUNT, max_grant=_AMOUNT, currency=TEXT, keywords=many(TEXT), summary=TEXT,
    news=TEXT, first_at=INSTANT, changed_at=INSTANT, area=TEXT, terms=or_null(_TERMS),
    moved=many(table(at=INSTANT, was=INSTANT, now=INSTANT, news=TEXT)),
    history=many(
        table(at=INSTANT, verdict=_VERDICT, unit=TEXT, case=_CASE, reason=TEXT, by=TEXT)
    ),
    issues=many(table(number=NUMBER, name=TEXT, why=TEXT)),
    lessons=many(
        table(
            ref=REF, title=TEXT, number=or_null(NUMBER), refused=YES_NO, why=TEXT, score=TEXT,
            again=TEXT, not_again=TEXT, apply_again=TEXT,
        )
    ),
    cases=many(table(ref=REF, title=TEXT, deadline=or_null(_LOCAL), follows=YES_NO, open=YES_NO)),
    other_years=many(table(call=TEXT, title=TEXT)),
)  # fmt: skip
_MATCH = table(
    **_CALL, choices=_CHOICES, issue=TEXT, issue_label=TEXT, unit=TEXT, unit_name=TEXT,
    score=NUMBER, same_programme=YES_NO, linked=YES_NO,
    words=many(table(issue=TEXT, call=TEXT, weight=NUMBER)),
)  # fmt: skip
_CONSIDERED = table(call=TEXT, title=TEXT, verdict=_VERDICT, reason=TEXT, at=INSTANT)
CALL_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "call_import": (
        "call import SOURCE --json",
        table(
            source=one_of(*Source), origin=TEXT, same=YES_NO, read=NUMBER, kept=NUMBER, new=NUMBER,
            changed=NUMBER, moved=NUMBER, skipped=named(NUMBER), letters=NUMBER,
        ),
    ),
    "calls": (
        "call list --in KEY --json",
        table(municipality=TEXT, known=NUMBER, sources=many(_SOURCE), calls=many(_LINE)),
    ),
    "call": ("call show NAME --in KEY --json", _SHOWN),
    "call_matches": (
        "call match --in KEY --json",
        either(
            many(_MATCH),
            table(ref=REF, title=TEXT, matches=many(_MATCH), considered=many(_CONSIDERED)),
        ),
    ),
    "call_verdict": (
        "call choose NAME --json, call dismiss NAME --json",
        table(
            **_CALL, verdict=_VERDICT, unit=TEXT, case=_CASE, reason=TEXT,
            new={**YES_NO, "description": "false: it was so already"},
        ),
    ),
    "call_followed": (
        "call follow NAME --case REF --json",
        table(case=REF, was=or_null(_LOCAL), now=_LOCAL),
    ),
    "programmes": (
        "call programmes --in KEY --json",
        many(
            table(
                programme=TEXT, name=TEXT, may=one_of(*May), area=TEXT, max_eu_rate=or_null(TEXT),
                contact=or_null(TEXT), source=TEXT,
                sure={**YES_NO, "description": "false: something of it is to be confirmed"},
            )
        ),
    ),
    "known_projects": (
        "call known WORDS --json",
        many(
            table(
                source=one_of(*Source), id=TEXT, title=TEXT, programme=TEXT, lead=TEXT,
                partners=NUMBER, starts_on=or_null(DAY), ends_on=or_null(DAY), total=_AMOUNT,
                eu_support=_AMOUNT, currency=TEXT, funder_ref=TEXT, url=TEXT,
            )
        ),
    ),
}  # fmt: skip
