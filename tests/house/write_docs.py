"""Writes the documents that are made from the code itself: `make docs`."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import typer

from intlflow.app.persons.accounting import as_markdown, record
from intlflow.cli.run import app
from intlflow.domain.facts import STANDING, Fact
from intlflow.domain.lifecycle import Lifecycle, Move
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.unit_report import KIND, UNIT_REPORT, State, answered
from intlflow.domain.words import Kind, Role
from intlflow.letters.words import Words
from intlflow.packs.reader import read_packs
from intlflow.settings import Entry, Settings
from tests.domain.standing import RIGHT
from tests.house.schemas import SCHEMAS, schema
from tests.house.write_fields import fields
from tests.house.write_requirements import DOCS, MADE, ROOT, requirements, table

COMMANDS_FOR = {
    "project": "`intlflow case new`",
    "twin-town": "`intlflow case new --kind twin-town`",
    "governing-document": "`intlflow case new --kind governing-document`",
}


def documents() -> dict[Path, str]:
    """Every generated document with its text."""
    made = {
        DOCS / "lifecycles.md": lifecycles(),
        DOCS / "requirements.md": requirements(),
        DOCS / "cli.md": command_line(),
        DOCS / "packs-fields.md": fields(),
        DOCS / "personal-data-record.md": record_of_processing(),
    }
    for name in SCHEMAS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2)
        made[DOCS / "schema" / f"{name}.json"] = text + "\n"
    return made


def record_of_processing() -> str:
    """docs/personal-data-record.md: the record without any municipality's own rules but those shared."""
    words = Words.load(ROOT / "templates" / "words")["sv"]
    pack = read_packs(ROOT / "config")["ljungby"]
    said = as_markdown(record(pack, words) | {"municipality": ""}, words)
    head, _, rest = said.partition("\n")
    return f"{head}\n\n{MADE}\n{rest}"


# Lifecycles


def swedish() -> dict[str, Any]:
    """The words that people see."""
    file = ROOT / "templates" / "words" / "sv.toml"
    return tomllib.loads(file.read_text("utf-8"))


def lifecycles() -> str:
    """docs/lifecycles.md."""
    words = swedish()
    parts = [
        MADE,
        "# Lifecycles",
        (
            "Three tables decide everything that can happen to a case. Each stands in one file under "
            "`src/intlflow/domain/`, is checked for holes when it is read, and is the source of the "
            "commands, the letters, the permissions and the tests. A municipality may choose who makes "
            "a move (`[[who]]` in its pack); what a move is called and the shape are the same "
            "everywhere."
        ),
        (
            "*Needs* are facts, asked for by name (`--give call='Third call'`), and conditions, in "
            "italics. A fact marked ∞ below stays known: it is asked for once and may be corrected "
            "with any later move."
        ),
    ]
    for kind, cycle in LIFECYCLES.items():
        parts += _lifecycle(kind, cycle, words)
    parts += _unit_report(words)
    parts += ["## Roles", table(("role", "på svenska"), _roles(words))]
    parts += ["## Facts", table(("fact", "på svenska", "for example", "∞"), _facts(words))]
    return "\n\n".join(parts) + "\n"


def _lifecycle(kind: Kind, cycle: Lifecycle, words: Mapping[str, Any]) -> list[str]:
    module = sys.modules[f"intlflow.domain.{kind.replace('-', '_')}"]
    opening = cycle.opening
    begun = (
        f"It begins with `{opening.verb}` ({COMMANDS_FOR[kind]}), which "
        f"{_who(opening.who)} may do; it needs {_needs(opening.needs)} and tells "
        f"{_keys(opening.tells)}."
    )
    rows = [_row(row, kind, words) for row in cycle.moves]
    head = ("standing in", "does", "comes to", "who", "needs", "tells")
    return [
        f"## {words['kind'][kind]} (`{kind}`)",
        (module.__doc__ or "").split("\n", 1)[0],
        begun,
        "```mermaid\n" + _diagram(cycle, words) + "\n```",
        table(head, rows),
        table(
            ("phase", "på svenska", "headline stage"),
            [
                (f"`{p}`", words["phase"][kind][p], f"{words['stage'][s]} (`{s}`)")
                for p, s in ((str(phase), str(cycle.stage(phase))) for phase in cycle.phases)
            ],
        ),
    ]


def _unit_report(words: Mapping[str, Any]) -> list[str]:
    """The little table of a unit's annual report, which is no case."""
    rows = [
        (
            f"`{row.source}`",
            f"`{row.verb}`<br>{words['verb'][KIND][row.verb]}",
            f"`{row.target}`",
            _who(row.who) if row.who else "the clock",
            _needs(row.needs),
            _keys(row.tells),
        )
        for row in UNIT_REPORT.moves
    ]
    states = [(f"`{s}`", words["phase"][KIND][s], "yes" if answered(s) else "no") for s in State]
    return [
        "## A unit's annual report (`unit-report`)",
        "It is no case but a row per unit and year; the clock, or the coordinator, opens it.",
        table(("standing at", "does", "comes to", "who", "needs", "tells"), rows),
        table(("state", "på svenska", "counts as answered"), states),
    ]


def _diagram(cycle: Lifecycle, words: Mapping[str, Any]) -> str:
    labels = words["phase"][cycle.kind]
    lines = ["stateDiagram-v2"]
    lines += [f"  {phase}: {labels[phase]}" for phase in cycle.phases]
    lines.append(f"  [*] --> {cycle.start}: {cycle.opening.verb}")
    roads: dict[tuple[str, str], list[str]] = {}
    for row in cycle.moves:
        roads.setdefault((str(row.source), str(row.target)), []).append(row.verb)
    lines += [f"  {a} --> {b}: {', '.join(verbs)}" for (a, b), verbs in roads.items()]
    lines += [f"  {end} --> [*]" for end in cycle.phases if end in cycle.ends]
    return "\n".join(lines)


def _row(row: Move, kind: Kind, words: Mapping[str, Any]) -> tuple[str, ...]:
    label = words["verb"][kind][row.verb]
    return (
        f"`{row.source}`",
        f"`{row.verb}`<br>{label}",
        f"`{row.target}`",
        _who(row.who),
        _needs(row.needs) + (f"<br>may take {_keys(row.takes)}" if row.takes else ""),
        _keys(row.tells),
    )


def _who(roles: tuple[Role, ...]) -> str:
    return "anybody in the register" if set(roles) == set(Role) else _keys(roles)


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys) or "nobody"


def _needs(needs: tuple[Any, ...]) -> str:
    said = [
        f"`{need}`" if isinstance(need, Fact) else f"*{need.name.lower().replace('_', ' ')}*"
        for need in needs
    ]
    return ", ".join(said) or "nothing"


def _roles(words: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(f"`{role}`", words["role"][role]) for role in Role]


def _facts(words: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (f"`{fact}`", words["fact"][fact], RIGHT[fact], "∞" if fact in STANDING else "")
        for fact in Fact
    ]


# Command line


def command_line() -> str:
    """docs/cli.md."""
    shapes = [
        (c if c.startswith("any ") else f"`intlflow {whole(c)}`", f"[{n}.json](schema/{n}.json)")
        for n, (c, _) in SCHEMAS.items()
    ]
    parts = [
        MADE,
        "# The command line",
        "Results go to stdout, trouble to stderr. Nothing is asked interactively.",
        "## How it ends",
        table(("exit code", "what it means"), list(EXIT_CODES.items())),
        "## Settings",
        (
            "Each can also be given as a file that holds it, by adding `_FILE` to its name; so secrets "
            "need not stand in the environment. An empty one is as if it were not there."
        ),
        table(("variable", "what it sets"), list(settings_told().items())),
        "## JSON",
        "With `--json` a command prints one JSON value of this shape:",
        table(("command", "schema"), shapes),
        (
            'A command that finds nothing prints `{"not_found": {"message": …}}` (exit code 4), one '
            'that fails for a reason that it knows `{"fault": {"message": …}}` (exit code 1). One that '
            "was not understood (exit code 2) prints nothing on stdout, with `--json` or without."
        ),
        "## Commands",
    ]
    parts += [f"### {c.command_path}\n\n```text\n{_help(c)}\n```" for c in commands()]
    return "\n\n".join(parts) + "\n"


EXIT_CODES = {
    "0": "done",
    "1": "a fault: the message says what to do; a bug keeps its traceback",
    "2": "the command was not understood; nothing stands on stdout",
    "3": "refused: the rules say no, with the reason; nothing has changed",
    "4": "there is no such case, letter, person or municipality",
}


# What stands for the value of an option that must be given, where it isn't the option's own name.
VALUES = {"--in": "KEY", "--as": "ADDRESS", "--reason": "WHY", "--to": "WHAT", "--until": "DAY"}
VALUES |= {"--on": "DAY", "--first": "DAY"}


def whole(told: str) -> str:
    """Commands, as the schemas name them, each with every option that it can't do without."""
    known = {c.command_path.removeprefix("intlflow "): c.command for c in commands()}
    return ", ".join(_with_needed(part.split(), known) for part in told.split(", "))


def _with_needed(words: list[str], known: Mapping[str, Any]) -> str:
    command = known[" ".join(word for word in words if word.islower() and word[0] != "-")]
    needed = [p.opts[0] for p in command.params if p.required and p.opts[0][0] == "-"]
    more = [f"{o} {VALUES.get(o, o.strip('-').upper())}" for o in needed if o not in words]
    return " ".join([*words[:-1], *more, words[-1]])


def commands() -> Iterator[click.Context]:
    """Every command with its full name, in the order of the help."""
    yield from _below(typer.main.get_command(app), "intlflow", None)


def _below(command: Any, name: str, above: click.Context | None) -> Iterator[click.Context]:
    if command.hidden:
        return
    settings = {"terminal_width": 96, "max_content_width": 96, **command.context_settings}
    here = command.context_class(command, parent=above, info_name=name, **settings)
    yield here
    for inner, found in getattr(command, "commands", {}).items():
        yield from _below(found, inner, here)


def _help(here: click.Context) -> str:
    return "\n".join(line.rstrip() for line in here.get_help().splitlines())


class _Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, key: str, default: Any = None) -> Any:
        self.names.append(key)
        return default


def settings_asked() -> list[str]:
    """Every environment variable that the settings read, in order, without the `_FILE` twins."""
    asked = _Asked()
    Settings.from_env(asked)
    return [name for name in dict.fromkeys(asked.names) if not name.endswith("_FILE")]


def settings_told() -> dict[str, str]:
    """Variable → what it sets, in the words of the settings themselves."""
    told = f"{Settings.__doc__}\n{Entry.__doc__}"
    words = dict(re.findall(r"^ +(\w+): (.+)$", told, re.MULTILINE))
    return {f"`{name}`": words[name.removeprefix("INTLFLOW_").lower()] for name in settings_asked()}


def main() -> int:
    """Write what has changed."""
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
