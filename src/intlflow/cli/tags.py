"""What cases serve: goals, areas, global goals, who should have the benefit and who had it."""

from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In, On, Unit
from intlflow.cli.registers import taking_back
from intlflow.domain.registers import TAG
from intlflow.domain.tagging import About

app = typer.Typer(help="Tags: what cases serve, and who benefits.", no_args_is_help=True)
Ref = Annotated[str, typer.Argument(help="The case's reference.")]
Words = Annotated[str, typer.Option(help="Words of the list, with commas between.")]
Which = Annotated[About, typer.Argument(help="Which list.")]


@app.command("add")
def add(
    ref: Ref,
    municipality: In,
    who: By,
    vision: Words = "",
    goal: Annotated[str, typer.Option(help="Goals of the whole municipality.")] = "",
    own_goal: Annotated[str, typer.Option(help="Goals of the unit itself.")] = "",
    subject: Words = "",
    area: Words = "",
    sdg: Annotated[str, typer.Option(help="Global goals: 1 to 17, or all.")] = "",
    sustainability: Words = "",
    reach: Words = "",
    expected: Annotated[str, typer.Option(help="Who should have the benefit.")] = "",
    actual: Annotated[str, typer.Option(help="Who had the benefit.")] = "",
    effect: Words = "",
    on: On = None,
    note: Annotated[str, typer.Option("--note", help="In what way.")] = "",
    json: Json = False,
) -> None:
    """Tag a case; the words of each list are told by `tag words`."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.registers.tagging import tag

    texts = (
        *(vision, goal, own_goal, subject, area, sdg, sustainability, reach, expected, actual),
        effect,
    )
    chosen = {
        about: tuple(word.strip() for word in text.split(",") if word.strip())
        for about, text in zip(About, texts, strict=True)
        if text.strip()
    }
    with door.house() as house:
        done = tag(
            house, municipality, ref, chosen, by=who, at=clock.now(),
            on=on.date() if on else None, note=note,
        )  # fmt: skip
    if json:
        return output.as_json([asdict(each) for each in done])
    output.say(f"{output.counted(len(done), 'tag')} added to {output.safe(ref)}")


app.command("end")(taking_back(TAG, "Take a tag back; its number is told by `tag show`."))


@app.command("show")
def show(ref: Ref, municipality: In, json: Json = False) -> None:
    """Show a case's tags, and expected beside actual benefit."""
    from intlflow.app.registers.tagging import tags_of

    with door.house() as house:
        found = tags_of(house, municipality, ref)
    if json:
        return output.as_json(found)
    if not found["tags"]:
        return output.say(
            f"No tags yet. Begin with: intlflow tag add {found['ref']} --in KEY --as ADDRESS"
        )
    rows = ((t["number"], t["about"], t["word"], t["label"], t["list_of"]) for t in found["tags"])
    output.table(rows, ("no", "list", "word", "called", "list of"))
    benefit = ((b["label"], _yes(b["expected"]), _yes(b["actual"])) for b in found["benefit"])
    output.table(benefit, ("benefit for", "expected", "actual"))


def _yes(value: Any) -> str:
    return "yes" if value else "–"


@app.command("words")
def words(about: Which, municipality: In, on: On = None, json: Json = False) -> None:
    """Tell the words of a list, as it stands today or stood on a day."""
    from intlflow import clock
    from intlflow.app.registers.tagging import words_of
    from intlflow.app.situation import local_day

    with door.house() as house:
        day = on.date() if on else local_day(clock.now())
        found = words_of(house.pack(municipality), about, day)
    if json:
        return output.as_json([{"word": key, "label": label} for key, label in found.items()])
    if not found:
        return output.say(
            f"The pack has no {about} list on {day}; see `intlflow pack show {municipality}`"
        )
    output.table(found.items(), ("word", "called"))


@app.command("count")
def count(about: Which, municipality: In, unit: Unit = "", json: Json = False) -> None:
    """Count projects by the words of a list and by unit; 'all' is counted apart."""
    from intlflow.app.registers.tagging import count as add_up

    with door.house() as house:
        found = add_up(house, municipality, about, unit)
    if json:
        return output.as_json(found)
    rows = (
        (w["word"], w["label"], w["cases"], ", ".join(f"{u} {n}" for u, n in w["units"].items()))
        for w in found["words"]
    )
    output.table(rows, ("word", "called", "projects", "units"))
    if about is About.SDG:
        output.say(f"all seventeen (counted apart): {found['all']}")
    output.say(f"without: {', '.join(found['without']) or 'none'}")
