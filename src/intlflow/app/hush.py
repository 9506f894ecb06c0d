"""A duty that is met outside the ledger goes quiet at once: by a report, by a confirmed register."""

from collections.abc import Iterable
from datetime import date

from intlflow.app.duties import ground
from intlflow.app.duties.answering import quieten
from intlflow.app.duties.occurrences import met, opened
from intlflow.app.house import House
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store.engine import Tx


def hush(
    house: House, tx: Tx, pack: Pack, duties: Iterable[Duty], subject: str, today: date
) -> tuple[str, ...]:
    """Let what is met now for one subject go quiet; gives back the duties, by key.

    Args:
        house: the installation.
        tx: the transaction in which it was met.
        pack: the municipality.
        duties: those that may have been met.
        subject: the unit's key.
        today: the day it is.
    """
    wanted, done = list(duties), []
    if not wanted:
        return ()
    known = ground.load(house, tx, today)
    for duty in wanted:
        for one in opened(known, pack, duty, today):
            if one.subject.key == subject and met(known, one):
                quieten(tx, known, one)
                done.append(duty.key)
    return tuple(dict.fromkeys(done))
