"""The extract of the minutes: what a body decided in a case, to be sent to whoever carries it out.

The headings are those of Ljungby's own extract of 2018 (Beslut, Sammanfattning av ärendet, Beslutsunderlag,
Yrkande, Beslutsordning, Skickas till), with what had been said before and when it was announced.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from intlflow.app.decisions.showing import decisions_in
from intlflow.app.decisions.showing import extract as decision
from intlflow.app.house import House, NotFound
from intlflow.app.papers.of_case import Told, look, paper_of
from intlflow.app.papers.telling import Telling
from intlflow.domain.appeal import After
from intlflow.domain.facts import DELEGATION, Fact
from intlflow.papers.model import (
    Block,
    Facts,
    Foot,
    Missing,
    NewPage,
    Paper,
    Points,
    Section,
    Signature,
    Text,
    Value,
)

KIND = "extract"
Plain = dict[str, Any]


def extract(house: House, about: str, at: datetime, lang: str = "sv", address: str = "") -> Paper:
    """What the bodies decided in a case, each decision on a sheet of its own; or one decision.

    Args:
        house: the installation.
        about: the case's reference, or the number of one decision.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: there is no such case or decision.
    """
    if not about.strip().isdigit():
        all_ = decisions_in(house, about, at)
        return _paper(look(house, about, at, lang, "paper_extract"), all_, all_, at, address)
    one = decision(house, int(about), at)
    told = look(house, one["ref"], at, lang, "paper_extract")
    all_ = decisions_in(house, one["ref"], at)
    wanted = [each for each in all_ if each["id"] == one["id"]]
    if not wanted:
        raise NotFound(f"decision {about} was taken back; see `intlflow decision list`")
    paper = _paper(told, wanted, all_, at, address)
    foot = Foot(at, paper.foot.version, f"{address}/beslut/{one['id']}" if address else "")
    return replace(paper, key=f"{paper.key}-{one['id']}", foot=foot)


def _paper(
    told: Told, wanted: Sequence[Plain], all_: Sequence[Plain], at: datetime, address: str
) -> Paper:
    say, known = told.say, told.facts
    sections: list[Section] = []
    for number, one in enumerate(reversed(wanted)):
        sections += _decision(
            told, one, [each for each in all_ if each["seq"] < one["seq"]], number
        )
    if not sections:
        sections = [Section("decision", "", (Text(say("none")),))]
    kept: Value = known.get(Fact.REGISTRY_NUMBER) or Missing(told.here.unit.name)
    return paper_of(
        told, KIND, at, address, tuple(sections), facts=((say("registry_number"), kept),)
    )


def _decision(told: Told, one: Plain, before: Sequence[Plain], place: int) -> list[Section]:
    """A decision: what was decided first, then how it came to it and who hears of it."""
    say, key = told.say, f"decision-{one['id']}"
    purpose = told.facts.get(Fact.PURPOSE)
    summary = [Text(say("summary", title=told.case["title"], unit=told.here.unit.name))]
    summary += [Text(purpose)] if purpose else []
    memo = told.facts.get(Fact.MEMO)
    known = say.words.of("fact", Fact.MEMO)
    if memo and not memo.lower().startswith(known.lower()):
        memo = f"{known}: {memo}"
    basis = [memo] if memo else []
    basis += [said(each, say) for each in before]
    outcome = say.words.of("outcome", one["outcome"])
    text = one["text"]
    decided: tuple[Block, ...] = (
        (Text(text, strong=True),)
        if text
        else (Facts(((say("text"), Missing(one["body_name"], f"/beslut/{one['id']}")),)),)
    )
    to = [each.strip() for each in one["extract_to"].split(",") if each.strip()]

    def part(name: str, *blocks: Block) -> Section:
        return Section(f"{key}-{name}", say(f"head_{name}"), blocks, level=2)

    return [
        Section(key, said(one, say), (
            *([NewPage()] if place else []),
            Facts(((say("outcome"), outcome), *_law(one, say))),
        )),
        part("decision", *decided),
        part("summary", *summary),
        part("basis", Points(tuple(basis)) if basis else Text(say("no_basis"))),
        part("motion", Text(one["motion"] or say("no_motion"))),
        part("order", Facts(_order(one, say))),
        part("sent", Points(tuple(to)) if to else Text(say("sent_nobody"))),
        Section(f"{key}-sign", "", (Signature(say("certified"), say("certified_by")),), level=2),
    ]  # fmt: skip


def said(one: Plain, say: Telling) -> str:
    """A decision by body, paragraph and day: `Kommunstyrelsen § 31, 1 mars 2027`."""
    body = one["body_name"]
    if one["body"] == DELEGATION:
        body = say.words.of("decider", DELEGATION)
        body = body[:1].upper() + body[1:]
    return f"{body} § {one['section']}, {say.words.day(one['day'])}"


def _law(one: Plain, say: Telling) -> tuple[tuple[str, Value], ...]:
    """When it was adjusted and announced, and how it stands in law."""
    days = {event["kind"]: event["day"] for event in one["events"]}
    facts: list[tuple[str, Value]] = [
        (say(f"on_{kind}"), say.day(days.get(kind), one["body_name"]))
        for kind in (After.ADJUSTED, After.ANNOUNCED)
    ]
    if one["force"]:
        facts.append((say("force"), say.words.of("force", one["force"])))
    if one["last_day_to_appeal"]:
        facts.append((say("last_day"), say.day(one["last_day_to_appeal"])))
    return tuple(facts)


def _order(one: Plain, say: Telling) -> tuple[tuple[str, Value], ...]:
    """How it was decided, on whose behalf, and who stood aside."""
    method = say.words.section("choice").get(one["method"], one["method"])
    facts: list[tuple[str, Value]] = [(say("method"), say.text(method, one["body_name"]))]
    if one["delegate"]:
        facts.append((say("delegate"), one["delegate_name"]))
    facts.append((say("aside"), one["not_taking_part"] or say("aside_nobody")))
    return tuple(facts)
