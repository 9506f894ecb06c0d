"""Groups at work: members, a series of meetings, an agenda of what is open, minutes.

Who is in the working group follows from appointments; nobody keeps a list of it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.registers import finding
from intlflow.app.registers.attendance import Attendance, of_meeting
from intlflow.app.registers.keeping import Desk, Kept
from intlflow.app.registers.reading import Reader
from intlflow.app.situation import local_day
from intlflow.app.unit_page import group_members
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import GROUP, MEETING, MEMBER, POINT
from intlflow.packs.model import Pack
from intlflow.store import registers
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.registers import Row

Plain = dict[str, Any]
MOST_MEETINGS = 53


def plan_meetings(
    house: House,
    municipality: str,
    group: str,
    *,
    first: date,
    weeks: int,
    times: int,
    place: str,
    by: str,
    at: datetime,
) -> list[Kept]:
    """Plan a series of meetings, all or none.

    Raises:
        NotFound: no such municipality, group or person.
        Refused: not between one and 53 meetings, or less than a week apart.
    """
    if not 1 <= times <= MOST_MEETINGS or not 1 <= weeks <= MOST_MEETINGS:
        raise Refused("bad-fact", fact="times", form="not-a-number", example="4")
    days = [first + timedelta(weeks=weeks * turn) for turn in range(times)]
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        common = {"circle": group} | ({"place": place} if place else {})
        return [desk.add(MEETING, common | {"day": str(day)}) for day in days]


def show_group(house: House, municipality: str, which: str, at: datetime) -> Plain:
    """A group with its members today, its coming meetings and what is open in it.

    Raises:
        NotFound: no such municipality or group.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        number = _number(tx, municipality, which)
        reader = Reader(tx, pack)
        row = finding.find_row(tx, GROUP, municipality, str(number)) if number else None
        meetings = _of(tx, MEETING.table, municipality, number)
        return {
            "municipality": municipality,
            "group": number,
            "name": reader.name("group", number),
            "purpose": row["purpose"] if row else "",
            "to": row["valid_to"] if row else None,
            "members": members(tx, pack, number, day),
            "meetings": [
                {k: m[k] for k in ("number", "day", "time", "place", "status")} for m in meetings
            ],
            "open": _open(tx, reader, municipality, number, day),
        }


def members(tx: Tx, pack: Pack, number: int, day: date) -> list[Plain]:
    """Who is in a group that day."""
    if number == 0:
        held, _ = group_members(tx, pack, day)
        return [
            {"name": h.name, "email": h.email, "part": str(h.role), "unit": h.scope} for h in held
        ]
    people = registers.names_of(tx, pack.key)
    rows = registers.newest(tx, MEMBER.table, pack.key, circle=number)
    return [
        {
            "name": people[row["person"]][0],
            "email": people[row["person"]][1] or None,
            "part": row["part"],
            "unit": row["unit"],
        }
        for row in rows
        if finding.holds(row, day)
    ]


def agenda(house: House, municipality: str, which: str, at: datetime) -> Plain:
    """The agenda of a group's next meeting: what is late first, then what is open, then new topics.

    Raises:
        NotFound: no such municipality or group.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        number = _number(tx, municipality, which)
        reader = Reader(tx, pack)
        meetings = _of(tx, MEETING.table, municipality, number)
        coming = [m for m in meetings if m["day"] >= str(day) and m["status"] == "planned"]
        held = [m for m in meetings if m["status"] == "held"]
        points = _open(tx, reader, municipality, number, day)
        called = members(tx, pack, number, day)
    return {
        "municipality": municipality,
        "group": number,
        "name": reader.name("group", number),
        "meeting": _head(coming[0]) if coming else None,
        "last_minutes": _head(held[-1]) if held else None,
        "called": [member["name"] for member in called],
        "late": [p for p in points if p["late"]],
        "to_follow_up": [p for p in points if not p["late"] and p["kind"] == "action"],
        "to_discuss": [p for p in points if not p["late"] and p["kind"] == "topic"],
    }


def minutes(house: House, municipality: str, meeting: str) -> Plain:
    """A meeting's minutes: what was said, what was agreed, who does what by when.

    Raises:
        NotFound: no such municipality or meeting.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        row = finding.find_row(tx, MEETING, municipality, meeting)
        reader = Reader(tx, pack)
        raised = registers.newest(tx, POINT.table, municipality, meeting=row["number"])
        day = date.fromisoformat(row["day"])
        points = [_point(reader, point, day) for point in raised if not point["withdrawn"]]
        called = members(tx, pack, row["circle"], day)
        there = of_meeting(tx, pack, row)
    return {
        **_head(row),
        "municipality": municipality,
        "group": row["circle"],
        "name": reader.name("group", row["circle"]),
        "status": row["status"],
        "called": [member["name"] for member in called],
        "present": there.present if there.version else None,
        "absent": there.absent if there.version else None,
        "minutes": row["minutes"] or "",
        "points": points,
    }


@dataclass(frozen=True, slots=True)
class Around:
    """A meeting with everything that its papers tell.

    Args:
        name: the group's.
        row: the meeting: number, day, time, place, status, minutes.
        called: who is in the group on the meeting's day.
        without: of the working group: units that nobody there comes from.
        last, next: the meeting held before it, and the one planned after it.
        late, follow_up, discuss: what is open in the group, each point once.
        raised: the points that were raised at the meeting.
        attended: who was there, as far as anybody has said.
    """

    name: str
    row: Plain
    called: tuple[Plain, ...]
    without: tuple[str, ...]
    last: Plain | None
    next: Plain | None
    late: list[Plain]
    follow_up: list[Plain]
    discuss: list[Plain]
    raised: list[Plain]
    attended: Attendance


def around(house: House, municipality: str, meeting: str, at: datetime, *, planned: bool) -> Around:
    """A meeting with its group, its points and the meetings beside it.

    Args:
        house: the installation.
        municipality: the pack's key.
        meeting: its number; empty: the working group's next or its latest.
        at: now, with a time zone.
        planned: which of these is meant when no number is given: the next planned, or the last held.

    Raises:
        NotFound: no such municipality or meeting, or there is none to come, or none was held.
    """
    pack, today = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        row = _wanted(tx, municipality, meeting, today, planned)
        reader, group, day = Reader(tx, pack), row["circle"], date.fromisoformat(row["day"])
        beside = _of(tx, MEETING.table, municipality, group)
        before = [m for m in beside if m["day"] < row["day"] and m["status"] == "held"]
        after = [m for m in beside if m["day"] > row["day"] and m["status"] == "planned"]
        points = _open(tx, reader, municipality, group, today)
        raised = registers.newest(tx, POINT.table, municipality, meeting=row["number"])
        return Around(
            name=reader.name("group", group),
            row=_head(row) | {key: row[key] for key in ("status", "minutes")},
            called=tuple(members(tx, pack, group, day)),
            without=tuple(group_members(tx, pack, day)[1]) if group == 0 else (),
            last=_head(before[-1]) if before else None,
            next=_head(after[0]) if after else None,
            late=[p for p in points if p["late"]],
            follow_up=[p for p in points if not p["late"] and p["kind"] == "action"],
            discuss=[p for p in points if not p["late"] and p["kind"] == "topic"],
            raised=[_point(reader, point, today) for point in raised if not point["withdrawn"]],
            attended=of_meeting(tx, pack, row),
        )


def meetings_beside(tx: Tx, municipality: str, day: date) -> tuple[Row, ...]:
    """The working group's latest meeting that was held, and its next that is planned."""
    rows = _of(tx, MEETING.table, municipality, 0)
    held = [row for row in rows if row["status"] == "held"][-1:]
    planned = [row for row in rows if row["status"] == "planned" and row["day"] >= str(day)][:1]
    return (*held, *planned)


def _wanted(tx: Tx, municipality: str, meeting: str, today: date, planned: bool) -> Row:
    """The meeting with a number, or else the working group's next or latest."""
    if meeting:
        return finding.find_row(tx, MEETING, municipality, meeting)
    rows = _of(tx, MEETING.table, municipality, 0)
    if planned:
        rows = [r for r in rows if r["day"] >= str(today) and r["status"] == "planned"][:1]
    else:
        rows = [r for r in rows if r["status"] == "held"]
    if not rows:
        which = "is planned" if planned else "was held"
        raise NotFound(
            f"no meeting of the working group {which}; see `intlflow meeting list --in {municipality}`"
        )
    return rows[-1]


def _number(tx: Tx, municipality: str, which: str) -> int:
    if which.strip().lower() in (finding.WORKING, "0"):
        return 0
    return int(finding.find_row(tx, GROUP, municipality, which)["number"])


def _of(tx: Tx, table: str, municipality: str, group: int) -> list[Row]:
    rows = registers.newest(tx, table, municipality, circle=group)
    return sorted((r for r in rows if not r["withdrawn"]), key=lambda r: (r["day"], r["number"]))


def _open(tx: Tx, reader: Reader, municipality: str, group: int, day: date) -> list[Plain]:
    """What is not done yet, what is due first at the top; what was agreed needs no more talk."""
    rows = _of(tx, POINT.table, municipality, group)
    waiting = [r for r in rows if not r["done_on"] and r["kind"] != "agreed" and not r["valid_to"]]
    waiting.sort(key=lambda row: (row["due_on"] or "9999", row["number"]))
    return [_point(reader, row, day) for row in waiting]


def _point(reader: Reader, row: Row, day: date) -> Plain:
    told = reader.plain(POINT, row)
    keys = ("number", "what", "kind", "owner", "owner_name", "due_on", "done_on", "outcome")
    late = not row["done_on"] and (row["due_on"] or "9999") < str(day)
    return {key: told[key] for key in keys} | {"late": late}


def _head(row: Row) -> Plain:
    return {key: row[key] for key in ("number", "day", "time", "place")}
