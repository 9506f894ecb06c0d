"""The annual compilation's chapters about what is no project: towns, networks, learning, talks, travel."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from intlflow.app.papers import annual_evaluations
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import UnitYear, Year
from intlflow.domain.facts import Fact
from intlflow.papers.model import (
    Block,
    Column,
    Facts,
    Grid,
    Linked,
    Missing,
    Section,
    Text,
    Value,
)

VISITS = ("visit_in", "visit_out", "exchange", "conference", "network_meeting")
LEARNING = ("training",)
COUNTED = ("staff", "partner_staff", "others", "young")


def chapters(told: Year, say: Telling) -> tuple[Section, ...]:
    """Cooperation, learning, follow-up, travel, results."""
    return (
        Section("cooperation", say("cooperation"), _cooperation(told, say)),
        Section("learning", say("learning"), _learning(told, say)),
        Section("follow-up", say("follow_up"), _follow_up(told, say)),
        Section("travel", say("travel"), _travel(told, say)),
        Section("results", say("results"), _results(told, say)),
    )


def _cooperation(told: Year, say: Telling) -> tuple[Block, ...]:
    towns = tuple(
        (
            say.case(row),
            say.words.country(row["country"]) if row["country"] else Missing(),
            say.words.of("phase.twin-town", row["phase"]),
            say.day(row["last_activity"]),
        )
        for row in told.towns
        if str(row["since"])[:4] <= str(told.year)
    )
    networks = tuple(
        (str(row["name"]), _unit_name(told, row), say.day(row.get("last_use")))
        for row in told.networks
    )
    head = say.columns("town", "country", "stands", "last_activity:day")
    second = say.columns("network", "unit", "last_use:day")
    return (
        Grid("towns", say("towns"), head, towns, empty=say("towns_none")),
        Grid("networks", say("networks"), second, networks, empty=say("networks_none")),
        _activities(told, say, "visits", VISITS),
    )


def _activities(told: Year, say: Telling, key: str, kinds: Iterable[str]) -> Grid:
    """What was done of some kinds, with how many took part; without names."""
    rows = tuple(
        (
            Linked(str(row["purpose"]), f"/register/activity/{row['number']}"),
            say.words.of("register_choice", row["kind"]),
            _unit_name(told, row),
            say.day(row["day"]),
            _people(row, _unit_name(told, row)),
        )
        for row in told.activities
        if row["kind"] in kinds
    )
    columns = say.columns("purpose", "kind", "unit", "day:day", "took_part:number")
    return Grid(key, say(key), columns, rows, empty=say("none"))


def _people(row: Mapping[str, Any], whom: str) -> Value:
    known = [row[each] for each in ("staff", "partner_staff", "others") if row[each] is not None]
    return sum(known) if known else Missing(whom)


def _unit_name(told: Year, row: Mapping[str, Any]) -> str:
    unit = told.pack.units.get(str(row["unit"]))
    return unit.name if unit else str(row["unit"])


def _learning(told: Year, say: Telling) -> tuple[Block, ...]:
    groups: list[tuple[str, Value]] = []
    for key in COUNTED:
        known = [row[key] for row in told.activities if row[key] is not None]
        groups.append((say(f"people_{key}"), sum(known) if known else Missing()))
    return (
        Text(say("learning_lead")),
        Facts(tuple(groups)),
        _activities(told, say, "training", LEARNING),
    )


def _follow_up(told: Year, say: Telling) -> tuple[Block, ...]:
    """Whose ledningsgrupp has talked as often as the municipality's duties say, and who has not answered."""
    rows = tuple(
        (
            unit.name,
            *_talks(unit, say),
            say("yes") if unit.answered else Missing(href=say.report(unit.key, told.year)),
        )
        for unit in told.units
    )
    columns = say.columns("unit", "talks", "talk_days", "answer")
    return (
        Text(_lead(told, say)),
        Grid("talks", say("talks_title"), columns, rows),
        _tried(told, say),
    )


def _lead(told: Year, say: Telling) -> str:
    """How often a ledningsgrupp is to talk; where no duty says so, or not the same of each, no number."""
    if told.wanted:
        return say.many("follow_up_lead", told.wanted, wanted=told.wanted)
    return say("follow_up_lead_each" if told.shares.asked else "follow_up_lead_none")


def _talks(unit: UnitYear, say: Telling) -> tuple[Value, Value]:
    """How many talks of how many, and when; nothing is missing from whom nobody asks."""
    if not unit.talks.wanted:
        return "", ""
    said = say("talks_of", done=len(unit.talks.days), wanted=unit.talks.wanted)
    days = ", ".join(say.words.day_short(day) for day in unit.talks.days)
    return Linked(said, "/paminnelser"), days or Missing(href="/paminnelser")


def _tried(told: Year, say: Telling) -> Grid:
    """Which forms of work each unit has considered, and of the others why not.

    Source: Ljungby's verksamhetsplan 2018, § 4 (prövas i arbetet med att utveckla den egna verksamheten);
    Växjö's strategi (överväger alltid möjligheten för delfinansiering).
    """
    forms = told.pack.names[say.lang].forms
    rows = tuple(
        (
            unit.name,
            *(
                _yes_no(unit.answers.tried.get(form), say.report(unit.key, told.year), say)
                for form in forms
            ),
            unit.answers.why or ("" if all(unit.answers.tried.values()) else Missing()),
        )
        for unit in told.units
        if not unit.has_nothing
    )
    considered = sum(all(unit.answers.tried.get(form) for form in forms) for unit in told.units)
    columns = (
        *say.columns("unit"),
        *(Column(label) for label in forms.values()),
        *say.columns("why"),
    )
    units = say.many("answered_of", len(told.units), done=considered, all=len(told.units))
    note = say("tried_of", units=units, done=considered, all=len(told.units))
    return Grid("tried", say("tried"), columns, rows, note=note, empty=say("none"))


def _yes_no(answer: bool | None, href: str, say: Telling) -> Value:
    if answer is None:
        return Missing(href=href)  # whose answer it is stands first in the row
    return say("yes") if answer else say("no")


def _travel(told: Year, say: Telling) -> tuple[Block, ...]:
    """Kilometres and carbon dioxide by way of travelling, with where the factors come from."""
    if not told.travel["trips"]:
        return (Text(say("travel_none")),)
    rows = tuple(
        (say.words.of("register_choice", each["mode"]), each["km"], Decimal(each["kg"]))
        for each in told.travel["modes"]
    )
    km, kg = sum(each["km"] for each in told.travel["modes"]), Decimal(told.travel["kg"])
    columns = say.columns("mode", "km:number", "kg:number")
    open_ = len(told.travel["not_compensated"])
    sources = "; ".join(sorted({each["source"] for each in told.travel["factors"]}))
    return (
        Text(say("travel_lead", trips=told.travel["trips"])),
        Grid("travel", say("travel_title"), columns, rows, (say("sum"), km, kg),
             note=say("factors", sources=sources)),
        Text(say.many("not_compensated", open_, number=open_) if open_ else say("all_compensated")),
    )  # fmt: skip


def _results(told: Year, say: Telling) -> tuple[Block, ...]:
    """What the chosen evaluations say, and the others of the year: results apart from effects."""
    known = {one["ref"] for one in told.chosen}
    judged = [row for row in told.rows("evaluations") if row["ref"] not in known]
    if not judged:
        none = (Text(say("results_none")),) if not told.chosen else ()
        return (*annual_evaluations.blocks(told, say), *none)
    blocks: list[Block] = [*annual_evaluations.blocks(told, say)]
    blocks.append(Text(say.many("results_lead", len(judged), number=len(judged))))
    for row in judged:
        blocks.append(Text(f"{row['title']} ({row['unit']})", strong=True))
        facts = tuple(
            (say(f"said_{key}"), say.text(row[fact], str(row["unit"])))
            for key, fact in (
                ("results", Fact.RESULTS),
                ("effects", Fact.EFFECTS),
                ("lessons", Fact.LESSONS),
            )
        )
        blocks.append(Facts(facts))
    return tuple(blocks)
