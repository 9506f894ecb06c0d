"""Looking after an installation: is the journal whole, is all well, copies, the self-test."""

from pathlib import Path
from typing import Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

audit = typer.Typer(help="The journal that nobody can rewrite unseen.", no_args_is_help=True)


@audit.command("verify")
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option("--head", help="A head noted earlier, KEY=HASH.", metavar="KEY=HASH"),
    ] = None,
    json: Json = False,
) -> None:
    """Compute every link of the journal anew and replay every case."""
    from dataclasses import asdict

    from intlflow.app.audit import verify as check

    with door.house() as house:
        anchors = door.given(head, "KEY=HASH", "ljungby=9f86d0…")
        verdict = check(house, anchors)
    if json:
        output.as_json(asdict(verdict) | {"whole": verdict.whole})
    else:
        for fault in verdict.faults:
            output.say(output.safe(fault))
        state = "whole" if verdict.whole else output.counted(len(verdict.faults), "fault")
        rows, cases = output.counted(verdict.rows, "row"), output.counted(verdict.cases, "case")
        output.say(f"{rows}, {cases}: {state}")
        for key, value in verdict.heads.items():
            output.say(f"head {output.safe(key)}={output.safe(value)}")
    if not verdict.whole:
        raise typer.Exit(1)


def doctor(json: Json = False) -> None:
    """Check settings, database, packs, mail and Prefect; say what to do about what is wrong."""
    from dataclasses import asdict

    from intlflow.app.doctor import examine

    findings = examine(door.settings())
    if json:
        output.as_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            mark = {"ok": "ok  ", "note": "note", "bad": "BAD "}[finding.state]
            output.say(f"{mark}  {finding.what}: {output.safe(finding.said)}")
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(help="A file that doesn't exist yet.")]) -> None:
    """Copy the database to a file, and the attachments beside it, also while everything runs."""
    from intlflow.app.keeping import backup as copy

    with door.house() as house:
        done = copy(house, file)
    output.say(f"{file}: {done.size / 1024:.0f} KiB, checked and whole")
    _tell_files(
        done.files, done.wrong, f"in {file.parent / 'attachments'}; keep it with {file.name}"
    )


def restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup and its attachments in place; the database that stood there is set aside."""
    from intlflow import clock
    from intlflow.app.keeping import BadBackup
    from intlflow.app.keeping import restore as put_back
    from intlflow.up.lock import holder

    settings = door.settings()
    if (pid := holder(settings.data)) is not None:
        raise BadBackup(f"`intlflow up` runs on {settings.data} (process {pid}); stop it first")
    done = put_back(settings, file, clock.now())
    aside = f"; what stood there is in {done.aside}" if done.aside else ""
    output.say(f"{file} is in place{aside}")
    _tell_files(done.files, done.wrong, "in place, each as it was kept")


def _tell_files(files: int, wrong: tuple[str, ...], where: str) -> None:
    """Say what became of the attachments; some that are gone make the command fail."""
    if files:
        output.say(f"{output.counted(files, 'attachment')} {where}")
    for each in wrong:
        output.say(output.safe(f"NOT THERE: {each}"))
    if wrong:
        raise typer.Exit(1)


def selftest(
    kills: Annotated[int, typer.Option(help="How many times to kill.", min=1, max=100_000)] = 200,
    seed: Annotated[int, typer.Option(help="The same seed kills alike.")] = 1,
    plant: Annotated[str, typer.Option(hidden=True)] = "",
    json: Json = False,
) -> None:
    """Kill writers and senders at random moments and count what was lost: it must be nothing."""
    from dataclasses import asdict

    from intlflow.selftest.run import run_selftest

    verdict = run_selftest(kills=kills, seed=seed, plant=plant, database_url=None)
    if json:
        output.as_json(asdict(verdict) | {"passed": verdict.passed})
    else:
        for line in verdict.lines():
            output.say(line)
    if not verdict.passed:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(audit, name="audit")
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)
    app.command()(selftest)
