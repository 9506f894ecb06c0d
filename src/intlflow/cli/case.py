"""Cases: opened, listed, shown, moved."""

from math import isfinite
from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Give, Json
from intlflow.domain.words import Kind, Stage

app = typer.Typer(help="Cases: projects, twin towns, governing documents.", no_args_is_help=True)
Ref = Annotated[str, typer.Argument(help="The case's reference, such as LJU-2027-014.")]
As = Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")]


@app.command("new")
def new(
    title: Annotated[str, typer.Option("--title", help="What it is called.")] = "",
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")] = "",
    kind: Annotated[Kind, typer.Option("--kind", help="What it is.")] = Kind.PROJECT,
    by: Annotated[str, typer.Option("--by", help="E-mail address of whoever brings it.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="The unit's key.")] = "",
    give: Give = None,
    json: Json = False,
) -> None:
    """Open a case: anyone in the register may bring an idea."""
    from intlflow import clock
    from intlflow.app.opening import open_case

    facts = door.given(give)
    values = {"title": title, "unit": unit}
    for name in values:
        values[name] = facts.pop(name, values[name])
    for option, value in {"--in": municipality, "--by": by, **_flags(values)}.items():
        if not value:
            raise typer.BadParameter(f"{option} is needed; see `intlflow case new --help`")
    with door.house() as house:
        if kind is Kind.PROJECT and not json:
            _tell_learnt(house, municipality, by, values["title"], facts)
        moved = open_case(
            house,
            kind,
            municipality=municipality,
            unit=values["unit"],
            title=values["title"],
            by=by,
            given=facts,
            at=clock.now(),
        )
        door.nudge(house, moved)
        tell_moved(moved, json)


def _tell_learnt(house: Any, municipality: str, by: str, title: str, facts: dict[str, str]) -> None:
    """Say what was learnt before in the idea's programme; at a terminal, ask whether to go on."""
    import sys

    from intlflow import clock
    from intlflow.app.access.tokens import owner
    from intlflow.app.evaluating.beforehand import learnt_before

    at = clock.now()
    learnt = learnt_before(house, owner(house, municipality, by, at), title, facts, at)
    if not learnt:
        return
    output.say(output.safe(f"Learnt before in {', '.join(learnt.programmes)}:"))
    for one in learnt.lessons:
        refused = ", refused" if one["refused"] else ""
        output.say("  " + output.safe(f"{one['ref']} {one['title']}{refused}"))
        said = {"why": one["why"], "score": one["score"], "again": one["again"],
                "not again": one["not_again"], "apply again": one["apply_again"]}  # fmt: skip
        for what, text in said.items():
            if text:
                output.say("    " + output.safe(f"{what}: {text}"))
    if learnt.hidden:
        output.say(
            f"  {learnt.hidden} more that {output.safe(by)} may not read; ask the coordinator"
        )
    if sys.stdin.isatty():
        typer.confirm("Open the case?", default=True, abort=True)


def _flags(values: dict[str, str]) -> dict[str, str]:
    return {f"--{name}": value for name, value in values.items()}


@app.command("list")
def list_(
    municipality: Annotated[
        str | None, typer.Option("--in", help="Only this municipality.")
    ] = None,
    stage: Annotated[Stage | None, typer.Option("--stage", help="Only this stage.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")] = None,
    json: Json = False,
) -> None:
    """List cases, newest first."""
    from intlflow.app.showing import list_cases

    with door.house() as house:
        rows = list_cases(house, municipality=municipality, stage=stage, kind=kind)
        if json:
            return output.as_json(rows)
        if not rows:
            return output.say("No cases yet. Open one with `intlflow case new`, or `demo load`.")
        words = house.words[output.LANG]
        output.table(
            (
                (
                    row["ref"],
                    row["kind"],
                    words.of(f"phase.{row['kind']}", row["phase"]),
                    row["unit"],
                    row["title"],
                )
                for row in rows
            ),
            ("ref", "kind", "now", "unit", "title"),
        )


@app.command("show")
def show(ref: Ref, json: Json = False) -> None:
    """Show a case: what is known, what has happened, which letters went."""
    from intlflow import clock
    from intlflow.app.showing import show_case
    from intlflow.cli.portrait import print_case

    with door.house() as house:
        case = show_case(house, ref, clock.now())
        if json:
            output.as_json(case)
        else:
            print_case(case, house.pack(case["municipality"]), house.words[output.LANG])


@app.command("can")
def can(ref: Ref, who: As, json: Json = False) -> None:
    """Show which moves a person can make now, what each needs, and why the others are closed."""
    from intlflow import clock
    from intlflow.app.showing import moves_open

    with door.house() as house:
        rows = moves_open(house, ref, by=who, at=clock.now())
        words = house.words[output.LANG]
        for row in rows:
            if row["refused"]:
                details = row["refused"]["details"]
                why = row["refused"]["why"]
                row["refused"]["message"] = words.sentence("refusal", why, **details)
        if json:
            return output.as_json(rows)
        if not rows:
            return output.say("Nothing more happens to this case: it has come to its end.")
        output.table((_line(row) for row in rows), ("verb", "leads to", "needs / why not"))


def _line(row: dict[str, Any]) -> tuple[str, str, str]:
    needs = "needs: " + ", ".join(row["needs"]) if row["needs"] else "needs nothing more"
    needs += f"; may take: {', '.join(row['takes'])}" if row["takes"] else ""
    closed = row["refused"]
    return row["verb"], row["target"], f"closed: {closed['message']}" if closed else needs


@app.command("move")
def move(
    ref: Ref,
    verb: Annotated[str, typer.Argument(help="What is done; see `intlflow case can`.")],
    who: As,
    give: Give = None,
    version: Annotated[int | None, typer.Option(help="The version that you looked at.")] = None,
    from_sheet: Annotated[
        bool,
        typer.Option("--from-sheet", help="Take what isn't given from its evaluation's sheet."),
    ] = False,
    json: Json = False,
) -> None:
    """Move a case: all of it happens, or nothing."""
    from intlflow import clock
    from intlflow.app.moves import move as make

    facts = door.given(give)
    with door.house() as house:
        if from_sheet:
            facts = _said_in_sheet(house, ref, verb, who) | facts
        moved = make(house, ref, verb, by=who, given=facts, at=clock.now(), version=version)
        door.nudge(house, moved)
        tell_moved(moved, json)


def _said_in_sheet(house: Any, ref: str, verb: str, who: str) -> dict[str, str]:
    """What a case's evaluation says of the facts that a move needs.

    Raises:
        typer.BadParameter: it says nothing of them, or the person may not read it.
    """
    from intlflow import clock
    from intlflow.app.access.tokens import owner
    from intlflow.app.evaluating.prefill import said_in_sheet
    from intlflow.app.showing import moves_open, show_case

    at = clock.now()
    rows = moves_open(house, ref, by=who, at=at)
    needs: list[str] = next((row["needs"] for row in rows if row["verb"] == verb), [])
    person = owner(house, show_case(house, ref, at)["municipality"], who, at)
    said = said_in_sheet(house, person, ref, at, house.words["sv"])
    found = {str(fact): text for fact, text in said.texts.items() if fact in needs}
    if not found:
        raise typer.BadParameter(f"no evaluation says anything of what {verb} needs; use --give")
    return found


def tell_moved(moved: Any, json: bool) -> None:
    """Say what a move did."""
    if json:
        return output.as_json(moved.plain())
    output.say(f"{moved.ref}: {moved.verb} → {moved.target} (version {moved.version})")
    for letter in moved.letters:
        output.say(f"  letter to {output.safe(letter.name)} ({letter.role}): {letter.status}")
    for key in moved.tasks:
        output.say(f"  task opened: {key}")
    for remark in moved.notices.get(output.LANG, ()):
        output.say(f"  note: {remark}")


@app.command("undo")
def undo(ref: Ref, who: As) -> None:
    """Take back the last move of a case, within a day: letters that wait are stopped, others mended."""
    from intlflow import clock
    from intlflow.app.undoing import undo as take_back

    with door.house() as house:
        undone = take_back(house, ref, by=who, at=clock.now())
        door.nudge_letters(house, undone.mended)
    output.say(f"{undone.ref}: {undone.verb} is taken back; it stands at {undone.phase} again")
    output.say(f"  {output.counted(undone.stopped, 'letter')} stopped")
    if undone.mended:
        output.say(f"  {output.counted(undone.mended, 'letter')} written to tell that it is off")


@app.command("tick")
def tick(
    ref: Ref,
    task: Annotated[str, typer.Argument(help="The task's key; see `intlflow case show`.")],
    who: As,
    note: Annotated[str, typer.Option(help="A word about how.")] = "",
) -> None:
    """Mark a task of a case's checklist done."""
    from intlflow import clock
    from intlflow.app import checklists

    with door.house() as house:
        checklists.tick(house, ref, task, by=who, note=note, at=clock.now())
    output.say(f"{ref.upper()}: {task} is done")


@app.command("support")
def support(
    ref: Ref,
    kind: Annotated[str, typer.Argument(help="undersoka, informera or stotta.")],
    who: As,
    hours: Annotated[float, typer.Option(help="How long it took.")],
    note: Annotated[str, typer.Option(help="What was done.")] = "",
) -> None:
    """Log the coordinator's support to a case."""
    from intlflow import clock
    from intlflow.app import checklists

    minutes = round(hours * 60) if isfinite(hours * 60) else 0
    with door.house() as house:
        checklists.support(
            house, ref, by=who, kind=kind, minutes=minutes, note=note, at=clock.now()
        )
    output.say(f"{ref.upper()}: {minutes} minutes of {kind} noted")


@app.command("comment")
def comment(
    ref: Ref,
    who: As,
    text: Annotated[str, typer.Option("--text", help="What to say; nothing: only read.")] = "",
    visible: Annotated[
        str, typer.Option("--visible", help="Who sees it: unit, coordinator or all.")
    ] = "",
    json: Json = False,
) -> None:
    """Read the comments on a case as a person sees them, or write one."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.comments import talk, writing

    with door.house() as house:
        at = clock.now()
        person = writing.writer(house, ref, who, at)
        if text:
            open_to = talk.talk_about(house, person, "case", ref, at).levels
            level = visible or next(iter(open_to), "")
            writing.comment(house, person, "case", ref, text=text, level=level, at=at)
        seen = talk.talk_about(house, person, "case", ref, at)
    rows = [asdict(each) for each in seen.said]
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say("No comments that this person sees.")
    for row in rows:
        changed = f", {row['state']}" if row["state"] != "written" else ""
        output.say(f"{row['at']} {output.safe(row['by'])} ({row['level']}{changed})")
        output.say(f"  {output.safe(row['text'])}")
