"""Files that belong to a case or to a row of a register: kept, listed, taken out."""

from pathlib import Path
from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In
from intlflow.cli.registers import print_rows, say, taking_back
from intlflow.domain.registers import ATTACHMENT

app = typer.Typer(help="Files that belong to cases and rows.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The file's number; see `attach list`.")]
About = Annotated[str, typer.Option("--to", help="A case, or e.g. 'partner 3' or 'sitting 2'.")]


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="The file; it is copied.")],
    municipality: In,
    who: By,
    about: About,
    secrecy: Annotated[str, typer.Option("--secrecy", help="Its paragraph: 'OSL 19:1'.")] = "",
    note: Annotated[str, typer.Option("--note", help="Anything else.")] = "",
    replaces: Annotated[
        str, typer.Option("--replaces", help="The number of an older version.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why there is a new version.")] = "",
    json: Json = False,
) -> None:
    """Keep a file: what it is, is seen from its content; at most 25 MB."""
    from intlflow import clock
    from intlflow.app.registers.attaching import attach

    with door.house() as house:
        done = attach(
            house, municipality, file, about, by=who, at=clock.now(), secrecy=secrecy, note=note,
            replaces=replaces, reason=reason,
        )  # fmt: skip
    say(done, f"is kept (version {done.version})", json)


@app.command("list")
def list_(
    municipality: In,
    about: Annotated[str, typer.Option("--of", help="Only of this case or row.")] = "",
    json: Json = False,
) -> None:
    """List the files that are kept."""
    from intlflow.app.registers.attaching import list_files

    with door.house() as house:
        rows = list_files(house, municipality, about)
    if not rows and not json:
        return output.say(
            "No files are kept. Begin with: intlflow attach add FILE --to CASE --in KEY --as ADDRESS"
        )
    print_rows(ATTACHMENT, rows, json)


@app.command("out")
def out(
    number: Number,
    municipality: In,
    target: Annotated[Path, typer.Argument(help="Where to: a folder or a new file.")],
    version: Annotated[int | None, typer.Option("--version", help="An older version.")] = None,
    json: Json = False,
) -> None:
    """Copy a file out, after its hash was found right."""
    from intlflow.app.registers.attaching import take_out

    with door.house() as house:
        done = take_out(house, municipality, number, target, version)
    if json:
        return output.as_json(done)
    secret = f"; secret by {output.safe(done['secrecy'])}" if done["secrecy"] else ""
    output.say(f"copied to {output.safe(done['to'])}{secret}")


app.command("end")(
    taking_back(ATTACHMENT, "Take a file off the lists; it is kept until gallring is decided on.")
)
