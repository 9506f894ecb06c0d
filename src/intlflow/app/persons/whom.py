"""Whose data it is about, and who may ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day, somebody
from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused
from intlflow.domain.mentions import Mentions
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import people
from intlflow.store.engine import Tx, reading


@dataclass(frozen=True, slots=True)
class Whom:
    """A person in the register, whether they still work there or not."""

    number: int
    municipality: str
    name: str
    email: str | None
    title: str
    channels: str
    active_to: str | None
    erased_at: str | None

    def mentions(self, also: Iterable[str] = ()) -> Mentions:
        """How the person can be named in text; nothing once the name is gone.

        Args:
            also: other spellings, and addresses that are no longer used.
        """
        own = () if self.erased_at else (self.name, self.email or "", *self.channels.split())
        return Mentions([*own, *(one_line(each) for each in also)])


_COLUMNS = "id, municipality, name, email, title, channels, active_to, erased_at"


def find(tx: Tx, pack: Pack, who: str) -> Whom:
    """A person by number or address, erased or not.

    Raises:
        NotFound: there is nobody with it here.
    """
    typed = one_line(who).lower()
    by, value = ("id", int(typed)) if typed.isdigit() and len(typed) < 10 else ("email", typed)
    sql = f"SELECT {_COLUMNS} FROM person WHERE municipality = ? AND {by} = ?"
    found = tx.one(sql, pack.key, value)
    if found is None:
        raise NotFound(
            f"nobody in {pack.municipality.name}'s register has the number or address "
            f"'{typed[:80]}'; see `intlflow people list --in {pack.key}`"
        )
    return Whom(*found)


def address_of(house: House, municipality: str, number: int) -> str:
    """A person's address.

    Raises:
        NotFound: there is nobody with the number here, or they have no address any more.
    """
    with reading(house.engine) as tx:
        found = find(tx, house.pack(municipality), str(number))
    if not found.email:
        raise NotFound(
            f"person {number} has no address; see `intlflow people list --in {municipality}`"
        )
    return found.email


def in_office(
    tx: Tx, pack: Pack, by: str, at: datetime, roles: tuple[Role, ...]
) -> tuple[int, str]:
    """The number of whoever acts, and the first of some roles that they hold.

    Raises:
        NotFound: nobody has the address.
        Refused: they hold none of the roles.
    """
    day = local_day(at)
    person = somebody(tx, pack, by, day)
    held = {
        holder.role
        for holder in people.appointed(tx, pack.key, (), str(day))
        if holder.person_id == person.person_id
    }
    for role in roles:
        if role in held:
            return person.person_id, str(role)
    raise Refused("not-your-office", who=list(roles))
