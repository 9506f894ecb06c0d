"""What the groups have agreed that somebody does, and has not been done: who, by when, and what is late."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.access.permission import Visitor
from intlflow.app.house import House
from intlflow.app.registers.groups import meetings_beside, members
from intlflow.app.registers.keeping import Kept, add, change
from intlflow.app.registers.reading import Reader
from intlflow.app.situation import local_day
from intlflow.domain.registers import GROUP, POINT
from intlflow.domain.words import Role
from intlflow.store import people, registers
from intlflow.store.engine import Tx, reading
from intlflow.store.registers import Row

AGREED = "agreed"  # needs no more talk
OF_WORKING_GROUP = "working"


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """The page of open points.

    Args:
        points: what is open, what is due first at the top.
        late: how many of them are late.
        groups: each group that can have points: its key and name, the working group first.
        people: who can be asked to do something: address and name.
        meetings: of the working group: the latest that was held, and the next.
    """

    points: tuple[dict[str, Any], ...]
    late: int
    groups: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    meetings: tuple[Row, ...]


def open_points(house: House, who: Visitor, at: datetime) -> OpenPoints:
    """Every group's open points.

    Args:
        house: the installation.
        who: whose municipality.
        at: now, with a time zone.
    """
    pack, day = house.pack(who.municipality), local_day(at)
    with reading(house.engine) as tx:
        reader = Reader(tx, pack)
        points = tuple(_told(reader, row, day) for row in waiting(tx, pack.key))
        groups = [
            row for row in registers.newest(tx, GROUP.table, pack.key) if not row["withdrawn"]
        ]
        around = members(tx, pack, 0, day)
        held = people.appointed(tx, pack.key, (), str(day))
        names = {each["email"]: each["name"] for each in around if each["email"]}
        names |= {h.email: h.name for h in held if h.role is Role.COORDINATOR and h.email}
        named = [(str(row["number"]), str(row["name"])) for row in groups if not row["valid_to"]]
        beside = meetings_beside(tx, pack.key, day)
        working = (OF_WORKING_GROUP, reader.name("group", 0))
    return OpenPoints(
        points=points,
        late=sum(point["late"] for point in points),
        groups=(working, *named),
        people=tuple(sorted(names.items(), key=lambda pair: pair[1])),
        meetings=beside,
    )


def waiting(tx: Tx, municipality: str) -> list[Row]:
    """The rows of what is not done yet, what is due first at the top."""
    rows = registers.newest(tx, POINT.table, municipality)
    left = [
        row
        for row in rows
        if not (row["withdrawn"] or row["done_on"] or row["valid_to"] or row["kind"] == AGREED)
    ]
    return sorted(left, key=lambda row: (row["due_on"] or "9999", row["number"]))


def is_late(row: Row, day: date) -> bool:
    """Whether the day by which it was to be done has passed."""
    return (row["due_on"] or "9999") < str(day)


def _told(reader: Reader, row: Row, day: date) -> dict[str, Any]:
    told = reader.plain(POINT, row)
    kept = ("number", "what", "kind", "owner_name", "due_on", "day", "case_ref")
    late = is_late(row, day)
    return {key: told[key] for key in kept} | {"late": late, "group": told["circle_name"]}


def note_point(house: House, who: Visitor, given: dict[str, str], at: datetime) -> Kept:
    """Note what somebody is to do, or what is to be talked about.

    Args:
        house: the installation.
        who: who notes it.
        given: what was typed, by field of the register.
        at: now, with a time zone.

    Raises:
        NotFound: no such group, person or case.
        Refused: a field is wrong or missing, or it is not theirs to write.
    """
    typed = {name: text for name, text in given.items() if text}
    kind = "action" if typed.get("owner") or typed.get("due_on") else "topic"
    values = {"kind": kind} | typed
    return add(house, POINT, who.municipality, values, by=who.email, at=at)


def close_point(
    house: House, who: Visitor, number: str, *, outcome: str, reason: str, at: datetime
) -> Kept:
    """Note that it is done, with what came of it.

    Args:
        house: the installation.
        who: who says so.
        number: of the point.
        outcome: what came of it; may be empty.
        reason: what the row's history says.
        at: now, with a time zone.

    Raises:
        NotFound: no such point.
        Refused: it is not theirs to write.
    """
    given = {"done_on": str(local_day(at))} | ({"outcome": outcome} if outcome else {})
    return change(house, POINT, who.municipality, number, given, by=who.email, at=at, reason=reason)
