"""Whether a Word template gives a whole document whatever a paper says: seen once, not at every paper."""

import itertools
from collections.abc import Iterator
from xml.parsers import expat

from jinja2 import Environment

_OPEN, _SHUT, _VALUE = "<branch>", "</branch>", "&amp;"
_BRANCHES = {
    "if": _OPEN,
    "elif": _SHUT + _OPEN,
    "else": _SHUT + _OPEN,
    "endif": _SHUT,
    "for": _OPEN,
    "endfor": _SHUT,
}
_FILTERS = frozenset({"int", "length"})  # give no markup
_BEGINS = {"variable_begin": "variable_end", "block_begin": "block_end"}


def is_sound(text: str, environment: Environment) -> bool:
    """Whether every branch and loop of a template shuts what it opens, and every value in it is escaped.

    What such a template makes can be read, so it needn't be read back each time. Each branch is taken
    as an element of its own: it must then hold whole elements, and none can stand inside a tag. A value is
    put where it may be text and nothing else. Where a template does more than that, the answer is no.

    Args:
        text: as Jinja reads it, without a fault.
        environment: whose marks for fields it uses, and which escapes.
    """
    if "<!" in text or "<?" in text:
        return False
    tokens = ((kind, value) for _, kind, value in environment.lex(text))
    try:
        flat = "".join(_flat(tokens))
        expat.ParserCreate(namespace_separator=" ").Parse(flat, True)
    except (expat.ExpatError, _TooMuch):
        return False
    return True


class _TooMuch(Exception):
    """A template does what can't be judged beforehand."""


def _flat(tokens: Iterator[tuple[str, str]]) -> Iterator[str]:
    """The template's text, its branches as elements, its values as text."""
    for kind, value in tokens:
        if kind == "data":
            yield value
        elif kind in _BEGINS:
            words = _words(tokens, _BEGINS[kind])
            yield _VALUE if kind == "variable_begin" else _branch(words)
        else:
            raise _TooMuch(kind)


def _words(tokens: Iterator[tuple[str, str]], end: str) -> list[str]:
    """What stands in a field, up to its end."""
    inside = itertools.takewhile(lambda token: token[0] != end, tokens)
    words = [value for kind, value in inside if kind != "whitespace"]
    asked = {after for word, after in itertools.pairwise(words) if word == "|"}
    if asked - _FILTERS:
        raise _TooMuch(asked)
    return words


def _branch(words: list[str]) -> str:
    if words[0] not in _BRANCHES:
        raise _TooMuch(words[0])
    return _BRANCHES[words[0]]
