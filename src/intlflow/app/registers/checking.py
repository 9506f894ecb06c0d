"""A new row before it is written: every mistake at once, and what each field can be chosen from."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from intlflow.app.access.permission import Visitor
from intlflow.app.case_board import Filter, list_cards
from intlflow.app.house import House, NotFound
from intlflow.app.register import list_people
from intlflow.app.registers import finding
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.register_fields import LOOKED_UP, Field, Shape, read_field
from intlflow.domain.registers import REGISTERS
from intlflow.packs.model import Pack
from intlflow.store import registers
from intlflow.store.engine import Tx, reading

MOST_OFFERED = 300  # the newest; whatever is older can still be typed
Choices = tuple[tuple[str, str], ...]


def usual(fields: Iterable[Field], day: date) -> dict[str, str]:
    """What fields say when nobody says anything."""
    told = {field.name: field.default for field in fields if field.default}
    return {name: str(day) if text == "today" else text for name, text in told.items()}


def mistakes(
    house: House, municipality: str, fields: Iterable[Field], given: Mapping[str, str], at: datetime
) -> dict[str, Refused | NotFound]:
    """What is the matter with each field of a row that somebody wants to add.

    Args:
        house: the installation.
        municipality: the pack's key.
        fields: those that are asked for.
        given: what was typed, by field.
        at: now, with a time zone.
    """
    pack, found = house.pack(municipality), dict[str, Refused | NotFound]()
    asked = list(fields)
    told = usual(asked, local_day(at)) | {name: text for name, text in given.items() if text}
    with reading(house.engine) as tx:
        for field in asked:
            try:
                _read(tx, pack, field, told.get(field.name, ""), at)
            except (Refused, NotFound) as no:
                found[field.name] = no
    return found


def _read(tx: Tx, pack: Pack, field: Field, text: str, at: datetime) -> None:
    value = read_field(field, text, pack.vocabulary(local_day(at)))[field.name]
    if field.shape in LOOKED_UP and value is not None:
        finding.looked_up(tx, pack, field, value, at)


def offered(
    house: House, who: Visitor, fields: Iterable[Field], at: datetime
) -> dict[str, Choices]:
    """What a field that names something can name: what is written, and what it is called.

    Args:
        house: the installation.
        who: whoever chooses; they are offered the cases that they may see.
        fields: those that are asked for.
        at: now, with a time zone.
    """
    found = {field.name: _choices(house, who, field, at) for field in fields}
    return {name: choices for name, choices in found.items() if choices}


def _choices(house: House, who: Visitor, field: Field, at: datetime) -> Choices:
    pack = house.pack(who.municipality)
    if field.shape is Shape.ROW:
        return _rows(house, pack, field, local_day(at))
    if field.shape is Shape.CASE:
        cards = list_cards(house, who, Filter(), at, who.lang, page=1, size=MOST_OFFERED).cards
        return tuple((card.ref, card.title) for card in cards)
    if field.shape is Shape.PERSON:
        people = list_people(house, pack.key, at)
        return tuple((row["email"], row["name"]) for row in people if row["email"])
    if field.shape is Shape.BODY:
        return tuple((each.name, "") for each in pack.body if each.holds(local_day(at)))
    return ()


def _rows(house: House, pack: Pack, field: Field, day: date) -> Choices:
    """The rows that hold: by name where no other has the same, else by number."""
    register = REGISTERS[field.of]
    with reading(house.engine) as tx:
        rows = registers.newest(tx, register.table, pack.key)
    held = [row for row in reversed(rows) if register.happens or finding.holds(row, day)]
    kept = [row for row in held if not row["withdrawn"]][:MOST_OFFERED]
    names = [str(row[register.name]) for row in kept]
    return tuple(
        (name, "")
        if names.count(name) == 1 and not name.isdecimal()
        else (str(row["number"]), name)
        for row, name in zip(kept, names, strict=True)
    )
