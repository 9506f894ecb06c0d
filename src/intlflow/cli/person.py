"""One person's data: seen, erased, made nameless; and the record of where personal data stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In

if TYPE_CHECKING:
    from intlflow.app.persons.erasing import Erased
    from intlflow.app.persons.leavers import Left

app = typer.Typer(help="Personal data: see it, erase it, account for it.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(help="Number (see `people list`) or e-mail address.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", help="Another spelling, or an older address; may be repeated."),
]


@app.command("export")
def export(
    who: Who,
    municipality: In,
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder: writes a text and the same as JSON.")
    ] = None,
    also: Also = None,
    json: Json = False,
) -> None:
    """Show everything about a person, row by row, and nothing about anybody else."""
    from intlflow import clock
    from intlflow.app.persons import paper
    from intlflow.app.persons.exporting import export as gather

    with door.house() as house:
        found = gather(house, municipality, who, at=clock.now(), also=also or ())
        words = house.words[
            "sv"
        ]  # the paper is the person's; the form is Swedish like the register
    written = paper.write(to, found, words) if to else []
    if json:
        return output.as_json(found | {"written": [str(file) for file in written]})
    for file in written:
        output.say(f"written: {output.safe(str(file))}")
    if not written:
        for line in paper.as_text(found, words).splitlines():
            output.say(line[: len(line) - len(line.lstrip())] + output.safe(line))


@app.command("erase")
def erase(
    who: Who,
    municipality: In,
    by: By,
    also: Also = None,
    decision: Annotated[
        str, typer.Option("--decision", help="Disposal decision: names in decisions go, too.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would go and what stays.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Erase a person: tells what goes, what stays and why, asks, does it, and looks for what is left."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.persons.erasing import erase as take_out
    from intlflow.app.persons.erasing import survey

    with door.house() as house:
        seen = survey(house, municipality, who, at=clock.now(), also=also or ())
        if not json and not yes:
            _tell(seen)
        if dry_run:
            return output.as_json(asdict(seen)) if json else None
        if not yes:
            if json:
                raise typer.BadParameter("--json can't ask; give --yes, or --dry-run to look")
            typer.confirm("Erase? This can't be taken back", abort=True)
        done = take_out(
            house, municipality, who, by=by, at=clock.now(), also=also or (), decision=decision
        )
    if json:
        return output.as_json(asdict(done))
    _tell(done)


def _tell(told: "Erased") -> None:
    """What goes or went, what stays and why."""
    went = "went" if told.done else "would go"
    if told.already:
        output.say(f"person {told.person} was erased before")
    for table, count in told.rows.items():
        output.say(f"{went}: {table}, {output.counted(count, 'row')}")
    if told.journal_rows:
        output.say(f"the journal: {output.counted(told.journal_rows, 'row')} with a new digest")
    if told.letters:
        output.say(f"cancelled: {output.counted(told.letters, 'letter')} not sent yet")
    if not told.rows and not told.letters:
        output.say("nothing is left to take away")
    output.say(
        f"stays: the number {told.person}, which names nobody; who held which role, by that number"
    )
    if told.decisions:
        numbers = ", ".join(str(number) for number in told.decisions)
        output.say(
            f"stays: the name in decision {numbers}, allmänna handlingar that are kept by law "
            "(GDPR 17.3 b and d); a disposal decision takes it: --decision 'ks 2027-03-02 § 14'"
        )
    for file in told.left_in:
        output.say(f"look into: {output.safe(file)}")
    if any(file.startswith("backups") for file in told.left_in):
        output.say("nightly copies go after 14 days; older copies elsewhere are yours to remove")
    if told.done and not told.swept:
        output.say(
            "somebody uses the database: its files are written anew tonight, or now with "
            "`intlflow person sweep`"
        )


@app.command("sweep")
def sweep(json: Json = False) -> None:
    """Write the database's files anew, so that nothing that was taken away is left in them."""
    from intlflow.app.persons.sweep import now

    with door.house() as house:
        swept = now(house)
    if json:
        return output.as_json({"swept": swept})
    if not swept:
        output.problem("somebody uses the database; stop intlflow, or try again")
        raise typer.Exit(1)
    output.say("nothing that was taken away is left in the database's files")


@app.command("left")
def left(municipality: In, json: Json = False) -> None:
    """List who left so long ago that the name may go, by the municipality's rule."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.persons.leavers import list_left

    with door.house() as house:
        found = list_left(house, municipality, clock.now())
    if json:
        return output.as_json([asdict(each) for each in found])
    _print_left(found, "Nobody's time is over.")


@app.command("pseudonymise")
def pseudonymise(
    municipality: In,
    by: By,
    decision: Annotated[str, typer.Option("--decision", help="e.g. 'ks 2027-03-02 § 14'.")],
    json: Json = False,
) -> None:
    """Take the names of those who left long ago away, by a disposal decision; decisions keep them."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.persons.leavers import pseudonymise as make_nameless

    with door.house() as house:
        done = make_nameless(house, municipality, by=by, decision=decision, at=clock.now())
    if json:
        return output.as_json([asdict(each) for each in done])
    _print_left(done, "Nobody's time is over; nothing was changed.")


def _print_left(rows: "list[Left]", nobody: str) -> None:
    if not rows:
        return output.say(nobody)
    lines = [(each.person, each.left, each.until, each.rule) for each in rows]
    output.table(lines, ("person", "left", "until", "rule"))


@app.command("record")
def record(
    municipality: In,
    lang: Annotated[str, typer.Option("--lang", help="sv or en.")] = "sv",
    json: Json = False,
) -> None:
    """Print the record of processing (registerförteckning, GDPR article 30)."""
    from intlflow.app.persons.accounting import as_markdown
    from intlflow.app.persons.accounting import record as account

    if lang not in ("sv", "en"):
        raise typer.BadParameter("--lang is sv or en")
    with door.house() as house:
        words = house.words[lang]
        found = account(house.pack(municipality), words)
    if json:
        return output.as_json(found)
    output.say(as_markdown(found, words))
