"""Other systems that are told of cases, signed."""

from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.access import Email, In

app = typer.Typer(help="Other systems that are told of cases.", no_args_is_help=True)


@app.command("new")
def new(
    municipality: In,
    email: Email,
    name: Annotated[str, typer.Option("--name", help="What it is called.")],
    url: Annotated[str, typer.Option("--url", help="Where to, over HTTPS.")],
    event: Annotated[
        list[str] | None, typer.Option("--event", help="A verb; may be repeated. None: all.")
    ] = None,
) -> None:
    """Tell another system from now on, and print the secret that signs; it is shown this once."""
    from intlflow import clock
    from intlflow.app import webhooks
    from intlflow.app.access import tokens

    with door.house() as house:
        who = tokens.owner(house, municipality, email, clock.now())
        secret = webhooks.add(house, who, name=name, url=url, events=event or [], at=clock.now())
    output.say(secret)


@app.command("list")
def list_(municipality: In) -> None:
    """List who is told, and how it goes."""
    from intlflow.app import webhooks

    with door.house() as house:
        house.pack(municipality)
        rows = webhooks.listed(house, municipality)
    if not rows:
        return output.say("nobody is told")
    lines = (
        (
            row["number"],
            row["name"],
            row["url"],
            ", ".join(row["events"]) or "all",
            ", ".join(f"{number} {state}" for state, number in row["counts"].items()),
            row["reply"],
        )
        for row in rows
    )
    output.table(lines, ("no", "name", "where", "events", "so far", "last said"))


@app.command("end")
def end(
    number: Annotated[int, typer.Argument(help="Which, from the list.", min=1, max=2**31)],
    municipality: In,
) -> None:
    """Tell one nothing more."""
    from intlflow import clock
    from intlflow.app import webhooks

    with door.house() as house:
        webhooks.end(house, municipality, number, clock.now())
    output.say("ended")


@app.command("send")
def send() -> None:
    """Tell what is due to be told, now."""
    from intlflow import clock
    from intlflow.app import webhooks

    with door.house() as house:
        told = webhooks.send_due(house, clock.now())
    output.say(f"{told.sent} told, {told.later} later, {told.failed} failed")
