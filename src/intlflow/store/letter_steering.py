"""Who steered which letter; and the keys that go from a letter's text once it has left."""

from collections.abc import Sequence
from dataclasses import dataclass

from intlflow.store import tables_talk  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Steered:
    """Somebody held, released or cancelled a letter.

    Args:
        letter_id: which.
        step: hold, release, cancel.
        status: how it stood before.
        by: their name; empty: from the command line.
    """

    letter_id: str
    step: str
    status: str
    by: str
    at: str


def note(tx: Tx, letter_id: str, step: str, status: str, person_id: int | None, at: str) -> None:
    """Keep who did it."""
    tx.run(
        "INSERT INTO letter_steer (letter_id, step, status, person_id, at) VALUES (?, ?, ?, ?, ?)",
        *(letter_id, step, status, person_id, at),
    )


def of_letters(tx: Tx, ids: Sequence[str]) -> dict[str, list[Steered]]:
    """What was done to some letters, oldest first."""
    if not ids:
        return {}
    rows = tx.all(
        "SELECT s.letter_id, s.step, s.status, COALESCE(p.name, ''), s.at FROM letter_steer s"
        " LEFT JOIN person p ON p.id = s.person_id"
        f" WHERE s.letter_id IN ({', '.join('?' * len(ids))}) ORDER BY s.id",
        *ids,
    )
    found: dict[str, list[Steered]] = {}
    for row in rows:
        found.setdefault(str(row[0]), []).append(Steered(*row))
    return found


def replace_texts(tx: Tx, texts: Sequence[tuple[str, str, str]]) -> None:
    """Let letters that were sent say something else from now on: body, HTML, id.

    One that was emptied meanwhile, because somebody was erased, stays empty.
    """
    if texts:
        tx.many(
            "UPDATE letter_text SET body = ?, html = ? WHERE letter_id = ? AND body <> ''"
            " AND EXISTS (SELECT 1 FROM letter WHERE letter.id = letter_id AND status = 'sent')",
            list(texts),
        )
