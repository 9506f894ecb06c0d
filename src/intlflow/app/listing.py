"""The lists that programs and spreadsheets fetch: the same rows as on the pages, for the same eyes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action, Reach
from intlflow.app.access.permission import Place, Visitor, can, granted, sight
from intlflow.app.calls.showing import list_calls
from intlflow.app.case_board import Card, Filter, list_cards, wanted_of
from intlflow.app.decisions.showing import list_decisions
from intlflow.app.duties.kept import duties_of
from intlflow.app.house import House
from intlflow.app.meetings.showing import list_meetings
from intlflow.app.register import list_people
from intlflow.app.situation import local_day
from intlflow.domain.calls import Standing
from intlflow.packs.model import Pack
from intlflow.store import case_lists, letters, people
from intlflow.store.engine import reading

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list, in which language, at which moment."""

    at: datetime
    lang: str
    page: int = 1
    size: int = 50

    def of(self, rows: Sequence[Row]) -> "Part":
        """This part of all rows."""
        first = (self.page - 1) * self.size
        return Part(tuple(rows[first : first + self.size]), len(rows))


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


Find = Callable[[House, Visitor, Mapping[str, str], Slice], Part]


def cases(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """Cases that somebody may see, what changed last first."""
    wanted = Filter(
        kind=asked.get("kind", ""),
        stage=asked.get("stage", ""),
        form=asked.get("form", ""),
        unit=asked.get("unit", ""),
        text=asked.get("q", "").replace("\x00", "").strip(),
        closed=asked.get("closed", "") in ("true", "yes", "ja"),
    )
    if wanted.unit and wanted.unit not in house.pack(who.municipality).units:
        return Part((), 0)
    found = list_cards(house, who, wanted, part.at, part.lang, page=part.page, size=part.size)
    return Part(tuple(_case(card) for card in found.cards), found.total)


def _case(card: Card) -> Row:
    kept = ("ref", "kind", "title", "unit", "stage", "phase", "leader", "starts", "ends")
    more = ("deadline", "opened_at", "changed_at")
    return {
        **{name: getattr(card, name) for name in (*kept, *more)},
        "forms": list(card.forms),
        "tasks_done": card.done[0],
        "tasks": card.done[1],
        "next": card.next.title if card.next else None,
        "next_on": card.next.day if card.next else None,
    }


def duties(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """What is to be done again and again or by a day, as far as it concerns somebody."""
    pack = house.pack(who.municipality)
    rows = duties_of(house, pack.key, part.at, part.lang)
    seen = _cases_seen(house, who, pack)
    mine = [
        {name: row[name] for name in _DUTY} | {"rule": _rule(row["source"])}
        for row in rows
        if _concerns(who, pack, row["subject"], seen, part.at)
        and asked.get("state", "") in ("", row["state"])
    ]
    return part.of(mine)


_DUTY = (
    *("duty", "title", "subject", "about", "period", "opens", "due", "work_by", "state"),
    *("days_late", "count", "owner", "who"),
)


def _rule(source: Row | None) -> str | None:
    return f"{source['document']}, {source['section']}" if source else None


def _concerns(who: Visitor, pack: Pack, subject: str, seen: set[str], at: datetime) -> bool:
    """Whether a duty is about something that somebody may look at."""
    reaches = {reach for _, reach in granted(who, Action.READ_DUTIES)}
    if Reach.ALL in reaches:
        return True
    if subject in pack.units:
        unit = pack.unit_on(subject, local_day(at)).key
        return can(who, Action.READ_DUTIES, Place(who.municipality, unit))
    return subject in seen or subject in pack.documents


def _cases_seen(house: House, who: Visitor, pack: Pack) -> set[str]:
    """The references of every case that somebody may see."""
    wanted = wanted_of(sight(who, pack), pack, Filter(kind="", closed=True))
    with reading(house.engine) as tx:
        return case_lists.refs(tx, wanted)


def decisions(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """What bodies have decided, newest first, in the cases that somebody may see."""
    pack = house.pack(who.municipality)
    seen = _cases_seen(house, who, pack)
    rows = [
        {name: row[name] for name in _DECISION}
        for row in list_decisions(house, pack.key, part.at)
        if row["ref"] in seen and asked.get("body", "") in ("", row["body"])
    ]
    return part.of(rows)


_DECISION = (
    *("id", "ref", "act", "body", "body_name", "day", "section", "outcome", "method", "delegate"),
    *("to_report", "force", "last_day_to_appeal", "since"),
)


def meetings(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """When the bodies meet, from today on."""
    rows = list_meetings(house, who.municipality, part.at, body=asked.get("body") or None)
    return part.of([{k: v for k, v in row.items() if k != "municipality"} for row in rows])


def persons(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """The people in the register with the roles they hold today."""
    day = str(local_day(part.at))
    rows = [
        {
            "id": row["id"],
            "name": row["name"],
            "email": row["email"],
            "title": row["title"],
            "roles": [
                {name: held[name] for name in ("role", "scope", "deputy", "from", "to")}
                for held in row["roles"]
            ],
        }
        for row in list_people(house, who.municipality, part.at)
        if (row["active_to"] is None or row["active_to"] >= day)
        and asked.get("q", "").strip().casefold() in str(row["name"]).casefold()
    ]
    return part.of(rows)


def letters_written(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """The letters of a municipality without their text, newest first."""
    with reading(house.engine) as tx:
        found, total = letters.page(
            tx,
            who.municipality,
            status=asked.get("status") or None,
            limit=part.size,
            offset=(part.page - 1) * part.size,
        )
        names = people.names(tx, {row.person_id for row in found})
    rows = tuple(
        {
            "id": row.id,
            "to": names.get(row.person_id, "?"),
            "role": row.role,
            "channel": row.channel,
            "template": row.template,
            "status": row.status,
            "attempts": row.attempts,
            "created_at": row.created_at,
            "ended_at": row.ended_at,
            "due_at": row.due_at,
        }
        for row in found
    )
    return Part(rows, total)


def calls(house: House, who: Visitor, asked: Mapping[str, str], part: Slice) -> Part:
    """Calls for applications, what closes first at the top; open and coming unless told otherwise."""
    state = asked.get("state", "")
    if state and state not in set(Standing):
        return part.of([])
    programme = asked.get("programme", "")
    if programme and programme not in {each.key for each in house.pack(who.municipality).programme}:
        return part.of([])
    told = list_calls(
        house,
        who.municipality,
        part.at,
        state=Standing(state) if state else None,
        programme=programme,
        every=asked.get("every", "") in ("true", "yes", "ja"),
    )
    return part.of(told["calls"])


def everything(
    find: Find, house: House, who: Visitor, asked: Mapping[str, str], part: Slice
) -> Part:
    """All rows of a list at once, up to a bound, for a file."""
    return find(house, who, asked, replace(part, page=1, size=MOST))


MOST = 20_000
