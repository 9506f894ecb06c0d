"""Journeys: added with their legs, and what a year of them cost in carbon dioxide."""

from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In, Unit, given, takes
from intlflow.cli.registers import GROUPS, say, taking_back
from intlflow.domain.registers import LEG, TRIP

LEG_HELP = "A leg, 'from; to; by what; kilometres'; may be repeated."
Legs = Annotated[list[str], typer.Option("--leg", help=LEG_HELP, metavar="LEG")]
Which = Annotated[str, typer.Argument(help="The journey's number.")]
app = GROUPS[TRIP.key]


def _add(
    called: Annotated[str, typer.Argument(help="Why the journey was made.")],
    municipality: In,
    who: By,
    leg: Legs,
    unit: Unit = "",
    json: Json = False,
    **fields: Any,
) -> None:
    from intlflow import clock
    from intlflow.app.registers.trips import add_trip

    typed = {TRIP.name: called} | given(fields, TRIP)
    with door.house() as house:
        done = add_trip(house, municipality, typed, leg, by=who, at=clock.now(), unit=unit)
    say(done, "is in the register with its legs", json)


app.command("add")(takes(_add, TRIP.fields[1:], "Add a journey with its legs and why it was made."))


@app.command("leg")
def leg(
    which: Which,
    municipality: In,
    who: By,
    leg: Annotated[str, typer.Option("--leg", help=LEG_HELP, metavar="LEG")],
    json: Json = False,
) -> None:
    """Add a leg to a journey."""
    from intlflow import clock
    from intlflow.app.registers.trips import add_leg

    with door.house() as house:
        done = add_leg(house, municipality, which, leg, by=who, at=clock.now())
    say(done, f"is added to journey {which}", json)


app.command("unleg")(taking_back(LEG, "Take back a leg that was never travelled."))


@app.command("carbon")
def carbon(
    municipality: In,
    year: Annotated[int | None, typer.Option("--year", help="Which year; this one.")] = None,
    json: Json = False,
) -> None:
    """Tell a year's kilograms of carbon dioxide by way of travelling and by unit."""
    from intlflow import clock
    from intlflow.app.registers.trips import carbon as count

    now = clock.now()
    with door.house() as house:
        found = count(house, municipality, year or now.year, now)
    if json:
        return output.as_json(found)
    output.say(f"{output.counted(found['trips'], 'journey')} in {found['year']}: {found['kg']} kg")
    output.table(((m["mode"], m["km"], m["kg"]) for m in found["modes"]), ("by", "km", "kg"))
    if found["units"]:
        output.table(((u["unit"], u["kg"]) for u in found["units"]), ("unit", "kg"))
    if found["not_compensated"]:
        numbers = ", ".join(str(number) for number in found["not_compensated"])
        output.say(f"flights not compensated for yet: journey {numbers}")
    if any(factor["to_confirm"] for factor in found["factors"]):
        output.say("the figures per kilometre are assumed; see `intlflow pack show`")
