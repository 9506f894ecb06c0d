"""Own lists in and out: a list of projects is told line by line, brought in, taken out again, exported."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

if TYPE_CHECKING:
    from intlflow.app.house import House
    from intlflow.app.import_undo import Undone
    from intlflow.app.project_import import ListTold
    from intlflow.letters.words import Words

app = typer.Typer(help="Bring your own lists in.", no_args_is_help=True)
out = typer.Typer(help="Take lists out.", no_args_is_help=True)
In = Annotated[
    str, typer.Option("--in", help="The municipality's key; may be left out if there is one.")
]
As = Annotated[str, typer.Option("--as", help="E-mail address of the coordinator who does it.")]
MANY = 200  # lines; from then on a bar shows how far it has come


@app.command("projects")
def projects(
    file: Annotated[
        Path | None, typer.Argument(help="XLSX, XLS, ODS or CSV; none with --undo.")
    ] = None,
    municipality: In = "",
    apply: Annotated[bool, typer.Option("--apply", help="Do it; otherwise only told.")] = False,
    who: As = "",
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", help="What the list calls a unit, and its key.", metavar="TEXT=KEY"),
    ] = None,
    undo: Annotated[
        int | None, typer.Option("--undo", help="Take this batch out again.", metavar="BATCH")
    ] = None,
    json: Json = False,
) -> None:
    """Bring a list of projects in: first told line by line, done with --apply, taken out with --undo."""
    if (file is None) == (undo is None):
        raise typer.BadParameter("give a FILE, or --undo BATCH")
    if (apply or undo is not None) and not who:
        raise typer.BadParameter("--as is needed: the address of the coordinator who does it")
    with door.house() as house:
        key = _only(house, municipality)
        if undo is not None:
            return _undo(house, key, undo, who, json)
        assert file is not None
        told = _look_or_do(house, key, file, who if apply else "", _units(unit))
        if json:
            return output.as_json(_plain(told, house.words[output.LANG]))
        _print(told, house.words[output.LANG], apply)


def _only(house: "House", municipality: str) -> str:
    """The municipality that was named, or the only one there is."""
    if municipality:
        return municipality
    if len(house.packs) > 1:
        raise typer.BadParameter(f"--in is needed: one of {', '.join(sorted(house.packs))}")
    return next(iter(house.packs))


def _units(pairs: list[str] | None) -> dict[str, str]:
    """`TEXT=KEY` pairs; the text may be empty: lines that name no unit."""
    found = {}
    for pair in pairs or []:
        text, sign, key = pair.rpartition("=")
        if not sign or not key.strip():
            raise typer.BadParameter("--unit should be TEXT=KEY, e.g. --unit 'Turistbyrån=klf'")
        found[text] = key.strip()
    return found


def _look_or_do(
    house: "House", key: str, file: Path, who: str, units: dict[str, str]
) -> "ListTold":
    from intlflow import clock
    from intlflow.app.project_import import import_projects, look_at_projects

    data, now = file.read_bytes(), clock.now()
    if not who:
        return look_at_projects(house, key, file.name, data, at=now, units=units)
    bar = _Bar()
    told = import_projects(
        house, key, file.name, data, by=who, at=now, units=units, progress=bar.step
    )
    bar.end()
    return told


class _Bar:
    """How far a long list has come, on a terminal."""

    def __init__(self) -> None:
        self._shown = -1

    def step(self, done: int, of: int) -> None:
        part = 100 * done // of
        if of >= MANY and part != self._shown and sys.stderr.isatty():
            self._shown = part
            print(f"\r[{'#' * (part // 4):<25}] {done} of {of} lines", end="", file=sys.stderr)

    def end(self) -> None:
        if self._shown >= 0:
            print(file=sys.stderr)


def _undo(house: "House", key: str, batch: int, who: str, json: bool) -> None:
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.import_undo import undo_import

    done = undo_import(house, key, batch, by=who, at=clock.now())
    if json:
        return output.as_json({"undone": asdict(done)})
    how = (
        "gone as if it had never been"
        if done.whole
        else "taken back by a counter-move for each case"
    )
    output.say(f"import {batch}: {output.counted(done.cases, 'case')}, {how}")


def _plain(told: "ListTold", words: "Words") -> dict[str, Any]:
    from intlflow.app.import_words import remarks, said

    return {
        "municipality": told.municipality, "file": told.file, "batch": told.batch,
        "counts": told.counts(), "unknown": list(told.unknown),
        "without": [{"sheet": sheet, "rows": rows} for sheet, rows in told.without],
        "lines": [
            {
                "place": p.listed.place, "title": p.listed.title, "outcome": str(p.outcome),
                "ref": p.ref, "unit": p.listed.unit, "phase": p.listed.phase,
                "facts": p.listed.facts, "message": said(p, words),
                "changes": dict(p.changes), "remarks": remarks(p, words),
            }
            for p in told.proposals
        ],
    }  # fmt: skip


def _print(told: "ListTold", words: "Words", apply: bool) -> None:
    from intlflow.app.import_words import remarks, said

    for proposal in told.proposals:
        title = output.shortened(proposal.listed.title) or "–"
        output.say(output.safe(f"{proposal.listed.place}: {title}: {said(proposal, words)}"))
        for remark in remarks(proposal, words):
            how = words.section("sure").get(remark["sure"], remark["sure"])
            output.say("    " + output.safe(f"{remark['cell']} ({how}): {remark['message']}"))
    for heading in told.unknown:
        output.say(
            output.safe(f"column “{heading}”: not known; its cells are kept with their lines")
        )
    for sheet, rows in told.without:
        output.say(output.safe(f"sheet “{sheet}”: {rows} rows without headings; not read"))
    counts = ", ".join(f"{key} {number}" for key, number in told.counts().items() if number)
    output.say(f"{output.counted(len(told.proposals), 'line')}: {counts or 'none'}")
    if told.batch is not None:
        output.say(
            f"done as batch {told.batch}; `intlflow import projects --undo {told.batch}` takes it out"
        )
    else:
        output.say(
            "nothing new: nothing was written" if apply else "a dry run: nothing was changed"
        )


@app.command("people")
def people(
    file: Annotated[
        Path | None, typer.Argument(help="XLSX, XLS, ODS or CSV; none with --undo.")
    ] = None,
    municipality: In = "",
    apply: Annotated[bool, typer.Option("--apply", help="Do it; otherwise only told.")] = False,
    undo: Annotated[
        int | None, typer.Option("--undo", help="Take this list out again.", metavar="BATCH")
    ] = None,
    json: Json = False,
) -> None:
    """Bring a list of people in, as `people import` does, but told first; taken out with --undo."""
    from intlflow import clock
    from intlflow.app.people_undo import undo_people
    from intlflow.cli.people import bring_in

    if (file is None) == (undo is None):
        raise typer.BadParameter("give a FILE, or --undo BATCH")
    with door.house() as house:
        municipality = _only(house, municipality)
        if undo is not None:
            done = undo_people(house, municipality, undo, at=clock.now())
            return tell_undone(done, "person", "people", json)
    assert file is not None
    bring_in(file, municipality, not apply, json)


def tell_undone(done: "Undone", one: str, many: str, json: bool) -> None:
    """Say what became of a list of people or meetings that was taken out."""
    from dataclasses import asdict

    if json:
        return output.as_json({"undone": asdict(done)})
    how = (
        "gone as if it had never been"
        if done.whole
        else "put back; what letters spoke of stays in the register, ended"
    )
    output.say(f"list {done.batch}: {done.cases} {one if done.cases == 1 else many}, {how}")


@app.command("list")
def list_(
    municipality: Annotated[
        str | None, typer.Option("--in", help="Only this municipality.")
    ] = None,
    json: Json = False,
) -> None:
    """List what was brought in, newest first."""
    from intlflow.app.import_undo import list_imports

    with door.house() as house:
        rows = list_imports(house, municipality)
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("No list has been brought in. Try `intlflow import projects FILE`.")
    lines = (
        (
            row["kind"], row["batch"], row["municipality"], row["at"][:16], row["by"], row["state"],
            ", ".join(f"{key} {number}" for key, number in row["lines"].items()), row["file"],
        )
        for row in rows
    )  # fmt: skip
    output.table(lines, ("kind", "batch", "in", "when", "by", "state", "lines", "file"))


@out.callback()
def lists_out() -> None:
    """Take lists out."""


@out.command("projects")
def export(
    file: Annotated[Path, typer.Argument(help="Where to write it; no file is overwritten.")],
    municipality: In = "",
    form: Annotated[str, typer.Option("--format", help="xlsx or csv.")] = "xlsx",
) -> None:
    """Write the projects as a list that `import projects` reads: out and in again changes nothing."""
    from intlflow import clock
    from intlflow.app.project_export import export_projects

    if form not in ("xlsx", "csv"):
        raise typer.BadParameter("--format is xlsx or csv")
    with door.house() as house:
        data = export_projects(house, _only(house, municipality), form, clock.now())
    _write(file, data)


@out.command("people")
def export_the_people(
    file: Annotated[Path, typer.Argument(help="Where to write it; no file is overwritten.")],
    municipality: In = "",
) -> None:
    """Write people and appointments as a CSV that `import people` reads: out and in changes nothing."""
    from intlflow import clock
    from intlflow.app.list_export import as_file, export_people

    with door.house() as house:
        data = as_file(export_people(house, _only(house, municipality), clock.now()))
    _write(file, data)


@out.command("meetings")
def export_the_meetings(
    file: Annotated[Path, typer.Argument(help="Where to write it; no file is overwritten.")],
    municipality: In = "",
) -> None:
    """Write the bodies' meetings as a CSV that `sitting import` reads: out and in changes nothing."""
    from intlflow.app.list_export import as_file, export_meetings

    with door.house() as house:
        data = as_file(export_meetings(house, _only(house, municipality)))
    _write(file, data)


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as target:
        target.write(data)
    output.say(output.safe(f"written: {file}"))
