"""What is wrong in a pack, said so that the person who wrote it can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake.

    Args:
        file: the file as people write it, e.g. `config/ljungby/units.toml`.
        line: where to look, counted from 1.
        message: what is wrong, in plain English.
        expected: what would have been right.
        nearest: the right word that looks most like what was written.
    """

    file: str
    line: int
    message: str
    expected: tuple[str, ...] = ()
    nearest: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}{self._expected()}{self._nearest()}"

    def _expected(self) -> str:
        if not self.expected:
            return ""
        if len(self.expected) == 1:
            return f"; expected {self.expected[0]}"
        more = ", …" if len(self.expected) > MOST_SHOWN else ""
        return f"; expected one of {', '.join(self.expected[:MOST_SHOWN])}{more}"

    def _nearest(self) -> str:
        return f"; did you mean '{self.nearest}'?" if self.nearest else ""


class PackError(Exception):
    """A pack, or a folder of packs, can't be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that looks most like the word, if any does."""
    found = get_close_matches(word.lower(), list(choices), n=1, cutoff=0.6)
    return found[0] if found else None


def shown(value: object) -> str:
    """A value as it can stand in a sentence, cut when it is long."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"
