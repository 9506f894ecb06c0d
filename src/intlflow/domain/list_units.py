"""Which unit a list means: by key, name, beginning of a name, old name, its board, or nearly so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intlflow.domain.alike import bare, similar
from intlflow.domain.reading import Sure

NEARLY = 0.85
_SHORTEST = 4  # letters of a name's beginning


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as a list may call it.

    Args:
        key: the unit's key.
        name: a name it has or had.
        now: the key of whoever answers for it today.
        board: a nämnd's or a board's name rather than the unit's own.
    """

    key: str
    name: str
    now: str
    board: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The unit that was found, and how."""

    key: str
    name: str
    sure: Sure
    why: str = ""


def find_unit(text: str, places: Sequence[Place], chosen: Mapping[str, str]) -> Found | None:
    """The unit that a text means; None when it can't be told without choosing.

    Args:
        text: as it stands in the list.
        places: every unit under every name.
        chosen: what the municipality or the person at work says a text means.
    """
    wanted = bare(text)
    if wanted in chosen:
        one = next(p for p in places if p.key == chosen[wanted])
        return Found(one.now, one.name, Sure.READ_AS, "unit-chosen")
    if not wanted:
        return None
    exact = [p for p in places if wanted in (bare(p.key), bare(p.name))]
    for fits, why in ((exact, ""), (_begins(wanted, places), "unit-short")):
        found = _only(fits)
        if found:
            sure = Sure.READ_AS if why or found.board or found.now != found.key else Sure.PLAIN
            named = "unit-old" if found.now != found.key else "unit-board" if found.board else why
            return Found(found.now, found.name, sure, named)
    near = _only([p for p in places if not p.board and similar(p.name, text) >= NEARLY])
    if near:
        return Found(near.now, near.name, Sure.GUESS, "unit-nearly")
    return _first_of_several(text, places, chosen)


def _begins(wanted: str, places: Sequence[Place]) -> list[Place]:
    return [p for p in places if len(wanted) >= _SHORTEST and bare(p.name).startswith(wanted)]


def _only(found: Sequence[Place]) -> Place | None:
    """The one unit that all of these are; a unit's own name goes before its board's."""
    own = [p for p in found if not p.board] or list(found)
    return own[0] if len({p.now for p in own}) == 1 else None


def _first_of_several(
    text: str, places: Sequence[Place], chosen: Mapping[str, str]
) -> Found | None:
    parts = [part for part in re.split(r"[/,;&+]|\boch\b", text) if part.strip()]
    if len(parts) < 2:
        return None
    first = find_unit(parts[0], places, chosen)
    return Found(first.key, first.name, Sure.GUESS, "unit-several") if first else None
