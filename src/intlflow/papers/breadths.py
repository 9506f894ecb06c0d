"""How broad a table's columns are: no word and no day is broken as long as all of them have room."""

import re
from collections.abc import Sequence

LEAST, MOST, LINE = 3, 80, 95  # signs: of a narrow column, of a broad one, of a whole line
ENOUGH = 100  # rows that tell how broad a column is
BESIDE = 3  # signs of empty room beside what stands in a cell
_BREAKS = re.compile("[ \u200b-]")


def breadths(rows: Sequence[Sequence[str]], line: float = LINE) -> tuple[list[float], bool]:
    """How broad each column is beside the others, and whether every word has room.

    A column gets its longest word at least, its longest line at best. Where even the words have no room,
    the broadest columns give way, so that a day or an amount beside them stays whole.

    Args:
        rows: what stands in the cells, the head among them.
        line: how many signs have room beside each other.
    """
    told = [_told(column) for column in zip(*rows[:ENOUGH], strict=True)]
    least, asked = [word for word, _ in told], [wish for _, wish in told]
    if sum(least) > line:
        return _give_way(least, line), False
    more = [wish - word for word, wish in zip(least, asked, strict=True)]
    shared = min(1.0, (line - sum(least)) / (sum(more) or 1))
    return [word + shared * wish for word, wish in zip(least, more, strict=True)], True


def _give_way(least: Sequence[int], line: float) -> list[float]:
    """Cut the broadest to one breadth, so that all fit in."""
    left, room = sorted(least), line
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    most = room / len(left)
    return [min(float(word), most) for word in least]


def _told(column: Sequence[str]) -> tuple[int, int]:
    """The signs of a column's longest word, and those of its longest line, if they aren't many."""
    word = max(LEAST, *map(len, _BREAKS.split(" ".join(column))))
    return word + BESIDE, max(word, min(MOST, max(map(len, column)))) + BESIDE
