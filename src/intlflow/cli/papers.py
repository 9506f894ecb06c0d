"""Papers to print, sign and send: the year's compilation, and those about a case, a unit, a municipality."""

from pathlib import Path
from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

FORMS = "html, docx, pdf, xlsx or json"
EVERY = "all"


def compile_(
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")],
    year: Annotated[
        int | None,
        typer.Option("--year", help="Told of; none: the year being collected.", min=2000, max=2200),
    ] = None,
    form: Annotated[str, typer.Option("--format", help=f"{FORMS}; all for every one.")] = "docx",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="The file to write; none: named after the year. Of all, the folder."
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="sv or en.")] = "sv",
    length: Annotated[
        str, typer.Option("--length", help="paragraph, chapter or full: how much of the year.")
    ] = "full",
) -> None:
    """Write the year's compilation, whole, as a chapter or as a paragraph; every gap is named."""
    from intlflow import clock
    from intlflow.app.papers.annual import annual, silent_in
    from intlflow.app.papers.lengths import Length
    from intlflow.app.papers.making import FORMS as KNOWN
    from intlflow.app.papers.making import file_made
    from intlflow.cli.reports import this_year

    if form != EVERY:
        _known(form)
    if length not in set(Length):
        said = ", ".join(Length)
        raise typer.BadParameter(f"'{length}' must be one of {said}", param_hint="--length")
    if lang not in ("sv", "en"):
        raise typer.BadParameter(f"'{lang}' must be sv or en", param_hint="--lang")
    with door.house() as house:
        address = house.settings.address or ""
        wanted, now = year or this_year(), clock.now()
        paper = annual(house, municipality, wanted, now, lang, address, Length(length))
        if form != EVERY:
            _write(file_made(house, municipality, paper, form), out)
        else:
            folder = _folder(out)
            with output.progress(KNOWN, paper.key) as each:
                made = [file_made(house, municipality, paper, one) for one in each]
            for name, content in made:
                _write((name, content), folder / name)
    for whom in silent_in(paper):
        output.say(f"  not reported: {output.safe(whom)}")


def hand_over(
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")],
    who: Annotated[str, typer.Option("--as", help="The coordinator's address.")],
    year: Annotated[
        int | None,
        typer.Option("--year", help="Told of; none: the year being collected.", min=2000, max=2200),
    ] = None,
    json: Json = False,
) -> None:
    """Hand the year's compilation over to the finance department, and keep which version it was."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.annual_handover import hand_over as do
    from intlflow.cli.reports import this_year

    with door.house() as house:
        done = do(house, municipality, year or this_year(), clock.now(), who)
        door.nudge_letters(house, len(done.letters))
    if json:
        return output.as_json(asdict(done))
    output.say(f"{done.year}: handed over as number {done.number}, mark {done.mark}")
    for letter in done.letters:
        output.say(f"  letter to {output.safe(letter.name)} ({letter.role}): {letter.status}")
    if done.gaps:
        output.say(f"  {output.counted(done.gaps, 'unit')} not reported, named in it")


def paper(
    kind: Annotated[str, typer.Argument(help="Which paper; `intlflow paper list` names them.")],
    about: Annotated[
        str,
        typer.Argument(
            help="A case, a unit, a document, a meeting's number or an address, as the paper wants."
        ),
    ] = "",
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")] = "",
    form: Annotated[str, typer.Option("--format", help=FORMS)] = "docx",
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; with --all, the folder.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="sv or en; none: the paper's own.")] = "",
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="Of unit-report: told of; none: being collected.", min=2000, max=2200
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="One for each unit or open project of --in.")
    ] = False,
) -> None:
    """Write a paper: memo, agenda, binder and the rest, in the form that is asked for.

    A follow-up of a term (mandate-report) is asked for as DOCUMENT/YEAR, e.g. plan_2018/2022; the calls and
    notes of the working group need no number for its next and its latest meeting.
    """
    from intlflow import clock
    from intlflow.app.papers.making import file_made
    from intlflow.app.papers.registry import PAPERS, every, made_for

    if kind == "list":
        return output.table(((k, each.about) for k, each in PAPERS.items()), ("paper", "about"))
    if kind not in PAPERS:
        raise typer.BadParameter(f"'{kind}' must be one of {', '.join(PAPERS)}", param_hint="KIND")
    _known(form)
    with door.house() as house:
        address, now = house.settings.address or "", clock.now()
        where = municipality or PAPERS[kind].municipality_of(house, about)
        if not all_:
            told = made_for(house, kind, where, about, now, lang, address, year)
            return _write(file_made(house, where, told, form), out)
        folder = _folder(out)
        found = every(house, kind, where, now, year)
        with output.progress(found, f"{kind}, {output.counted(len(found), 'paper')}") as each:
            for one in each:
                told = made_for(house, kind, where, one, now, lang, address, year)
                name, made = file_made(house, where, told, form)
                (folder / name).write_bytes(made)
    output.say(f"wrote {output.counted(len(found), 'paper')} to {folder}")


def _folder(out: Path | None) -> Path:
    """Where many files are written; made when it is not there."""
    folder = out or Path()
    if folder.is_file():
        raise typer.BadParameter(f"'{folder}' is a file; name a folder", param_hint="--out")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _known(form: str) -> None:
    """Refuse a form that there is none of, before anything is read."""
    from intlflow.app.papers.making import FORMS as KNOWN

    if form not in KNOWN:
        raise typer.BadParameter(f"'{form}' must be {FORMS}", param_hint="--format")


def _write(made: tuple[str, bytes], out: Path | None) -> None:
    file = out or Path(made[0])
    file.write_bytes(made[1])
    output.say(f"wrote {file} ({len(made[1]) // 1024 + 1} kB)")
