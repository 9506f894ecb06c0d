"""Finds on which line of a TOML file a table or a key stands; the standard reader doesn't tell."""

import re
from dataclasses import dataclass, field

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME})\s*\]")
_KEY = re.compile(rf"\s*({_NAME})\s*=")
_TOKEN = re.compile(r'''"""|\'\'\'|"(?:\\.|[^"\\])*"|'[^']*'|#.*|[\[\]{}]''')
_LONG_END = {'"""': re.compile(r'(?:\\.|[^\\])*?"""'), "'''": re.compile(r".*?'''")}

Path = tuple[str, ...]


@dataclass
class TableLines:
    """One table: where its header stands, where it ends, and where each of its keys stands."""

    first: int
    last: int
    keys: dict[Path, int] = field(default_factory=dict)

    def line(self, *loc: str | int) -> int:
        """The line of a key, or of the nearest thing around it."""
        path = tuple(part for part in loc if isinstance(part, str))
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, self.first)


@dataclass
class _Value:
    """How far a value that goes over several lines has come."""

    quote: str = ""
    depth: int = 0

    @property
    def open(self) -> bool:
        return bool(self.quote) or self.depth > 0

    def read(self, line: str, at: int = 0) -> None:
        """Follow quotes and brackets to the line's end."""
        while at < len(line):
            if self.quote:
                end = _LONG_END[self.quote].match(line, at)
                if end is None:
                    return
                at, self.quote = end.end(), ""
                continue
            token = _TOKEN.search(line, at)
            if token is None:
                return
            at = token.end()
            self._take(token[0])

    def _take(self, mark: str) -> None:
        if mark in _LONG_END:
            self.quote = mark
        elif mark in "[{":
            self.depth += 1
        elif mark in "]}":
            self.depth = max(0, self.depth - 1)


def locate(text: str) -> dict[str, list[TableLines]]:
    """Every top-level table of a file, by name, in order; what stands before the first has no name.

    Keys of a table inside a table (`[unit.label]`) are kept with the outer one, as ("label", "sv").
    """
    here, inside, value = TableLines(1, 1), Path(), _Value()
    tables: dict[str, list[TableLines]] = {"": [here]}
    for number, line in enumerate(text.splitlines(), start=1):
        header = None if value.open else _HEADER.match(line)
        if header:
            name, *rest = _parts(header[2])
            inside = tuple(rest)
            if not rest or name not in tables:
                here = TableLines(number, number)
                tables.setdefault(name, []).append(here)
            else:
                here = tables[name][-1]
                here.keys.setdefault(inside, number)
        else:
            at = 0
            if not value.open and (key := _KEY.match(line)):
                at = key.end()
                path = inside + tuple(_parts(key[1]))
                for length in range(1, len(path) + 1):
                    here.keys.setdefault(path[:length], number)
            value.read(line, at)
        here.last = number
    return tables


def key_on(line: str) -> str | None:
    """The key or the table that a single line begins with, if it does."""
    found = _HEADER.match(line)
    if found:
        return found[2]
    found = _KEY.match(line)
    return ".".join(_parts(found[1])) if found else None


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, name)]
