"""Decisions: who decides, what was decided, when it gains legal force, who stepped aside."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.case import As, Ref, tell_moved
from intlflow.cli.door import Give, Json
from intlflow.domain.appeal import After

if TYPE_CHECKING:
    from intlflow.letters.words import Words

app = typer.Typer(
    help="Political decisions: whose turn, what was said, when it holds.", no_args_is_help=True
)
Number = Annotated[int, typer.Argument(help="The decision's number, from `decision list`.")]
Note = Annotated[str, typer.Option("--note", help="A word with it.")]
Day = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day it happened; none: today."),
]


@app.command("show")
def show(ref: Ref, json: Json = False) -> None:
    """Show which bodies decide a case's matter, what each has said and whose turn it is."""
    from intlflow import clock
    from intlflow.app.decisions.showing import show_matter

    with door.house() as house:
        matter = show_matter(house, ref, clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json(matter)
    output.say(f"{matter['ref']}  {output.safe(matter['title'])}")
    output.table((_step(step, words) for step in matter["steps"]), ("body", "part", "has said"))
    for rule in matter["rules"]:
        output.say(f"  {rule['says'][output.LANG]} ({rule['source']})")
    for rule in matter["unknown"]:
        output.say(f"  Depends on what nobody has said yet: {rule['says'][output.LANG]}")
    for address in matter["recused"]:
        output.say(f"  {words.of('fact', 'recused')}: {output.safe(address)}")
    if matter["decisions"]:
        output.say("\nDecisions")
        _decisions(matter["decisions"], words)


def _step(step: dict[str, Any], words: "Words") -> tuple[str, str, str]:
    said = words.of("outcome", step["outcome"]) if step["outcome"] else ""
    return step["name"], words.of("act", step["act"]), said or ("its turn" if step["turn"] else "-")


@app.command("list")
def list_(
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")],
    delegated: Annotated[
        bool, typer.Option("--delegated", help="Only those taken on a body's behalf.")
    ] = False,
    unreported: Annotated[
        bool, typer.Option("--unreported", help="Only those still to be reported to a body.")
    ] = False,
    json: Json = False,
) -> None:
    """List a municipality's decisions, newest first, with their force."""
    from intlflow import clock
    from intlflow.app.decisions.showing import list_decisions

    with door.house() as house:
        rows = list_decisions(
            house, municipality, clock.now(), delegated=delegated, unreported=unreported
        )
        words = house.words[output.LANG]
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("No such decisions. Record one with `intlflow decision record`.")
    _decisions(rows, words)


def _decisions(rows: list[dict[str, Any]], words: "Words") -> None:
    head = ("no", "case", "decision", "outcome", "force", "to do")
    output.table((_line(row, words) for row in rows), head)


def _line(row: dict[str, Any], words: "Words") -> tuple[str, ...]:
    force = words.of("force", row["force"]) if row["force"] else ""
    if row["force"] == "open":
        force = f"{force} until {row['last_day_to_appeal']}"
    elif row["since"]:
        force = f"{force} since {row['since']}"
    todo = f"report to {row['report_to']}" if row["to_report"] else ""
    said = f"{row['body_name']} {row['day']} § {row['section']}"
    return str(row["id"]), row["ref"], said, words.of("outcome", row["outcome"]), force, todo


@app.command("record")
def record(
    ref: Ref,
    decision: Annotated[
        str,
        typer.Argument(help="As in the minutes: 'ks 2027-02-09 § 31 bifall', or 'delegation …'."),
    ],
    by: As,
    give: Give = None,
    json: Json = False,
) -> None:
    """Record what a body has decided; the case moves as the decision says.

    What the minutes say besides goes with `--give`: decision_text, method (acklamation, votering,
    ordförandebeslut), not_taking_part, motion (yrkande: who moved what, and how it ended), extract_to,
    delegate, condition.
    """
    from intlflow import clock
    from intlflow.app.decisions.recording import record_decision

    facts = door.given(give)
    with door.house() as house:
        done = record_decision(house, ref, decision, by=by, given=facts, at=clock.now())
        door.nudge(house, done.moved)
        if json:
            return output.as_json({"decision": done.decision, "moved": done.moved.plain()})
        tell_moved(done.moved, json=False)
        output.say(f"Decision {done.decision}")
        for settled in done.moved.settled:
            output.say(f"  {settled} hung on it and has moved too")


@app.command("note")
def note(
    number: Number,
    kind: Annotated[After, typer.Argument(help="What happened.")],
    by: As,
    on: Day = None,
    note: Note = "",
    json: Json = False,
) -> None:
    """Note what happened to a decision: adjusted, announced, appealed, reported, extract sent."""
    from intlflow import clock
    from intlflow.app.decisions.afterwards import note_event
    from intlflow.app.decisions.showing import extract as look

    with door.house() as house:
        day, now = on.date() if on else None, clock.now()
        told = note_event(house, number, kind, by=by, day=day, note=note, at=now)
        shown = look(house, number, now)
        words = house.words[output.LANG]
    if json:
        return output.as_json(shown)
    output.say(f"{words.of('decision_event', kind)}; {output.counted(len(told), 'letter')}")
    _decisions([shown], words)


@app.command("extract")
def extract(number: Number, json: Json = False) -> None:
    """Show an extract of the minutes, to be copied or sent."""
    from intlflow import clock
    from intlflow.app.decisions.showing import extract as look

    with door.house() as house:
        shown = look(house, number, clock.now())
    if json:
        return output.as_json(shown)
    output.say(f"{shown['municipality']}\n{shown['says']}\n{shown['ref']} {shown['title']}\n")
    for text in (shown["motion"], shown["text"], shown["not_taking_part"]):
        if text:
            output.say(output.safe(text))
    if shown["extract_to"]:
        output.say(f"Utdrag till: {output.safe(shown['extract_to'])}")


@app.command("recuse")
def recuse(
    ref: Ref,
    who: Annotated[str, typer.Argument(help="E-mail address of whoever steps aside.")],
    by: As,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a sentence.")],
    back: Annotated[bool, typer.Option("--back", help="The conflict is over.")] = False,
    json: Json = False,
) -> None:
    """Note that somebody steps aside from a case (jäv), or takes part in it again."""
    from intlflow import clock
    from intlflow.app.decisions.recusal import recuse as step_aside

    with door.house() as house:
        moved = step_aside(house, ref, who, by=by, reason=reason, at=clock.now(), back=back)
        tell_moved(moved, json=json)
