"""After something was taken away: the files are written anew, now or the next night."""

from collections.abc import Iterable

from intlflow.app.house import House
from intlflow.app.persons.erased_list import ErasedList
from intlflow.app.registers.attaching import place
from intlflow.domain.personal import HELD
from intlflow.store import meta, sweeping
from intlflow.store.engine import Tx, reading, writing

_FILE = "sweep:file:"  # under which `meta` notes a file that no row may name any more


def now(house: House) -> bool:
    """Write the database's files anew, if something was taken away since they were.

    Gives False when somebody reads or writes meanwhile; then it stays due.
    """
    with reading(house.engine) as tx:
        due = meta.get(tx, sweeping.DUE)
    if due is None:
        return True
    _files(house)
    if not sweeping.sweep(house.engine, dict.fromkeys(held.table for held in HELD)):
        return False
    with writing(house.engine) as tx:
        if meta.get(tx, sweeping.DUE) == due:  # else something more was taken away meanwhile
            meta.drop(tx, sweeping.DUE)
    return True


def note_files(tx: Tx, hashes: Iterable[str]) -> None:
    """Note files whose rows were taken away; they go once that is certain."""
    for sha256 in hashes:
        meta.put(tx, _FILE + sha256, sha256)


def _files(house: House) -> None:
    """Remove noted files that no row names. Nobody attaches meanwhile: that is a transaction, too."""
    with writing(house.engine) as tx:
        for key, sha256 in meta.starting(tx, _FILE).items():
            if tx.one("SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", sha256) is None:
                place(house.settings.data, sha256).unlink(missing_ok=True)
            meta.drop(tx, key)


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
