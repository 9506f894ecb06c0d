"""Reads each table of a pack into its model, and puts what doesn't fit into plain words."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from intlflow.packs.entries import MAIL
from intlflow.packs.files import Item, PackFile
from intlflow.packs.look import COLOUR, LOGO
from intlflow.packs.model import Pack
from intlflow.packs.problems import Problem, nearest, shown

ONCE = ("municipality", "look", "annual")  # tables that are written with one bracket
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "a key of small letters a–z, digits and _",
    r"^[A-ZÅÄÖ]{2,4}$": "two to four capital letters, such as LJU",
    r"^\d{4}$": 'four digits in quotes, such as "0781"',
    r"^\d{2}-\d{2}$": 'a month and a day in quotes, such as "05-31"',
    r"^\d{2}$": 'two digits in quotes, such as "07"',
    r"^(all|[1-9]|1[0-7])$": 'a global goal, "1" to "17", or "all"',
    r"^[A-Z]{2}$": "a country's two capital letters, such as DE",
    r"^[a-z-]+\.[a-z_]+$": "a move such as project.accept",
    MAIL: "a mail address such as internationellt@kommun.example",
    COLOUR: "a colour such as #0f5960, in small letters",
    LOGO: "a file's name such as logo.svg or logo.png",
    r"^[A-Z]{3}$": "a currency's three capital letters, such as SEK",
    r"^(https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/])": "an address that begins with https://",
}
_TYPES = {
    "string": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a day such as 2018-08-14",
    "tuple": 'a list such as ["a", "b"]',
    "model": 'a table such as {sv = "…", en = "…"}',
}
_LIMITS = {
    "string_too_short": "is empty",
    "too_short": "is empty",
    "string_too_long": "is too long (at most {max_length} characters)",
    "greater_than_equal": "is too small (at least {ge})",
    "less_than_equal": "is too large (at most {le})",
    "greater_than": "is too small (more than {gt})",
}


def items_of(files: list[PackFile]) -> tuple[list[Item], list[Problem]]:
    """Every table of every file as it was written, and the tables that a pack doesn't have."""
    items: list[Item] = []
    problems: list[Problem] = []
    for file in files:
        for name, value in file.data.items():
            if name not in Pack.model_fields:
                near = nearest(name, Pack.model_fields)
                problems.append(_whole(file, name, "unknown table or key", near))
            elif name in ONCE:
                if isinstance(value, dict):
                    items.append(Item(name, value, file, 0))
                else:
                    problems.append(_shape(file, name, f"[{name}], once"))
            elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
                items += [Item(name, each, file, index) for index, each in enumerate(value)]
            else:
                problems.append(_shape(file, name, f"[[{name}]], with two brackets"))
                # Read all the same: what it holds is not missing.
                items += [Item(name, value, file, 0)] if isinstance(value, dict) else []
    return items, problems


def _whole(file: PackFile, name: str, message: str, near: str | None) -> Problem:
    line = file.table_lines(name, 0).first
    return Problem(file.shown, line, f"{message} '{name}'", tuple(Pack.model_fields), near)


def _shape(file: PackFile, name: str, right: str) -> Problem:
    line = file.table_lines(name, 0).first
    return Problem(file.shown, line, f"table '{name}' has the wrong form", (right,))


def model_of(table: str) -> type[BaseModel]:
    """The model that a table is read into."""
    return next(_models(Pack.model_fields[table].annotation))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def read_item(item: Item) -> tuple[BaseModel | None, list[Problem]]:
    """Read one table strictly: no guessing of types, no unknown keys.

    Returns:
        The entry, or None and every problem in it.
    """
    written = json.dumps(item.raw, default=_plain)
    try:
        return model_of(item.table).model_validate_json(written, strict=True), []
    except ValidationError as error:
        details = [dict(each) for each in error.errors(include_url=False, include_context=True)]
        told = [detail for detail in details if not _follows(detail, details)]
        return None, [problem for detail in told for problem in _explain(item, detail)]


def _follows(detail: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether a list is only too short because of a value in it that is told by itself."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in others
    )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"TOML has no {type(value).__name__}")


def _explain(item: Item, detail: dict[str, Any]) -> Iterator[Problem]:
    """Put one finding of pydantic into words."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    key = next((part for part in reversed(loc) if isinstance(part, str)), item.table)
    where = item.name if len(loc) < 2 or isinstance(loc[-1], int) else f"{loc[0]} of {item.name}"
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        allowed = _keys_at(item, loc[:-1])
        message = f"unknown key '{key}' in {where}"
        yield item.problem(message, *loc, expected=allowed, nearest=nearest(key, allowed))
    elif kind == "missing":
        if not item.damaged:
            yield item.problem(f"key '{key}' is missing in {where}", *loc)
    elif kind in ("enum", "literal_error"):
        allowed = tuple(re.findall(r"'([^']*)'", context["expected"]))
        message = f"{shown(value)} can't stand at '{key}' in {where}"
        near = nearest(str(value), allowed)
        yield item.problem(message, *loc, expected=allowed, nearest=near)
    elif kind in _LIMITS:
        yield item.problem(f"'{key}' in {where} {_LIMITS[kind].format(**context)}", *loc)
    else:
        message = f"{shown(value)} can't stand at '{key}' in {where}"
        yield item.problem(message, *loc, expected=_wanted(kind, context))


def _wanted(kind: str, context: dict[str, Any]) -> tuple[str, ...]:
    if kind == "string_pattern_mismatch":
        return (_PATTERNS.get(context["pattern"], context["pattern"]),)
    return tuple(said for name, said in _TYPES.items() if kind.startswith(name))


def _keys_at(item: Item, loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place inside a table."""
    model = model_of(item.table)
    for part in loc:
        if isinstance(part, str):
            model = next(_models(model.model_fields[part].annotation), model)
    return tuple(model.model_fields)
