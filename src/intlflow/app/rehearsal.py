"""A move rehearsed: everything is done as it would be, the letters are read, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.house import House
from intlflow.app.moves import make_in
from intlflow.app.record import Moved
from intlflow.store import letters
from intlflow.store.engine import writing


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it would be sent."""

    name: str
    role: str
    subject: str
    body: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a move would do."""

    moved: Moved
    letters: tuple[Letter, ...]


class _Enough(Exception):
    """The rehearsal is over; what it did is rolled back."""


def rehearse(
    house: House, ref: str, verb: str, *, by: str, given: Mapping[str, str], at: datetime
) -> Rehearsed:
    """What a move would do, with its letters; the database is as it was.

    Raises:
        NotFound: no such case or person.
        Refused: the rules would say no.
    """
    seen: list[Rehearsed] = []
    try:
        with writing(house.engine) as tx:
            moved = make_in(house, tx, ref, verb, by=by, given=given, at=at)
            texts = {row.id: row for row in letters.by_ids(tx, [told.id for told in moved.letters])}
            seen.append(
                Rehearsed(
                    moved,
                    tuple(
                        Letter(
                            told.name,
                            told.role,
                            told.subject,
                            texts[told.id].body,
                            told.status != "failed",
                        )
                        for told in moved.letters
                        if told.id in texts
                    ),
                )
            )
            raise _Enough
    except _Enough:
        return seen[0]
