"""A unit, and what somebody hands over, as a person reads them on a terminal."""

from typing import TYPE_CHECKING, Any

from intlflow.cli.output import safe, say

if TYPE_CHECKING:
    from intlflow.letters.words import Words


def print_unit(page: dict[str, Any], words: "Words") -> None:
    """Print everything about a unit, most important first."""
    say(f"{page['unit']}  {safe(page['name'])}, under {safe(page['body_name'])}")
    if page["to"]:
        say(f"ended {page['to']}; {page['answered_by']} answers for it")
    people = [_person(each, words) for each in page["people"]]
    people += [f"nobody is {words.of('role', role)}" for role in page["vacant"]]
    _list("People today", people)
    _list("Names", [f"{safe(n['name'])} ({_span(n)})" for n in page["names"]])
    _list("Open cases", [_case(case, words) for case in page["cases"]])
    _list(
        "Reports",
        [f"{r['year']}  {words.of('phase.unit-report', r['state'])}" for r in page["reports"]],
    )
    _list("Days to come", [f"{d['on']}  {safe(d['what'])} ({d['about']})" for d in page["days"]])


def _person(person: dict[str, Any], words: "Words") -> str:
    role = words.of("role", person["role"])
    deputy = ", deputy" if person["deputy"] else ""
    away = ", away today" if person["away"] else ""
    return f"{role}{deputy}: {safe(person['name'])}, {person['email'] or 'no address'}{away}"


def _span(row: dict[str, Any]) -> str:
    """From when until when."""
    begun = f"from {row['from']} " if row["from"] else ""
    ended = f"until {row['to']}" if row["to"] else ""
    return f"{begun}{ended}".strip() or "always"


def _case(case: dict[str, Any], words: "Words") -> str:
    phase = words.of(f"phase.{case['kind']}", case["phase"])
    return f"{case['ref']}  {safe(case['title'])}: {phase}"


def print_handover(found: dict[str, Any], words: "Words") -> None:
    """Print what somebody has in hand, most important first."""
    say(f"{safe(found['name'])}, {found['email']}")
    _list("Roles", [_role(role, words) for role in found["roles"]])
    _list(
        "Open cases",
        [
            f"{_case(case, words)}, as {', '.join(words.of('role', part) for part in case['parts'])}"
            for case in found["cases"]
        ],
    )
    _list(
        "Open tasks", [f"{t['due_on']}  {t['ref']} {safe(t['title_en'])}" for t in found["tasks"]]
    )
    _list(
        "Open duties",
        [
            f"{d['due']}  {safe(d['title'])}, {safe(d['about'])} ({d['state']})"
            for d in found["duties"]
        ],
    )
    _list(
        "Still to be told of",
        [f"{n['duty']} {n['subject']} {n['period']}" for n in found["untold"]],
    )
    _list(
        "Letters not sent yet", [f"{e['id'][:8]}  {safe(e['subject'])}" for e in found["letters"]]
    )


def _role(role: dict[str, Any], words: "Words") -> str:
    deputy = ", deputy" if role["deputy"] else ""
    until = f" until {role['to']}" if role["to"] else ""
    takes = ", ".join(safe(name) for name in role["deputies"])
    follows = "" if role["deputy"] else f"; {takes} takes over" if takes else "; no deputy"
    label = words.of("role", role["role"])
    return f"{role['appointment']}: {label}{deputy}, {safe(role['scope_name'])}{until}{follows}"


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        say(f"\n{heading}")
        for line in lines:
            say(f"  {line}")
