"""A group's meeting on paper: the call with its agenda before it, the notes after it.

Sources: Ljungby's verksamhetsplan, § 4 (samordnaren har samordningsansvar för arbetsgruppen; i den ingår
kontaktpersonerna och politiker med särskilt ansvar). Who is called follows from appointments.
"""

from datetime import date, datetime
from typing import Any

from intlflow.app.calls.showing import matches
from intlflow.app.house import House
from intlflow.app.papers.review import coordinator
from intlflow.app.papers.telling import Telling
from intlflow.app.registers.groups import Around, around
from intlflow.app.situation import local_day
from intlflow.packs.model import Pack
from intlflow.papers.model import (
    Block,
    Facts,
    Foot,
    Grid,
    Missing,
    Paper,
    Points,
    Section,
    Signature,
    Text,
    Value,
)

CALL, MINUTES = "meeting-call", "meeting-minutes"
MOST_CALLS = 5
Plain = dict[str, Any]


def call(
    house: House, municipality: str, meeting: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """The call to a group's meeting, with an agenda made of what is open.

    Args:
        house: the installation.
        municipality: the pack's key.
        meeting: its number in the register; empty: the working group's next one.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or meeting, or none is planned.
    """
    pack = house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_call", lang)
    met = around(house, municipality, meeting, at, planned=True)
    hits = _calls(house, municipality, at)
    name = coordinator(house, municipality, local_day(at))
    sections = (
        *([Section("cancelled", "", (Text(say("cancelled"), strong=True),))]
          if met.row["status"] == "cancelled" else []),
        Section("agenda", say("head_agenda"), (Points(_agenda(met, bool(hits), say), numbered=True),)),
        Section("answer", say("head_answer"), (
            Text(say("answer", name=name) if name else say("answer_nobody")),
        )),
        *([Section("points", say("head_points"), under)] if (under := _under(met, hits, say)) else []),
        Section("called", say("head_called"), _called(pack, met, say)),
    )  # fmt: skip
    return _paper(pack, met, at, address, sections, say, CALL)


def minutes(
    house: House, municipality: str, meeting: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """The notes of a group's meeting: what was said and agreed, and who does what by when.

    Args:
        house: the installation.
        municipality: the pack's key.
        meeting: its number in the register; empty: the working group's latest one that was held.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or meeting, or none was held.
    """
    pack = house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_minutes", lang)
    met = around(house, municipality, meeting, at, planned=False)
    there = f"/register/meeting/{met.row['number']}"
    raised = {
        kind: [point for point in met.raised if point["kind"] == kind]
        for kind in ("agreed", "action", "topic")
    }
    said = [Text(line) for line in str(met.row["minutes"] or "").splitlines() if line.strip()]
    todo = tuple(
        (point["what"], say.text(point["owner_name"], met.name), say.day(point["due_on"], met.name),
         say.day(point["done_on"]) if point["done_on"] else say("not_done"))
        for point in raised["action"]
    )  # fmt: skip
    sections = (
        Section("said", say("head_said"),
                tuple(said) or (Facts(((say("minutes"), Missing(met.name, there)),)),)),
        Section("agreed", say("head_agreed"), (_listed(raised["agreed"], say("none_agreed")),)),
        Section("actions", say("head_actions"), (
            Grid("att-gora", say("actions"),
                 say.columns("what", "who", "due:day", "done:day"), todo,
                 empty=say("none_actions")),
        )),
        Section("topics", say("head_topics"), (_listed(raised["topic"], say("none_topics")),)),
        Section("next", say("head_next"), (Text(_next(met, say)),)),
        Section("sign", "", (Signature(say("kept_by"), ""),)),
    )  # fmt: skip
    facts: tuple[tuple[str, Value], ...] = (
        (say("status"), say(f"status_{met.row['status']}")),
        (say("called"), ", ".join(each["name"] for each in met.called) or Missing(met.name)),
        *_attended(met, say),
    )
    return _paper(pack, met, at, address, sections, say, MINUTES, facts)


def _attended(met: Around, say: Telling) -> tuple[tuple[str, Value], ...]:
    """Who was there and who was not, or that nobody has said."""
    there = met.attended
    if not there.version:
        return ((say("present"), Missing(met.name, f"/gruppmoten/{there.meeting}/narvaro")),)
    absent = ((say("absent"), ", ".join(there.absent)),) if there.absent else ()
    return ((say("present"), ", ".join(there.present) or say("present_nobody")), *absent)


def _paper(
    pack: Pack,
    met: Around,
    at: datetime,
    address: str,
    sections: tuple[Section, ...],
    say: Telling,
    kind: str,
    facts: tuple[tuple[str, Value], ...] = (),
) -> Paper:
    day, number = met.row["day"], met.row["number"]
    names = {CALL: ("kallelse", "kallelse"), MINUTES: ("minnesanteckningar", "anteckningar")}
    file, page = names[kind]
    return Paper(
        kind=kind,
        key=f"{file}-{day}-{number}",
        lang=say.lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=met.name[:1].upper() + met.name[1:],
        tight=kind == CALL,
        facts=(
            (say("when"), say("when_at", day=say.words.weekday(day), time=met.row["time"])),
            (say("where"), met.row["place"]),
            *facts,
        ),
        sections=sections,
        foot=Foot(at, "", f"{address}/gruppmoten/{number}/{page}" if address else ""),
    )


def _agenda(met: Around, calls: bool, say: Telling) -> tuple[str, ...]:
    """The points in their order; one that has nothing under it is left out."""
    last = say("point_last", day=say.words.day(met.last["day"])) if met.last else ""
    points = (
        last,
        say("point_late") if met.late else "",
        say("point_follow_up") if met.follow_up else "",
        *(f"{say('point_discuss')}: {point['what']}" for point in met.discuss),
        say("point_calls") if calls else "",
        say("point_units"),
        say("point_other"),
        f"{say('point_next')}: {_next(met, say)}",
    )
    return tuple(point for point in points if point)


def _next(met: Around, say: Telling) -> str:
    if met.next is None:
        return say("next_none")
    day = say.words.weekday(met.next["day"])
    return say("next_on", day=day, time=met.next["time"], place=met.next["place"])


def _under(
    met: Around, hits: tuple[tuple[str, str, Value], ...], say: Telling
) -> tuple[Block, ...]:
    """What stands under the agenda's points; nothing for a point that is not there."""
    columns = say.columns("call", "programme", "deadline:day")
    found: list[Block] = [
        _points(points, key, say)
        for key, points in (("late", met.late), ("follow_up", met.follow_up))
        if points
    ]
    if hits:
        found.append(Grid("utlysningar", say("calls"), columns, hits))
    return tuple(found)


def _points(points: list[Plain], key: str, say: Telling) -> Grid:
    """What is open, with who does it and by when."""
    rows = tuple(
        (
            point["what"],
            point["owner_name"] or say("nobody_yet"),
            say.day(point["due_on"]) if point["due_on"] else say("no_day"),
        )
        for point in points
    )
    columns = say.columns("what", "who", "due:day")
    return Grid(key.replace("_", "-"), say(key), columns, rows)


def _listed(points: list[Plain], empty: str) -> Block:
    return Points(tuple(point["what"] for point in points)) if points else Text(empty)


def _called(pack: Pack, met: Around, say: Telling) -> tuple[Block, ...]:
    """Who is called, and which units nobody there comes from."""
    rows = tuple(
        (each["name"], _part(each["part"], say), _scope(pack, each["unit"])) for each in met.called
    )
    columns = say.columns("name", "part", "unit")
    blocks: list[Block] = [Grid("kallade", say("members"), columns, rows, empty=say("no_members"))]
    if met.without:
        names = ", ".join(_scope(pack, key) for key in met.without)
        blocks.append(Text(say("without", names=names), strong=True))
    return tuple(blocks)


def _part(part: str, say: Telling) -> str:
    roles = say.words.section("role")
    return roles[part] if part in roles else say(f"part_{part}")


def _scope(pack: Pack, scope: str) -> str:
    unit, body = pack.units.get(scope), pack.bodies.get(scope)
    return unit.name if unit else body.name if body else pack.municipality.name


def _calls(house: House, municipality: str, at: datetime) -> tuple[tuple[str, str, Value], ...]:
    """The calls that fit the boards' own issues and close first."""
    seen: dict[str, tuple[str, str, date]] = {}
    for hit in matches(house, municipality, at):
        if hit["deadline"]:
            day = date.fromisoformat(hit["deadline"][:10])
            seen.setdefault(hit["call"], (hit["title"], hit["programme_name"], day))
    return tuple(sorted(seen.values(), key=lambda row: row[2])[:MOST_CALLS])
