"""Filters by name: what somebody looks for again and again is reached with one press."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from intlflow.app import typed
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.store import filters
from intlflow.store.engine import reading, writing
from intlflow.store.filters import FilterRow
from intlflow.store.instants import stamp

MOST_EACH = 20
LONGEST_NAME = 40
# What a filter may hold, as it stands in the address; a page in the list is no part of it.
PARTS = ("vy", "slag", "skede", "form", "enhet", "q", "avslutade")


def own(house: House, who: Visitor) -> list[FilterRow]:
    """One's own filters, by name."""
    with reading(house.engine) as tx:
        return filters.of_person(tx, who.person_id)


def clean(query: str) -> str:
    """The address of a list as a filter keeps it: known parts, in one order, nothing empty."""
    given = dict(parse_qsl(query[:2000], max_num_fields=40))
    return urlencode({part: given[part][:100] for part in PARTS if given.get(part)})


def save(house: House, who: Visitor, *, name: str, query: str, first: bool, at: datetime) -> None:
    """Give a filter a name; the same name again means the new filter.

    Args:
        house: the installation.
        who: whose it is.
        name: as typed.
        query: the address's filter, such as `vy=lista&enhet=buf`.
        first: whether the page opens with it from now on.
        at: now, with a time zone.

    Raises:
        Refused: no name, too long a one, or too many filters already.
    """
    said, kept = typed.line("name", name, most=LONGEST_NAME, needed=True), clean(query)
    with writing(house.engine) as tx:
        rows = filters.of_person(tx, who.person_id)
        same = next((row for row in rows if row.name.casefold() == said.casefold()), None)
        if same is not None:
            filters.redefine(tx, same.id, kept)
        elif len(rows) >= MOST_EACH:
            raise Refused("filter-too-many", most=MOST_EACH)
        else:
            filters.add(tx, who.municipality, who.person_id, said, kept, False, stamp(at))
        if first:
            rows = filters.of_person(tx, who.person_id)
            now = next(row.id for row in rows if row.name.casefold() == said.casefold())
            filters.put_first(tx, who.person_id, now)


def open_with(house: House, who: Visitor, number: int, *, yes: bool) -> None:
    """Let the page open with one of one's own filters, or no longer.

    Raises:
        NotFound: it is not theirs.
    """
    with writing(house.engine) as tx:
        if number not in {row.id for row in filters.of_person(tx, who.person_id)}:
            raise NotFound("no such filter")
        filters.put_first(tx, who.person_id, number if yes else None)


def forget(house: House, who: Visitor, number: int) -> None:
    """Take away one of one's own filters; one that is gone already is no matter."""
    with writing(house.engine) as tx:
        filters.drop(tx, who.person_id, number)
