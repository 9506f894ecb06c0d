"""Groups at work: members, a series of meetings, an agenda of what is open, minutes."""

from datetime import datetime
from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In
from intlflow.cli.registers import GROUPS
from intlflow.domain.registers import GROUP

Which = Annotated[str, typer.Argument(help="'working', or the group's number or name.")]
app = GROUPS[GROUP.key]


@app.command("open")
def open_(which: Which, municipality: In, json: Json = False) -> None:
    """Show a group at work: members today, meetings, and what is open."""
    from intlflow import clock
    from intlflow.app.registers.groups import show_group

    with door.house() as house:
        found = show_group(house, municipality, which, clock.now())
    if json:
        return output.as_json(found)
    output.say(output.safe(f"{found['name']}  {found['purpose']}"))
    _section("Members", [f"{m['name']}, {m['part']} {m['unit']}".strip() for m in found["members"]])
    _section("Meetings", [_meeting(m) + f" ({m['status']})" for m in found["meetings"]])
    _section("Open", [_point(p) for p in found["open"]])


@app.command("agenda")
def agenda(which: Which, municipality: In, json: Json = False) -> None:
    """Show the agenda of a group's next meeting, made from what is open."""
    from intlflow import clock
    from intlflow.app.registers.groups import agenda as draw_up

    with door.house() as house:
        found = draw_up(house, municipality, which, clock.now())
    if json:
        return output.as_json(found)
    meeting = found["meeting"]
    when = _meeting(meeting) if meeting else "no meeting is planned; see `intlflow group plan`"
    output.say(output.safe(f"{found['name']}: {when}"))
    _section("Called", [", ".join(found["called"])] if found["called"] else [])
    if found["last_minutes"]:
        _section("Last minutes", [_meeting(found["last_minutes"])])
    _section("Late", [_point(p) for p in found["late"]])
    _section("To follow up", [_point(p) for p in found["to_follow_up"]])
    _section("To discuss", [_point(p) for p in found["to_discuss"]])


@app.command("minutes")
def minutes(
    meeting: Annotated[str, typer.Argument(help="The meeting's number.")],
    municipality: In,
    json: Json = False,
) -> None:
    """Show a meeting's minutes, with what was agreed and who does what by when."""
    from intlflow.app.registers.groups import minutes as read

    with door.house() as house:
        found = read(house, municipality, meeting)
    if json:
        return output.as_json(found)
    output.say(output.safe(f"{found['name']}: {_meeting(found)} ({found['status']})"))
    _section("Called", [", ".join(found["called"])] if found["called"] else [])
    _tell_attendance(found["present"], found["absent"])
    _section("Minutes", found["minutes"].split("\n") if found["minutes"] else [])
    _section("Points", [_point(p) for p in found["points"]])


@app.command("attended")
def attended(
    meeting: Annotated[str, typer.Argument(help="The meeting's number.")],
    municipality: In,
    who: Annotated[
        str, typer.Option("--as", help="The coordinator's address; none: only show.")
    ] = "",
    present: Annotated[
        list[str] | None,
        typer.Option("--present", help="Address of somebody who was there; may be repeated."),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Everybody who was called was there.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was said last.")] = False,
    json: Json = False,
) -> None:
    """Say who was at a meeting, take that back, or show it; whoever was called and isn't named was not."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.registers import attendance as desk

    if (present or everybody or undo) and not who:
        raise typer.BadParameter("say who writes", param_hint="--as")
    if undo and (present or everybody):
        raise typer.BadParameter("--undo takes back; it can't be given with who was there")
    with door.house() as house:
        told = desk.attendance(house, municipality, meeting)
        if undo:
            told = desk.undo_attendance(house, municipality, meeting, by=who, at=clock.now())
        elif present or everybody:
            here = [str(seat.person) for seat in told.seats if seat.called] if everybody else []
            told = desk.note_attendance(
                house, municipality, meeting, [*here, *(present or [])], by=who, at=clock.now()
            )
    if json:
        return output.as_json(asdict(told))
    output.say(f"Meeting {told.meeting}, {told.day}")
    said = bool(told.version)
    _tell_attendance(told.present if said else None, told.absent if said else None)


def _tell_attendance(present: list[str] | None, absent: list[str] | None) -> None:
    """Who was there and who was not; of a meeting that nobody has told of, that."""
    _section("Present", ["nobody has said"] if present is None else present)
    if absent:
        _section("Absent", absent)


@app.command("plan")
def plan(
    which: Which,
    municipality: In,
    who: By,
    first: Annotated[datetime, typer.Option("--first", formats=["%Y-%m-%d"], help="First day.")],
    weeks: Annotated[int, typer.Option("--weeks", help="Weeks between.")] = 13,
    times: Annotated[int, typer.Option("--times", help="How many meetings.")] = 4,
    place: Annotated[str, typer.Option("--place", help="Where.")] = "",
    json: Json = False,
) -> None:
    """Plan a series of meetings; each can be changed later with `meeting change`."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.registers.groups import plan_meetings

    with door.house() as house:
        done = plan_meetings(
            house, municipality, which, first=first.date(), weeks=weeks, times=times, place=place,
            by=who, at=clock.now(),
        )  # fmt: skip
    if json:
        return output.as_json([asdict(each) for each in done])
    output.say(f"{output.counted(len(done), 'meeting')} planned from {first:%Y-%m-%d}")


def _meeting(row: dict[str, Any]) -> str:
    return f"{row['number']}: {row['day']} {row['time']}, {row['place']}"


def _point(row: dict[str, Any]) -> str:
    due = f", by {row['due_on']}" if row["due_on"] else ""
    who = f", {row['owner_name']}" if row["owner_name"] else ""
    done = f", done {row['done_on']}" if row["done_on"] else ""
    return f"{row['number']}: {row['what']} ({row['kind']}{who}{due}{done})"


def _section(heading: str, lines: list[str]) -> None:
    output.say(f"\n{heading}")
    for line in lines or ["nothing"]:
        output.say(f"  {output.safe(line)}")
