"""Erasing a person: told before it is done, done whole or not at all, and looked for afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intlflow.app.house import House
from intlflow.app.persons import leftovers, sweep
from intlflow.app.persons.erased_list import ErasedList
from intlflow.app.persons.forgetting import Gone, forget, note
from intlflow.app.persons.whom import Whom, find, in_office
from intlflow.app.record import Salt, new_salt
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role, Stage
from intlflow.packs.model import Pack
from intlflow.store import cases, holds, people
from intlflow.store.engine import Tx, writing

VERB = "erase"
MAY = (Role.REGISTRAR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did, or would do.

    Args:
        done: whether it was done; False: only looked.
        already: the person was erased before; only what has come since went now.
        rows: how many rows changed, by table.
        journal_rows: how many journal rows got a new digest.
        decisions: numbers of the decisions that name the person and stay: they are allmänna handlingar.
        letters: cancelled before they left.
        act: the number of the act in the chain of acts; 0 when there was nothing to do.
        swept: the files were written anew; False: somebody was in the way, and it is done at night.
        left_in: files that still hold a name or address: backups, logs, what others have kept.
    """

    person: int
    municipality: str
    done: bool
    already: bool
    rows: dict[str, int]
    journal_rows: int
    decisions: list[int]
    letters: int
    act: int
    swept: bool
    left_in: list[str]


class _OnlyLooking(Exception):
    """Ends a transaction that was opened to see what it would do."""


def survey(
    house: House, municipality: str, who: str, *, at: datetime, also: Iterable[str] = ()
) -> Erased:
    """What an erasure would do: it is really done, and then taken back.

    Args:
        house: the installation.
        municipality: the pack's key.
        who: number or address.
        at: now.
        also: other spellings of the name, and older addresses.

    Raises:
        NotFound: no such municipality or person.
        Refused: the person still works here, or must stay for a court.
    """
    pack, also = house.pack(municipality), tuple(also)
    with looking(house) as tx:
        whom = find(tx, pack, who)
        _free_to_go(tx, pack, whom, at)
        gone = forget(tx, whom, whom.mentions(also), at=at, salt=new_salt, decisions=False)
    files = _where(house, whom, also)
    return _told(whom, gone, act=0, swept=False, left_in=files, done=False)


@contextmanager
def looking(house: House) -> Iterator[Tx]:
    """A transaction in which everything may be tried; nothing of it stays."""
    try:
        with writing(house.engine) as tx:
            yield tx
            raise _OnlyLooking
    except _OnlyLooking:
        pass


def erase(
    house: House,
    municipality: str,
    who: str,
    *,
    by: str,
    at: datetime,
    also: Iterable[str] = (),
    decision: str = "",
    salt: Salt = new_salt,
) -> Erased:
    """Erase a person. Again, it is harmless: it only takes what has come since.

    Args:
        house: the installation.
        municipality: the pack's key.
        who: number or address.
        by: the address of a registrar or the coordinator.
        at: now, with a time zone.
        also: other spellings of the name, and older addresses.
        decision: the disposal decision by which the name goes out of decisions, too; a registrar's.
        salt: randomness for journal rows.

    Raises:
        NotFound: no such municipality or person.
        Refused: the person still works here, must stay for a court, or it isn't theirs to do.
    """
    pack, also = house.pack(municipality), tuple(also)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, MAY[:1] if decision else MAY)
        whom = find(tx, pack, who)
        _free_to_go(tx, pack, whom, at)
        mentions = whom.mentions(also)
        gone = forget(tx, whom, mentions, at=at, salt=salt, decisions=bool(decision))
        act = 0
        if gone.rows or gone.letters:
            why = decision or "request"
            act = note(tx, whom, gone, VERB, at=at, by=actor, role=role, why=why)
        ErasedList(house.settings.data).add(municipality, whom.number)
    swept = sweep.now(house)
    files = _where(house, whom, also)
    return _told(whom, gone, act=act, swept=swept, left_in=files, done=True)


def _free_to_go(tx: Tx, pack: Pack, whom: Whom, at: datetime) -> None:
    """Raise while the municipality needs the data for its task (GDPR article 17.3 b)."""
    if holds.holding(tx, pack.key, f"person {whom.number}"):
        raise Refused("on-hold", about=f"person {whom.number}")
    day = str(local_day(at))
    held = [
        f"{row.role} {row.scope}".strip()
        for row in people.appointments(tx)
        if row.person_id == whom.number and (row.valid_to is None or row.valid_to >= day)
    ]
    if held:
        raise Refused("person-in-office", person=whom.number, held=held)
    led = [
        case.ref
        for case in cases.find(tx, pack.key, None, None)
        if case.stage != Stage.ARCHIVE
        and whom.email
        and case.facts.get("project_manager") == whom.email
    ]
    if led:
        raise Refused("person-in-charge", person=whom.number, cases=led)


def _where(house: House, whom: Whom, also: tuple[str, ...]) -> list[str]:
    data, own = house.settings.data, house.settings.sqlite_file
    skipped = (
        {own, *(own.with_name(own.name + tail) for tail in ("-wal", "-shm"))} if own else {None}
    )
    found = leftovers.naming(data, whom.mentions(also).terms)
    return [str(file.relative_to(data)) for file in found if file not in skipped]


def database_names(house: House, terms: Iterable[str]) -> list[Path]:
    """The database's own files that hold a name or address in so many letters."""
    own = house.settings.sqlite_file
    found = leftovers.naming(house.settings.data, terms)
    return [file for file in found if own and file.name.startswith(own.name)]


def _told(
    whom: Whom, gone: Gone, *, act: int, swept: bool, left_in: list[str], done: bool
) -> Erased:
    return Erased(
        person=whom.number,
        municipality=whom.municipality,
        done=done,
        already=whom.erased_at is not None,
        rows=dict(sorted(gone.rows.items())),
        journal_rows=len(gone.sealed),
        decisions=gone.kept,
        letters=gone.letters,
        act=act,
        swept=swept,
        left_in=left_in,
    )
