"""Packs: what each municipality's folder says, and whether it is right."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

if TYPE_CHECKING:
    from intlflow.packs.duties import Duty
    from intlflow.packs.model import Pack

app = typer.Typer(help="Municipalities' packs.", no_args_is_help=True)


@app.command("list")
def list_(json: Json = False) -> None:
    """List the municipalities."""
    from intlflow.app.house import assemble

    packs = assemble(door.settings()).packs
    rows = [
        {
            "key": key,
            "name": pack.municipality.name,
            "units": len(pack.unit),
            "rules": len(pack.rule),
        }
        for key, pack in sorted(packs.items())
    ]
    if json:
        return output.as_json(rows)
    output.table((tuple(row.values()) for row in rows), ("key", "name", "units", "rules"))


@app.command("show")
def show(
    key: Annotated[str, typer.Argument(help="The municipality's key.")], json: Json = False
) -> None:
    """Show a pack: what it holds, its duties, and everything that is still to be confirmed."""
    from intlflow.app.house import assemble
    from intlflow.packs.reader import confirmations

    pack = assemble(door.settings()).pack(key)
    asked = [
        {"where": str(c.where), "question": c.question, "evidence": str(c.evidence)}
        for c in confirmations(pack)
    ]
    if json:
        return output.as_json(pack.model_dump(mode="json") | {"to_confirm": asked})
    output.say(f"{pack.municipality.name} ({key})")
    _part("Units", [(u.key, u.name, _days(u)) for u in pack.unit])
    _part("Bodies", [(b.key, b.name, str(b.kind)) for b in pack.body])
    _part(
        "Governing documents", [(d.key, d.title, f"revise by {d.revise_by}") for d in pack.document]
    )
    _part("Forms", [(f.key, f.label.sv, ", ".join(f.aliases)) for f in pack.form])
    _part("Rules", [(r.key, f"{r.document} § {r.section}", f"“{r.quote}”") for r in pack.rule])
    _part("Mandates", [(m.key, f"{m.council_from} – {m.council_to}") for m in pack.mandate])
    _part("Duties", [_duty(duty, pack) for duty in pack.duty])
    _part("To be confirmed", [(a["where"], a["evidence"], a["question"]) for a in asked])


def _duty(duty: "Duty", pack: "Pack") -> tuple[str, ...]:
    """A duty in one line: what, when, who owes it, whom the ladder tells, and where it is from."""
    from intlflow.packs.duty_lines import ladder, rhythm, source

    what = f"{duty.title.sv}, per {duty.per}: {rhythm(duty)}"
    return duty.key, what, f"owner {duty.owner}", f"[{ladder(duty)}]", source(duty, pack)


def _days(dated: Any) -> str:
    end = f"until {dated.valid_to}" if dated.valid_to else ""
    return f"{end} → {dated.successor}" if dated.successor else end


def _part(heading: str, rows: list[tuple[str, ...]]) -> None:
    if rows:
        output.say(f"\n{heading}: {len(rows)}")
        for row in rows:
            output.say("  " + "  ".join(output.safe(part) for part in row if part))


@app.command("check")
def check(
    path: Annotated[Path, typer.Argument(help="A pack's folder.")], json: Json = False
) -> None:
    """Check a pack; say every mistake with file, line and cure."""
    from dataclasses import asdict

    from intlflow.app.own_letters import check_all
    from intlflow.app.papers.making import template_mistakes
    from intlflow.letters.words import in_language

    problems = check_all(path)
    if json:
        output.as_json([asdict(problem) for problem in problems])
        templates = []
    else:
        templates = list(template_mistakes(path, in_language(output.LANG)))
        for told in (*map(str, problems), *templates):
            output.say(output.safe(told))
        number = len(problems) + len(templates)
        found = output.counted(number, "mistake") if number else "all is well"
        output.say(f"{path}: {found}")
    if problems or templates:
        raise typer.Exit(1)
