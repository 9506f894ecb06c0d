"""Lists of the keys that hold in a municipality, for whoever runs it; never the keys themselves."""

from dataclasses import dataclass

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Ticket:
    """A key of one person."""

    owner: str
    about: str
    ends_at: str | None


def tickets(tx: Tx, municipality: str, kind: str, now: str) -> list[Ticket]:
    """Keys of a kind that hold, by their owners' names."""
    rows = tx.all(
        "SELECT p.name, t.about, t.ends_at FROM ticket t JOIN person p ON p.id = t.person_id"
        " WHERE t.municipality = ? AND t.kind = ? AND (t.ends_at IS NULL OR t.ends_at > ?)"
        " ORDER BY p.name, t.made_at",
        *(municipality, kind, now),
    )
    return [Ticket(*row) for row in rows]
