"""The registers: partners, cooperations, networks, activities, journeys, groups, resources.

Each is its own group of commands, all made alike: add, change, end, list, show.
"""

from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, Day, In, On, Reason, Start, Unit, given, takes
from intlflow.domain.register_fields import Field
from intlflow.domain.registers import (
    ACTIVITY,
    COOPERATION,
    GROUP,
    ISSUE,
    ISSUE_LINK,
    MEETING,
    MEMBER,
    NETWORK,
    PARTNER,
    POINT,
    RESOURCE,
    TRIP,
    Register,
)

Which = Annotated[str, typer.Argument(help="Its number or its name.")]
WIDEST = 44


def group_of(register: Register) -> typer.Typer:
    """The commands of one register."""
    about = register.about[0].upper() + register.about[1:]
    group = typer.Typer(help=f"{about}.", no_args_is_help=True)
    if register is not TRIP:  # a journey is added with its legs
        group.command("add")(_add(register))
    group.command("change")(_change(register))
    group.command("end")(_end(register))
    group.command("list")(_list(register))
    group.command("show")(_show(register))
    return group


def _add(register: Register) -> Any:
    def add(
        called: Annotated[str, typer.Argument(help=_called(register), show_default=False)],
        municipality: In,
        who: By,
        unit: Unit = "",
        start: Start = None,
        json: Json = False,
        **fields: Any,
    ) -> None:
        from intlflow import clock
        from intlflow.app.registers.keeping import add as write

        typed = {register.name: called} | given(fields, register)
        with door.house() as house:
            done = write(
                house, register, municipality, typed, by=who, at=clock.now(), unit=unit,
                start=start.date() if start else None,
            )  # fmt: skip
        _say(done, "is in the register", json)

    return takes(add, register.fields[1:], f"Add a row: {register.about}.")


def _called(register: Register) -> str:
    first = register.fields[0]
    return first.help[0].upper() + first.help[1:] + "."


def _change(register: Register) -> Any:
    def change(
        which: Which,
        municipality: In,
        who: By,
        reason: Reason,
        unit: Unit = "",
        json: Json = False,
        **fields: Any,
    ) -> None:
        from intlflow import clock
        from intlflow.app.registers.keeping import change as write

        typed = given(fields, register)
        with door.house() as house:
            done = write(
                house, register, municipality, which, typed, by=who, at=clock.now(),
                reason=reason, unit=unit,
            )  # fmt: skip
        _say(done, f"is changed (version {done.version}); what it said before is kept", json)

    return takes(change, register.fields, "Correct a row; the old one stays in its history.")


def _end(register: Register) -> Any:
    def end(
        which: Which,
        municipality: In,
        who: By,
        reason: Reason,
        last_day: Day = None,
        never: Annotated[bool, typer.Option("--never", help="It never was so.")] = False,
        json: Json = False,
    ) -> None:
        from intlflow import clock
        from intlflow.app.registers.keeping import end as write

        with door.house() as house:
            done = write(
                house, register, municipality, which, by=who, at=clock.now(), reason=reason,
                last=last_day.date() if last_day else None, never=never,
            )  # fmt: skip
        _say(done, "is taken back" if never else "has ended; it stays in the register", json)

    return takes(end, (), "End a row on its last day (today), or take it back with --never.")


def taking_back(register: Register, help: str) -> Any:
    """The command that takes back what never was so, for registers with commands of their own."""

    def end(which: Which, municipality: In, who: By, reason: Reason, json: Json = False) -> None:
        from intlflow import clock
        from intlflow.app.registers.keeping import end as write

        with door.house() as house:
            done = write(
                house, register, municipality, which, by=who, at=clock.now(), reason=reason,
                never=True,
            )  # fmt: skip
        _say(done, "is taken back; it stays in the history", json)

    return takes(end, (), help)


def _list(register: Register) -> Any:
    def list_(
        municipality: In,
        unit: Unit = "",
        on: On = None,
        everything: Annotated[bool, typer.Option("--all", help="Also what has ended.")] = False,
        json: Json = False,
    ) -> None:
        from intlflow import clock
        from intlflow.app.registers.reading import list_rows

        with door.house() as house:
            rows = list_rows(
                house, register, municipality, clock.now(), on=on.date() if on else None,
                everything=everything, unit=unit,
            )  # fmt: skip
        print_rows(register, rows, json)

    return takes(list_, (), f"List {register.about}.")


def print_rows(register: Register, rows: list[dict[str, Any]], json: bool) -> None:
    """A list of rows, or how to begin when there are none."""
    if json:
        return output.as_json(rows)
    if not rows:
        what = "WHAT" if register.name in ("purpose", "what") else register.name.upper()
        return output.say(
            f"Nothing here yet. Begin with: intlflow {register.command} add {what} "
            f"--in {'KEY'} --as ADDRESS; see `intlflow {register.command} add --help`"
        )
    head = ("no", *register.columns, "unit")
    output.table(
        ([r["number"], *(shown(r, c) for c in register.columns), r["unit"]] for r in rows), head
    )


def shown(row: dict[str, Any], column: str) -> str:
    """A field of a row in a list: what it names by its name, an amount with its currency."""
    value = row.get(f"{column}_name") or row.get(column)
    if isinstance(value, list):
        value = ", ".join(value)
    currency = row.get(f"{column}_currency")
    said = "" if value is None else f"{value} {currency}" if currency else str(value)
    return said if len(said) <= WIDEST else f"{said[: WIDEST - 1]}…"


def _show(register: Register) -> Any:
    def show(which: Which, municipality: In, json: Json = False) -> None:
        from intlflow.app.registers.reading import show_row

        with door.house() as house:
            row = show_row(house, register, municipality, which)
        if json:
            return output.as_json(row)
        print_row(register, row)

    return takes(show, (), "Show a row whole, with its history and its files.")


def print_row(register: Register, row: dict[str, Any]) -> None:
    """One row, field by field, and what became of it."""
    until = f" until {row['to']}" if row["to"] else ""
    state = "taken back" if row["withdrawn"] else f"from {row['from']}{until}"
    output.say(f"{register.key} {row['number']}  {output.safe(str(row[register.name]))} ({state})")
    output.say(f"  unit: {row['unit_name'] or 'none yet'}")
    for field in register.fields[1:]:
        if said := _told(row, field):
            output.say(f"  {field.name.replace('_', ' ')}: {output.safe(said)}")
    for leg in row.get("legs", []):
        output.say(
            output.safe(
                f"  leg {leg['number']}: {leg['stretch']}, {leg['mode']} {leg['km']} km: {leg['kg']} kg"
            )
        )
    for file in row["files"]:
        output.say(output.safe(f"  file {file['number']}: {file['file']} {file['secrecy'] or ''}"))
    output.say("History")
    for past in row["history"]:
        why = f": {output.safe(past['reason'])}" if past["reason"] else ""
        output.say(f"  {past['version']}  {past['at'][:10]} {output.safe(past['by'])}{why}")


def _told(row: dict[str, Any], field: Field) -> str:
    value = row.get(f"{field.name}_name") or row[field.name]
    if isinstance(value, list):
        return ", ".join(value)
    currency = row.get(f"{field.name}_currency")
    return "" if value is None else f"{value} {currency}" if currency else str(value)


def _say(done: Any, what: str, json: bool) -> None:
    if json:
        from dataclasses import asdict

        return output.as_json(asdict(done))
    output.say(output.safe(f"{done.register} {done.number} “{done.name}” {what} ({done.unit})"))


say = _say
GROUPS = {
    register.key: group_of(register)
    for register in (
        *(PARTNER, COOPERATION, NETWORK, ACTIVITY, TRIP),
        *(GROUP, MEMBER, MEETING, POINT, RESOURCE, ISSUE, ISSUE_LINK),
    )
}


OWN_MODULES = (TRIP.key, GROUP.key)  # with commands of their own besides


def add_to(app: typer.Typer) -> None:
    """Put the registers among the commands."""
    for key, group in GROUPS.items():
        if key not in OWN_MODULES:
            app.add_typer(group, name=key.replace("_", "-"))
