"""Checks that every rule quotes its governing document word for word."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from intlflow.packs.files import SOURCES, Item, show
from intlflow.packs.links import by_key
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]


def flat(text: str) -> str:
    """A text as it is compared: line breaks are one space, marks for bold and italics are gone."""
    return " ".join(text.replace("*", "").split())


def quotes_are_true(items: Items, folder: Path) -> Iterator[Problem]:
    """Every source is there, and every quote is in it."""
    documents, texts = by_key(items["document"]), dict[str, str | None]()
    for item in (*items["document"], *items["rule"]):
        name = item.get("source")
        if name is not None and _text(folder, name, texts) is None:
            there = _sources(folder)
            message = f"the source '{name}' is not a text file in {show(folder, SOURCES)}"
            near = nearest(name, there)
            yield item.problem(message, "source", expected=there, nearest=near)
    for item in items["rule"]:
        document, quote = documents.get(item.get("document") or ""), item.get("quote")
        if document is None or quote is None:
            continue
        name = item.get("source") or document.get("source")
        if name is None:
            message = f"the document '{document.get('key')}' has no source to quote from"
            yield item.problem(message, "document")
        elif (text := _text(folder, name, texts)) is not None and flat(quote) not in text:
            yield item.problem(f"the quote is not in {SOURCES}/{name} word for word", "quote")


def _sources(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (folder / SOURCES).glob("*.txt")))


def _text(folder: Path, name: str, texts: dict[str, str | None]) -> str | None:
    """A source's text, read once; None when there is none. Only names of files, never paths."""
    if name not in texts:
        try:
            whole = (folder / SOURCES / name).read_text("utf-8") if name == Path(name).name else ""
        except (OSError, ValueError):
            whole = ""
        texts[name] = flat(whole) or None
    return texts[name]
