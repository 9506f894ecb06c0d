"""How sure a reading is: as it stands, read as something, or guessed. No guess goes unmarked."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as fresh
from enum import StrEnum
from typing import Any


class Sure(StrEnum):
    """How a cell came to mean what it is taken to mean."""

    PLAIN = "plain"
    READ_AS = "read-as"  # said in another way than we keep it; nothing was assumed
    GUESS = "guess"  # something was assumed
    UNREAD = "unread"  # it says something that we don't understand; left out, kept in the row


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on one cell.

    Args:
        place: the cell, e.g. `Blad1!C5`.
        field: what the cell is about.
        sure: how it was read.
        why: the sentence's key in templates/words, under `listed`.
        details: what the sentence needs to name.
    """

    place: str
    field: str
    sure: Sure
    why: str
    details: Mapping[str, Any] = fresh(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """What a text was read as, and why that may be doubted."""

    value: str
    sure: Sure = Sure.PLAIN
    why: str = ""


NOTHING = Read("")
