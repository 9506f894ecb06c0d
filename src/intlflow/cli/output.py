"""How answers look: JSON for programs, calm columns for people; results on stdout, trouble on stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from intlflow.domain.lifecycle import Refused

T = TypeVar("T")
LANG = "en"
LONGEST_LINE = 800  # characters of trouble, some of which somebody typed


def as_json(value: Any) -> None:
    """Print a value as JSON; characters that could turn a terminal's head are escaped."""
    plain = sys.stdout.encoding.lower() not in ("utf-8", "utf8")  # it might lack a character
    text = json.dumps(value, ensure_ascii=plain, indent=2, default=str)
    print("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def table(rows: Iterable[Sequence[Any]], head: Sequence[str]) -> None:
    """Print columns as wide as they need to be."""
    lines = [[safe(str(cell)) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(head), *lines]) for i in range(len(head))]
    for line in [[h.upper() for h in head], *lines]:
        print("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip())


def safe(text: str) -> str:
    """Words from outside, harmless on a terminal: no escapes, no line breaks, no turned direction."""
    from intlflow.domain.facts import one_line

    return one_line(text)


def shortened(line: str) -> str:
    """A line that does not bury what stands around it."""
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def counted(number: int, what: str) -> str:
    """`1 mistake`, `7 mistakes`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def say(text: str) -> None:
    """Print one line."""
    print(text)


def say_now(text: str) -> None:
    """Print one line without waiting for more, so that it is seen although the program goes on."""
    print(text, flush=True)


def progress(items: Sequence[T], what: str) -> "AbstractContextManager[Iterable[T]]":
    """Go through things with a bar on a terminal; silent where nobody watches.

    Args:
        items: what is gone through.
        what: stands before the bar.
    """
    import typer

    hidden = not sys.stderr.isatty()
    return typer.progressbar(items, label=safe(what), file=sys.stderr, hidden=hidden)


def problem(message: str, as_json_too: bool = False, key: str = "fault") -> None:
    """Say what went wrong."""
    if as_json_too:
        as_json({key: {"message": message}})
    lines = [shortened(safe(line)) for line in message.split("\n")]
    print("\n".join(["intlflow: " + lines[0], *lines[1:]]), file=sys.stderr)


def refused(error: "Refused", as_json_too: bool) -> None:
    """Say why the rules said no."""
    from intlflow import assets
    from intlflow.letters.words import Words

    words = Words.load(assets.folder("templates") / "words")[LANG]
    message = words.sentence("refusal", error.why, **error.details)
    if as_json_too:
        as_json({"refused": {"why": error.why, "message": message, "details": error.details}})
    print(f"refused ({error.why}): {message}", file=sys.stderr)
