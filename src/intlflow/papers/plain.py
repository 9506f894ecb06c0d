"""A paper as plain data, for programs and for the mark by which two copies are known to say the same."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import orjson

from intlflow.papers.model import Paper

_AS_IT_IS = frozenset({str, int, bool, float, type(None)})
MARK = 16  # characters of the mark: enough to tell copies apart, short enough to read out


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
    if text.endswith(".00"):  # as every amount of whole kronor does
        return text[:-3]
    if "E" in text:
        text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def mark_of(paper: Paper) -> str:
    """The paper's mark: the same for every copy that says the same, whenever and in whatever form."""
    return hashlib.sha256(marked(paper)).hexdigest()[:MARK]


def marked(paper: Paper) -> bytes:
    """What the mark is made from: the paper in JSON, in the model's order, without when it was made.

    By orjson and not from `plain`: the mark stands on every copy, and took a third of a page's time.
    """
    said = {name: getattr(paper, name) for name in _names(Paper)}
    said["foot"] = {"version": paper.foot.version, "address": paper.foot.address}
    return orjson.dumps(said, default=_odd)


def _odd(value: Any) -> Any:
    """What orjson doesn't know: numbers with decimals, and whatever is made from something plain."""
    return _exact(value) if isinstance(value, Decimal) else plain(value)


def as_json(paper: Paper) -> bytes:
    """The paper with its mark, as a file."""
    told = {**plain(paper), "mark": mark_of(paper)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
