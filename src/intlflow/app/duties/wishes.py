"""What the coordinator has decided about letters to come: held, reworded, not to somebody, sent early.

A decision hangs on what the letter tells and whom, not on its day: it holds when the letter comes later,
or together with something else.
"""

from collections.abc import Iterable, Sequence

from intlflow.store.duties import NoteRow
from intlflow.store.letter_wishes import WishRow

Told = tuple[str, str, str, str, str, int]  # municipality, duty, subject, period, step, person
# Each kind with what takes it back.
_SWITCHES = {"hold": ("hold", True), "unhold": ("hold", False)}
_SWITCHES |= {"leave_out": ("leave_out", True), "take_in": ("leave_out", False)}
_SWITCHES |= {"sent": ("sent", True)}


class Wishes:
    """The decisions, by what they are about."""

    def __init__(self, rows: Sequence[WishRow] = ()) -> None:
        self._on: dict[str, dict[Told, bool]] = {"hold": {}, "leave_out": {}, "sent": {}}
        self._opening: dict[Told, str] = {}
        for row in rows:
            self.take(row)

    def take(self, row: WishRow) -> None:
        """Take in a decision; it stands in for the one before."""
        key = (row.municipality, row.duty, row.subject, row.period, row.step, row.person_id)
        if row.kind == "opening":
            self._opening[key] = row.text
        else:
            name, value = _SWITCHES[row.kind]
            self._on[name][key] = value

    def held(self, told: Iterable[Told]) -> bool:
        """Whether a letter that tells these things is to wait for a person."""
        return any(self._on["hold"].get(key, False) for key in told)

    def opening(self, told: Iterable[Told]) -> str:
        """The lines that it is to begin with instead of its own; empty: its own."""
        return next((self._opening[key] for key in told if self._opening.get(key)), "")

    def left_out(self, told: Told) -> bool:
        """Whether somebody is not to be told of this."""
        return self._on["leave_out"].get(told, False)

    def sent(self, told: Told) -> bool:
        """Whether somebody has been told of this ahead of its day."""
        return self._on["sent"].get(told, False)


def told_by(note: NoteRow) -> Told:
    """What a note tells, and whom."""
    return (note.municipality, note.duty, note.subject, note.period, note.step, note.person_id)
