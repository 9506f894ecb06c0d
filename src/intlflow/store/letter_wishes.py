"""What people have decided about letters to come. Nothing is overwritten: the latest row holds."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class WishRow:
    """One decision about one step of which one person is to be told.

    Args:
        kind: hold, unhold, opening, leave_out, take_in, sent.
        text: the opening lines, where they were changed.
        by_id: who decided.
    """

    municipality: str
    duty: str
    subject: str
    period: str
    step: str
    person_id: int
    kind: str
    text: str
    by_id: int
    at: str


_NAMES = [field.name for field in fields(WishRow)]
_COLUMNS = ", ".join(_NAMES)


def add(tx: Tx, rows: Sequence[WishRow]) -> None:
    """Keep decisions."""
    if rows:
        marks = ", ".join("?" * len(_NAMES))
        tx.many(
            f"INSERT INTO letter_wish ({_COLUMNS}) VALUES ({marks})",
            [tuple(getattr(row, name) for name in _NAMES) for row in rows],
        )


def since(tx: Tx, at: str) -> list[WishRow]:
    """Every decision since an instant, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM letter_wish WHERE at >= ? ORDER BY id", at)
    return [WishRow(*row) for row in rows]
