"""Governing documents: which there are, which version held on a day, when each must be revised."""

from datetime import datetime
from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import In

app = typer.Typer(help="Governing documents through time.", no_args_is_help=True)


@app.command("list")
def list_(municipality: In, json: Json = False) -> None:
    """List every governing document with its days and when it must be revised."""
    from intlflow import clock
    from intlflow.app.registers.documents import list_documents

    with door.house() as house:
        rows = list_documents(house, municipality, clock.now())
    _print(rows, json)


@app.command("on")
def on(
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day.")],
    municipality: In,
    json: Json = False,
) -> None:
    """Tell which versions held on a day, and which perhaps did because a day is not known."""
    from intlflow import clock
    from intlflow.app.registers.documents import list_documents

    with door.house() as house:
        rows = list_documents(house, municipality, clock.now(), on=day.date())
    _print(rows, json)


def _print(rows: list[dict[str, Any]], json: bool) -> None:
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("No document is known to have held then; see `intlflow document list`.")
    lines = (
        (
            r["key"],
            r["title"],
            r["decided_by"],
            r["from"] or "?",
            r["to"] or "",
            r["held"],
            _late(r),
        )
        for r in rows
    )
    output.table(lines, ("key", "title", "adopted by", "from", "to", "held", "revise by"))


def _late(row: dict[str, Any]) -> str:
    days = row["days_late"]
    return f"{row['revise_by'] or ''}{f' ({days} days late)' if days else ''}"


@app.command("show")
def show(
    key: Annotated[str, typer.Argument(help="Its key or its case's reference.")],
    municipality: In,
    json: Json = False,
) -> None:
    """Show a document: its head, its versions, what it hangs together with, what is wrong."""
    from intlflow import clock
    from intlflow.app.registers.documents import show_document

    with door.house() as house:
        found = show_document(house, municipality, key, clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json(found)
    output.say(output.safe(f"{found['key']}  {found['title']} ({found['held']})"))
    for name in ("version", "applies_to", "decided_by_name", "decision", "owner_name", "author",
                 "from", "to", "changed_on", "replaces", "replaced_by", "linked_to", "condition",
                 "revise_by"):  # fmt: skip
        if found[name]:
            output.say(output.safe(f"  {name.replace('_', ' ')}: {found[name]}"))
    for name in ("sdgs", "linked_from"):
        if found[name]:
            output.say(f"  {name.replace('_', ' ')}: {', '.join(found[name])}")
    for each in found["versions"]:
        output.say(
            f"  version from {each['from'] or 'a day not known'}: {each['key']} ({each['held']})"
        )
    for gap in found["gaps"]:
        since = words.day(found["revise_by"]) if found["revise_by"] else ""
        output.say(output.safe(words.sentence("gap", gap, name=found["title"], since=since)))
