"""A case as a person reads it on a terminal."""

from typing import TYPE_CHECKING, Any

from intlflow.cli.output import LANG, safe, say
from intlflow.domain.facts import LOCAL
from intlflow.store.instants import instant

if TYPE_CHECKING:
    from intlflow.letters.words import Words
    from intlflow.packs.model import Pack


def print_case(case: dict[str, Any], pack: "Pack", words: "Words") -> None:
    """Print everything about a case, most important first."""
    say(f"{case['ref']}  {safe(case['title'])}")
    now = f" (now {case['unit_now']})" if case["unit_now"] else ""
    say(f"{pack.municipality.name}, {case['unit_name']}{now}")
    stage, phase = (
        words.of("stage", case["stage"]),
        words.of(f"phase.{case['kind']}", case["phase"]),
    )
    say(f"{stage}: {phase} · version {case['version']}")
    _facts(case, pack, words)
    _list("Tasks", [_task(task) for task in case["tasks"]])
    _list("Dates", [f"{d['on_day']}  {d['title_en']}" for d in case["milestones"]])
    _list("Support", [f"{s['at'][:10]}  {s['kind']} {s['minutes']} min" for s in case["support"]])
    _list("History", [_row(row, case["kind"], words) for row in case["journal"]])
    _list(
        "Letters",
        [
            f"{letter['id'][:8]}  {words.of('ending', letter['status'])}  {safe(letter['to'])}: "
            f"{safe(letter['subject'])}"
            for letter in case["letters"]
        ],
    )


def _facts(case: dict[str, Any], pack: "Pack", words: "Words") -> None:
    from intlflow.app.context import in_words

    lines = in_words(case["facts"], pack, LANG)
    _list("Facts", [f"{words.of('fact', key)}: {safe(text)}" for key, text in lines.items()])


def _task(task: dict[str, Any]) -> str:
    mark = "x" if task["done_at"] else " "
    return f"[{mark}] {task['key']}: {task['title_en']} ({task['owner']}, by {task['due_on']})"


def _row(row: dict[str, Any], kind: str, words: "Words") -> str:
    own = row["verb"] in words.section(f"verb.{kind}")
    verb = words.of(f"verb.{kind}" if own else "verb.other", row["verb"])
    at = instant(row["at"]).astimezone(LOCAL)
    return f"{at:%Y-%m-%d %H:%M}  {verb} → {row['target']}  by {safe(row['by'])}"


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        say(f"\n{heading}")
        for line in lines:
            say(f"  {line}")
