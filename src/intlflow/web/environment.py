"""The templates' surroundings: one set per language, everything escaped, nothing undefined."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from intlflow.letters.words import Words
from intlflow.web.compiling import Pages
from intlflow.web.statics import Statics
from intlflow.web.texts import LANGUAGES, catalog

NBSP = "\u00a0"
MOST_KEPT = 20_000


def environments(folder: Path, statics: Statics) -> Mapping[str, Environment]:
    """The pages' templates in every language."""
    return {lang: _environment(folder, statics, lang) for lang in LANGUAGES}


def _environment(folder: Path, statics: Statics, lang: str) -> Environment:
    texts = catalog(folder, lang)
    made = Pages(
        texts,
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    made.globals["static"] = statics.url
    made.globals["lang"] = lang
    made.globals["once_a_day"] = Kept()
    made.filters["day_tag"] = day_tag
    made.filters["moment_tag"] = moment_tag
    made.filters["part_of_address"] = lambda text: quote(str(text), safe="")
    return made


class Kept:
    """Pieces of pages, each made once a day: `once_a_day(today, m.row, card)` is `m.row(card)`.

    What a piece shows must follow from what it is given, the day and the language alone; and its name
    must be its own among those that are kept.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._made: dict[tuple[Any, ...], str] = {}

    def __call__(self, day: date, piece: Macro, *said: Any) -> str:
        """The piece, from memory if it has been made today."""
        if day != self._day or len(self._made) >= MOST_KEPT:
            self._day, self._made = day, {}
        key = piece.name, *said
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = piece(*said)
        return found


def _kept(make: Callable[[Words, str], Markup]) -> Callable[[Words, str], Markup]:
    """The same, made once for each language and text: a list says the same days over and over."""
    known: dict[tuple[str, str], Markup] = {}

    def tag(words: Words, text: str) -> Markup:
        found = known.get((words.lang, text))
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[words.lang, text] = make(words, text)
        return found

    return tag


@_kept
def day_tag(words: Words, day: str) -> Markup:
    """A day as it is read, in one piece."""
    return Markup('<time datetime="{}">{}</time>').format(day, words.day(day).replace(" ", NBSP))


@_kept
def moment_tag(words: Words, at: str) -> Markup:
    """An instant as it is read, in one piece."""
    return Markup('<time datetime="{}">{}</time>').format(at, words.moment(at).replace(" ", NBSP))
