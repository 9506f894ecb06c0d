"""Values that listen: a template is run with them once, and they tell what it asked of each value.

So one knows which words of a letter are only put in somewhere, and on which its wording depends.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from markupsafe import Markup

Path = tuple[str | int, ...]
OPEN, CLOSE = (
    "\ue000",
    "\ue001",
)  # signs for private use; what people type with them is written in full


class Unmouldable(Exception):
    """A template does something with its values that can't be listened to."""


@dataclass(slots=True)
class Heard:
    """What a template asked, by the place of each value in the context.

    Args:
        slots: words that are only put in, in the order they came up.
        pins: what was compared: such a value must be the same in the next letter.
        truths: whether there was something.
        lengths: how many there were.
        absent: what was looked for in vain.
        present: what was found.
    """

    slots: list[Path] = field(default_factory=list)
    pins: dict[Path, object] = field(default_factory=dict)
    truths: dict[Path, bool] = field(default_factory=dict)
    lengths: dict[Path, int] = field(default_factory=dict)
    absent: set[Path] = field(default_factory=set)
    present: set[Path] = field(default_factory=set)

    def mark(self, path: Path) -> str:
        """The sign that stands for a word until it is put in."""
        if path not in self.slots:
            self.slots.append(path)
        return f"{OPEN}{self.slots.index(path)}{CLOSE}"

    def value(self, path: Path, value: object) -> Any:
        """A value, made to listen; one that can't is noted as it is.

        Raises:
            Unmouldable: what was made for this letter alone (markup, numbers, objects).
        """
        self.present.add(path)
        if type(value) is str and value:
            return Word(self, path, value)
        if isinstance(value, Mapping):
            return Part(self, path, value)
        if isinstance(value, list | tuple):
            return Points(self, path, value)
        if value is None or (isinstance(value, bool | str) and not isinstance(value, Markup)):
            self.pins[path] = value
            return value
        raise Unmouldable(f"{path}: {type(value).__name__}")


class Word:
    """A text: asked whether it is there, compared, or put in. Anything else is not possible."""

    __slots__ = ("_heard", "_path", "_value")

    def __init__(self, heard: Heard, path: Path, value: str) -> None:
        self._heard, self._path, self._value = heard, path, value

    def _pinned(self) -> str:
        self._heard.pins[self._path] = self._value
        return self._value

    def __bool__(self) -> bool:
        self._heard.truths[self._path] = True
        return True

    def __eq__(self, other: object) -> bool:
        return self._pinned() == (other._pinned() if isinstance(other, Word) else other)

    def __hash__(self) -> int:
        return hash(self._pinned())

    def __str__(self) -> str:
        return self._heard.mark(self._path)

    __html__ = __str__


class Part:
    """Values with names."""

    __slots__ = ("_heard", "_path", "_value")

    def __init__(self, heard: Heard, path: Path, value: Mapping[Any, object]) -> None:
        self._heard, self._path, self._value = heard, path, value

    def __getitem__(self, name: str) -> Any:
        path = (*self._path, name)
        if name not in self._value:
            self._heard.absent.add(path)
            raise KeyError(name)
        return self._heard.value(path, self._value[name])

    def __bool__(self) -> bool:
        return self._heard.truths.setdefault(self._path, bool(self._value))

    def __iter__(self) -> Iterator[Any]:
        raise Unmouldable(f"{self._path}: every name is asked for")

    def __str__(self) -> str:
        raise Unmouldable(f"{self._path}: shown whole")

    __html__ = __str__


class Points:
    """Values in a row."""

    __slots__ = ("_heard", "_path", "_value")

    def __init__(self, heard: Heard, path: Path, value: list[object] | tuple[object, ...]) -> None:
        self._heard, self._path, self._value = heard, path, value

    def __len__(self) -> int:
        return self._heard.lengths.setdefault(self._path, len(self._value))

    def __iter__(self) -> Iterator[Any]:
        return iter([self._heard.value((*self._path, n), self._value[n]) for n in range(len(self))])

    def __str__(self) -> str:
        raise Unmouldable(f"{self._path}: shown whole")

    __html__ = __str__


class Top(dict[str, Any]):
    """The context itself."""

    def __init__(self, heard: Heard, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._heard, self._plain = heard, dict[str, str]()

    def with_plain(self, name: str, value: str) -> "Top":
        """The same with one value that is the letter's own and need not be listened to."""
        new = Top(self._heard, self)
        new._plain = {name: value}
        return new

    def __contains__(self, name: object) -> bool:
        if name in self._plain:
            return True
        found = super().__contains__(name)
        if not found:
            self._heard.absent.add((str(name),))
        return found

    def __getitem__(self, name: str) -> Any:
        if name in self._plain:
            return self._plain[name]
        return self._heard.value((name,), super().__getitem__(name))


def with_real_values(asked: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks into its words: it gets them as they are, and that is noted."""

    @wraps(asked)
    def answer(*values: Any, **named: Any) -> Any:
        real = [value._pinned() if isinstance(value, Word) else value for value in values]
        return asked(*real, **named)

    return answer
