"""Time: do what is due now, and see what would be done on any other day."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json

if TYPE_CHECKING:
    from intlflow.app.duties.planning import Judged

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def tick(
    only: Annotated[str, typer.Option("--only", help="A clock or a duty, by its key.")] = "",
    municipality: Annotated[
        str | None, typer.Option("--in", help="Only this municipality.")
    ] = None,
    unit: Annotated[str | None, typer.Option("--for", help="Only this unit or case.")] = None,
    accept_clock: Annotated[
        bool, typer.Option("--accept-clock", help="The clock has jumped, and is right now.")
    ] = False,
    json: Json = False,
) -> None:
    """Do what is due: write the letters of the day into the outbox, each once."""
    from intlflow import clock
    from intlflow.app.duties import clockwatch, ticking

    with door.house() as house:
        now = clock.now()
        if accept_clock:
            clockwatch.accept(house, clockwatch.look(now))
        clockwatch.believe(house, clockwatch.look(now))
        done = ticking.tick(
            house,
            now,
            wanted=ticking.just(house, only, municipality),
            only=ticking.about(unit),
        )
        door.nudge_letters(house, done.letters)
    if json:
        return output.as_json(
            {
                "day": done.day,
                "letters": done.letters,
                "people": done.told,
                "waiting": done.waiting,
                "steps": [_step(each) for each in done.judged],
            }
        )
    for each in done.judged:
        row = _step(each)
        who = ", ".join(row["people"]) if isinstance(row["people"], list) else ""
        said = f"  {row['duty']} {row['subject']} {row['period']} {row['step']}: {row['outcome']}"
        output.say(output.safe(f"{said} {who}".rstrip()))
    letters = output.counted(done.letters, "letter")
    more = f"; {done.waiting} wait for tomorrow's letter" if done.waiting else ""
    output.say(f"{done.day}: {letters} in the outbox{more}")


def _step(each: "Judged") -> dict[str, object]:
    municipality, duty, subject, period, step = each.key
    return {
        "municipality": municipality,
        "duty": duty,
        "subject": subject,
        "period": period,
        "step": step,
        "day": each.step.day.isoformat(),
        "outcome": str(each.outcome),
        "people": [recipient.holder.name for recipient in each.recipients],
    }


def preview(
    municipality: Annotated[
        str | None, typer.Option("--in", help="Only this municipality.")
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")
    ] = None,
    email: Annotated[str | None, typer.Option("--to", help="Only what this person gets.")] = None,
    json: Json = False,
) -> None:
    """Show what will be sent to whom, when and why, if nobody does anything meanwhile."""
    from intlflow import clock
    from intlflow.app.duties import preview as looking
    from intlflow.app.duties.ticking import working_day_of

    today = working_day_of(clock.now())
    start = first.date() if first else today
    end = last.date() if last else start + timedelta(days=365)
    if end < start:
        raise typer.BadParameter(f"--until {end} is before --from {start}")
    if start < today:
        raise typer.BadParameter(f"--from {start} has passed; what was sent: intlflow letters list")
    if (end - today).days > 366 * 5:
        raise typer.BadParameter("five years ahead is as far as one can look")
    with door.house() as house:
        rows = looking.rows(
            house,
            start,
            end,
            today=today,
            municipality=municipality,
            email=email,
            lang="sv" if json else output.LANG,
        )
    if json:
        return output.as_json([asdict(row) for row in rows])
    if not rows:
        return output.say(f"Nothing is to be sent from {start} to {end}.")
    output.table(
        (
            (
                row.day,
                row.person or "nobody",
                row.role,
                row.duty,
                row.about,
                row.due or "",
                row.outcome,
                row.rule or "(practice)",
            )
            for row in rows
        ),
        ("day", "who", "as", "what", "about", "by", "", "rule"),
    )


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(tick)
    app.command()(preview)
