"""What a row of a register can hold: each field has a shape, and what is typed is checked on its way in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from intlflow.domain.facts import BadFact, Fact, Vocabulary, one_line, read_fact
from intlflow.domain.lifecycle import Refused

MOST_COUNTED = 1_000_000


class Shape(StrEnum):
    """How a field looks. The last five are looked up in the database by whoever keeps the register."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    PAST_DAY = "past_day"
    MONEY = "money"
    COUNT = "count"
    HOURS = "hours"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LINES = "lines"
    CHOICE = "choice"
    FORMS = "forms"
    ROW = "row"
    CASE = "case"
    PERSON = "person"
    BODY = "body"
    CALL = "call"


LISTS = frozenset({Shape.COUNTRIES, Shape.LINES, Shape.FORMS})
LOOKED_UP = frozenset({Shape.ROW, Shape.CASE, Shape.PERSON, Shape.BODY, Shape.CALL})
WHOLE = frozenset({Shape.COUNT, Shape.ROW, Shape.PERSON})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register.

    Args:
        name: the column, and the option on the command line.
        shape: how it looks.
        help: what it is, in a few words.
        needed: whether a row must have it.
        default: what it is when nobody says; `today` for a day.
        choices: the words a choice allows.
        of: the register that a `row` names.
        pattern: the form that a line must have, with an `example` of it.
    """

    name: str
    shape: Shape
    help: str
    needed: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    of: str = ""
    pattern: str = ""
    example: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is kept in: an amount has its currency beside it."""
        money = self.shape is Shape.MONEY
        return (self.name, f"{self.name}_currency") if money else (self.name,)

    def value(self, row: Mapping[str, Any]) -> Any:
        """What a kept row says, a list as a list."""
        kept = row[self.name]
        return (kept.split("\n") if kept else []) if self.shape in LISTS else kept


def read_field(field: Field, text: str, words: Vocabulary) -> dict[str, Any]:
    """What somebody typed, as the columns that are kept; nothing typed empties the field.

    Raises:
        Refused: `bad-fact`, with the field, what is wrong, and an example of a right value.
    """
    if not one_line(text):
        if field.needed:
            raise Refused("bad-fact", fact=field.name, form="empty", example="")
        return dict.fromkeys(field.columns)
    try:
        return dict(zip(field.columns, _READERS[field.shape](field, text, words), strict=True))
    except BadFact as bad:
        raise Refused("bad-fact", fact=field.name, form=bad.why, example=bad.example) from bad


def _as(fact: Fact) -> Callable[[Field, str, Vocabulary], tuple[Any, ...]]:
    """Read a field the way a case's fact of the same shape is read."""

    def read(_: Field, text: str, words: Vocabulary) -> tuple[Any, ...]:
        value = read_fact(fact, text, words)
        if isinstance(value, dict):
            return value["amount"], value["currency"]
        return ("\n".join(value),) if isinstance(value, list) else (value,)

    return read


def _line(field: Field, text: str, words: Vocabulary) -> tuple[str]:
    (line,) = _as(Fact.REPLACED_BY)(field, text, words)
    if field.pattern and not re.fullmatch(field.pattern, line):
        raise BadFact("not-like", field.example)
    return (line,)


def _past_day(field: Field, text: str, words: Vocabulary) -> tuple[str]:
    (day,) = _as(Fact.VALID_FROM)(field, text, words)
    if date.fromisoformat(day) > words.today:
        raise BadFact("in-the-future", str(words.today))
    return (day,)


def _count(_: Field, text: str, __: Vocabulary) -> tuple[int]:
    plain = one_line(text).replace(" ", "").replace("\xa0", "")
    if not re.fullmatch(r"\d{1,7}", plain, re.ASCII) or int(plain) > MOST_COUNTED:
        raise BadFact("not-a-number", "12")
    return (int(plain),)


def _hours(_: Field, text: str, __: Vocabulary) -> tuple[str]:
    try:
        hours = Decimal(one_line(text).replace(",", "."))
    except InvalidOperation as error:
        raise BadFact("not-a-number", "7,5") from error
    if not hours.is_finite() or not 0 <= hours <= MOST_COUNTED:
        raise BadFact("not-a-number", "7,5")
    return (f"{hours:.2f}",)


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(one_line(part) for part in text.split(",") if one_line(part)))


def _lines(field: Field, text: str, words: Vocabulary) -> tuple[str]:
    return ("\n".join(_line(field, part, words)[0] for part in _parts(text)),)


def _countries(field: Field, text: str, words: Vocabulary) -> tuple[str]:
    read = _as(Fact.COUNTRY)
    return ("\n".join(sorted({read(field, part, words)[0] for part in _parts(text)})),)


def _choice(field: Field, text: str, _: Vocabulary) -> tuple[str]:
    key = one_line(text).lower().replace("-", "_")
    if key not in field.choices:
        raise BadFact("not-one-of", ", ".join(field.choices))
    return (key,)


_READERS: dict[Shape, Callable[[Field, str, Vocabulary], tuple[Any, ...]]] = {
    Shape.LINE: _line,
    Shape.TEXT: _as(Fact.REASON),
    Shape.DAY: _as(Fact.VALID_FROM),
    Shape.PAST_DAY: _past_day,
    Shape.MONEY: _as(Fact.TOTAL_BUDGET),
    Shape.COUNT: _count,
    Shape.HOURS: _hours,
    Shape.COUNTRY: _as(Fact.COUNTRY),
    Shape.COUNTRIES: _countries,
    Shape.LINES: _lines,
    Shape.CHOICE: _choice,
    Shape.FORMS: _as(Fact.FORMS),
    **dict.fromkeys(LOOKED_UP, _line),
}
