"""Duties: what must recur, how it stands, what will be sent; noted, waived, postponed, paused."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

if TYPE_CHECKING:
    from intlflow.app.duties.occurrences import Open

app = typer.Typer(
    help="Duties: what the governing documents want done, how often and by when.",
    no_args_is_help=True,
)
In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
MaybeIn = Annotated[str | None, typer.Option("--in", help="Only this municipality.")]
Key = Annotated[str, typer.Argument(help="The duty's key; see `intlflow duty list`.")]
For = Annotated[
    str, typer.Option("--for", help="The unit's, board's or document's key, or the case.")
]
As = Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is shown with the duty.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("list")
def list_(
    municipality: MaybeIn = None,
    subject: Annotated[str | None, typer.Option("--for", help="Only this unit or case.")] = None,
    duty: Annotated[str | None, typer.Option("--duty", help="Only this duty.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is late.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also what opens within a year.")] = False,
    json: Json = False,
) -> None:
    """List what is open and how it stands: 0/2, 1/2, 2/2."""
    from intlflow import clock
    from intlflow.app.duties.showing import list_duties

    with door.house() as house:
        rows = list_duties(
            house,
            clock.now(),
            municipality=municipality,
            subject=subject,
            key=duty,
            lang=output.LANG if not json else "sv",
        )
    if overdue:
        rows = [row for row in rows if row["state"] == "overdue"]
    elif not every:
        rows = [row for row in rows if row["state"] != "upcoming"]
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("Nothing is open. `intlflow duty list --all` shows what is to come.")
    output.table((_line(row) for row in rows), ("duty", "for", "by", "now", "who", "next letter"))


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    state = f"{row['state']} {row['count']}".strip()
    if row["days_late"] and row["state"] == "overdue":
        state += f", {output.counted(row['days_late'], 'day')}"
    coming = row["next_letter"]
    return (
        row["duty"],
        row["about"],
        row["due"],
        state,
        ", ".join(row["who"]) or "nobody",
        f"{coming['day']} {coming['to']}" if coming else "",
    )


@app.command("show")
def show(
    key: Key,
    municipality: In,
    subject: Annotated[str | None, typer.Option("--for", help="Only this unit or case.")] = None,
    json: Json = False,
) -> None:
    """Show a duty: what it asks for, which sentence demands it, who was told, what was done."""
    from intlflow import clock
    from intlflow.app.duties.showing import show_duty

    with door.house() as house:
        duty = show_duty(house, municipality, key, clock.now(), subject)
    if json:
        return output.as_json(duty)
    output.say(f"{duty['duty']}: {duty['title_en']}")
    source = duty["source"]
    if source:
        output.say(f"  {source['document']}, {source['section']}: {source['quote']}")
    else:
        output.say("  not from a governing document")
    if duty["occurrences"]:
        lines = [_line(row) for row in duty["occurrences"]]
        output.table(lines, ("duty", "for", "by", "now", "who", "next letter"))
    for each in duty["history"]:
        for step in each["steps"]:
            who = ", ".join(person["name"] for person in step["people"])
            output.say(
                output.safe(
                    f"  {step['day']} {each['subject']} {each['period']} {step['step']}: "
                    f"{step['outcome']} {who}".rstrip()
                )
            )
    for row in duty["logged"]:
        gone = " (withdrawn)" if row["withdrawn"] else ""
        gone = gone or (f" (corrected by {row['corrected_by']})" if row["corrected_by"] else "")
        output.say(
            output.safe(f"  no {row['id']}: {row['day']} {row['forum']} {row['subject']}{gone}")
        )


@app.command("log")
def log(
    key: Key,
    municipality: In,
    who: As,
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="When it was done.")],
    subject: For = "",
    forum: Annotated[str, typer.Option("--forum", help="Where, e.g. ledningsgruppen.")] = "",
    topics: Annotated[str, typer.Option("--topics", help="What was talked about.")] = "",
    note: Annotated[str, typer.Option("--note", help="Anything else.")] = "",
    corrects: Annotated[
        int | None, typer.Option("--corrects", help="The row that this one stands in for.")
    ] = None,
    json: Json = False,
) -> None:
    """Note that a duty has been done; then nobody is reminded of it any more."""
    from intlflow import clock
    from intlflow.app.duties import answering

    with door.house() as house:
        logged = answering.log(
            house,
            municipality,
            key,
            subject=subject,
            by=who,
            on=on.date(),
            forum=forum,
            topics=topics,
            note=note,
            corrects=corrects,
            at=clock.now(),
        )
    if json:
        return output.as_json(asdict(logged))
    count = f", {logged.count} this year" if logged.count else ""
    output.say(
        output.safe(f"noted as no {logged.number}: {logged.about}, {logged.day}{count}")
        + ("; it is met" if logged.met else "")
    )


@app.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(help="The row's number; see `intlflow duty show`.")],
    who: As,
    reason: Reason,
) -> None:
    """Take back something that was noted by mistake; it stays in the history."""
    from intlflow import clock
    from intlflow.app.duties import answering

    with door.house() as house:
        row = answering.withdraw(house, number, by=who, reason=reason, at=clock.now())
    output.say(f"no {number} is withdrawn by no {row.id}; the duty counts without it")


@app.command("waive")
def waive(
    key: Key, municipality: In, who: As, reason: Reason, subject: For = "", json: Json = False
) -> None:
    """Decide that a duty need not be done this time; it is shown with the reason."""
    from intlflow import clock
    from intlflow.app.duties import deciding

    with door.house() as house:
        one = deciding.waive(
            house, municipality, key, subject=subject, by=who, reason=reason, at=clock.now()
        )
    _decided(one, json, "need not be done this time")


@app.command("postpone")
def postpone(
    key: Key,
    municipality: In,
    who: As,
    reason: Reason,
    until: Annotated[
        datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The new last day.")
    ],
    subject: For = "",
    json: Json = False,
) -> None:
    """Give a duty a later last day; the reminders follow it."""
    from intlflow import clock
    from intlflow.app.duties import deciding

    with door.house() as house:
        one = deciding.postpone(
            house,
            municipality,
            key,
            subject=subject,
            by=who,
            until=until.date(),
            reason=reason,
            at=clock.now(),
        )
    _decided(one, json, f"is to be done by {until.date()}")


def _decided(one: "Open", json: bool, said: str) -> None:
    if json:
        municipality, duty, subject, period = one.key
        return output.as_json(
            {"municipality": municipality, "duty": duty, "subject": subject, "period": period}
        )
    output.say(output.safe(f"{one.duty.key}, {one.subject.name}, {one.occurrence.period} {said}"))


@app.command("pause")
def pause(
    key: Key,
    municipality: In,
    who: As,
    reason: Reason,
    subject: For = "",
    until: Day = None,
) -> None:
    """Remind nobody of a duty for a while; it still has to be done."""
    from intlflow import clock
    from intlflow.app.duties import deciding

    with door.house() as house:
        deciding.pause(
            house,
            municipality,
            key,
            by=who,
            reason=reason,
            at=clock.now(),
            subject=subject,
            until=until.date() if until else None,
        )
    output.say(f"{key} is paused {'until ' + str(until.date()) if until else 'until resumed'}")


@app.command("resume")
def resume(key: Key, municipality: In, who: As, reason: Reason, subject: For = "") -> None:
    """End a pause."""
    from intlflow import clock
    from intlflow.app.duties import deciding

    with door.house() as house:
        deciding.resume(
            house, municipality, key, by=who, reason=reason, at=clock.now(), subject=subject
        )
    output.say(f"{key} goes on; what was missed meanwhile is told once")
