"""The register of people: who there is, which role they hold, when they are away."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.domain.words import Role

app = typer.Typer(help="People, their roles and absences.", no_args_is_help=True)
In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("list")
def list_(
    municipality: Annotated[
        str | None, typer.Option("--in", help="Only this municipality.")
    ] = None,
    json: Json = False,
) -> None:
    """List people with the roles they hold today."""
    from intlflow import clock
    from intlflow.app.register import list_people

    with door.house() as house:
        rows = list_people(house, municipality, clock.now())
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("Nobody is in the register. Add people with `intlflow people add`.")
    lines = (
        (
            row["id"],
            row["municipality"],
            row["name"],
            row["email"] or "no address",
            ", ".join(_role(role) for role in row["roles"]),
        )
        for row in rows
    )
    output.table(lines, ("no", "in", "name", "address", "roles"))


def _role(role: dict[str, str]) -> str:
    deputy = "deputy " if role["deputy"] else ""
    return f"{role['appointment']}: {deputy}{role['role']} {role['scope']}".strip()


@app.command("group")
def group(municipality: In, json: Json = False) -> None:
    """Show the working group: contact persons and political leads, as appointments make it."""
    from intlflow import clock
    from intlflow.app.unit_page import working_group

    with door.house() as house:
        found = working_group(house, municipality, clock.now())
    if json:
        return output.as_json(found)
    lines = (
        (each["name"], each["email"] or "no address", each["role"], each["scope"])
        for each in found["members"]
    )
    output.table(lines, ("name", "address", "role", "for"))
    for key in found["without"]:
        output.say(f"nobody yet from {key}")


@app.command("add")
def add(
    municipality: In,
    name: Annotated[str, typer.Option("--name", help="First and last name.")],
    email: Annotated[str | None, typer.Option("--email", help="Work address.")] = None,
    title: Annotated[str, typer.Option("--title", help="What they work as.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="sv or en: the language of letters.")] = "sv",
) -> None:
    """Put somebody in the register."""
    from intlflow import clock
    from intlflow.app.register import add_person

    if lang not in ("sv", "en"):
        raise typer.BadParameter("--lang is sv or en")
    with door.house() as house:
        add_person(
            house, municipality, name=name, email=email, title=title, lang=lang, at=clock.now()
        )
    output.say(f"{output.safe(name)} is in the register")


@app.command("appoint")
def appoint(
    email: Email,
    municipality: In,
    role: Annotated[Role, typer.Option("--role", help="Which role.")],
    scope: Annotated[str, typer.Option("--for", help="Unit or body; none: everywhere.")] = "",
    start: Day = None,
    end: Day = None,
    deputy: Annotated[
        bool, typer.Option("--deputy", help="Steps in when others are away.")
    ] = False,
    decision: Annotated[str, typer.Option("--decision", help="e.g. 'ks 2027-01-12 § 9'.")] = "",
) -> None:
    """Give somebody a role."""
    from intlflow import clock
    from intlflow.app.register import appoint as give
    from intlflow.app.situation import local_day

    with door.house() as house:
        number = give(
            house,
            municipality,
            email=email,
            role=role,
            scope=scope,
            start=start.date() if start else local_day(clock.now()),
            end=end.date() if end else None,
            deputy=deputy,
            decision=decision,
        )
    output.say(f"{output.safe(email)} is {role} {scope}".strip() + f" (appointment {number})")


@app.command("end")
def end_(
    appointment: Annotated[int, typer.Argument(help="Its number; see `people list`.")],
    last_day: Day = None,
) -> None:
    """End an appointment; it stays in the register."""
    from intlflow import clock
    from intlflow.app.register import end_appointment
    from intlflow.app.situation import local_day

    with door.house() as house:
        day = last_day.date() if last_day else local_day(clock.now())
        end_appointment(house, appointment, day)
    output.say(f"appointment {appointment} ends {day}")


@app.command("away")
def away(
    email: Email,
    municipality: In,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"])],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"])],
) -> None:
    """Note that somebody is away; the deputy steps in."""
    from intlflow.app.register import away as note

    with door.house() as house:
        note(house, municipality, email=email, first=first.date(), last=last.date())
    output.say(f"{output.safe(email)} is away {first:%Y-%m-%d} to {last:%Y-%m-%d}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="XLSX, XLS, ODS or CSV.")],
    municipality: In,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be done.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring a list of people and their appointments in: all of it, or nothing and every mistake."""
    bring_in(file, municipality, dry_run, json)


def bring_in(file: Path, municipality: str, dry_run: bool, json: bool) -> None:
    """Read a list of people and show what it did, or would do."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.people_import import import_people

    with door.house() as house:
        done = import_people(
            house, municipality, file.read_bytes(), at=clock.now(), dry_run=dry_run, name=file.name
        )
        words = house.words[output.LANG]
        mistakes = [(each.line, each.column, each.said(words)) for each in done.mistakes]
    if json:
        told = [dict(zip(("line", "column", "message"), each, strict=True)) for each in mistakes]
        output.as_json(asdict(done) | {"mistakes": told})
    elif mistakes:
        for line, column, message in mistakes:
            place = ", ".join(part for part in (f"line {line}" if line else "", column) if part)
            output.say(output.safe(f"{place}: {message}" if place else message))
        output.say(f"{output.counted(len(mistakes), 'mistake')}; nothing was changed")
    else:
        output.say(
            f"{output.counted(done.rows, 'line')}: people added {done.added}, changed "
            f"{done.changed}; appointed {done.appointed}, ended {done.ended}, decisions noted "
            f"{done.decided}; unchanged {done.unchanged}"
            + (" (a dry run: nothing was changed)" if dry_run else "")
        )
        if done.batch is not None:
            output.say(f"`intlflow import people --undo {done.batch}` takes it out again")
    if mistakes:
        raise typer.Exit(1)


@app.command("confirm")
def confirm(
    municipality: In,
    unit: Annotated[str, typer.Option("--unit", help="The unit's key.")],
    who: Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")],
    json: Json = False,
) -> None:
    """Confirm that a unit's contact person and deputies are still right; once each half-year."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.register_confirm import confirm as press

    with door.house() as house:
        done = press(house, municipality, unit, by=who, at=clock.now())
    if json:
        return output.as_json(asdict(done))
    before = "was confirmed before" if done.before else "is confirmed"
    names = ", ".join(output.safe(name) for name in done.people)
    output.say(f"{done.unit} {before} for {done.period}: {names}")


@app.command("handover")
def handover(email: Email, municipality: In, json: Json = False) -> None:
    """Show what somebody who leaves has in hand, and who takes over."""
    from intlflow import clock
    from intlflow.app.handover import handover as gather
    from intlflow.cli.pages import print_handover

    with door.house() as house:
        lang = "sv" if json else output.LANG
        found = gather(house, municipality, email, clock.now(), lang)
        words = house.words[output.LANG]
    if json:
        return output.as_json(found)
    print_handover(found, words)
