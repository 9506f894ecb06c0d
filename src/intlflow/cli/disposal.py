"""Disposal (gallring): what may go, proposed for a decision, carried out by it, or held back."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In

if TYPE_CHECKING:
    from collections.abc import Iterable

app = typer.Typer(
    help="Disposal (gallring): nothing goes without a decision.", no_args_is_help=True
)
Number = Annotated[int, typer.Argument(help="The list's number; see `disposal lists`.")]


@app.command("list")
def list_(municipality: In, json: Json = False) -> None:
    """List what may be proposed today, and by which rule; changes nothing."""
    from intlflow import clock
    from intlflow.app.disposal.lists import list_due

    with door.house() as house:
        rows = list_due(house, municipality, clock.now())
    if json:
        return output.as_json(rows)
    _items(rows)


@app.command("propose")
def propose(municipality: In, by: By, json: Json = False) -> None:
    """Keep what may go today as a list with a number, for a decision."""
    from intlflow import clock
    from intlflow.app.disposal.lists import propose as put

    with door.house() as house:
        found = put(house, municipality, by=by, at=clock.now())
    _show(found, json)


@app.command("lists")
def lists(municipality: In, json: Json = False) -> None:
    """Show every list and what became of it."""
    from intlflow.app.disposal.lists import every

    with door.house() as house:
        found = every(house, municipality)
    if json:
        return output.as_json(found)
    if not found:
        return output.say("No list was proposed yet. Begin with: intlflow disposal propose")
    lines = (
        (
            each["list"],
            each["state"],
            len(each["items"]),
            each["proposed_at"][:10],
            each["decision"],
        )
        for each in found
    )
    output.table(lines, ("list", "state", "items", "proposed", "decision"))


@app.command("show")
def show(number: Number, municipality: In, json: Json = False) -> None:
    """Show a list with everything on it."""
    from intlflow.app.disposal.lists import show as look

    with door.house() as house:
        found = look(house, municipality, number)
    _show(found, json)


@app.command("approve")
def approve(
    number: Number,
    municipality: In,
    by: By,
    decision: Annotated[str, typer.Option("--decision", help="e.g. 'ks 2027-03-02 § 14'.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Carry a list out, as a disposal decision says; a registrar does it."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.disposal.lists import approve as carry_out
    from intlflow.app.disposal.lists import show as look

    with door.house() as house:
        if not yes:
            if json:
                raise typer.BadParameter("--json can't ask; give --yes")
            _show(look(house, municipality, number), False)
            typer.confirm("Dispose of all this? It can't be taken back", abort=True)
        done = carry_out(house, municipality, number, decision=decision, by=by, at=clock.now())
    if json:
        return output.as_json(asdict(done))
    for kind, what in done.done:
        output.say(f"gone: {kind} {what}")
    for kind, what in done.kept:
        output.say(f"stays: {kind} {what}, held, kept by a longer rule, or gone before")
    output.say(f"by {done.decision}; proof: act {done.act} in the chain of acts")
    if not done.swept:
        output.say("the files are written anew tonight, or now with `intlflow person sweep`")


@app.command("withdraw")
def withdraw(number: Number, municipality: In, by: By, json: Json = False) -> None:
    """Take a proposal back."""
    from intlflow import clock
    from intlflow.app.disposal.lists import withdraw as take_back

    with door.house() as house:
        found = take_back(house, municipality, number, by=by, at=clock.now())
    _show(found, json)


@app.command("hold")
def hold(
    about: Annotated[str, typer.Argument(help="A case, a person's address, or 'person 17'.")],
    municipality: In,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="A trial, an audit, a request.")],
    json: Json = False,
) -> None:
    """Hold a case or a person back from disposal and erasure."""
    from intlflow import clock
    from intlflow.app.disposal.holding import hold as keep

    with door.house() as house:
        done = keep(house, municipality, about, reason=reason, by=by, at=clock.now())
    if json:
        return output.as_json(done)
    output.say(f"{output.safe(done['about'])} is held back (hold {done['hold']})")


@app.command("lift")
def lift(
    number: Annotated[int, typer.Argument(help="The hold's number; see `disposal holds`.")],
    municipality: In,
    by: By,
    json: Json = False,
) -> None:
    """Let go of what was held back."""
    from intlflow import clock
    from intlflow.app.disposal.holding import lift as let_go

    with door.house() as house:
        let_go(house, municipality, number, by=by, at=clock.now())
    if json:
        return output.as_json({"hold": number})
    output.say(f"hold {number} is lifted")


@app.command("holds")
def holds(municipality: In, json: Json = False) -> None:
    """Show what is and was held back, and why."""
    from intlflow.app.disposal.holding import every

    with door.house() as house:
        found = every(house, municipality)
    if json:
        return output.as_json(found)
    if not found:
        return output.say("Nothing is held back.")
    lines = (
        (each["id"], each["about"], each["at"][:10], (each["lifted_at"] or "")[:10], each["reason"])
        for each in found
    )
    output.table(lines, ("hold", "about", "since", "lifted", "reason"))


def _show(found: dict[str, Any], json: bool) -> None:
    if json:
        return output.as_json(found)
    _items(found["items"])
    said = f"list {found['list']}, {found['state']}, {output.counted(len(found['items']), 'item')}"
    output.say(said + (f", {output.safe(found['decision'])}" if found["decision"] else ""))


def _items(rows: "Iterable[dict[str, Any]]") -> None:
    lines = [
        (each["kind"], each["object"], each["until"], each["rule"], each["state"]) for each in rows
    ]
    if not lines:
        return output.say("Nothing may be disposed of today.")
    output.table(lines, ("kind", "what", "kept until", "by rule", "state"))
