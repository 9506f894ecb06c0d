"""The table of what was handed over to the finance department for the municipality's annual accounts."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class HandedOver(SQLModel, table=True):
    """One version of a year's compilation as it was handed over; never touched again."""

    __tablename__: ClassVar[str] = "handed_over"
    municipality: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)  # 1, 2 … of the year
    mark: str  # of the content: two copies with the same mark say the same
    at: str
    person_id: int | None = Field(default=None, foreign_key="person.id")  # empty: the clock
    taken_by: int = Field(foreign_key="person.id")
    role: str  # in which the recipient took it over
    gaps: int  # how many units had not answered
    contents: str  # JSON: the paper whole, so that its files can be made again as they were
