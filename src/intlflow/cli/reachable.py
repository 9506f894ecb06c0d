"""'Hinner vi?' on a terminal: the answer, the meetings it rests on, and what else can be done."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from intlflow.cli import door, output
from intlflow.cli.door import Json
from intlflow.domain.route import Subject


def reachable(
    municipality: Annotated[str, typer.Option("--in", help="The municipality's key.")],
    deadline: Annotated[
        str, typer.Option("--deadline", help="The last day and hour: '2027-03-02 17:00'.")
    ] = "",
    zone: Annotated[
        str, typer.Option("--zone", help="Whose clock: Europe/Brussels, UTC.")
    ] = "Europe/Stockholm",
    own_share: Annotated[
        str, typer.Option("--own-share", help="The municipality's own money, in SEK.")
    ] = "",
    years: Annotated[
        int | None, typer.Option("--years", min=1, help="Over how many budget years.")
    ] = None,
    units: Annotated[
        str, typer.Option("--units", help="Whose money, by key: the first one owns it.")
    ] = "",
    subject: Annotated[
        Subject, typer.Option("--subject", help="What is to be decided.")
    ] = Subject.OWN_FINANCING,
    ref: Annotated[str, typer.Option("--ref", help="A case; what isn't said is its own.")] = "",
    json: Json = False,
) -> None:
    """Can it be decided in time? By which meetings, the memo by when, and else what can be done."""
    from intlflow import clock
    from intlflow.app.meetings.asking import Asked, told
    from intlflow.app.meetings.asking import reachable as ask

    if not deadline and not ref:
        raise typer.BadParameter("give --deadline, or --ref of a case that has one")
    asked = Asked(
        deadline=_moment(deadline, zone) if deadline else None,
        subject=subject,
        units=tuple(unit.strip() for unit in units.split(",") if unit.strip()),
        years=years,
        own_share=_amount(own_share),
        ref=ref,
    )
    with door.house() as house:
        answer = told(ask(house, municipality, asked, clock.now()), house)
    if json:
        return output.as_json(answer)
    _print(answer)


def _moment(text: str, zone: str) -> datetime:
    """An instant as people write it; a bare day means its end."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        said = output.safe(zone[:40])
        raise typer.BadParameter(f"no zone '{said}'; write e.g. Europe/Brussels") from error
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        said = output.safe(text[:40])
        raise typer.BadParameter(f"'{said}' should look like 2027-03-02 17:00") from error
    if len(text.strip()) <= len("2027-03-02"):
        moment = moment.replace(hour=23, minute=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=place)


def _amount(text: str) -> Decimal | None:
    from intlflow.domain.money import Money, NotMoney

    if not text:
        return None
    try:
        money = Money.parse(text if text.strip()[-1:].isalpha() else f"{text} SEK")
    except NotMoney as error:
        said = output.safe(text[:40])
        raise typer.BadParameter(f"'{said}' should look like 450000") from error
    if money.currency != "SEK":
        raise typer.BadParameter("--own-share is in SEK; convert it first")
    return money.amount


def _print(answer: dict[str, Any]) -> None:
    output.say(f"{answer['says']['en']}.")
    output.say(f"deadline {answer['deadline']}, comfortably decided by {answer['decided_by']}")
    if answer["memo_by"] and answer["colour"] in ("green", "tight"):
        late = answer["memo_by"] < answer["today"]
        stop = min(step["stop"] for step in answer["steps"])
        said = f"should have been ready by {answer['memo_by']}, and must be in by {stop}"
        said = said if late else f"must be ready by {answer['memo_by']}"
        output.say(f"the memo (tjänsteskrivelse) {said}")
    output.say("")
    head = ("body", "meets", "at", "agenda stop", "memo by", "stands", "days to spare")
    output.table((_line(step) for step in answer["steps"]), head)
    for step in answer["steps"]:
        if step["says"]["en"]:
            output.say(output.safe(f"  {step['name']}: {step['says']['en']}"))
    if answer["colour"] in ("red", "unknown") and answer["earliest"]:
        output.say(f"\nthe earliest day for the decision is {answer['earliest']}")
    _list("What can be done", [way["says"]["en"] for way in answer["ways"]])
    _list("The rules behind it", [_rule(rule) for rule in answer["rules"]])
    _list("Might change the way, if it were known", [_rule(r) for r in answer["might_matter"]])


def _line(step: dict[str, Any]) -> tuple[Any, ...]:
    slack = "" if step["slack_days"] is None else step["slack_days"]
    days = (step["day"] or "–", step["start"] or "", step["stop"] or "–", step["memo_by"] or "–")
    return (step["name"], *days, step["colour"], slack)


def _rule(rule: dict[str, Any]) -> str:
    return f"{rule['says']['en']} ({rule['source']})"


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        output.say(f"\n{heading}")
        for line in lines:
            output.say(output.safe(f"  {line}"))


def add_to(app: typer.Typer) -> None:
    """Put the command among the others."""
    app.command()(reachable)
