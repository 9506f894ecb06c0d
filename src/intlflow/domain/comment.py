"""A comment: how far it is seen, and how long its writer may change it."""

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = 4000  # characters
CHANGED_WITHIN = timedelta(hours=24)  # thereafter it stands, and one answers with a new one


class Level(StrEnum):
    """Who sees a comment, the narrowest first; whoever sees more sees less, too."""

    UNIT = "unit"  # those of the unit that it concerns
    COORDINATOR = "coordinator"  # they, and the coordinator
    ALL = "all"  # whoever may see what it is about


class State(StrEnum):
    """How a wording came to be."""

    WRITTEN = "written"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


def shown_to(level: Level, *, own: bool, in_unit: bool, coordinator: bool, keeper: bool) -> bool:
    """Whether somebody who may see the thing itself sees a comment on it.

    Args:
        level: the comment's.
        own: whether they wrote it.
        in_unit: whether they belong to the unit that it was written for.
        coordinator: whether they are the coordinator.
        keeper: whether they answer for public records, or go through them: they see all.
    """
    if own or keeper or level is Level.ALL:
        return True
    return in_unit or (coordinator and level is Level.COORDINATOR)


def narrowest(*, in_unit: bool) -> Level:
    """The level that a writer is offered first: what is meant for few never gets out by itself."""
    return Level.UNIT if in_unit else Level.COORDINATOR


def may_change(written_at: datetime, now: datetime) -> bool:
    """Whether the writer may still put it right or take it back."""
    return now - written_at <= CHANGED_WITHIN
