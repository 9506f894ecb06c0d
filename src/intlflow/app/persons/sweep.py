"""After something was taken away: the files are written anew, now or the next night."""

from intlflow.app.house import House
from intlflow.app.persons.erased_list import ErasedList
from intlflow.domain.personal import HELD
from intlflow.store import meta, sweeping
from intlflow.store.engine import reading, writing


def now(house: House) -> bool:
    """Write the database's files anew, if something was taken away since they were.

    Gives False when somebody reads or writes meanwhile; then it stays due.
    """
    with reading(house.engine) as tx:
        due = meta.get(tx, sweeping.DUE)
    if due is None:
        return True
    if not sweeping.sweep(house.engine, dict.fromkeys(held.table for held in HELD)):
        return False
    with writing(house.engine) as tx:
        if meta.get(tx, sweeping.DUE) == due:  # else something more was taken away meanwhile
            meta.drop(tx, sweeping.DUE)
    return True


def is_due(house: House) -> bool:
    """Whether something that was taken away may still stand in the files."""
    with reading(house.engine) as tx:
        return meta.get(tx, sweeping.DUE) is not None


def come_back(house: House) -> list[tuple[str, int]]:
    """People who were erased and have a name again, because a backup was put back."""
    with reading(house.engine) as tx:
        rows = tx.all("SELECT municipality, id FROM person WHERE erased_at IS NULL")
    named = {(str(key), int(number)) for key, number in rows}
    return sorted(ErasedList(house.settings.data).all() & named)
