"""Calls: brought in from funders' files, listed, matched to what matters here, chosen or dismissed."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intlflow.cli import call_import, door, output
from intlflow.cli.door import Json
from intlflow.cli.register_options import By, In
from intlflow.domain.calls import Standing

if TYPE_CHECKING:
    from intlflow.app.calls.choosing import Chosen
    from intlflow.app.house import House
    from intlflow.letters.words import Words

app = typer.Typer(help="Calls for applications: what can be applied for.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The call's name; see `call list`.")]
Unit = Annotated[str, typer.Option("--unit", help="For this unit: its key.")]
ForCase = Annotated[str, typer.Option("--case", help="For this case: its reference.")]
SHOWN = 40  # lines; --json gives all
app.command("import")(call_import.import_)


@app.command("list")
def list_(
    municipality: In,
    state: Annotated[
        Standing | None, typer.Option("--state", help="Only these; else open and to come.")
    ] = None,
    programme: Annotated[
        str, typer.Option("--programme", help="Only this programme's: its key.")
    ] = "",
    before: Annotated[
        datetime | None,
        typer.Option("--before", formats=["%Y-%m-%d"], help="Only with a deadline by this day."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Those that were dismissed, too.")] = False,
    json: Json = False,
) -> None:
    """List the calls that are open or to come, by their deadlines."""
    from intlflow import clock
    from intlflow.app.calls.showing import list_calls

    with door.house() as house:
        told = list_calls(
            house, municipality, clock.now(), state=state, programme=programme,
            before=before.date() if before else None, every=every,
        )  # fmt: skip
        words = house.words[output.LANG]
    if json:
        return output.as_json(told)
    if not told["known"]:
        output.say("No calls are known. Bring them in with `intlflow call import ft FILE`.")
    elif not told["calls"]:
        output.say(f"None of the {told['known']} calls that are known fits.")
    else:
        lines = (
            (
                c["call"], words.of("call_state", c["state"]), _when(words, c["deadline"]),
                c["programme_name"], words.of("call_may", c["may"]), _choices(c),
                output.shortened(c["title"])[:60],
            )
            for c in told["calls"][:SHOWN]
        )  # fmt: skip
        head = ("call", "state", "deadline", "programme", "county", "here", "title")
        output.table(lines, head)
        _more(len(told["calls"]))
    for each in told["sources"]:
        if each["trouble"]:
            output.say(
                output.safe(
                    f"{each['source']}: the last try ({each['tried_at'][:16]}) failed: "
                    f"{each['trouble']}; last read {(each['read_at'] or 'never')[:16]}"
                )
            )


def _more(number: int) -> None:
    if number > SHOWN:
        output.say(f"… and {number - SHOWN} more; narrow the list, or take all with --json")


def _choices(told: dict[str, Any]) -> str:
    return ", ".join(
        " ".join(part for part in (c["verdict"], c["case"] or c["unit"]) if part)
        for c in told["choices"]
    )


@app.command("show")
def show(name: Name, municipality: In, json: Json = False) -> None:
    """Show a call: money, deadlines and how they moved, what was chosen, the same call in other years."""
    from intlflow import clock
    from intlflow.app.calls.showing import show_call

    with door.house() as house:
        told = show_call(house, municipality, name, clock.now())
        words = house.words[output.LANG]
    if json:
        return output.as_json(told)
    say = output.say
    say(output.safe(f"{told['call']}  {told['title']}"))
    say(output.safe(f"{told['programme_name'] or 'unknown programme'}; {told['type_of_action']}"))
    say(f"{words.of('call_state', told['state'])}: {_days(told, words)}")
    area = f" ({told['area']})" if told["area"] else ""
    say(output.safe(f"the county: {words.of('call_may', told['may'])}{area}"))
    _print_money(told)
    for each in told["moved"]:
        was, now = _when(words, each["was"]), _when(words, each["now"])
        news = f": {each['news']}" if each["news"] else ""
        say(output.safe(f"  {each['at'][:10]}  deadline moved from {was} to {now}{news}"))
    for each in told["history"]:
        where = each["case"] or each["unit"] or "the municipality"
        why = f": {each['reason']}" if each["reason"] else ""
        line = f"  {each['at'][:10]}  {each['verdict']} for {where} by {each['by']}{why}"
        say(output.safe(line))
    if told["other_years"]:
        say("other years: " + output.safe(", ".join(o["call"] for o in told["other_years"])))
    say(output.safe(told["url"]))


def _days(told: dict[str, Any], words: "Words") -> str:
    if not told["deadlines"]:
        return "no deadline is told"
    return "deadline " + ", ".join(_when(words, each) for each in told["deadlines"])


def _print_money(told: dict[str, Any]) -> None:
    if told["budget"]:
        output.say(f"budget of this topic: {told['budget']} {told['currency']}")
    if told["max_grant"]:
        output.say(f"grant: {told['min_grant'] or 0} to {told['max_grant']} {told['currency']}")
    terms = told["terms"] or {}
    if terms.get("max_eu_rate"):
        output.say(f"the EU pays {float(terms['max_eu_rate']):.0%} at most, says the pack")
    if terms.get("own_share_rule"):
        output.say(output.safe(terms["own_share_rule"][output.LANG]))


@app.command("match")
def match(municipality: In, unit: Unit = "", case: ForCase = "", json: Json = False) -> None:
    """Show which calls answer to the issues that matter here, or to one case, and by which words."""
    from intlflow import clock
    from intlflow.app.calls import showing

    if unit and case:
        raise typer.BadParameter("give --unit or --case, not both")
    with door.house() as house:
        now = clock.now()
        told: Any = (
            showing.matches_of_case(house, municipality, case, now)
            if case
            else showing.matches(house, municipality, now, unit)
        )
        words = house.words[output.LANG]
    if json:
        return output.as_json(told)
    rows = told["matches"] if case else told
    if not rows:
        output.say("No open call answers to it by its words. All of them: intlflow call list")
    else:
        lines = (
            (
                r["score"], r["call"], _when(words, r["deadline"]), words.of("call_may", r["may"]),
                r["issue_label"][:40], r["unit_name"] or "all units", _why(r),
            )
            for r in rows[:SHOWN]
        )  # fmt: skip
        output.table(lines, ("score", "call", "deadline", "county", "answers to", "of", "because"))
        _more(len(rows))
    for each in told["considered"] if case else ():
        why = f": {each['reason']}" if each["reason"] else ""
        output.say(output.safe(f"considered: {each['call']} {each['verdict']}{why}"))


def _why(row: dict[str, Any]) -> str:
    said = [
        w["call"] if w["issue"] == w["call"] else f"{w['issue']} – {w['call']}"
        for w in row["words"]
    ]
    said = ["linked by hand", *said] if row["linked"] else said
    return ", ".join(["the same programme", *said] if row["same_programme"] else said)


@app.command("choose")
def choose(
    name: Name,
    municipality: In,
    who: By,
    unit: Unit = "",
    case: ForCase = "",
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    json: Json = False,
) -> None:
    """Choose a call; whoever does is told when its deadline moves."""
    from intlflow import clock
    from intlflow.app.calls.choosing import choose as take

    with door.house() as house:
        done = take(
            house, municipality, name, by=who, at=clock.now(), unit=unit, case=case, reason=reason
        )
        _answer(house, done, json)


@app.command("dismiss")
def dismiss(
    name: Name,
    municipality: In,
    who: By,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays with the call.")],
    unit: Unit = "",
    case: ForCase = "",
    json: Json = False,
) -> None:
    """Dismiss a call with a reason; it is no longer listed or matched for those it is dismissed for."""
    from intlflow import clock
    from intlflow.app.calls.choosing import dismiss as leave

    with door.house() as house:
        done = leave(
            house, municipality, name, by=who, at=clock.now(), unit=unit, case=case, reason=reason
        )
        _answer(house, done, json)


@app.command("follow")
def follow(name: Name, municipality: In, who: By, case: ForCase, json: Json = False) -> None:
    """Give a case the deadline of the call that was chosen for it, whatever day somebody has set."""
    from intlflow import clock
    from intlflow.app.calls.following import follow as take

    with door.house() as house:
        done = take(house, municipality, name, case, by=who, at=clock.now())
        words = house.words[output.LANG]
    if json:
        was = done.was.isoformat() if done.was else None
        return output.as_json({"case": done.ref, "was": was, "now": done.now.isoformat()})
    output.say(f"{done.ref}: deadline {words.moment(done.now.isoformat())}")
    if done.says:
        output.say(f"in time? {done.says[output.LANG]}")


def _answer(house: "House", done: "Chosen", json: bool) -> None:
    from intlflow.app.calls.showing import brief

    told = {key: value for key, value in brief(done.seen).items() if key != "choices"}
    it = done.choice
    told |= {
        "verdict": it.verdict, "unit": it.unit, "case": it.case_ref, "reason": it.reason,
        "new": done.new,
    }  # fmt: skip
    if json:
        return output.as_json(told)
    words = house.words[output.LANG]
    where = it.case_ref or it.unit or "the municipality"
    already = "" if done.new else " already"
    output.say(output.safe(f"{told['call']} is {it.verdict} for {where}{already}"))
    output.say(
        output.safe(
            f"deadline {_when(words, told['deadline'])}; "
            f"the county: {words.of('call_may', told['may'])}"
        )
    )


@app.command("programmes")
def programmes(municipality: In, json: Json = False) -> None:
    """List the programmes, and whether the municipality's county may take part at all."""
    from intlflow.app.calls.showing import list_programmes

    with door.house() as house:
        rows = list_programmes(house, municipality)
        words = house.words[output.LANG]
    if json:
        return output.as_json(rows)
    lines = (
        (
            r["programme"], words.of("call_may", r["may"]), r["max_eu_rate"] or "–",
            "" if r["sure"] else "to be confirmed", r["name"], r["area"],
        )
        for r in rows
    )  # fmt: skip
    output.table(lines, ("programme", "county", "EU rate", "sure", "called", "area"))


@app.command("known")
def known(
    words: Annotated[list[str], typer.Argument(help="Words; all must be there in some form.")],
    json: Json = False,
) -> None:
    """Find projects that others have done, from Kohesio, keep.eu, the ESF bank and Erasmus+."""
    from intlflow.app.calls.showing import list_known

    with door.house() as house:
        rows = list_known(house, " ".join(words))
    if json:
        return output.as_json(rows)
    if not rows:
        return output.say(
            "No known project has all these words. Bring projects in with "
            "`intlflow call import kohesio FILE`, or try fewer words."
        )
    lines = (
        (r["source"], r["starts_on"] or "", r["lead"][:30], r["eu_support"] or "–", r["title"][:70])
        for r in rows
    )
    output.table(lines, ("source", "began", "lead", "EU support", "title"))


def _when(words: "Words", instant: str | None) -> str:
    """A deadline on a Swedish clock."""
    return words.moment(instant) if instant else "–"
