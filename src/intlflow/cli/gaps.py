"""All registers at a glance: how much they hold, the twin towns, and what is missing."""

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import In

app = typer.Typer(help="The registers at a glance, and what is missing.", no_args_is_help=True)


@app.command("list")
def list_(municipality: In, json: Json = False) -> None:
    """List the registers and how many rows each holds today."""
    from intlflow import clock
    from intlflow.app.registers.reading import overview

    with door.house() as house:
        rows = overview(house, municipality, clock.now())
    if json:
        return output.as_json(rows)
    output.table(
        ((r["register"], r["rows"], r["about"]) for r in rows), ("register", "rows", "holds")
    )


@app.command("towns")
def towns(municipality: In, json: Json = False) -> None:
    """List twin towns with their agreement, areas and last sign of life."""
    from intlflow.app.registers.twin_towns import list_towns

    with door.house() as house:
        rows = list_towns(house, municipality)
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say(
            "No twin towns. One is proposed with `intlflow case new --kind twin-town`."
        )
    lines = (
        (r["ref"], r["partner"], r["country"], r["phase"], r["agreed_on"] or "?",
         ", ".join(r["areas"]), r["last_activity"] or "never")
        for r in rows
    )  # fmt: skip
    output.table(lines, ("case", "town", "country", "stands", "agreed", "areas", "last activity"))


@app.command("gaps")
def gaps(municipality: In, json: Json = False) -> None:
    """Tell what is missing: days, people, agreements, signs of life, late points and documents."""
    from intlflow import clock
    from intlflow.app.registers.gaps import find_gaps

    with door.house() as house:
        found = find_gaps(house, municipality, clock.now(), "sv" if json else output.LANG)
    if json:
        return output.as_json(found)
    if not found:
        return output.say("Nothing is missing.")
    for gap in found:
        limit = ""
        if gap["months"]:
            assumed = ", assumed" if gap["assumed"] else ""
            limit = f" ({output.counted(gap['months'], 'month')}{assumed})"
        output.say(output.safe(f"{gap['about']}: {gap['said']}{limit}"))
    output.say(f"{output.counted(len(found), 'gap')}")
