"""The JSON of the registers, made from the registers themselves."""

from intlflow.cli.registers import GROUPS
from intlflow.domain.documents import Held
from intlflow.domain.register_fields import LISTS, WHOLE, Field, Shape
from intlflow.domain.registers import ATTACHMENT, REGISTERS, Register
from intlflow.domain.tagging import About
from tests.house.shapes import (
    DAY,
    HASH,
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

_FOR = {Shape.DAY: DAY, Shape.PAST_DAY: DAY, Shape.CASE: REF}


def _field(field: Field) -> dict[str, Schema]:
    """A field as it is printed, with what it names."""
    if field.shape in LISTS:
        return {field.name: many(TEXT)}
    kind = one_of(*field.choices) if field.choices else _FOR.get(field.shape, TEXT)
    if field.shape in WHOLE and field.shape is not Shape.PERSON:
        kind = NUMBER
    shapes = dict.fromkeys(field.columns, kind if field.needed else or_null(kind))
    if field.shape in (Shape.ROW, Shape.PERSON, Shape.BODY):
        shapes[f"{field.name}_name"] = TEXT
    if field.shape is Shape.PERSON:
        shapes[field.name] = or_null(TEXT)
    return shapes


def row_schema(register: Register) -> Schema:
    """A row as `list` prints it."""
    fields = {name: shape for field in register.fields for name, shape in _field(field).items()}
    return table(
        register=one_of(register.key), number=NUMBER, version=NUMBER, unit=TEXT, unit_name=TEXT,
        to=or_null(DAY), withdrawn=YES_NO, reason=TEXT, by=TEXT, at=INSTANT,
        **fields, **{"from": DAY},
    )  # fmt: skip


def with_more(shape: Schema, **more: Schema) -> Schema:
    return table(**(shape["properties"] | more))


_LEG = table(number=NUMBER, stretch=TEXT, mode=TEXT, km=NUMBER, kg=TEXT, factor=TEXT)
_LINK = table(number=NUMBER, why=TEXT, case=or_null(REF), call=or_null(TEXT))
_MEASURE = table(number=NUMBER, name=TEXT, year=TEXT)
_MORE = {
    "issue": {"links": many(_LINK), "measures": many(_MEASURE)},
    "network": {"last_use": or_null(DAY)},
    "trip": {"legs": many(_LEG), "kg": TEXT},
}
FILE = table(number=NUMBER, file=TEXT, secrecy=or_null(TEXT))
_KEPT = table(register=one_of(*REGISTERS), number=NUMBER, version=NUMBER, name=TEXT, unit=TEXT)
_WRITE = [f"{key.replace('_', '-')} {verb}" for key in GROUPS for verb in ("add", "change", "end")]
_WRITE += [f"evaluate {verb}" for verb in ("choose", "open", "write", "remove")]
_WRITE += [
    f"evaluate {part} {verb}" for part in ("goal", "effect") for verb in ("add", "change", "end")
]
_WRITE += ["trip leg", "trip unleg", "tag end", "attach add", "attach end"]


def _lists() -> dict[str, tuple[str, Schema]]:
    found = {}
    for key in GROUPS:
        register = REGISTERS[key]
        row = with_more(row_schema(register), **_MORE.get(key, {}))
        found[f"{key}_rows"] = (f"{key.replace('_', '-')} list --json", many(row))
        whole = with_more(row, history=many(row_schema(register)), files=many(FILE))
        found[f"{key}_row"] = (f"{key.replace('_', '-')} show NUMBER --json", whole)
    return found


_DOCUMENT = table(
    key=TEXT, ref=or_null(REF), title=TEXT, type=TEXT, version=or_null(TEXT), decided_by=TEXT,
    decided_by_name=TEXT, decision=or_null(TEXT), owner_unit=TEXT, owner_name=TEXT,
    applies_to=TEXT, author=or_null(TEXT), sdgs=many(TEXT), to=or_null(DAY),
    changed_on=or_null(DAY), held=one_of(*Held), replaces=or_null(TEXT), replaced_by=or_null(TEXT),
    linked_to=or_null(TEXT), linked_from=many(TEXT), condition=or_null(TEXT),
    revise_by=or_null(DAY), days_late=NUMBER, rules=NUMBER, **{"from": or_null(DAY)},
)  # fmt: skip
_VERSION = table(key=TEXT, held=one_of(*Held), **{"from": or_null(DAY)})
_MEETING = table(number=NUMBER, day=DAY, time=TEXT, place=TEXT)
_MEMBER = table(name=TEXT, email=or_null(TEXT), part=TEXT, unit=TEXT)
_POINT = table(
    number=NUMBER, what=TEXT, kind=one_of("topic", "action", "agreed"), owner=or_null(TEXT),
    owner_name=TEXT, due_on=or_null(DAY), done_on=or_null(DAY), outcome=or_null(TEXT), late=YES_NO,
)  # fmt: skip
_TAG = table(number=NUMBER, about=one_of(*About), word=TEXT, label=TEXT, list_of=DAY, note=TEXT)
_BENEFIT = table(group=TEXT, label=TEXT, expected=YES_NO, actual=YES_NO)

REGISTER_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "kept": (", ".join(f"{command} --json" for command in _WRITE), _KEPT),
    "kept_all": ("group plan GROUP --json, tag add REF --json", many(_KEPT)),
    **_lists(),
    "carbon": (
        "trip carbon --json",
        table(
            municipality=TEXT, year=NUMBER, trips=NUMBER, kg=TEXT,
            modes=many(table(mode=TEXT, km=NUMBER, kg=TEXT)), units=many(table(unit=TEXT, kg=TEXT)),
            not_compensated=many(NUMBER),
            factors=many(table(mode=TEXT, grams=NUMBER, source=TEXT, to_confirm=or_null(TEXT))),
        ),
    ),
    "group_open": (
        "group open GROUP --json",
        table(
            municipality=TEXT, group=NUMBER, name=TEXT, purpose=TEXT, to=or_null(DAY),
            members=many(_MEMBER), meetings=many(with_more(_MEETING, status=TEXT)), open=many(_POINT),
        ),
    ),
    "agenda": (
        "group agenda GROUP --json",
        table(
            municipality=TEXT, group=NUMBER, name=TEXT, meeting=or_null(_MEETING),
            last_minutes=or_null(_MEETING), called=many(TEXT), late=many(_POINT),
            to_follow_up=many(_POINT), to_discuss=many(_POINT),
        ),
    ),
    "minutes": (
        "group minutes MEETING --json",
        with_more(
            _MEETING, municipality=TEXT, group=NUMBER, name=TEXT, status=TEXT, called=many(TEXT),
            minutes=TEXT, points=many(_POINT),
            present=or_null(many(TEXT)), absent=or_null(many(TEXT)),
        ),
    ),
    "attended": (
        "group attended MEETING --json",
        table(
            meeting=NUMBER, day=DAY, version=NUMBER, by=TEXT, at=TEXT,
            seats=many(
                table(person=NUMBER, name=TEXT, email=TEXT, called=YES_NO, present=or_null(YES_NO))
            ),
        ),
    ),
    "tags": (
        "tag show REF --json",
        table(ref=REF, title=TEXT, tags=many(_TAG), benefit=many(_BENEFIT)),
    ),
    "tag_words": ("tag words LIST --json", many(table(word=TEXT, label=TEXT))),
    "tag_count": (
        "tag count LIST --json",
        table(
            municipality=TEXT, about=one_of(*About), all=NUMBER, without=many(REF),
            words=many(table(word=TEXT, label=TEXT, cases=NUMBER, units=named(NUMBER))),
        ),
    ),
    "documents": ("document list --json, document on DAY --json", many(_DOCUMENT)),
    "document": (
        "document show KEY --json",
        with_more(
            _DOCUMENT, versions=many(_VERSION), gaps=many(TEXT),
            quotes=many(table(section=TEXT, quote=TEXT)),
        ),
    ),
    "files": ("attach list --json", many(with_more(row_schema(ATTACHMENT), sha256=HASH))),
    "file_out": (
        "attach out NUMBER --json",
        table(number=NUMBER, version=NUMBER, to=TEXT, sha256=HASH, secrecy=or_null(TEXT)),
    ),
    "registers": (
        "register list --json",
        many(table(register=one_of(*REGISTERS), about=TEXT, rows=NUMBER)),
    ),
    "twin_towns": (
        "register towns --json",
        many(
            table(
                ref=REF, title=TEXT, partner=TEXT, country=TEXT, phase=TEXT, unit=TEXT, since=DAY,
                cooperation=or_null(NUMBER), agreement=or_null(TEXT), agreed_on=or_null(DAY),
                areas=many(TEXT), last_activity=or_null(DAY),
            )
        ),
    ),
    "gaps": (
        "register gaps --json",
        many(
            table(
                gap=TEXT, about=TEXT, name=TEXT, unit=TEXT, since=or_null(DAY), said=TEXT,
                months=or_null(NUMBER), assumed=YES_NO, rule=or_null(TEXT),
            )
        ),
    ),
}  # fmt: skip
