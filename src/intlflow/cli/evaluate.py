"""Evaluation: what is chosen and why, its sheet, its goals and effects, and what was chosen by mistake."""

from typing import Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In, Reason, given, takes
from intlflow.cli.registers import group_of, say
from intlflow.domain.evaluation import LESSONS, SHEET
from intlflow.domain.registers import EVALUATION, EVALUATION_EFFECT, EVALUATION_GOAL

app = typer.Typer(
    help="Evaluation: choose with a reason, fill in the sheet, tell effects again later.",
    no_args_is_help=True,
)
Which = Annotated[str, typer.Argument(help="The evaluation's number, or the case's reference.")]
Why = Annotated[str, typer.Option("--why", help="The reason; needed for a no, too.")]
_DAYS = ("results_due", "effects_from")
_ASKED = tuple(f for f in EVALUATION.fields if f.name in {*SHEET, *LESSONS, *_DAYS})


def _choose() -> Any:
    def choose(
        municipality: In,
        who: By,
        ref: Annotated[str, typer.Argument(help="A case's reference; or use an option.")] = "",
        cooperation: Annotated[str, typer.Option("--cooperation", help="Number or name.")] = "",
        network: Annotated[str, typer.Option("--network", help="Number or name.")] = "",
        why_chosen: Why = "",
        not_chosen: Annotated[
            bool, typer.Option("--not", help="Say that it is not to be evaluated.")
        ] = False,
        json: Json = False,
        **fields: Any,
    ) -> None:
        from intlflow import clock
        from intlflow.app.evaluating.choosing import choose as write

        named = {"case": ref, "cooperation": cooperation, "network": network}
        chosen = [(what, name) for what, name in named.items() if name]
        if len(chosen) != 1:
            raise typer.BadParameter("name one: a case's REF, --cooperation or --network")
        with door.house() as house:
            done = write(
                house, municipality, *chosen[0], why_chosen, by=who, at=clock.now(),
                chosen=not not_chosen, more=given(fields, EVALUATION),
            )  # fmt: skip
        say(done, "is not to be evaluated" if not_chosen else "is chosen for evaluation", json)

    fields = [f for f in EVALUATION.fields if f.name in ("chosen_by", *_DAYS)]
    return takes(choose, fields, "Choose something for evaluation, or say that it is not chosen.")


app.command("choose")(_choose())


@app.command("open")
def open_(which: Which, municipality: In, who: By, json: Json = False) -> None:
    """Open a sheet, prefilled; of a refused application the five questions about what was learnt."""
    from intlflow import clock
    from intlflow.app.evaluating.choosing import open_sheet
    from intlflow.app.evaluating.sheets import show_sheet

    with door.house() as house:
        done, now = open_sheet(house, municipality, which, by=who, at=clock.now())
        if not json:
            told = show_sheet(house, municipality, str(done.number))
    if json:
        return say(done, "", json)
    output.say("The sheet is open." if now else "The sheet was open already.")
    _print(told)


def _write() -> Any:
    def write(which: Which, municipality: In, who: By, json: Json = False, **fields: Any) -> None:
        from intlflow import clock
        from intlflow.app.evaluating.choosing import write as fill

        with door.house() as house:
            done = fill(
                house, municipality, which, given(fields, EVALUATION), by=who, at=clock.now()
            )
        say(done, f"is filled in (version {done.version}); what it said before is kept", json)

    return takes(write, _ASKED, "Fill in a sheet, or correct it.")


app.command("write")(_write())


@app.command("list")
def list_(municipality: In, json: Json = False) -> None:
    """List what is chosen, with the next day something is due, and what nobody has decided about."""
    from intlflow import clock
    from intlflow.app.evaluating.sheets import candidates, list_sheets, next_due

    with door.house() as house:
        rows = list_sheets(house, municipality)
        left = candidates(house, municipality, clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json({"evaluations": rows, "undecided": left})
    if not rows:
        output.say("Nothing is chosen yet. Begin with: intlflow evaluate choose REF --why …")
    else:
        output.table(
            (
                (
                    row["number"], row["ref"] or row["about"], output.shortened(row["name"]),
                    words.of("evaluation_standing", row["standing"]), next_due(row) or "",
                )
                for row in rows
            ),
            ("no", "about", "name", "stands at", "next due"),
        )  # fmt: skip
    for key, said in (("ended", "ended, undecided"), ("refused", "refused, no lessons told")):
        for case in left[key]:
            output.say(output.safe(f"  {said}: {case['ref']} {case['title']}"))


@app.command("show")
def show(which: Which, municipality: In, json: Json = False) -> None:
    """Show a sheet whole: what the register knows, the answers, goals, effects and what is due."""
    from intlflow.app.evaluating.sheets import show_sheet

    with door.house() as house:
        told = show_sheet(house, municipality, which)
    if json:
        return output.as_json(told)
    _print(told)


@app.command("remove")
def remove(which: Which, municipality: In, who: By, reason: Reason, json: Json = False) -> None:
    """Take out what was chosen by mistake; its history stays, and nobody is asked any more."""
    from intlflow import clock
    from intlflow.app.evaluating.choosing import remove as take_out

    with door.house() as house:
        done = take_out(house, municipality, which, by=who, at=clock.now(), reason=reason)
    say(done, "is taken out; it stays in the history", json)


def _print(told: dict[str, Any]) -> None:
    """A sheet in lines."""
    output.say(output.safe(f"{told['number']}  {told['name']} ({told['unit_name']})"))
    by = f", by {told['chosen_by']}" if told["chosen_by"] else ""
    output.say(output.safe(f"  {told['verdict']} {told['chosen_on']}{by}: {told['why']}"))
    if told["results_due"]:
        output.say(f"  results due {told['results_due']}")
    for due in told["effects_due"]:
        told_ = "told" if due["told"] else f"due {due['on']}"
        output.say(f"  effects after {due['months']} months: {told_}")
    for name, value in told["known"]["facts"].items():
        output.say(output.safe(f"  (register) {name.replace('_', ' ')}: {_short(value)}"))
    for name, value in told["sheet"].items():
        output.say(output.safe(f"  {name.replace('_', ' ')}: {_short(value) or '-'}"))
    for goal in told["goals"]:
        output.say(output.safe(f"  goal {goal['grade']}/5: {goal['goal']} ({goal['evidence']})"))
    for effect in told["effects"]:
        output.say(output.safe(f"  effect after {effect['months']} months: {effect['effect']}"))


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values())
    return "" if value is None else str(value)


app.add_typer(group_of(EVALUATION_GOAL), name="goal")
app.add_typer(group_of(EVALUATION_EFFECT), name="effect")
