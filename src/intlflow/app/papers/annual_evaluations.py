"""The annual compilation's part about the chosen evaluations: results apart from effects, gaps named.

Source: Ljungby's verksamhetsplan 2018, § 5 (resultat och effekter i utvalda projekt eller samarbeten).
"""

from typing import Any

from intlflow.app.papers.evaluation import gap
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year
from intlflow.papers.model import Block, Facts, Grid, Linked, Text, Value

Plain = dict[str, Any]


def blocks(told: Year, say: Telling) -> tuple[Block, ...]:
    """What was chosen and why, and what each has given as far as the year has come."""
    rows = tuple(
        (
            Linked(one["name"], f"/utvarderingar/{one['number']}"),
            one["unit_name"],
            one["why"],
            say.day(one["results_due"]),
            say.words.of("evaluation_standing", one["standing"]),
        )
        for one in told.chosen
    )
    columns = say.columns("evaluated", "unit", "why_chosen", "results_due:day", "stands_at")
    found: list[Block] = [
        Grid("utvarderingar", say("chosen"), columns, rows, empty=say("chosen_none"))
    ]
    if told.chosen:
        found.insert(0, Text(say.many("chosen_lead", len(told.chosen), number=len(told.chosen))))
    for one in told.chosen:
        found += [Text(f"{one['name']} ({one['unit_name']})", strong=True), _said(one, told, say)]
    return tuple(found)


def _said(one: Plain, told: Year, say: Telling) -> Facts:
    """The results, then each effect on its own line; what was due by then and isn't told is a gap."""
    last = f"{told.year}-12-31"
    lines: list[tuple[str, Value]] = [(say("said_results"), _results(one, last, say))]
    first = [each["effect"] for each in one["effects"] if each["months"] == "0"]
    if first:
        lines.append((say("said_effects"), " ".join(first)))
    for due in one["effects_due"]:
        said = [e["effect"] for e in one["effects"] if int(e["months"]) == due["months"]]
        value: Value = " ".join(said)
        if not said:
            day = say.words.day(due["on"])
            value = gap(one) if due["on"] <= last else say("to_come", day=day)
        lines.append((say.many("said_after", due["months"], months=due["months"]), value))
    lessons = [one["sheet"][key] for key in ("again", "not_again") if one["sheet"].get(key)]
    lines += [(say("said_lessons"), " ".join(lessons))] if lessons else []
    return Facts(tuple(lines))


def _results(one: Plain, last: str, say: Telling) -> Value:
    if one["sheet"]["results"]:
        return str(one["sheet"]["results"])
    if one["results_due"] > last:
        return say("to_come", day=say.words.day(one["results_due"]))
    return gap(one)
