"""Reads a pack's files, and goes on past what can't be read: all mistakes are told at once."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from intlflow.packs.lines import TableLines, key_on, locate
from intlflow.packs.problems import Problem

SOURCES = "sources"
MOST_SKIPPED = 40
_UNREADABLE = "unreadable-"
_AT_LINE = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)


@dataclass
class PackFile:
    """One file of a pack, with the lines that had to be skipped."""

    shown: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)  # line → what is wrong with it
    whole: bool = True  # False when nothing could be read after some point

    @cached_property
    def lines(self) -> dict[str, list[TableLines]]:
        """Where everything stands; worked out only when something is wrong."""
        return locate(self.text)

    def table_lines(self, table: str, index: int) -> TableLines:
        """Where the table that is number `index` of its name stands."""
        named = self.lines.get(table, [])
        if index < len(named):
            return named[index]
        top = self.lines[""][0]
        return TableLines(top.line(table), top.last)

    def problems(self) -> Iterator[Problem]:
        """What could not be read."""
        for line, message in self.skipped.items():
            yield Problem(self.shown, line, message)


@dataclass(frozen=True)
class Item:
    """One table of a file, as it was written."""

    table: str
    raw: dict[str, Any]
    file: PackFile
    index: int

    @property
    def name(self) -> str:
        """How the table's header is written."""
        once = self.table in ("municipality", "look", "annual")
        return f"[{self.table}]" if once else f"[[{self.table}]]"

    @property
    def damaged(self) -> bool:
        """Whether lines of it had to be skipped, so that what is missing may have stood there."""
        lines = self.file.table_lines(self.table, self.index)
        return any(lines.first <= line <= lines.last for line in self.file.skipped)

    def get(self, key: str) -> str | None:
        """A text value; None when it is absent or something else than text."""
        value = self.raw.get(key)
        return value if isinstance(value, str) else None

    def texts(self, key: str) -> list[str]:
        """The texts of a list; none when it is absent or something else."""
        value = self.raw.get(key)
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def problem(
        self,
        message: str,
        *loc: str | int,
        expected: tuple[str, ...] = (),
        nearest: str | None = None,
    ) -> Problem:
        """A problem at one of its keys, or at its header."""
        line = self.file.table_lines(self.table, self.index).line(*loc)
        return Problem(self.file.shown, line, message, expected, nearest)


def show(folder: Path, name: str = "") -> str:
    """A file's address as people write it: `config/ljungby/units.toml`."""
    return str(PurePosixPath(folder.parent.name, folder.name, name))


def read_files(folder: Path) -> list[PackFile]:
    """Every *.toml of a pack in alphabetical order, however broken."""
    names = sorted(path.name for path in folder.glob("*.toml") if not path.name.startswith("."))
    return [_read(folder / name, show(folder, name)) for name in names]


def _read(path: Path, shown: str) -> PackFile:
    try:
        # utf-8-sig: Windows' Notepad puts a mark before the first letter
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        why = "the file is not UTF-8 text; save it again with the encoding UTF-8"
        return PackFile(shown, "", skipped={line: why}, whole=False)
    except OSError as error:
        return PackFile(shown, "", skipped={1: f"can't be read: {error.strerror}"}, whole=False)
    file = PackFile(shown, text)
    for _ in range(MOST_SKIPPED):
        try:
            file.data = tomllib.loads(file.text)
            break
        except tomllib.TOMLDecodeError as error:
            if not _skip(file, str(error)):
                file.whole = False
                break
    else:
        file.whole = False
    for name in [name for name in file.data if name.startswith(_UNREADABLE)]:
        del file.data[name]
    return file


def _skip(file: PackFile, error: str) -> bool:
    """Note the line that can't be read and take it away; False when there is no going on."""
    lines = file.text.splitlines()
    found = _AT_LINE.match(error)
    if found is None or int(found["line"]) > len(lines):
        end = error.removesuffix(" (at end of document)")
        file.skipped[max(1, len(lines))] = f"not valid TOML at the end of the file: {end.lower()}"
        return False
    number = int(found["line"])
    if number in file.skipped:
        return False
    line = lines[number - 1]
    if found["what"].startswith("Cannot overwrite") and line.lstrip().startswith("[["):
        return _second_bracket(file, lines, str(key_on(line)))
    file.skipped[number] = _said(found["what"], line)
    # A broken header becomes a table of its own, so that its keys don't land in the one before.
    lines[number - 1] = f"[{_UNREADABLE}{number}]" if line.lstrip().startswith("[") else ""
    file.text = "\n".join(lines)
    return True


def _second_bracket(file: PackFile, lines: list[str], name: str) -> bool:
    """Note the header that stands as `[name]` where there may be several, and put it right."""
    for number, line in enumerate(lines, start=1):
        if key_on(line) == name and line.lstrip().startswith("[") and "[[" not in line:
            file.skipped[number] = f"[{name}] has one bracket too few; expected [[{name}]]"
            lines[number - 1] = f"[[{name}]]"
            file.text = "\n".join(lines)
            return True
    return False


def _said(error: str, line: str) -> str:
    name = key_on(line)
    if error.startswith("Cannot overwrite"):
        return f"key '{name}' stands twice in the same table"
    if error.startswith("Cannot declare"):
        return f"table [{name}] stands twice; write it once, or as [[…]] if there may be several"
    if name and re.search(r"=\s*\d{4}-\d", line):
        return f"'{name}' is not a day that exists; expected a day such as 2018-08-14"
    where = f" at '{name}'" if name else ""
    return f"not valid TOML{where}: {error[:1].lower()}{error[1:]}"
