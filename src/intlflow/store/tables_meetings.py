"""The tables of meetings and of what was seen of each case's way to its deadline; rows are only added."""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class MeetingEvent(SQLModel, table=True):
    """A body's meeting as somebody said it is: planned, moved, cancelled, extra. The latest row holds."""

    __tablename__: ClassVar[str] = "meeting"
    __table_args__ = (
        UniqueConstraint("municipality", "number", "seq"),
        Index("meeting_by_day", "municipality", "body", "day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    number: int  # which meeting; the same in all of its rows
    seq: int
    body: str
    status: str
    day: str
    start: str | None = None  # 17:30; empty while nobody has said
    stop: str | None = None  # empty: follows from the lead times
    notice: str | None = None
    reason: str = ""
    uid: str = ""  # the entry of the calendar that it came from
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: str


class ReachSeen(SQLModel, table=True):
    """How a case stood against its deadline when it was looked at; a new row when that has changed."""

    __tablename__: ClassVar[str] = "reach_seen"
    __table_args__ = (Index("reach_seen_by_case", "case_id"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    case_id: int = Field(foreign_key="case_.id")
    deadline: str
    colour: str
    at: str
