"""Who was at a group's meeting: ticked by the coordinator, shown in its notes, taken back when wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app.house import House, NotFound
from intlflow.app.registers import finding
from intlflow.app.registers.keeping import ANYWHERE
from intlflow.app.situation import local_day
from intlflow.app.unit_page import group_members
from intlflow.domain.cast import Cast
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import MEETING, MEMBER
from intlflow.packs.model import Pack
from intlflow.store import attended, people, registers
from intlflow.store.attended import Saving
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp
from intlflow.store.registers import Row


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at a meeting.

    Args:
        person: their number.
        name, email: as the register has them.
        called: whether they are in the group on the meeting's day.
        present: whether they were there; None: nobody has said.
    """

    person: int
    name: str
    email: str
    called: bool
    present: bool | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at a meeting.

    Args:
        meeting: its number.
        day: its day.
        version: of the saving that holds; 0: nobody has said who was there.
        by, at: who ticked, and when.
        seats: those who are called, and the others who were there, by name.
    """

    meeting: int
    day: str
    version: int
    by: str
    at: str
    seats: tuple[Seat, ...]

    @property
    def present(self) -> list[str]:
        """The names of those who were there."""
        return [seat.name for seat in self.seats if seat.present]

    @property
    def absent(self) -> list[str]:
        """The names of those who were called and were not there."""
        return [seat.name for seat in self.seats if seat.called and seat.present is False]


def attendance(house: House, municipality: str, meeting: str) -> Attendance:
    """Who was at a meeting, as far as anybody has said.

    Args:
        house: the installation.
        municipality: the pack's key.
        meeting: its number.

    Raises:
        NotFound: no such municipality or meeting.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return of_meeting(tx, pack, finding.find_row(tx, MEETING, municipality, meeting))


def of_meeting(tx: Tx, pack: Pack, row: Row) -> Attendance:
    """The same, of a meeting that has been found."""
    number = int(row["number"])
    said, names = attended.holding(tx, pack.key, number), registers.names_of(tx, pack.key)
    called = _called(tx, pack, row)
    told = said.present or {}
    seats = (
        Seat(person, *names.get(person, ("?", "")), person in called, told.get(person))
        for person in called | set(told)
    )
    return Attendance(
        number,
        row["day"],
        said.version,
        names.get(said.by_id or 0, ("", ""))[0],
        said.at,
        tuple(sorted(seats, key=lambda seat: (not seat.called, seat.name.casefold()))),
    )


def note_attendance(
    house: House,
    municipality: str,
    meeting: str,
    present: Iterable[str],
    *,
    by: str,
    at: datetime,
    version: int | None = None,
) -> Attendance:
    """Say who was at a meeting; whoever was called and isn't named was not there.

    Args:
        house: the installation.
        municipality: the pack's key.
        meeting: its number.
        present: those who were there, called or not: their addresses, or their numbers.
        by: the coordinator's or the registrar's address.
        at: now, with a time zone.
        version: of the saving that the writer looked at; None: whichever holds.

    Raises:
        NotFound: no such municipality, meeting or person.
        Refused: not the coordinator, nobody to tick, the meeting is to come or cancelled, or
            somebody else was faster.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        row, writer = _desk(tx, pack, meeting, by, at)
        if row["status"] == "cancelled" or row["day"] > str(local_day(at)):
            raise Refused("attendance-not-held", day=row["day"])
        number = int(row["number"])
        if version is not None and attended.holding(tx, municipality, number).version != version:
            raise Refused("attendance-stale")
        here = {_person(tx, pack, each, at) for each in present}
        told = {person: person in here for person in _called(tx, pack, row) | here}
        if not told:
            raise Refused("attendance-nobody")
        next_ = attended.last_version(tx, municipality, number) + 1
        if not attended.add(tx, municipality, number, Saving(next_, told, writer, stamp(at))):
            raise Refused("attendance-stale")
        return of_meeting(tx, pack, row)


def undo_attendance(
    house: House, municipality: str, meeting: str, *, by: str, at: datetime
) -> Attendance:
    """Take back what was ticked last: what was said before holds again, or nothing.

    Raises:
        NotFound: no such municipality, meeting or person.
        Refused: not the coordinator, or there is nothing to take back.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        row, writer = _desk(tx, pack, meeting, by, at)
        number = int(row["number"])
        said = attended.holding(tx, municipality, number)
        if not said.version:
            raise Refused("attendance-nothing-to-undo")
        attended.undo(tx, municipality, number, said.version, writer, stamp(at))
        return of_meeting(tx, pack, row)


def _desk(tx: Tx, pack: Pack, meeting: str, by: str, at: datetime) -> tuple[Row, int]:
    """The meeting, and the number of whoever writes.

    Raises:
        NotFound: no such meeting or person.
        Refused: neither coordinator nor registrar.
    """
    row = finding.find_row(tx, MEETING, pack.key, meeting)
    who = finding.actor(tx, pack, by, at)
    cast = Cast(people.appointed(tx, pack.key, (), str(local_day(at))), None, None)
    if not cast.roles_of(who.person_id) & set(ANYWHERE):
        raise Refused("attendance-of-coordinator", who=[str(role) for role in ANYWHERE])
    return row, who.person_id


def _person(tx: Tx, pack: Pack, named: str, at: datetime) -> int:
    """The number of somebody in the municipality's register, by their number or their address.

    Raises:
        NotFound: there is nobody.
    """
    if not (named.isdecimal() and named.isascii()):
        return finding.actor(tx, pack, named, at).person_id
    number = int(named[:10])
    if number not in registers.names_of(tx, pack.key):
        raise NotFound(f"no person {number} in {pack.municipality.name}")
    return number


def _called(tx: Tx, pack: Pack, row: Row) -> set[int]:
    """Who is in the group on the meeting's day."""
    day = date.fromisoformat(row["day"])
    if row["circle"] == 0:
        return {holder.person_id for holder in group_members(tx, pack, day)[0]}
    rows = registers.newest(tx, MEMBER.table, pack.key, circle=row["circle"])
    return {each["person"] for each in rows if finding.holds(each, day)}
