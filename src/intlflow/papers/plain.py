"""A paper as plain data, for programs and for the mark by which two copies are known to say the same."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

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
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def mark_of(paper: Paper) -> str:
    """The paper's mark: the same for every copy that says the same, whenever and in whatever form."""
    said = plain(paper)
    del said["foot"]["made_at"]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]


def as_json(paper: Paper) -> bytes:
    """The paper with its mark, as a file."""
    told = {**plain(paper), "mark": mark_of(paper)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
