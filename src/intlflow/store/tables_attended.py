"""The table of who was at a group's meeting, as it was ticked each time."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class Attended(SQLModel, table=True):
    """One person in one saving; the newest saving of a meeting that was not undone holds, whole."""

    __tablename__: ClassVar[str] = "attended"
    municipality: str = Field(primary_key=True)
    meeting: int = Field(primary_key=True)  # the number of the group's meeting
    version: int = Field(primary_key=True)  # 1, 2 … of the meeting
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    present: int  # 1: was there, 0: was called and was not
    by_id: int = Field(foreign_key="person.id")
    at: str
    undone_by: int | None = Field(default=None, foreign_key="person.id")
    undone_at: str | None = None
