"""The agenda paper of a ledningsgrupp: one page about this very unit, before it talks of the world.

Source: Ljungby's verksamhetsplan 2018, § 4 (minst två gånger per år prata internationella frågor i t.ex.
ledningsgrupp). Contents: why, our projects and dates, calls that fit us, questions, what to decide.
"""

from collections.abc import Sequence
from datetime import date, datetime

from intlflow.app.calls.showing import matches
from intlflow.app.duties.showing import source_of
from intlflow.app.house import House
from intlflow.app.papers.talks import asked_of
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Plain
from intlflow.app.unit_page import show_unit
from intlflow.domain.project import Phase
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.papers.model import (
    Block,
    Facts,
    Foot,
    Grid,
    Missing,
    Paper,
    Points,
    Quote,
    Section,
    Text,
)

KIND = "agenda"
MOST_CALLS, MOST_DATES = 3, 4
WAITING = frozenset({Phase.IDEA, Phase.SUPPORT})  # phases in which the unit itself has the word


def agenda(
    house: House, municipality: str, unit: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """A unit's agenda paper as of today.

    Args:
        house: the installation.
        municipality: the pack's key.
        unit: the unit's key.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or unit.
    """
    told, pack = show_unit(house, municipality, unit, at, lang), house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_agenda", lang)
    asked = asked_of(pack, unit)
    waiting = [one["title"] for one in told["cases"] if one["phase"] in WAITING]
    return Paper(
        kind=KIND,
        key=f"ledningsgrupp-{unit}-{at:%Y-%m-%d}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=told["name"],
        tight=True,
        sections=(
            Section("why", say("head_why"), _why(pack, asked, say)),
            Section("ours", say("head_ours"), _ours(told, say)),
            Section("calls", say("head_calls"), (_calls(house, municipality, unit, at, say),)),
            Section("talk", say("head_talk"), (
                Points(tuple(say(f"question_{n}") for n in (1, 2, 3)), numbered=True),
            )),
            Section("decide", say("head_decide"), (
                Points(tuple(say("decide_idea", title=title) for title in waiting))
                if waiting else Text(say("decide_nothing")),
            )),
            *(_after(duty.key, unit, say, address) for duty in asked[:1]),
        ),
        foot=Foot(at, "", f"{address}/enheter/{unit}/ledningsgrupp" if address else ""),
    )  # fmt: skip


def _why(pack: Pack, asked: Sequence[Duty], say: Telling) -> tuple[Block, ...]:
    """How often the unit is to talk by the municipality's own duties, and the sentence behind it."""
    number = sum(len(duty.window) for duty in asked)
    text = say.many("why", number, number=number) if number else say("why_nothing")
    sources = (source_of(pack, duty, say.lang) for duty in asked)
    source = next((each for each in sources if each), None)
    if source is None:
        return (Text(text),)
    return Text(text), Quote(source["quote"], f"{source['document']}, {source['section']}")


def _after(duty: str, unit: str, say: Telling, address: str) -> Section:
    """Where the talk is noted."""
    place = f"{address}/plikt/{duty}/{unit}" if address else Missing()
    blocks = Text(say("after")), Facts(((say("log_at"), place),))
    return Section("after", say("head_after"), blocks)


def _ours(told: Plain, say: Telling) -> tuple[Grid, Grid]:
    """The unit's own cases, and its next dates."""
    projects = tuple(
        (say.case(one), say.words.of(f"phase.{one['kind']}", one["phase"])) for one in told["cases"]
    )
    dates = tuple(
        (date.fromisoformat(one["on"][:10]), one["what"]) for one in told["days"][:MOST_DATES]
    )
    stands, what = (
        say.columns("case", "stands"),
        say.columns("day:day", "what"),
    )
    return (
        Grid("projekt", say("projects"), stands, projects, empty=say("no_projects")),
        Grid("datum", say("dates"), what, dates, empty=say("no_dates")),
    )


def _calls(house: House, municipality: str, unit: str, at: datetime, say: Telling) -> Grid:
    """The calls that answer best to the unit's own issues, each with the words that say so."""
    seen: dict[str, tuple[str, str, str | None, str]] = {}
    for hit in matches(house, municipality, at, unit):
        because = ", ".join(dict.fromkeys(each["issue"] for each in hit["words"]))
        seen.setdefault(
            hit["call"], (hit["title"], hit["programme_name"], hit["deadline"], because)
        )
    rows = tuple(
        (title, programme, say.day(deadline), because)
        for title, programme, deadline, because in list(seen.values())[:MOST_CALLS]
    )
    columns = say.columns("call", "programme", "deadline:day", "because")
    return Grid("utlysningar", say("calls"), columns, rows, empty=say("no_calls"))
