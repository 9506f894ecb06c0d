"""Writes the reference of every field that a pack may hold, from the models that read it."""

import inspect
import re
import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from intlflow.domain.words import Role
from intlflow.packs.entries import Bilingual, Entry
from intlflow.packs.links import _NAMES
from intlflow.packs.model import Pack
from intlflow.packs.tables import _PATTERNS, ONCE, model_of
from tests.house.write_requirements import MADE, table

PLAIN: dict[Any, str] = {
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    date: "day",
    Role: "[role](lifecycles.md#roles)",
    Decimal: "number in quotes",
    Bilingual: "text in `sv` and `en`",
}
HEAD = (
    "Every table of a pack with every field; how they hang together is told in [packs](packs.md). A "
    "table in double brackets may stand many times, one in single brackets once. Every table may also "
    "have `evidence` (`seed`, `found`, `memory` or `assumed`; `seed` if left out) and `confirm`, the "
    "question to the municipality. A key is of small letters a–z, digits and `_`; a day is written "
    "2018-08-14, without quotes."
)


def fields() -> str:
    """docs/packs-fields.md."""
    parts, inner = [MADE, "# Every field of a pack", HEAD], dict[type[BaseModel], None]()
    for name in Pack.model_fields:
        model = model_of(name)
        header = f"[{name}]" if name in ONCE else f"[[{name}]]"
        need = " Needed." if Pack.model_fields[name].is_required() else ""
        parts += [f"## `{header}`", f"{_said(model)}{need}", _table(model)]
        inner |= dict.fromkeys(_inside(model))
    parts.append("## Tables inside tables")
    for model in inner:
        parts += [f"### {_title(model)}", _said(model), _table(model)]
    return "\n\n".join(parts) + "\n"


def _said(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").split("\n", 1)[0]


def _title(model: type[BaseModel]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _table(model: type[BaseModel]) -> str:
    names = [name for name in model.model_fields if name not in Entry.model_fields]
    names.sort(key=("valid_from", "valid_to").__contains__)  # what it is before how long it holds
    fields, told = model.model_fields, _told(model)
    rows = [
        (f"`{name}`", _holds(model, name), _left_out(fields[name]), told.get(name, ""))
        for name in names
    ]
    return table(("field", "holds", "if left out", ""), rows)


def _told(model: type[BaseModel]) -> dict[str, str]:
    """What the model itself says of its fields: in its docstring, and in comments beside them."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if not (isinstance(each, type) and issubclass(each, BaseModel)) or each is BaseModel:
            continue
        source = inspect.getsource(each)
        found |= dict(
            re.findall(r"^    (\w+): .*?  # (?!type:|fmt:|noqa)(.+)$", source, re.MULTILINE)
        )
        for comment, name in re.findall(r"((?:^    # .+\n)+)    (\w+):", source, re.MULTILINE):
            found[name] = " ".join(re.findall(r"# (.+)", comment))
        arguments = (each.__doc__ or "").partition("Args:")[2]
        for name, said in re.findall(
            r"^ {4,8}(\w+): ((?:.+)(?:\n {9,}.+)*)", arguments, re.MULTILINE
        ):
            found[name] = " ".join(said.split()).removesuffix(".")
    return {name: said.replace("|", "\\|") for name, said in found.items()}


def _left_out(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True)
    if value in (None, (), PydanticUndefined) or value == {}:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return ", ".join(f"`{each}`" for each in value) if isinstance(value, tuple) else f"`{value}`"


def _holds(model: type[BaseModel], name: str) -> str:
    for table_, key, other in _NAMES:
        if key == name and model_of(table_) is model:
            return f"the key of a `[[{other}]]`"
    field = model.model_fields[name]
    return _kind(
        Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    )


def _kind(kind: Any) -> str:
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _pattern(inner[1:]) or _kind(inner[0]) + _limits(inner[1:])
    if origin in (Union, types.UnionType):
        return _kind(next(each for each in inner if each is not type(None)))
    if origin is Literal:
        return _choice(inner)
    if origin is tuple:
        return f"list of: {_kind(inner[0])}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice([each.value for each in kind])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"table: [{_title(kind)}](#{_title(kind).lower().replace(' ', '-')})"
    raise TypeError(f"no words for {kind}")


def _choice(values: Any) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _pattern(notes: tuple[Any, ...]) -> str:
    pattern = next((p for note in notes if (p := getattr(note, "pattern", None))), None)
    if pattern is None:
        return ""
    return "key" if "a-z][a-z0-9_]*$" in pattern else _PATTERNS[pattern]


def _limits(notes: tuple[Any, ...]) -> str:
    said = []
    for note in notes:
        for each in (note, *getattr(note, "metadata", ())):
            for name, words in (("ge", "at least"), ("gt", "more than"), ("le", "at most")):
                value = getattr(each, name, None)
                if value is not None:
                    said.append(f"{words} {value}")
    return f", {', '.join(said)}" if said else ""


def _inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The tables that stand inside a table, each before those inside it."""
    for field in model.model_fields.values():
        yield from _models(field.annotation)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind is not Bilingual:
            yield kind
            yield from _inside(kind)
        return
    for part in get_args(kind):
        yield from _models(part)
