"""How a paper about a municipality puts things: its words, its links, its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from intlflow.domain.money import Money
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.papers.model import Column, Kind, Linked, Missing, Value


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of one paper in one language.

    Args:
        section: where its sentences stand in templates/words.
    """

    words: Words
    pack: Pack
    section: str
    lang: str

    def __call__(self, key: str, **details: Any) -> str:
        """A sentence of the paper, with details put in."""
        return self.words.of(self.section, key).format(**details)

    def many(self, key: str, count: int, /, **details: Any) -> str:
        """A sentence about a number of things.

        Args:
            key: its name; where the language speaks otherwise of a single thing, that sentence has `_one`
                behind it.
            count: how many things.
            details: what is put in.
        """
        one = f"{key}_one"
        told = count == 1 and one in self.words.section(self.section)
        return self(one if told else key, **details)

    def columns(self, *named: str) -> tuple[Column, ...]:
        """Columns by their names: `unit`, or `granted:money` with what stands in it."""
        parted = (each.partition(":") for each in named)
        return tuple(Column(self(f"col_{key}"), Kind(kind or "text")) for key, _, kind in parted)

    def case(self, row: Mapping[str, Any]) -> Linked:
        """A case by its title, leading to its page."""
        return Linked(str(row["title"]), f"/arende/{row['ref']}")

    def report(self, unit: str, year: int) -> str:
        """Where a unit tells of a year."""
        return f"/enhetsrapport/{unit}/{year}"

    def day(self, text: Any, whom: str = "") -> Value:
        """A day, or that nobody has told it."""
        return date.fromisoformat(str(text)[:10]) if text else Missing(whom)

    def money(self, known: Any, whom: str = "") -> Value:
        """An amount as a fact keeps it, or that nobody has told it."""
        if not isinstance(known, Mapping):
            return Missing(whom)
        return Money(Decimal(str(known["amount"])), str(known["currency"]))

    def text(self, known: Any, whom: str = "") -> Value:
        """A line, or that nobody has told it."""
        return str(known) if known else Missing(whom)
