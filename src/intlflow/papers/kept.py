"""A paper kept as a text and read again as it was, so that its files can be made anew years later."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from intlflow.domain.money import Money
from intlflow.papers import model

_PARTS = {
    name: part
    for name, part in vars(model).items()
    if isinstance(part, type) and is_dataclass(part) and part is not Money
} | {"Money": Money}
_IS, _SAID = "is", "said"


def kept(paper: model.Paper) -> str:
    """A paper as a text; days, amounts and numbers keep what they are."""
    return json.dumps(_put(paper), ensure_ascii=False, separators=(",", ":"))


def read_again(text: str) -> model.Paper:
    """The paper that was kept.

    Raises:
        ValueError: the text is no paper.
    """
    try:
        found = _take(json.loads(text))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"what was kept is no paper: {error}") from error
    if not isinstance(found, model.Paper):
        raise ValueError("what was kept is no paper")
    return found


def _put(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: _put(getattr(value, each.name)) for each in fields(value)}
        return {_IS: type(value).__name__, **held}
    if isinstance(value, tuple | list):
        return [_put(each) for each in value]
    if isinstance(value, Decimal):
        return {_IS: "decimal", _SAID: str(value)}
    if isinstance(value, datetime | date):
        return {_IS: "instant" if isinstance(value, datetime) else "day", _SAID: value.isoformat()}
    return value.value if isinstance(value, Enum) else value


def _take(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_take(each) for each in value)
    if not isinstance(value, dict):
        return value
    is_ = value[_IS]
    if is_ == "decimal":
        return Decimal(value[_SAID])
    if is_ == "instant":
        return datetime.fromisoformat(value[_SAID])
    if is_ == "day":
        return date.fromisoformat(value[_SAID])
    held = {key: _take(each) for key, each in value.items() if key != _IS}
    if is_ == model.Column.__name__:
        held["kind"] = model.Kind(held["kind"])
    return _PARTS[is_](**held)
