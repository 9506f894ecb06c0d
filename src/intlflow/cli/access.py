"""Who comes in: the first administrator, and keys for programs."""

from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import door, output

if TYPE_CHECKING:
    from intlflow.app.access.permission import Visitor
    from intlflow.app.house import House

admin = typer.Typer(help="The first administrator, let in from this shell.", no_args_is_help=True)
token = typer.Typer(help="Keys for programs that use /api/v1.", no_args_is_help=True)
In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
Email = Annotated[str, typer.Option("--email", help="The person's e-mail address.")]
PORT = 8080


@admin.command("create")
def create(
    email: Email,
    municipality: In,
    name: Annotated[
        str | None, typer.Option("--name", help="First and last name, if they are new here.")
    ] = None,
) -> None:
    """Make somebody an administrator and print a link that lets them in once, within 30 minutes."""
    from intlflow import clock
    from intlflow.app import announce
    from intlflow.app.access import first_admin

    with door.house() as house:
        address = announce.pages(house.settings) or f"http://127.0.0.1:{PORT}"
        link = first_admin.create(
            house, municipality, email=email, name=name, address=address, at=clock.now()
        )
    output.say("Open this within 30 minutes; it works once, and is kept nowhere:")
    output.say(link)


@admin.command("reset-code")
def reset_code(email: Email, municipality: In) -> None:
    """Let somebody whose phone is gone set up their second step anew; their sessions end."""
    from intlflow import clock
    from intlflow.app.access import second_step

    with door.house() as house:
        second_step.forget(house, municipality, email, clock.now())
    output.say("they are asked to set it up at their next sign-in")


@token.command("new")
def new(
    email: Email,
    municipality: In,
    name: Annotated[str, typer.Option("--name", help="What it is for.")],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="read or move; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option("--days", help="How long it holds, 1 to 365.")] = 90,
) -> None:
    """Make a key with a person's rights and print it; it is shown this once."""
    from intlflow import clock
    from intlflow.app.access import tokens

    with door.house() as house:
        who = _who(house, municipality, email)
        key = tokens.make(
            house, who, name=name, scopes=scope or ["read"], days=days, at=clock.now()
        )
    output.say(key)


@token.command("list")
def list_(email: Email, municipality: In) -> None:
    """List a person's keys that still hold, without the keys."""
    from intlflow import clock
    from intlflow.app.access import tokens

    with door.house() as house:
        rows = tokens.own(house, _who(house, municipality, email).person_id, clock.now())
    if not rows:
        return output.say("no keys; make one with `intlflow token new`")
    output.table(
        ((row.id[:12], row.name, ", ".join(row.scopes), row.ends_at[:10]) for row in rows),
        ("id", "name", "may", "until"),
    )


@token.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(help="The id, or the beginning of it.", metavar="ID")],
    email: Email,
    municipality: In,
) -> None:
    """Take a key back; it stops working at once."""
    from intlflow.app.access import tokens

    with door.house() as house:
        tokens.revoke(house, _who(house, municipality, email).person_id, key)
    output.say("taken back")


def _who(house: "House", municipality: str, email: str) -> "Visitor":
    from intlflow import clock
    from intlflow.app.access import tokens

    return tokens.owner(house, municipality, email, clock.now())


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(admin, name="admin")
    app.add_typer(token, name="token")
