"""An evaluation as a paper: why it was chosen, results apart from effects, what was learnt.

Sources: Ljungby's verksamhetsplan 2018, § 5 (resultat och effekter i utvalda projekt eller samarbeten); the
headings are those that a funder's and an auditor's questions share.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from intlflow.app.context import in_words
from intlflow.app.evaluating.sheets import show_sheet
from intlflow.app.house import House
from intlflow.app.papers.telling import Telling
from intlflow.app.situation import local_day
from intlflow.domain.evaluation import Standing, Verdict
from intlflow.domain.facts import Facts as CaseFacts
from intlflow.domain.money import Money
from intlflow.papers.model import Block, Facts, Foot, Grid, Missing, Paper, Section, Text, Value
from intlflow.papers.shown import figures

KIND = "evaluation"
Plain = dict[str, Any]
RESULTS = ("results", "unexpected")
LIVES = ("lives_on", "lives_on_owner", "keep_cost")
VALUE = ("value_funding", "value_competence", "value_cooperation")
PARTNERS = ("partnership", "partnership_why")
LEARNT = ("again", "not_again", "will_change", "spread")
LAST = ("goals_served", "recommendation")


def sheet_paper(
    house: House, municipality: str, which: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """An evaluation's sheet as it stands: what nobody has told is named, never left out.

    Args:
        house: the installation.
        municipality: the pack's key.
        which: the evaluation's number, or the case's reference.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or evaluation.
    """
    told, pack = show_sheet(house, municipality, which), house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_evaluation", lang)
    lessons = told["verdict"] == Verdict.LESSONS
    parts = _lessons(told, say) if lessons else _sheet(told, say, local_day(at))
    place = f"{address}/utvarderingar/{told['number']}" if address else ""
    ref = told["ref"]
    return Paper(
        kind=KIND,
        key=f"{KIND}-{municipality}-{(ref or str(told['number'])).lower()}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title_lessons") if lessons else say("title"),
        lead=told["name"],
        facts=(
            *(((say("ref"), ref),) if ref else ()),
            (say("unit"), told["unit_name"]),
            (say("stands"), say.words.of("evaluation_standing", told["standing"])),
        ),
        sections=parts,
        foot=Foot(at, str(told["version"]), place),
        draft=told["standing"] in (Standing.CHOSEN, Standing.OPEN),
    )


def _sheet(told: Plain, say: Telling, today: date) -> tuple[Section, ...]:
    return (
        Section("chosen", say("head_chosen"), (_chosen(told, say),)),
        Section("known", say("head_known"), known_of(told, say)),
        Section("results", say("head_results"), (_goals(told, say), answers(told, say, RESULTS))),
        Section("effects", say("head_effects"), (Text(say("effects_lead")), effects(told, say, today))),
        Section("lives", say("head_lives"), (answers(told, say, LIVES),)),
        Section("value", say("head_value"), (answers(told, say, VALUE),)),
        Section("partners", say("head_partners"), (answers(told, say, PARTNERS),)),
        Section("economy", say("head_economy"), _economy(told, say)),
        Section("learnt", say("head_learnt"), (answers(told, say, LEARNT),)),
        Section("last", say("head_last"), (answers(told, say, LAST),)),
    )  # fmt: skip


def _lessons(told: Plain, say: Telling) -> tuple[Section, ...]:
    return (
        Section("known", say("head_known"), known_of(told, say)),
        Section("learnt", say("head_learnt"), (answers(told, say, tuple(told["sheet"])),)),
    )


def answers(told: Plain, say: Telling, names: tuple[str, ...]) -> Facts:
    """Some of the sheet's answers, each with its question; a gap leads to where it is told."""
    return Facts(
        tuple((say.words.of("register_field", n), _answer(told, say, n)) for n in names)
    )  # fmt: skip


def _answer(told: Plain, say: Telling, name: str) -> Value:
    value = told["sheet"].get(name)
    if value in (None, ""):
        return gap(told)
    if isinstance(value, Mapping):
        return Money(Decimal(str(value["amount"])), str(value["currency"]))
    if name == "apply_again":
        return say.words.of("register_choice", str(value))
    if name == "own_hours":
        return Decimal(str(value))
    return str(value)


def gap(told: Plain) -> Missing:
    """Something on a sheet that nobody has told, with where to tell it."""
    return Missing(told["unit_name"], f"/utvarderingar/{told['number']}")


def _chosen(told: Plain, say: Telling) -> Facts:
    lines: list[tuple[str, Value]] = [
        (say("why"), told["why"]),
        (say("chosen_by"), told["chosen_by"] or told["history"][-1]["by"] or gap(told)),
        (say("chosen_on"), say.day(told["chosen_on"])),
        (say("results_due"), say.day(told["results_due"])),
    ]
    return Facts(tuple(lines))


def known_of(told: Plain, say: Telling) -> tuple[Block, ...]:
    """What the register says; nobody has typed it on the sheet.

    Args:
        told: a sheet, as `show_sheet` gives it.
        say: the paper's words.
    """
    known = told["known"]
    facts = in_words(CaseFacts(known["facts"]), say.pack, say.lang, None)
    lines = [(say.words.of("fact", key), text) for key, text in facts.items()]
    lines += [(say.words.of("register_field", key), text) for key, text in known["lines"].items()]
    lines += [(say(f"tags_{key}"), ", ".join(words)) for key, words in known["tags"].items()]
    if known["activities"]:
        lines.append((say("activities"), str(known["activities"])))
    if known["trips"]:
        trips, kg = known["trips"], figures(Decimal(known["kg"]), say.lang)
        lines.append((say("climate"), say.many("trips", trips, number=trips, kg=kg)))
    return (Facts(tuple(lines)),) if lines else (Text(say("nothing_known")),)


def _economy(told: Plain, say: Telling) -> tuple[Block, ...]:
    hours = told["known"]["hours"]
    noted = (Text(_hours(Decimal(hours), say)),) if hours else ()
    return (*noted, answers(told, say, ("own_hours", "economy")))


def _hours(hours: Decimal, say: Telling) -> str:
    return say.many("hours_noted", 1 if hours == 1 else 2, hours=figures(hours, say.lang))


def _goals(told: Plain, say: Telling) -> Grid:
    rows = tuple((g["goal"], int(g["grade"]), g["evidence"]) for g in told["goals"])
    columns = say.columns("goal", "grade:number", "evidence")
    return Grid("mal", say("goals"), columns, rows, empty=say("goals_none"))


def effects(told: Plain, say: Telling, today: date) -> Grid:
    """Every effect that is told, and those that are still to be told, in the order of their days."""
    rows: list[tuple[Value, ...]] = []
    for due in told["effects_due"]:
        mine = [each for each in told["effects"] if int(each["months"]) == due["months"]]
        when = say.many("after_months", due["months"], months=due["months"])
        rows += [_effect(each, when, due["on"], say) for each in mine]
        if not mine:
            late = due["on"] <= str(today)
            rows.append((when, say.day(due["on"]), gap(told) if late else say("to_come"), "", ""))
    early = [each for each in told["effects"] if each["months"] == "0"]
    first = [_effect(each, say("at_end"), told["effects_from"], say) for each in early]
    columns = say.columns("when", "due:day", "effect", "whom", "measure")
    return Grid("effekter", say("effects"), columns, (*first, *rows), empty=say("effects_none"))


def _effect(row: Mapping[str, Any], when: str, due: str, say: Telling) -> tuple[Value, ...]:
    whom = say.words.of("register_choice", row["for_whom"]) if row["for_whom"] else ""
    measure = ""
    if row["indicator"]:
        measure = say(
            "measured", what=row["indicator"], before=row["before"] or "–", after=row["after"] or "–"
        )  # fmt: skip
    return when, say.day(due), str(row["effect"]), whom, measure
