"""How a letter is written: one template gives the subject, the plain text and the HTML.

Templates are compiled once per municipality, letter and language. What people typed comes in as
values only; it is never read as a template.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from intlflow.letters.guard import Forbidden, check
from intlflow.letters.listening import Heard, Top, with_real_values
from intlflow.letters.mould import MOST, Mould

log = logging.getLogger("intlflow.letters")
LONGEST_SUBJECT = 150
BASES = ("base.txt", "base.html")

# Control, direction and invisible signs that could change how a letter looks; not tab or newline.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]"
)
_HIDDEN_LATIN_1 = bytes(sign for sign in range(256) if _HIDDEN.match(chr(sign)))
_GAPS = re.compile(r"\n(?:[ \t]*\n)+")
_TRAILING = re.compile(r"[ \t]+\n")

_P = '<p style="margin:0 0 16px">'
_UL = '<ul style="margin:0 0 16px;padding:0 0 0 20px">'
_LI = '<li style="margin:0 0 6px">'


class NoSuchLetter(LookupError):
    """There is no template by that name in that language, or it lacks its subject."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as one person gets it."""

    subject: str
    body: str
    html: str


@dataclass(slots=True)
class _Compiled:
    """A letter's templates, and the moulds that have been made of them.

    Args:
        text, html: the two layouts.
        subject: the block with the subject.
        tries: how many more times a mould may be tried; none where the template isn't ours.
        moulds: those made so far.
    """

    text: Template
    html: Template
    subject: Callable[..., Iterator[str]]
    tries: int
    moulds: list[Mould] = field(default_factory=list)

    def texts(self, context: Mapping[str, object]) -> tuple[str, str, str]:
        """Subject, plain text and HTML, without signs that can't be seen."""
        text = self.text.new_context(_with_layout(context, BASES[0]), shared=True)
        html = self.html.new_context(_with_layout(context, BASES[1]), shared=True)
        return (
            _clean("".join(self.subject(text))),
            _close_gaps(_clean("".join(self.text.root_render_func(text)))),
            _clean("".join(self.html.root_render_func(html))),
        )

    def moulded(self, context: Mapping[str, object]) -> tuple[str, str, str]:
        """The same texts, by the mould that fits; the first such letter is written in full."""
        for mould in self.moulds:
            words = mould.words_for(context)
            if words is not None:
                return mould.fill(words)
        texts = self.texts(context)
        if self.tries:
            self.tries -= 1
            self._make(context, texts)
        return texts

    def _make(self, context: Mapping[str, object], texts: tuple[str, str, str]) -> None:
        """Make a mould of a letter and keep it if the letter comes out of it as it was written."""
        heard = Heard()
        try:
            mould = Mould(heard, *self.texts(Top(heard, context)))
        except Exception:  # noqa: BLE001  # whatever can't be listened to is written in full
            self.tries = 0
            return
        words = mould.words_for(context)
        if words is not None and mould.fill(words) == texts:
            self.moulds.append(mould)


def _with_layout(context: Mapping[str, object], layout: str) -> dict[str, Any]:
    """The context with the base that a letter extends; one that listens goes on listening."""
    if isinstance(context, Top):
        return context.with_plain("layout", layout)
    return {**context, "layout": layout}


class Writer:
    """Writes letters.

    Args:
        templates: the folder of letters, `templates/letters`.
        overlays: municipality → its own letters; the folder need not exist.
        fixed: language → the words that templates ask for as `t`, when they are the same in every
            letter: they are put in when a template is compiled, not each time it is used.
        site: where people reach the pages; empty: nowhere, so letters have no links.
    """

    def __init__(
        self,
        templates: Path,
        overlays: Mapping[str, Path],
        fixed: Mapping[str, Mapping[str, str]] | None = None,
        site: str = "",
    ) -> None:
        self._letters, self._fixed = templates, fixed or {}
        self._unsaid = {"path": "", "answer": "", "opening": "", "site": site, "papers": ()}
        self._overlays = {key: path for key, path in overlays.items() if path.is_dir()}
        self._compiled: dict[tuple[str, str, str], _Compiled] = {}
        own = FileSystemLoader(self._letters)
        self._shared: dict[str, tuple[Environment, Environment]] = {}
        self._laid_over = {
            key: _pair(SandboxedEnvironment, ChoiceLoader([_Guarded(path), own]))
            for key, path in self._overlays.items()
        }

    def has(self, name: str, lang: str) -> bool:
        """Whether intlflow brings this letter in this language."""
        return (self._letters / name / f"{lang}.txt").is_file()

    def write(
        self, name: str, lang: str, municipality: str, context: Mapping[str, object]
    ) -> Written:
        """Write one letter.

        Args:
            name: its folder, e.g. `project/accept`.
            lang: `sv` or `en`.
            municipality: whose own letter is used, if it has one.
            context: the values, as templates/letters/README.md tells.

        Raises:
            NoSuchLetter: there is no such template.
            jinja2.UndefinedError: the template asks for a value that was not given.

        A municipality's own letter that can't be written stops nobody: ours is written instead, and
        `intlflow doctor` says what is wrong with theirs.
        """
        whole = {**self._unsaid, **context, "lang": lang}
        try:
            subject, body, html = self._letter(municipality, name, lang).moulded(whole)
        except (Forbidden, TemplateError, NoSuchLetter, UnicodeDecodeError) as fault:
            if not self._is_own(municipality, name, lang):
                raise
            log.warning("%s: own letter %s/%s.txt: %s; ours goes", municipality, name, lang, fault)
            subject, body, html = self._letter("", name, lang).moulded(whole)
        return Written(_shorten(" ".join(subject.split())), body, html)

    def _letter(self, municipality: str, name: str, lang: str) -> _Compiled:
        key = (municipality, name, lang)
        letter = self._compiled.get(key)
        if letter is None:
            letter = self._compiled[key] = self._compile(municipality, name, lang)
        return letter

    def _compile(self, municipality: str, name: str, lang: str) -> _Compiled:
        plain, marked = self._environments(municipality, name, lang)
        source = f"{name}/{lang}.txt"
        try:
            text = plain.get_template(source)
            for base in BASES:
                plain.get_template(base)
        except TemplateNotFound as error:
            raise NoSuchLetter(str(error)) from error
        if "subject" not in text.blocks:
            raise NoSuchLetter(f"{source} has no subject")
        html = marked.select_template([f"{name}/{lang}.html", source])
        ours = (plain, marked) == self._shared.get(lang)
        return _Compiled(text, html, text.blocks["subject"], MOST if ours else 0)

    def _is_own(self, municipality: str, name: str, lang: str) -> bool:
        """Whether the municipality laid something on top of this letter."""
        folder = self._overlays.get(municipality)
        parts = (f"{name}/{lang}.txt", f"{name}/{lang}.html", *BASES)
        return folder is not None and any((folder / part).is_file() for part in parts)

    def _environments(
        self, municipality: str, name: str, lang: str
    ) -> tuple[Environment, Environment]:
        """The sandboxed pair only where the municipality laid something on top of this letter."""
        if self._is_own(municipality, name, lang):
            return self._laid_over[municipality]
        if lang not in self._shared:
            words = tuple(self._fixed.get(lang, {}).items())
            self._shared[lang] = _shared_pair(self._letters, words)
        return self._shared[lang]


class _Guarded(BaseLoader):
    """Loads a municipality's own letters, each held against the guard first."""

    def __init__(self, folder: Path) -> None:
        self._files = FileSystemLoader(folder)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        source, path, fresh = self._files.get_source(environment, template)
        check(source, environment, template)
        return source, path, fresh


class _LiteralText(Extension):
    """In HTML, a text template's own words are escaped too: an & or a < is only a sign."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        literal = str(stream.name or "").endswith(".txt")
        for token in stream:
            if literal and token.type == "data":
                yield Token(token.lineno, "data", str(escape(token.value)))
            else:
                yield token


class _FixedWords(Extension):
    """`t.hello` becomes the word itself, and so a part of the text around it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        words: Mapping[str, str] = getattr(self.environment, "fixed", {})
        for token in stream:
            if not token.test("name:t") or not stream.current.test("dot"):
                yield token
                continue
            dot, word = next(stream), next(stream)
            if word.type == "name" and word.value in words:
                yield Token(token.lineno, "string", words[word.value])
            else:
                yield from (token, dot, word)


class _Quick(Environment):
    """Looks for a value's part where it nearly always is: in a dictionary."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            return obj[attribute]
        except (TypeError, LookupError):
            return super().getattr(obj, attribute)


@lru_cache(maxsize=8)
def _shared_pair(
    letters: Path, words: tuple[tuple[str, str], ...]
) -> tuple[Environment, Environment]:
    """One pair for all writers of a process with the same letters and fixed words: compiled once."""
    return _pair(_Quick, FileSystemLoader(letters), dict(words))


def _pair(
    kind: type[Environment], loader: BaseLoader, fixed: Mapping[str, str] | None = None
) -> tuple[Environment, Environment]:
    """The environment for plain text and the one for HTML; the same files, two layouts."""
    rules: dict[str, Any] = {
        "loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
        "auto_reload": False, "cache_size": -1,
    }  # fmt: skip
    extensions: list[type[Extension]] = [_FixedWords] if fixed else []
    text, html = (
        kind(**rules, extensions=extensions),
        kind(**rules, autoescape=True, extensions=[*extensions, _LiteralText]),
    )
    text.globals, html.globals = {}, {}
    if fixed:
        text.extend(fixed=fixed)
        html.extend(fixed=fixed)
    for environment in (text, html):
        environment.filters = {
            name: asked if name == "length" else with_real_values(asked)
            for name, asked in environment.filters.items()
        }
    text.filters |= {"hang": _hang, "paragraphs": str}
    html.filters |= {"hang": _breaks, "paragraphs": paragraphs}
    return text, html


def paragraphs(text: str) -> Markup:
    """Plain text as `<p>` and `<ul>`: blank lines part, lines that begin with "- " are points."""
    parts: list[str] = []
    for block in str(escape(text)).strip().split("\n\n"):
        lines: list[str] = []
        points: list[str] = []
        for line in block.strip().split("\n"):
            if line.startswith("- "):
                points.append(line[2:])
            elif points:
                points[-1] += f" {line.strip()}"
            else:
                lines.append(line)
        if any(lines):
            parts.append(_P + "\n".join(lines) + "</p>")
        if points:
            parts.append(_UL + "".join(f"{_LI}{point}</li>" for point in points) + "</ul>")
    return Markup("\n".join(parts))  # noqa: S704  # every part was escaped above


def _hang(value: object) -> str:
    """A text of several lines inside a point: the later lines stand further in."""
    return str(value).replace("\n", "\n  ")


def _breaks(value: object) -> Markup:
    """The same in HTML."""
    return Markup(str(escape(value)).replace("\n", "<br>"))  # noqa: S704  # escaped first


def _clean(text: str) -> str:
    """Without signs that can't be seen; quick when there are none, quickest in Latin-1."""
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        visible = text.replace("\n", "").replace("\xa0", "").isprintable()
    else:
        visible = len(signs.translate(None, _HIDDEN_LATIN_1)) == len(signs)
    return text if visible else _HIDDEN.sub("", text)


def _close_gaps(text: str) -> str:
    """At most one empty line in a row."""
    if " \n" in text or "\t\n" in text:
        text = _TRAILING.sub("\n", text)
    return _GAPS.sub("\n\n", text).strip() + "\n"


def _shorten(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1] + "…"
