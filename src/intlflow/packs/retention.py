"""What a pack says of how long things are kept, each rule with its source or the question to ask."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from intlflow.domain.retention import After, Kept, Rule
from intlflow.packs.entries import Entry, Key, Text


class Retention(Entry):
    """A rule for how long something is kept; among several the longest holds.

    Args:
        key: its name.
        kind: what it speaks of.
        preserve: for ever; else `months` counted from `after`.
        months: how long.
        after: from which day.
        year_end: counted from the end of that day's calendar year.
        programme: only cases of this programme; part of its name.
        source: where it is read.
        decision: the municipality's disposal decision; contacts are made nameless by the clock only with it.
    """

    key: Key
    kind: Kept
    preserve: bool = False
    months: Annotated[int, Field(ge=1, le=1200)] | None = None
    after: After | None = None
    year_end: bool = False
    programme: Text | None = None
    source: Text
    decision: Text | None = None

    @model_validator(mode="after")
    def _for_ever_or_for_a_time(self) -> Self:
        if self.preserve == (self.months is not None and self.after is not None):
            raise ValueError("either `preserve = true`, or both `months` and `after`")
        return self

    def as_rule(self) -> Rule:
        """The rule as the domain knows it."""
        return Rule(
            self.key, self.kind, self.preserve, self.months or 0, self.after, self.year_end,
            self.programme or "",
        )  # fmt: skip
