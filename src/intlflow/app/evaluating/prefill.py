"""What an evaluation's sheet says already, for the form that closes or archives its project."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from intlflow.app.access.permission import Visitor
from intlflow.app.evaluating.seeing import seen_sheet
from intlflow.app.house import House, NotFound
from intlflow.domain.facts import LONGEST_TEXT, Fact
from intlflow.letters.words import Words

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What the sheet says of the facts that a move asks for.

    Args:
        number: the evaluation's number; None: there is none, or it says nothing.
        texts: by fact, as the form would take them.
    """

    number: int | None = None
    texts: dict[Fact, str] = field(default_factory=dict)


def said_in_sheet(house: House, who: Visitor, ref: str, at: datetime, words: Words) -> Said:
    """What a case's evaluation says of results, effects and lessons, if somebody may read it.

    Args:
        house: the installation.
        who: whose form it is.
        ref: the case.
        at: now, with a time zone.
        words: of the language that the form is filled in with.
    """
    try:
        told = seen_sheet(house, who, ref, at)
    except NotFound:
        return Said()
    sheet = told["sheet"]
    texts = {
        Fact.RESULTS: sheet.get("results") or "",
        Fact.EFFECTS: _effects(told["effects"], words),
        Fact.LESSONS: _lessons(sheet, words),
    }
    found = {fact: text[:LONGEST_TEXT] for fact, text in texts.items() if text}
    return Said(told["number"], found) if found else Said()


def _effects(effects: list[Plain], words: Words) -> str:
    """Each effect in a line; one alone, or what the case itself said before, as it stands."""
    own = [each for each in effects if each["number"] is not None] or effects
    if len(own) == 1:
        return str(own[0]["effect"])
    lines = []
    for each in own:
        key = "after_months" if each["months"] != "0" else "at_end"
        when = words.of("paper_evaluation", key).format(months=each["months"])
        lines.append(f"{when[:1].upper()}{when[1:]}: {each['effect']}")
    return "\n".join(lines)


def _lessons(sheet: Plain, words: Words) -> str:
    """What to do again; with what not to do again, each under its name."""
    said = {name: sheet.get(name) for name in ("again", "not_again") if sheet.get(name)}
    if list(said) == ["again"]:
        return str(said["again"])
    labels = words.section("register_field")
    return "\n".join(f"{labels[name]}: {text}" for name, text in said.items())
