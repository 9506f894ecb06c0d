"""The annual collection: how it stands, and a unit's own report from the first word to the approval."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.cli.papers import compile_, hand_over

if TYPE_CHECKING:
    from intlflow.domain.report_answers import Answers
    from intlflow.letters.words import Words

app = typer.Typer(
    help="The units' annual reports: asked for, answered, approved.", no_args_is_help=True
)
In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
Unit = Annotated[str, typer.Option("--unit", help="The unit's key.")]
Year = Annotated[
    int | None,
    typer.Option("--year", help="Told of; none: the year being collected.", min=2000, max=2200),
]
As = Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")]
Note = Annotated[str, typer.Option("--note", help="A word with it.")]
Why = Annotated[str, typer.Option("--note", help="What is lacking, or why.")]
Version = Annotated[int | None, typer.Option("--version", help="The version that you looked at.")]


@app.command("status")
def status(municipality: In, year: Year = None, json: Json = False) -> None:
    """Show where every unit's report of a year stands, and who answers for it."""
    from intlflow import clock
    from intlflow.app.report_status import status as look

    with door.house() as house:
        wanted = year or this_year()
        rows = look(house, municipality, wanted, clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json(rows)
    done = sum(row["answered"] for row in rows)
    output.say(f"{wanted}: {done} of {output.counted(len(rows), 'unit')} answered")
    head = ("unit", "name", "stands at", "since", "by", "answers for it")
    output.table((_line(row, words) for row in rows), head)


def this_year() -> int:
    """The year that is being collected now."""
    from intlflow import clock
    from intlflow.app.situation import local_day
    from intlflow.app.unit_reports import year_of

    return year_of(local_day(clock.now()))


def _line(row: dict[str, Any], words: "Words") -> tuple[str, ...]:
    state = words.of("phase.unit-report", row["state"]) if row["version"] else "not asked yet"
    late = ", late" if row["late"] else ""
    last = row["last"]["by"] or "the clock" if row["last"] else ""
    name = f"{row['unit_name']} (now {row['successor']})" if row["successor"] else row["unit_name"]
    return row["unit"], name, state + late, (row["since"] or "")[:10], last, _people(row["answers"])


def _people(answers: list[dict[str, Any]]) -> str:
    """Who answers; a vacancy is said, since somebody must be appointed."""
    said = ", ".join(
        f"{each['name']} (deputy)" if each["stands_in"] and not each["vacancy"] else each["name"]
        for each in answers
    )
    vacant = any(each["vacancy"] for each in answers) or not answers
    return f"nobody appointed; {said or 'nobody'} is told" if vacant else said


@app.command("show")
def show(municipality: In, unit: Unit, year: Year = None, json: Json = False) -> None:
    """Show a unit's report: what the register tells of its year, and what has happened to it."""
    from intlflow import clock
    from intlflow.app.report_status import show as look

    with door.house() as house:
        report = look(house, municipality, unit, year or this_year(), clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json(report)
    output.say(f"{output.safe(report['unit_name'])}, {report['year']}")
    state = words.of("phase.unit-report", report["state"])
    late = ", late" if report["late"] else ""
    output.say(f"{state}{late} · version {report['version']} · {_people(report['answers'])}")
    _facts(report)
    output.say("\nHistory")
    for event in report["events"]:
        verb = words.of("verb.unit-report", event["verb"])
        who = output.safe(event["by"] or "the clock")
        said = f": {output.safe(event['note'])}" if event["note"] else ""
        output.say(f"  {event['at'][:10]}  {verb}, by {who}{said}")


def _facts(report: dict[str, Any]) -> None:
    """Print the register's rows of the year, most important first."""
    facts = report["facts"]
    output.say("\nFrom the register" + (", as when it was answered" if report["fixed"] else ""))
    for key in ("running", "closed", "applications", "evaluations", "twin_towns", "ideas"):
        for row in facts[key]:
            outcome = f" ({row['outcome']})" if "outcome" in row else ""
            output.say(
                f"  {key.replace('_', ' ')}: {row['ref']} {output.safe(row['title'])}{outcome}"
            )
    output.say(f"  support: {facts['support']['minutes']} minutes")


@app.command("open")
def open_(
    municipality: In,
    year: Year = None,
    who: Annotated[str | None, typer.Option("--as", help="The coordinator's address.")] = None,
    json: Json = False,
) -> None:
    """Ask every unit for its report of a year; whoever is asked already is not asked again."""
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.unit_reports import open_year

    with door.house() as house:
        opened = open_year(house, municipality, year or this_year(), clock.now(), who)
    if json:
        return output.as_json(asdict(opened))
    asked = output.counted(len(opened.opened), "unit")
    output.say(f"{opened.year}: {asked} asked now, {opened.already} before")
    for key in opened.unanswerable:
        output.say(f"  {key}: nobody is left to answer for it")


@app.command("start")
def start(
    municipality: In,
    unit: Unit,
    who: As,
    year: Year = None,
    note: Note = "",
    version: Version = None,
    json: Json = False,
) -> None:
    """Begin a unit's report."""
    _act("start", municipality, unit, year, who, note, version, json)


@app.command("submit")
def submit(
    municipality: In,
    unit: Unit,
    who: As,
    year: Year = None,
    note: Note = "",
    version: Version = None,
    tried: Annotated[
        list[str] | None,
        typer.Option("--tried", help="FORM=yes or FORM=no: whether the unit has considered it."),
    ] = None,
    results: Annotated[str, typer.Option("--results", help="What the year has led to.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why a form was not considered.")] = "",
    needs: Annotated[
        str, typer.Option("--needs", help="What staff need to learn, and what was done.")
    ] = "",
    json: Json = False,
) -> None:
    """Hand in a unit's report; the register's rows are fixed, and the manager is asked to approve."""
    said = _answers(tried, results, why, needs)
    _act("submit", municipality, unit, year, who, note, version, json, said)


@app.command("nothing")
def nothing(
    municipality: In,
    unit: Unit,
    who: As,
    year: Year = None,
    note: Note = "",
    version: Version = None,
    json: Json = False,
) -> None:
    """Sign that a unit had no international work that year."""
    _act("nothing", municipality, unit, year, who, note, version, json)


@app.command("approve")
def approve(
    municipality: In,
    unit: Unit,
    who: As,
    year: Year = None,
    note: Note = "",
    version: Version = None,
    json: Json = False,
) -> None:
    """Approve a report that was handed in, as the unit's manager."""
    _act("approve", municipality, unit, year, who, note, version, json)


@app.command("return")
def return_(
    municipality: In,
    unit: Unit,
    who: As,
    note: Why = "",
    year: Year = None,
    version: Version = None,
    json: Json = False,
) -> None:
    """Ask for more, as the coordinator; says what is lacking."""
    _act("return", municipality, unit, year, who, note, version, json)


@app.command("reopen")
def reopen(
    municipality: In,
    unit: Unit,
    who: As,
    note: Why = "",
    year: Year = None,
    version: Version = None,
    json: Json = False,
) -> None:
    """Open an answer again, as the coordinator; says why."""
    _act("reopen", municipality, unit, year, who, note, version, json)


def _answers(tried: list[str] | None, results: str, why: str, needs: str) -> "Answers | None":
    """What was said of the year; None: nothing was."""
    from intlflow.domain.report_answers import Answers

    said = {}
    for each in tried or []:
        form, _, answer = each.partition("=")
        if answer not in ("yes", "no"):
            raise typer.BadParameter(f"'{each}' must be FORM=yes or FORM=no", param_hint="--tried")
        said[form.strip()] = answer == "yes"
    answers = Answers(said, results, why, needs)
    return answers or None


def _act(
    verb: str,
    municipality: str,
    unit: str,
    year: int | None,
    who: str,
    note: str,
    version: int | None,
    json: bool,
    answers: "Answers | None" = None,
) -> None:
    from dataclasses import asdict

    from intlflow import clock
    from intlflow.app.unit_reports import act

    with door.house() as house:
        done = act(
            house,
            verb,
            municipality=municipality,
            unit=unit,
            year=year or this_year(),
            by=who,
            at=clock.now(),
            note=note,
            version=version,
            answers=answers,
        )
        door.nudge_letters(house, len(done.letters))
    if json:
        return output.as_json(asdict(done))
    late = ", late" if done.late else ""
    output.say(
        f"{done.unit} {done.year}: {done.verb} → {done.target}{late} (version {done.version})"
    )
    for letter in done.letters:
        output.say(f"  letter to {output.safe(letter.name)} ({letter.role}): {letter.status}")


app.command("compile")(compile_)
app.command("hand-over")(hand_over)
