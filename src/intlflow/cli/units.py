"""Units: what they are called and were called, who works for them, what they have in hand."""

from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

app = typer.Typer(help="Units: förvaltningar and bolag.", no_args_is_help=True)


@app.callback()
def units() -> None:
    """Units: förvaltningar and bolag."""


@app.command("show")
def show(
    unit: Annotated[str, typer.Argument(help="The unit's key.")],
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")],
    json: Json = False,
) -> None:
    """Show a unit: its names through time, its people today, its cases, reports and days to come."""
    from intlflow import clock
    from intlflow.app.unit_page import show_unit
    from intlflow.cli.pages import print_unit

    with door.house() as house:
        lang = "sv" if json else output.LANG
        page = show_unit(house, municipality, unit, clock.now(), lang)
        words = house.words[output.LANG]
    if json:
        return output.as_json(page)
    print_unit(page, words)
