"""What a comment can be about: each kind of thing, who sees it, and where its page is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.calls.showing import show_call
from intlflow.app.case_board import place_of
from intlflow.app.case_page import seen_case, seen_row
from intlflow.app.decisions.asking import seen_decision
from intlflow.app.duties.page import seen_subject
from intlflow.app.duties.seeing import from_address, in_address
from intlflow.app.house import House, NotFound
from intlflow.app.meetings.showing import show_meeting
from intlflow.app.registers.documents import show_document
from intlflow.app.registers.reading import show_row
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import known_unit
from intlflow.domain.registers import REGISTERS
from intlflow.store.engine import reading


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be commented on.

    Args:
        kind: what it is.
        key: which; one spelling for each.
        title: what its page is called.
        address: where its page is.
        place: whose it is, for the question who may do what.
    """

    kind: str
    key: str
    title: str
    address: str
    place: Place


Find = Callable[[House, Visitor, str, datetime], Thing]


def find(house: House, who: Visitor, kind: str, key: str, at: datetime) -> Thing:
    """The thing, if it is theirs to see.

    Raises:
        NotFound: there is no such thing, or none that is theirs: the answer is the same.
    """
    if kind not in KINDS:
        raise NotFound("nothing to comment on")
    return KINDS[kind](house, who, key, at)


def _whole(who: Visitor, action: Action) -> Place:
    """The municipality's own, for whoever may see such things."""
    place = Place(who.municipality)
    if not can(who, action, place):
        raise NotFound("nothing to comment on")
    return place


def _case(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    with reading(house.engine) as tx:
        case, place = seen_row(house, tx, who, Action.READ_CASE, key, at)
    return Thing("case", case.ref, case.title, f"/arende/{case.ref}", place)


def _decision(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    one = seen_decision(house, who, _number(key), at)
    here = seen_case(house, who, Action.READ_CASE, one["ref"], at)
    title = f"{here.case.title}, {one['body_name']} {one['day']}"
    place = place_of(here.case, here.pack, who, at)
    return Thing("decision", str(one["id"]), title, f"/beslut/{one['id']}", place)


def _duty(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    name, _, subject = key.partition("/")
    duty, about = seen_subject(house, who, name, from_address(subject), at)
    pack = house.pack(who.municipality)
    unit = next((scope for scope in about.scopes if scope in pack.units), None)
    found = f"{duty.key}/{in_address(about.key)}"
    title = f"{duty.title.said(who.lang)}: {about.name}"
    return Thing("duty", found, title, f"/plikt/{found}", Place(pack.key, unit))


def _meeting(house: House, who: Visitor, key: str, _: datetime) -> Thing:
    place = _whole(who, Action.KEEP_MEETINGS)
    one = show_meeting(house, who.municipality, _number(key))
    title = f"{one['name']} {one['day']}"
    return Thing("meeting", str(one["number"]), title, f"/sammantraden/{one['number']}", place)


def _call(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    place = _whole(who, Action.READ_CALLS)
    one = show_call(house, who.municipality, key, at)
    address = f"/utlysningar/{quote(one['call'], safe='')}"
    return Thing("call", one["call"], one["title"], address, place)


def _document(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    place = _whole(who, Action.READ_DOCUMENTS)
    one = show_document(house, who.municipality, key, at)
    return Thing("document", one["key"], one["title"], f"/styrdokument/{one['key']}", place)


def _unit(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    _whole(who, Action.READ_REGISTERS)
    pack = house.pack(who.municipality)
    unit = known_unit(pack, key)
    today = pack.unit_on(unit.key, local_day(at)).key
    return Thing("unit", unit.key, unit.name, f"/enheter/{unit.key}", Place(pack.key, today))


def _row(house: House, who: Visitor, key: str, at: datetime) -> Thing:
    _whole(who, Action.READ_REGISTERS)
    name, _, number = key.partition("/")
    if name not in REGISTERS:
        raise NotFound("nothing to comment on")
    pack, of = house.pack(who.municipality), REGISTERS[name]
    row = show_row(house, of, who.municipality, number)
    found = f"{name}/{row['number']}"
    unit = pack.unit_on(row["unit"], local_day(at)).key if row["unit"] in pack.units else None
    title = str(row[of.name] or found)
    return Thing("row", found, title, f"/register/{found}", Place(pack.key, unit))


def _number(key: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        raise NotFound("nothing to comment on")
    return int(key)


KINDS: dict[str, Find] = {
    "case": _case,
    "duty": _duty,
    "decision": _decision,
    "meeting": _meeting,
    "call": _call,
    "document": _document,
    "unit": _unit,
    "row": _row,
}
