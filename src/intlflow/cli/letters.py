"""Letters: listed, read, sent, held."""

from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

app = typer.Typer(
    help="The outbox: what was written to whom, and how it ended.", no_args_is_help=True
)
Id = Annotated[str, typer.Argument(help="The letter's id, or the beginning of it.")]
As = Annotated[
    str | None,
    typer.Option("--as", help="E-mail address of the coordinator; none: the command line's own."),
]


@app.command("list")
def list_(
    to: Annotated[str | None, typer.Option("--to", help="Only to this address.")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="Only these; e.g. waiting.")
    ] = None,
    json: Json = False,
) -> None:
    """List letters, newest first."""
    from intlflow.app.showing import list_letters

    with door.house() as house:
        states = house.words[output.LANG].tables["ending"]
        if status is not None and status not in states:
            raise typer.BadParameter(f"--status is one of {', '.join(states)}")
        rows = list_letters(house, address=to and _address(to), status=status)
        if json:
            return output.as_json(rows)
        if not rows:
            return output.say("No letters. Moves that tell somebody write them.")
        output.table(
            ((r["id"][:8], r["status"], r["address"] or r["to"], r["subject"]) for r in rows),
            ("id", "status", "to", "subject"),
        )


def _address(text: str) -> str:
    """An address as it is kept: mail in lower case, other channels (`ntfy://…`) as they are."""
    return text if "://" in text else text.strip().lower()


@app.command("show")
def show(letter: Id, json: Json = False) -> None:
    """Read a letter as its recipient does."""
    from intlflow.app.house import NotFound
    from intlflow.app.showing import show_letter

    with door.house() as house:
        found = show_letter(house, letter)
    if found is None:
        raise NotFound(f"no single letter begins with '{letter}'; see `intlflow letters list`")
    if json:
        return output.as_json(found)
    for name in ("from", "to", "address", "subject", "status", "reply"):
        if found[name]:
            output.say(f"{name.capitalize()}: {output.safe(found[name])}")
    output.say("\n" + "\n".join(output.safe(line) for line in found["body"].split("\n")))


@app.command("send")
def send(json: Json = False) -> None:
    """Send all that is due, now."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.outbox import deliver, make_post

    with door.house() as house:
        post = make_post(house.settings)
        if post is None:
            text = "No mail server is set (INTLFLOW_MAIL_URL); the letters wait and can be read."
            return output.as_json({"mail": False}) if json else output.say(text)
        try:
            done = deliver(house, post, now=clock.now)
        finally:
            post.close()
    if json:
        return output.as_json(asdict(done) | {"mail": True})
    output.say(
        f"sent {done.sent}, to be tried again {done.later}, failed {done.failed}, "
        f"held {done.held}; still waiting {done.waiting}"
    )


def _steer(letter: str, step: str, who: str | None, json: bool) -> None:
    from intlflow import clock
    from intlflow.app.outbox import steer
    from intlflow.app.outbox_page import steer_as

    with door.house() as house:
        if who is None:
            row = steer(house, letter, step, clock.now())
        else:
            row = steer_as(house, who, letter, step, clock.now())
    if json:
        output.as_json({"id": row.id, "status": row.status})
    else:
        output.say(f"{row.id[:8]} is {row.status}: {output.safe(row.subject)}")


@app.command("hold")
def hold(letter: Id, who: As = None, json: Json = False) -> None:
    """Keep a letter back until it is released."""
    _steer(letter, "hold", who, json)


@app.command("release")
def release(letter: Id, who: As = None, json: Json = False) -> None:
    """Let a held or failed letter be sent."""
    _steer(letter, "release", who, json)


@app.command("cancel")
def cancel(letter: Id, who: As = None, json: Json = False) -> None:
    """Never send a letter; it stays in the list."""
    _steer(letter, "cancel", who, json)
