"""How a municipality's year is put together: how long its paragraph is, how a unit tells, who takes over."""

from typing import Annotated, Literal

from pydantic import Field

from intlflow.domain.words import Role
from intlflow.packs.entries import Entry


class Annual(Entry):
    """What the annual compilation looks like and to whom it goes.

    Args:
        paragraph_most: the most characters, spaces counted, of the paragraph for the årsredovisning.
        unit_text: how a unit's year is told: a running text for the nämnd's verksamhetsberättelse, or
            the three blocks of Växjö's strategi.
        finance: the role at the finance department that takes over the section for the årsredovisning.
        hands_over: whether the clock hands it over on the last day when nobody has.
    """

    paragraph_most: Annotated[int, Field(ge=300, le=10_000)] = 1200
    unit_text: Literal["running", "blocks"] = "running"
    finance: Role | None = None
    hands_over: bool = True
