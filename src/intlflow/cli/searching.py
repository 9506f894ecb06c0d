"""Searching a municipality's cases, decisions and registers, and finding others who do the same."""

from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import In

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only this: project, decision, partner, call, … May be repeated."),
]


def find(
    words: Annotated[
        list[str], typer.Argument(help="Words, or how they begin; all must be there.")
    ],
    municipality: In,
    kind: Kinds = None,
    json: Json = False,
) -> None:
    """Find cases, decisions, registers, calls and programmes by words; inflected ones are found too."""
    from intlflow.app.finding import find as search

    with door.house() as house:
        found = search(house, municipality, " ".join(words), kind or ())
    if json:
        return output.as_json(found)
    if not found:
        return output.say(
            "Nothing has all these words. Try fewer words, or only how they begin: skolg finds "
            "skolgård. What all cases are called: intlflow case list"
        )
    rows = [[h["kind"], h["ref"], h["title"], f"{h['field']}: {h['excerpt']}"] for h in found]
    output.table(rows, ("kind", "ref", "title", "where"))


def others(ref: Annotated[str, typer.Argument(help="The case.")], json: Json = False) -> None:
    """Show other units' cases that work with the same, and why ('andra som arbetar med detta')."""
    from intlflow.app.others import others as near

    with door.house() as house:
        found = near(house, ref)
    if json:
        return output.as_json(found)
    if not found:
        return output.say(
            "No other unit works with the same, as far as the register tells. Look further with: "
            "intlflow find WORDS --in KEY"
        )
    for each in found:
        output.say(output.safe(f"{each['ref']}  {each['title']} ({each['unit_name']})"))
        for reason in each["reasons"]:
            output.say(output.safe(f"  {reason['says']['en']}"))


def reindex(
    municipality: Annotated[str, typer.Option("--in", help="Only this municipality.")] = "",
) -> None:
    """Read everything anew for `intlflow find`; needed only after somebody changed the database by hand."""
    from intlflow.app.finding import rebuild

    with door.house() as house:
        done = rebuild(house, municipality or None)
    output.say(f"{output.counted(done, 'thing')} can be found")


def add_to(app: typer.Typer) -> None:
    """Put the commands among the others."""
    app.command()(find)
    app.command()(others)
    app.command()(reindex)
