"""A duty as far as it can be read: what is wrong in one part of it doesn't hide what is wrong in another."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from intlflow.domain.duty import Done, Per
from intlflow.packs.duties import Every, Rung, When, Window
from intlflow.packs.files import Item

Part = TypeVar("Part", bound=BaseModel)
DEFAULT_GRACE = 45


@dataclass(frozen=True)
class Sketch:
    """The parts of a duty that hold, each read alone; what doesn't is absent or empty."""

    item: Item
    per: Per | None
    done: Done | None
    windows: tuple[Window, ...]
    when: When | None
    every: Every | None
    ladder: tuple[Rung, ...]

    def has(self, key: str) -> bool:
        """Whether the key is written, with whatever value."""
        return key in self.item.raw

    @property
    def standing(self) -> bool:
        """Whether it is asked for until it is met."""
        return self.item.raw.get("standing") is True

    @property
    def lead_days(self) -> int:
        """How long before its due day it opens, when it has no windows."""
        return self._number("lead_days", 0)

    @property
    def grace_days(self) -> int:
        """How long after its due day it is given up."""
        return self._number("grace_days", DEFAULT_GRACE)

    def _number(self, key: str, default: int) -> int:
        value = self.item.raw.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default


def sketches(items: Sequence[Item]) -> Iterator[Sketch]:
    """Each duty, as far as it can be read."""
    for item in items:
        per, done = item.get("per"), item.get("done")
        yield Sketch(
            item,
            Per(per) if per in set(Per) else None,
            Done(done) if done in set(Done) else None,
            _list(item, "window", Window),
            _one(item.raw.get("when"), When),
            _one(item.raw.get("every"), Every),
            _list(item, "ladder", Rung),
        )


def _list(item: Item, key: str, model: type[Part]) -> tuple[Part, ...]:
    value = item.raw.get(key)
    read = [_one(each, model) for each in value] if isinstance(value, list) else []
    return tuple(part for part in read if part is not None)


def _one(value: object, model: type[Part]) -> Part | None:
    if not isinstance(value, dict):
        return None
    try:
        return model.model_validate_json(json.dumps(value, default=str), strict=True)
    except ValidationError:
        return None
