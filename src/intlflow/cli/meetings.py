"""Meetings of the bodies: listed, brought in from a list, added, moved, cancelled."""

import sys
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

if TYPE_CHECKING:
    from intlflow.app.meetings.changing import Changed
    from intlflow.app.meetings.consequences import Hit
    from intlflow.letters.words import Words

app = typer.Typer(help="When the bodies meet: days, agenda stops, notices.", no_args_is_help=True)
In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
By = Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")]
Number = Annotated[int, typer.Argument(help="Its number; see `sitting list`.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Stop = Annotated[
    datetime | None,
    typer.Option("--stop", formats=["%Y-%m-%d"], help="Agenda stop; else from the lead times."),
]
Notice = Annotated[
    datetime | None,
    typer.Option("--notice", formats=["%Y-%m-%d"], help="When the notice goes out."),
]
Hour = Annotated[str | None, typer.Option("--at", help="The hour, such as 17:30.")]


@app.command("list")
def list_(
    municipality: In,
    body: Annotated[str | None, typer.Option("--body", help="Only this body.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="From this day on; else today."),
    ] = None,
    json: Json = False,
) -> None:
    """List the meetings to come, with their agenda stops."""
    from intlflow import clock
    from intlflow.app.meetings.changing import find_body
    from intlflow.app.meetings.showing import list_meetings

    with door.house() as house:
        key = find_body(house.pack(municipality), body) if body else None
        rows = list_meetings(house, municipality, clock.now(), body=key, since=_date(since))
        words = house.words[output.LANG]
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("No meetings are known. Bring them in with `intlflow sitting import`.")
    lines = (
        (r["number"], r["day"], r["start"] or "", r["name"], r["stop"], r["notice"],
         words.of("meeting_status", r["status"]))
        for r in rows
    )  # fmt: skip
    output.table(lines, ("no", "day", "at", "body", "agenda stop", "notice", "state"))


@app.command("show")
def show(number: Number, municipality: In, json: Json = False) -> None:
    """Show a meeting and all that was ever said of it."""
    from intlflow.app.meetings.showing import show_meeting

    with door.house() as house:
        found = show_meeting(house, municipality, number)
        words = house.words[output.LANG]
    if json:
        return output.as_json(found)
    at = f" at {found['start']}" if found["start"] else ""
    state = words.of("meeting_status", found["status"])
    output.say(f"{found['number']}  {output.safe(found['name'])}, {found['day']}{at}: {state}")
    output.say(f"agenda stop {found['stop']}, notice {found['notice']}")
    for file in found["files"]:
        output.say(output.safe(f"  attachment {file['number']}: {file['file']}"))
    for row in found["history"]:
        said = words.of("meeting_status", row["status"])
        why = f": {output.safe(row['reason'])}" if row["reason"] else ""
        by = output.safe(row["by"] or "the demo register")
        output.say(f"  {row['at'][:10]}  {said} {row['day']} by {by}{why}")


@app.command("import")
def import_(
    municipality: In,
    file: Annotated[
        Path | None, typer.Argument(help="A CSV or ICS file, or text; - reads the input.")
    ] = None,
    body: Annotated[str, typer.Option("--body", help="The body of what names none.")] = "",
    year: Annotated[
        int | None, typer.Option("--year", help="The year of days without one.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; else it is only told.")] = False,
    who: Annotated[str, typer.Option("--as", help="Who applies it, by e-mail address.")] = "",
    undo: Annotated[
        int | None, typer.Option("--undo", help="Take this list out again.", metavar="BATCH")
    ] = None,
    json: Json = False,
) -> None:
    """Bring meetings in: first told what would be done; done with --apply; taken out with --undo."""
    from intlflow import clock
    from intlflow.app.meetings.changing import find_body
    from intlflow.app.meetings.importing import import_meetings

    if (file is None) == (undo is None):
        raise typer.BadParameter("give a FILE, or --undo BATCH")
    if (apply or undo is not None) and not who:
        raise typer.BadParameter("--apply and --undo need --as, the address of the person who acts")
    if file is None:
        return _undo(municipality, undo or 0, who, json)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    with door.house() as house:
        done = import_meetings(
            house,
            municipality,
            data,
            at=clock.now(),
            body=find_body(house.pack(municipality), body) if body else "",
            year=year,
            by=who if apply else None,
            name="" if str(file) == "-" else file.name,
        )
        words = house.words[output.LANG]
        mistakes = [(each.line, each.column, each.said(words)) for each in done.mistakes]
        door.nudge_letters(house, sum(hit.letters for hit in done.hits))
    if json:
        keys = ("line", "column", "message")
        told = [dict(zip(keys, each, strict=True)) for each in mistakes]
        output.as_json(asdict(done) | {"mistakes": told})
    else:
        _print_lines(asdict(done)["lines"])
        for line, column, message in mistakes:
            place = ", ".join(part for part in (f"line {line}" if line else "", column) if part)
            output.say(output.safe(f"{place}: {message}" if place else message))
        counts = ", ".join(f"{what} {done.count(what)}" for what in _DOES)
        output.say(counts if done.applied else f"{counts} (nothing is changed without --apply)")
        _print_hits(done.hits, words)
        if done.batch is not None:
            output.say(f"`intlflow sitting import --undo {done.batch}` takes it out again")
    if mistakes:
        raise typer.Exit(1)


def _undo(municipality: str, batch: int, who: str, json: bool) -> None:
    from intlflow import clock
    from intlflow.app.meetings.undoing import undo_meetings
    from intlflow.cli.lists import tell_undone

    with door.house() as house:
        done, written = undo_meetings(house, municipality, batch, by=who, at=clock.now())
        door.nudge_letters(house, written)
    tell_undone(done, "meeting", "meetings", json)


_DOES = ("add", "move", "cancel", "change", "nothing", "keep")


def _print_lines(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        if line["does"] == "nothing":
            continue
        was = f", which was {line['was']}" if line["does"] == "move" else ""
        was = f": {_kept(line['was'])} by hand since" if line["does"] == "keep" else was
        free = "; nobody works that day, is it right?" if line["free_day"] else ""
        output.say(f"  {line['does']} {line['body']} {line['day']}{was}{free}")


def _kept(was: str) -> str:
    return was if was == "cancelled" else f"moved to {was}"


@app.command("add")
def add(
    body: Annotated[str, typer.Argument(help="The body's key or name.")],
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day.")],
    municipality: In,
    who: By,
    hour: Hour = None,
    stop: Stop = None,
    notice: Notice = None,
    extra: Annotated[bool, typer.Option("--extra", help="Besides the ordinary ones.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why, if there is a reason.")] = "",
    json: Json = False,
) -> None:
    """Add a meeting, ordinary or extra."""
    from intlflow import clock
    from intlflow.app.meetings.changing import add as new

    with door.house() as house:
        done = new(
            house, municipality, body, day.date(), by=who, at=clock.now(), start=_hour(hour),
            stop=_date(stop), notice=_date(notice), extra=extra, reason=reason,
        )  # fmt: skip
        _answer(house, done, json)


@app.command("move")
def move(
    number: Number,
    to: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The new day.")],
    municipality: In,
    who: By,
    hour: Hour = None,
    stop: Stop = None,
    notice: Notice = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the letters.")] = "",
    json: Json = False,
) -> None:
    """Move a meeting; the cases that hung on it are planned anew, and those concerned are told."""
    from intlflow import clock
    from intlflow.app.meetings.changing import move as put

    with door.house() as house:
        done = put(
            house, municipality, number, to.date(), by=who, at=clock.now(), start=_hour(hour),
            stop=_date(stop), notice=_date(notice), reason=reason,
        )  # fmt: skip
        _answer(house, done, json)


@app.command("cancel")
def cancel(
    number: Number,
    municipality: In,
    who: By,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the letters.")],
    json: Json = False,
) -> None:
    """Cancel a meeting; the cases that hung on it are planned anew, and those concerned are told."""
    from intlflow import clock
    from intlflow.app.meetings.changing import cancel as call_off

    with door.house() as house:
        done = call_off(house, municipality, number, by=who, at=clock.now(), reason=reason)
        _answer(house, done, json)


def _answer(house: Any, done: "Changed", json: bool) -> None:
    from intlflow.app.meetings.showing import as_told

    told = as_told(house.pack(done.row.municipality), done.row)
    door.nudge_letters(house, sum(hit.letters for hit in done.hits))
    if json:
        return output.as_json(told | {"cases": [asdict(hit) for hit in done.hits]})
    words = house.words[output.LANG]
    state = words.of("meeting_status", told["status"])
    output.say(
        f"no {told['number']}: {output.safe(told['name'])} {told['day']} is {state}; "
        f"agenda stop {told['stop']}"
    )
    _print_hits(done.hits, words)


def _print_hits(hits: "tuple[Hit, ...]", words: "Words") -> None:
    for hit in hits:
        was, now = words.of("colour", str(hit.was)), words.of("colour", str(hit.now))
        letters = output.counted(hit.letters, "letter")
        output.say(f"  {hit.ref} {output.safe(hit.title)}: {was} → {now} ({letters})")


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


def _hour(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text.replace(".", ":"))
    except ValueError as error:
        raise typer.BadParameter(f"'{output.safe(text[:20])}' should look like 17:30") from error
