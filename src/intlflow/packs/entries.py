"""The parts that every table of a pack is made of: strict, with keys, texts in two languages, and doubts."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Named = Annotated[
    str, StringConstraints(pattern=r"^[a-z-]+\.[a-z_]+$")
]  # a kind and one of its moves
MAIL = r"^[^@\s<>()\[\],;:]+@([^@\s<>()\[\],;:.]+\.)+[A-Za-z]{2,}$"
Mail = Annotated[str, StringConstraints(pattern=MAIL, max_length=254)]
Count = Annotated[int, Field(ge=-1000, le=1000)]  # a slip of the finger is no plan


class Evidence(StrEnum):
    """How sure we are: read in a seed document, found in public material, remembered, assumed."""

    SEED = "seed"
    FOUND = "found"
    MEMORY = "memory"
    ASSUMED = "assumed"


class Strict(BaseModel):
    """A table that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Strict):
    """An entry that may carry what is still to be confirmed with the municipality."""

    evidence: Evidence = Evidence.SEED
    confirm: Text | None = None  # the question to the municipality; listed by `pack show`


class Bilingual(Strict):
    """A text that people see, in both languages."""

    sv: Text
    en: Text

    def said(self, lang: str) -> str:
        """The text in this language; Swedish unless it is English."""
        return self.en if lang == "en" else self.sv
