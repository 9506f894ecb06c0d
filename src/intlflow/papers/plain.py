"""A paper as plain data, for programs and for the mark by which two copies are known to say the same."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from intlflow.papers.model import Foot, Paper

_AS_IT_IS = frozenset({str, int, bool, float, type(None)})
MARK = 16  # characters of the mark: enough to tell copies apart, short enough to read out
PAIR = 2  # parts: an amount and its currency, a value and where it leads; most that a paper holds


def plain(value: Any) -> Any:
    """A paper, or a part of it, as JSON knows it; each part says what it is.

    Money and numbers with decimals are text, so that no öre is lost on the way.
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if is_dataclass(kind):
        told = {name: plain(getattr(value, name)) for name in _names(kind)}
        return {"is": kind.__name__.lower(), **told}
    if isinstance(value, Decimal):
        return _exact(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _exact(number: Decimal) -> str:
    text = str(number) if number else "0"
    if "E" in text:
        text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def mark_of(paper: Paper) -> str:
    """The paper's mark: the same for every copy that says the same, whenever and in whatever form."""
    return hashlib.sha256(marked(paper).encode()).hexdigest()[:MARK]


def marked(paper: Paper) -> str:
    """What the mark is made from: `plain` in JSON, names in order, without when it was made.

    Written in one go, as the mark stands on every copy and would else be a third of a page's making.
    """
    return _as_json(paper)


class _AsJson(dict[type, Callable[[Any], str]]):
    """How each kind of value is written in JSON."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = way = _parts_of(kind) if is_dataclass(kind) else _in_one(kind)
        return way


def _parts_of(kind: type) -> Callable[[Any], str]:
    unmarked = {"made_at"} if kind is Foot else set()
    names = sorted({*_names(kind), "is"} - unmarked)
    told = [f'"is":"{kind.__name__.lower()}"' if name == "is" else f'"{name}":%s' for name in names]
    shape, asked = f"{{{','.join(told)}}}", [name for name in names if name != "is"]
    if len(asked) != PAIR:
        return lambda one: shape % tuple(_as_json(getattr(one, name)) for name in asked)
    read = attrgetter(*asked)

    def pair(one: Any) -> str:
        first, second = read(one)
        return shape % (_JSON[type(first)](first), _JSON[type(second)](second))

    return pair


def _in_one(kind: type) -> Callable[[Any], str]:
    if issubclass(kind, tuple | list):
        return lambda many: f"[{','.join([_JSON[type(each)](each) for each in many])}]"
    if issubclass(kind, Decimal):
        return lambda number: f'"{_exact(number)}"'
    if issubclass(kind, date):  # an instant is one, too
        return lambda on: f'"{on.isoformat()}"'
    if kind is int:
        return int.__repr__
    return encode_basestring if issubclass(kind, str) else json.dumps


_JSON = _AsJson()


def _as_json(value: Any) -> str:
    return _JSON[type(value)](value)


def as_json(paper: Paper) -> bytes:
    """The paper with its mark, as a file."""
    told = {**plain(paper), "mark": mark_of(paper)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
