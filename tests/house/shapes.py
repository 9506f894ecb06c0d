"""The shapes that schemas are put together from: texts, days, lists, tables."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
INSTANT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
    "description": "UTC",
}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
REF: Schema = {"type": "string", "pattern": r"^[A-ZÅÄÖ]{2,4}-\d{4}-\d{3,}$"}
ENDINGS = ("waiting", "sending", "sent", "retrying", "held", "failed", "cancelled")


def one_of(*values: str) -> Schema:
    """One of these words."""
    return {"enum": [str(value) for value in values]}


def or_null(schema: Schema) -> Schema:
    """This, or nothing."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def table(**fields: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": sorted(fields),
        "additionalProperties": False,
    }


def named(schema: Schema) -> Schema:
    """An object whose keys are not known beforehand."""
    return {"type": "object", "additionalProperties": schema}


def either(*schemas: Schema) -> Schema:
    """One of these shapes."""
    return {"oneOf": list(schemas)}


def always(value: Any) -> Schema:
    """This value and no other."""
    return {"const": value}
