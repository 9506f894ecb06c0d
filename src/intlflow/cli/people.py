"""The register of people: who there is, which role they hold, when they are away."""

from datetime import datetime
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
