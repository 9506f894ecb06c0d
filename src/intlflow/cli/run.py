"""From what was typed to an exit code: 0 done, 1 fault, 2 wrong usage, 3 refused, 4 not found."""

import os
from collections.abc import Sequence
from copy import copy
from errno import EDQUOT, EFBIG, EIO, ENOSPC, EROFS
from functools import cache
from typing import Any

import typer

from intlflow.cli import (
    access,
    attachments,
    calls,
    care,
    case,
    decisions,
    disposal,
    documents,
    duties,
    evaluate,
    gaps,
    groups,
    letters,
    lists,
    meetings,
    packs,
    papers,
    people,
    person,
    reachable,
    registers,
    reports,
    searching,
    start,
    tags,
    time,
    trips,
    units,
    webhooks,
)
from intlflow.cli.output import problem, refused

FAULT, REFUSED, NOT_FOUND = 1, 3, 4  # typer answers 2 to wrong usage

app = typer.Typer(
    name="intlflow",
    help="Carries a municipality's international work from idea to evaluated result.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
start.add_to(app)
app.add_typer(calls.app, name="call")
access.add_to(app)
app.add_typer(case.app, name="case")
app.add_typer(decisions.app, name="decision")
app.add_typer(disposal.app, name="disposal")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(duties.app, name="duty")
time.add_to(app)
app.add_typer(lists.out, name="export")
app.add_typer(lists.app, name="import")
app.add_typer(letters.app, name="letters")
app.add_typer(meetings.app, name="sitting")
app.add_typer(packs.app, name="pack")
app.add_typer(people.app, name="people")
app.add_typer(person.app, name="person")
reachable.add_to(app)
searching.add_to(app)
app.add_typer(reports.app, name="report")
app.command("paper")(papers.paper)
app.add_typer(units.app, name="unit")
registers.add_to(app)
app.add_typer(trips.app, name="trip")
app.add_typer(groups.app, name="group")
app.add_typer(tags.app, name="tag")
app.add_typer(documents.app, name="document")
app.add_typer(attachments.app, name="attach")
app.add_typer(gaps.app, name="register")
app.add_typer(webhooks.app, name="webhook")
care.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command and say how it ended."""
    os.umask(0o077)
    try:
        words = [_readable(text) for text in arguments]
        _commands(words[0] if words else "")(words, prog_name="intlflow")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as error:  # noqa: BLE001 - explained, or raised again
        return _explain(error, "--json" in arguments)
    return 0


@cache
def _commands(first: str) -> Any:
    """The tree of commands; of groups only the one that is asked for, since making all takes 80 ms.

    Args:
        first: the first word that was typed; if it names no group, everything is made.
    """
    part = copy(app)
    if named := [group for group in app.registered_groups if group.name == first]:
        part.registered_groups, part.registered_commands = named, []
    return typer.main.get_command(part)


def _readable(text: str) -> str:
    """An argument without the bytes that are no UTF-8: no database and no letter could hold them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _explain(error: Exception, as_json: bool) -> int:
    """Say in a sentence what went wrong; an unforeseen fault keeps its traceback."""
    from intlflow.app.duties.clockwatch import Doubtful
    from intlflow.app.house import NotFound, NotReady
    from intlflow.app.keeping import BadBackup
    from intlflow.domain.lifecycle import Refused
    from intlflow.packs.reader import PackError
    from intlflow.settings import BadSetting
    from intlflow.store.migrate import TooNew

    if isinstance(error, Refused):
        refused(error, as_json)
        return REFUSED
    if isinstance(error, NotFound):
        problem(str(error), as_json, key="not_found")
        return NOT_FOUND
    known: tuple[type[Any], ...] = (NotReady, BadBackup, PackError, BadSetting, TooNew, Doubtful)
    if isinstance(error, known):
        problem(str(error), as_json)
        return FAULT
    if around := _around(error):
        problem(around, as_json)
        return FAULT
    raise error


def _around(error: Exception) -> str | None:
    """What is wrong with the machine rather than with us, in a sentence."""
    from intlflow.app.unwell import in_words

    if isinstance(error, OSError) and error.filename:
        return f"can't use {error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno in (ENOSPC, EFBIG, EDQUOT, EROFS, EIO):
        return f"can't write: {error.strerror}; see whether the disk is full or failing"
    return in_words(error)
