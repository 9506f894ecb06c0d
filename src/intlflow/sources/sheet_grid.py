"""What every spreadsheet is once it has been opened: sheets of cells, each with its address."""

from dataclasses import dataclass, field
from datetime import date

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 400_000
LONGEST_CELL = 10_000

Value = str | float | date | None


class Unreadable(ValueError):
    """The file can't be read as a list.

    Args:
        why: the sentence's key in templates/words, under `listed`.
        details: what the sentence needs to name.
    """

    def __init__(self, why: str, **details: object) -> None:
        super().__init__(why)
        self.why, self.details = why, details


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what stands in it, and where."""

    value: Value
    place: str
    merged: bool = False  # it shows what stands in the first cell of a merged block

    @property
    def text(self) -> str:
        """As one line of text; whole numbers without decimals."""
        if self.value is None:
            return ""
        if isinstance(self.value, float):
            return str(int(self.value)) if self.value.is_integer() else repr(self.value)
        return " ".join(str(self.value).split())

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows from the top, empty ones included."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: frozenset[tuple[int, int]] = field(default=frozenset())

    def cells(self, row: int) -> tuple[Cell, ...]:
        """A row's cells with their addresses; rows are counted from nought."""
        return tuple(
            Cell(value, place(self.name, row, column), (row, column) in self.merged)
            for column, value in enumerate(self.rows[row])
        )


def place(sheet: str, row: int, column: int) -> str:
    """A cell's address as the spreadsheet shows it, e.g. `Blad1!C5`."""
    letters, left = "", column
    while left >= 0:
        letters, left = chr(ord("A") + left % 26) + letters, left // 26 - 1
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def within(rows: int, columns: int) -> None:
    """Refuse what no list of a municipality is.

    Raises:
        Unreadable: too many rows or columns.
    """
    if rows > MOST_ROWS:
        raise Unreadable("too-many-rows", most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise Unreadable("too-many-columns", most=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise Unreadable("too-large")
